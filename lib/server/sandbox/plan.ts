import 'server-only';
import type { Size } from './sizes';

export type Drawn = { png: Uint8Array; width: number; height: number };
type Draw = (words: string, seed: number) => Promise<Drawn>;

/** A request that was understood: what it costs, and how its pictures are made. */
export type Plan = {
  /** As the ledger names it. */
  model: string | null;
  /** As sent; null where the operation was given none. */
  prompt: string | null;
  magic: 'AUTO' | 'ON' | 'OFF';
  images: number;
  seed: number | null;
  /** The size the answer names; beside it `upscaled_resolution` tells that of a result of kind `resized`. */
  size: Size;
  /** Set where the answer tells it. */
  styleType?: string;
  /** The answer names its own kind: `response_type`. */
  named?: boolean;
  /** Micro-dollars of the whole request. */
  usdMicros: number;
  /** It is to be asked after: what is answered at once is an id. */
  later?: boolean;
} & (
  | {
      kind: 'pictures';
      draw: Draw;
      /** The words that the answer names where none were given. */
      caption?: () => Promise<string>;
    }
  | { kind: 'resized'; draw: Draw }
  /** A picture that the answer tells neither words nor a seed of. */
  | { kind: 'bare'; draw: Draw }
  | { kind: 'text'; read: () => Promise<string> }
  /** An answer of a shape of its own. */
  | { kind: 'own'; tell: (words: string) => Promise<object> }
);
