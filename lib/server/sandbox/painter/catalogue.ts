import 'server-only';
import type { Pen } from './pen';
import { paintFruit } from './scenes/fruit';
import { paintKoi } from './scenes/koi';
import { paintLighthouse } from './scenes/lighthouse';
import { paintRidges } from './scenes/ridges';
import { paintTown } from './scenes/town';
import { paintSailing } from './scenes/sailing';
import { paintSkyline } from './scenes/skyline';
import { paintFacade } from './scenes/facade';
import { paintPines } from './scenes/pines';
import { paintPortrait } from './scenes/portrait';
import { paintCeramics } from './scenes/ceramics';
import { paintWindow } from './scenes/window';
import { paintHeron } from './scenes/heron';
import { paintBotanical } from './scenes/botanical';
import { paintBouquet } from './scenes/bouquet';
import { paintViaduct } from './scenes/viaduct';
import { paintArcade } from './scenes/arcade';
import { paintRecord } from './scenes/record';
import { paintLabel } from './scenes/label';
import { paintCitrus } from './scenes/citrus';
import { paintWaves } from './scenes/waves';
import { paintBauhaus } from './scenes/bauhaus';
import { paintCutouts } from './scenes/cutouts';
import { paintCat } from './scenes/cat';
import { paintDog } from './scenes/dog';
import { paintFerry } from './scenes/ferry';
import { paintPool } from './scenes/pool';
import { paintMoons } from './scenes/moons';
import { paintSilk } from './scenes/silk';
import { paintContours } from './scenes/contours';
import { paintDunes } from './scenes/dunes';
import type { Subject } from './subject';
import type { SceneName } from './vocabulary';

/** Where a scene that is a printed thing itself wants its words; ink is a wish, contrast decides. */
export type TitlePlace = {
  x: number;
  y: number;
  width: number;
  height: number;
  ink: string;
  align: 'left' | 'center';
};

export type Scene = {
  paint: (pen: Pen, subject: Subject, titled: boolean) => TitlePlace | undefined | void;
  /** The scene is itself a poster or a label and sets its own words. */
  printed?: true;
  /** Made of fine lines: a broad brush would eat them. */
  fine?: true;
};

const scenes: Record<SceneName, Scene> = {
  lighthouse: { paint: paintLighthouse },
  fruit: { paint: paintFruit },
  koi: { paint: paintKoi },
  town: { paint: paintTown },
  sailing: { paint: paintSailing },
  skyline: { paint: paintSkyline },
  facade: { paint: paintFacade },
  pines: { paint: paintPines },
  portrait: { paint: paintPortrait },
  ceramics: { paint: paintCeramics },
  window: { paint: paintWindow },
  heron: { paint: paintHeron },
  botanical: { paint: paintBotanical },
  bouquet: { paint: paintBouquet },
  viaduct: { paint: paintViaduct },
  arcade: { paint: paintArcade },
  record: { paint: paintRecord, printed: true, fine: true },
  label: { paint: paintLabel, printed: true, fine: true },
  citrus: { paint: paintCitrus },
  waves: { paint: paintWaves, fine: true },
  bauhaus: { paint: paintBauhaus },
  cutouts: { paint: paintCutouts },
  cat: { paint: paintCat },
  dog: { paint: paintDog },
  ferry: { paint: paintFerry },
  pool: { paint: paintPool },
  moons: { paint: paintMoons, fine: true },
  silk: { paint: paintSilk },
  contours: { paint: paintContours, fine: true },
  dunes: { paint: paintDunes },
  ridges: { paint: paintRidges },
};

/** How a scene is painted. */
export function sceneFor(name: SceneName): Scene {
  return scenes[name];
}

export const sceneNames = Object.keys(scenes);
