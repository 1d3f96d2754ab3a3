import 'server-only';
import type { Light } from './light';
import type { Tag } from './vocabulary';

export type Weather = 'rain' | 'snow' | 'fog';

/** What a scene is told about the prompt. */
export type Subject = {
  /** How many of the countable thing were asked for, 1–12. */
  count: number | null;
  light: Light;
  weather: ReadonlySet<Weather>;
  /** A colour the prompt gives to the thing itself, `red` in "red pears". */
  accent: string | null;
  /** The prompt names it. */
  says: (tag: Tag) => boolean;
  /** The negative prompt names it: leave it out. */
  lacks: (tag: Tag) => boolean;
};
