import 'server-only';
import { engrave } from '@/lib/server/sandbox/painter/engrave';
import type { Random } from '@/lib/server/sandbox/painter/random';
import type { Raster } from '@/lib/server/sandbox/painter/raster';
import { contour, dots, drawing, squares, wash } from './line';
import { clouds, doubled, facets, misprint, pieces, smear, spray } from './shift';
import { flatten, grain, inks, shade, tone } from './tone';

type Colors = readonly string[];

/** One step of a look; what its figures mean stands at the function that does it. */
export type Finish =
  | { do: 'tone'; contrast: number; color: number; warmth?: number; lift?: number }
  | { do: 'flat'; colors: number }
  | { do: 'inks'; colors: Colors; share?: number }
  | { do: 'grain'; strength: number }
  | { do: 'shade'; color: string; strength: number; reach?: number; middle?: readonly [number, number] }
  | { do: 'contour'; color: string; weight: number; sense?: number }
  | { do: 'drawing'; paper: string; ink: string; weight: number; color?: number; sense?: number }
  | { do: 'squares'; color: string; strength: number }
  | { do: 'dots'; size: number; plates: 'color' | readonly [paper: string, ink: string] }
  | { do: 'wash'; strength: number }
  | { do: 'engrave' }
  | { do: 'clouds'; colors: Colors; strength: number; mode?: 'screen' | 'soft-light' | 'multiply' }
  | { do: 'smear'; long: number; angle: number; sharp?: number }
  | { do: 'doubled'; strength: number }
  | { do: 'pieces'; count: number; shift: number; paper: string }
  | { do: 'facets'; size: number; light: number; share: number }
  | { do: 'spray'; colors: Colors }
  | { do: 'misprint'; shift: number; screen?: number };

/** Does one step of a look to a picture, in place. */
export function finishWith(raster: Raster, finish: Finish, random: Random, variation: number): void {
  switch (finish.do) {
    case 'tone':
      return tone(raster, finish.contrast, finish.color, finish.warmth ?? 0, finish.lift);
    case 'flat':
      return flatten(raster, finish.colors);
    case 'inks':
      return inks(raster, finish.colors, finish.share);
    case 'grain':
      return grain(raster, finish.strength, random);
    case 'shade':
      return shade(raster, finish.color, finish.strength, finish.reach, finish.middle);
    case 'contour':
      return contour(raster, finish.color, finish.weight, finish.sense);
    case 'drawing':
      return drawing(raster, finish.paper, finish.ink, finish.weight, finish.color, finish.sense);
    case 'squares':
      return squares(raster, finish.color, finish.strength);
    case 'dots':
      return dots(raster, finish.size, finish.plates);
    case 'wash':
      return wash(raster, finish.strength, random);
    case 'engrave':
      return engrave(raster.data, raster.width, raster.height, variation);
    case 'clouds':
      return clouds(raster, finish.colors, finish.strength, random, finish.mode);
    case 'smear':
      return smear(raster, finish.long, finish.angle, finish.sharp);
    case 'doubled':
      return doubled(raster, finish.strength, random);
    case 'pieces':
      return pieces(raster, finish.count, finish.shift, finish.paper, random);
    case 'facets':
      return facets(raster, finish.size, finish.light, finish.share, random);
    case 'spray':
      return spray(raster, finish.colors, random);
    case 'misprint':
      return misprint(raster, finish.shift, finish.screen ?? 0);
  }
}
