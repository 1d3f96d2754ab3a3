import 'server-only';
import type { Pen } from './pen';
import { paintFruit } from './scenes/fruit';
import { paintKoi } from './scenes/koi';
import { paintLighthouse } from './scenes/lighthouse';
import { paintRidges } from './scenes/ridges';
import type { Subject } from './subject';
import type { SceneName } from './vocabulary';

/** Where a scene that is a printed thing itself wants its words; ink is a wish, contrast decides. */
export type TitlePlace = { x: number; y: number; width: number; height: number; ink: string; align: 'left' | 'center' };

export type Scene = {
  paint: (pen: Pen, subject: Subject, titled: boolean) => TitlePlace | undefined | void;
  /** The scene is itself a poster or a label and sets its own words. */
  printed?: true;
  /** The hour only tints it: there is no open air. */
};

const scenes: Partial<Record<SceneName, Scene>> = {
  lighthouse: { paint: paintLighthouse },
  fruit: { paint: paintFruit },
  koi: { paint: paintKoi },
  ridges: { paint: paintRidges },
};

export function sceneFor(name: SceneName): Scene {
  return scenes[name] ?? { paint: paintRidges };
}
