import 'server-only';
import { strikes, type Fault, type FaultName } from './faults';
import { rewritePrompt } from './painter/painter';
import type { Drawn, Plan } from './plan';
import { saveResult } from './results';
import { inTurn } from './turns';

const seedCount = 2 ** 31;
const few = 6;

/** Counts words in any script; spaces do not part Chinese or Japanese ones. */
function wordCount(text: string): number {
  const parts = new Intl.Segmenter('en', { granularity: 'word' }).segment(text);
  return [...parts].filter(({ isWordLike }) => isWordLike).length;
}

/**
 * Magic prompt: always when ON, never when OFF, and a prompt of fewer than six words when AUTO or not said.
 */
export function wordsFor(magic: Plan['magic'], words: string, seed: number): string {
  if (words === '' || magic === 'OFF') return words;
  return magic === 'ON' || wordCount(words) < few ? rewritePrompt(words, seed) : words;
}

const gif = Buffer.from('R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
const disguises: Partial<Record<FaultName, (png: Uint8Array) => Uint8Array>> = {
  corrupt: (png) => png.subarray(0, Math.floor(png.length / 2)),
  html: () => Buffer.from('<!doctype html><title>Sign in</title><p>Please sign in to see this picture.</p>'),
  svg: () =>
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>'),
  gif: () => gif,
};

/** A picture as a fault wants its file to be; null when its link is to be dead. `index` is its place in the answer. */
export function disguised(png: Uint8Array, index: number, faults: Fault[]): Uint8Array | null {
  if (strikes(faults, 'expired', index)) return null;
  const worn = faults.find(({ name }) => disguises[name] && strikes(faults, name, index));
  return (worn && disguises[worn.name]?.(png)) ?? png;
}

const linkTo = async (drawn: Drawn, index: number, faults: Fault[], origin: string): Promise<string> =>
  origin + (await saveResult(disguised(drawn.png, index, faults)));

/** A seed for a request that names none. */
export const anySeed = (): number => Math.floor(Math.random() * seedCount);

/** A plan that ends in pictures. */
export type Drawing = Extract<Plan, { draw: unknown }>;

/** Makes the pictures of a plan and tells of them; `origin` goes before their links. */
export async function picturesOf(
  plan: Drawing,
  words: string,
  faults: Fault[],
  first: number,
  origin: string,
): Promise<Record<string, unknown>[]> {
  const prompt = 'caption' in plan && plan.caption ? await inTurn(plan.caption) : wordsFor(plan.magic, words, first);
  const made = Array.from({ length: plan.images }, async (_, index) => {
    const seed = (first + index) % seedCount;
    const safe = !strikes(faults, 'withheld', index);
    const drawn = await inTurn(() => plan.draw(prompt, seed));
    const url = safe ? await linkTo(drawn, index, faults, origin) : '';
    if (plan.kind === 'bare') return { is_image_safe: safe, url };
    return {
      prompt,
      resolution: `${plan.size.width}x${plan.size.height}`,
      ...(plan.kind === 'resized' && { upscaled_resolution: `${drawn.width}x${drawn.height}` }),
      is_image_safe: safe,
      seed,
      url,
      ...(plan.styleType && { style_type: plan.styleType }),
    };
  });
  return Promise.all(made);
}

/**
 * Makes what was asked and writes the answer's body (shared/upstream/ideogram.md 2.3): `{created, data}` for
 * pictures, `{descriptions}` for describe. Each picture of a request has its own seed, the first one's plus
 * its place.
 */
export async function answer(plan: Plan, words: string, faults: Fault[], origin: string): Promise<unknown> {
  if (plan.kind === 'text') return { descriptions: [{ text: await inTurn(plan.read) }] };
  if (plan.kind === 'own') return inTurn(() => plan.tell(words));
  const data = await picturesOf(plan, words, faults, plan.seed ?? anySeed(), origin);
  return { created: new Date().toISOString(), data, ...(plan.named && { response_type: 'url' }) };
}
