import 'server-only';
import { z } from 'zod';
import { promptLimit } from '@/lib/schema/choices';
import { seed as seedSchema } from '@/lib/schema/operation';
import type { Settings } from '@/lib/schema/settings';

type Written = Pick<Settings, 'prompt' | 'negativePrompt' | 'seed' | 'model'>;
const object = z.record(z.string(), z.unknown());

/**
 * The settings that some program wrote into a picture's texts, or null. Read are the plain `parameters` text of
 * AUTOMATIC1111 (in PNG and EXIF), the JSON of InvokeAI and SwarmUI and others with the same words, and the graph
 * of ComfyUI.
 */
export function writtenSettings(texts: ReadonlyMap<string, string>): Written | null {
  for (const keyword of [
    'invokeai_metadata',
    'parameters',
    'UserComment',
    'prompt',
    'Comment',
    'Description',
    'ImageDescription',
  ]) {
    const text = texts.get(keyword)?.trim();
    const found = text ? (text.startsWith('{') ? fromJson(text) : fromLines(text, keyword)) : null;
    if (found?.prompt) return { ...found, prompt: found.prompt.slice(0, promptLimit) };
  }
  return null;
}

/** The prompt's lines, `Negative prompt: …` lines, then one line `Steps: 20, Seed: 5, Model: name, …`. */
function fromLines(text: string, keyword: string): Written | null {
  const lines = text.split(/\r?\n/);
  const last = lines.findLastIndex((line) => /^Steps: \d+,/.test(line));
  const head = last < 0 ? lines : lines.slice(0, last);
  const negative = head.findIndex((line) => line.startsWith('Negative prompt:'));
  // A bare sentence is only a prompt where the keyword says so.
  if (last < 0 && negative < 0 && !['parameters', 'prompt'].includes(keyword)) return null;
  const facts = Object.fromEntries(
    [...(lines[last] ?? '').matchAll(/([A-Z][\w ]*): ("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  return {
    prompt: head
      .slice(0, negative < 0 ? undefined : negative)
      .join('\n')
      .trim(),
    negativePrompt:
      negative < 0 ? null : words(head.slice(negative).join('\n').slice('Negative prompt:'.length)),
    seed: seedOf(facts['Seed']),
    model: words(facts['Model']),
  };
}

function fromJson(text: string): Written | null {
  const outer = asObject(text);
  if (!outer) return null;
  const fields = asObject(outer['sui_image_params']) ?? outer;
  const model =
    asObject(fields['model'])?.['name'] ?? asObject(fields['model'])?.['model_name'] ?? fields['model'];
  const prompt = words(fields['positive_prompt'] ?? fields['positivePrompt'] ?? fields['prompt']);
  if (!prompt) return fromGraph(outer);
  return {
    prompt,
    negativePrompt: words(
      fields['negative_prompt'] ?? fields['negativePrompt'] ?? fields['negativeprompt'] ?? fields['uc'],
    ),
    seed: seedOf(fields['seed']),
    model: words(model),
  };
}

/** ComfyUI: the sampler names the node of each text as `[id, output]`. */
function fromGraph(nodes: Record<string, unknown>): Written | null {
  const inputsOf = (id: unknown) => asObject(asObject(nodes[String(id)])?.['inputs']);
  const linked = (link: unknown) => (Array.isArray(link) ? words(inputsOf(link[0])?.['text']) : null);
  const all = Object.keys(nodes).map(inputsOf);
  const sampler = all.find(
    (inputs) => inputs && 'positive' in inputs && ('seed' in inputs || 'noise_seed' in inputs),
  );
  const prompt = linked(sampler?.['positive']);
  if (!sampler || !prompt) return null;
  const loader = all.find((inputs) => inputs && ('ckpt_name' in inputs || 'unet_name' in inputs));
  return {
    prompt,
    negativePrompt: linked(sampler['negative']),
    seed: seedOf(sampler['seed'] ?? sampler['noise_seed']),
    model: words(loader?.['ckpt_name'] ?? loader?.['unet_name']),
  };
}

function asObject(value: unknown): Record<string, unknown> | null {
  try {
    return object.safeParse(typeof value === 'string' ? JSON.parse(value) : value).data ?? null;
  } catch {
    return null;
  }
}

/** Other programs count seeds higher than Ideogram does; those cannot be used here. */
const seedOf = (value: unknown): number | null =>
  seedSchema.safeParse(typeof value === 'string' && /^\d{1,10}$/.test(value.trim()) ? Number(value) : value)
    .data ?? null;

const words = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
