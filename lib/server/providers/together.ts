import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import type { Model } from '@/lib/schema/model';
import { operationNames, type Inputs, type OperationName } from '@/lib/schema/operation';
import type { Context, Json, Provider, Step } from './provider';

/** A part's own handle, with the part that can read it. */
const tagged = z.object({ part: z.string(), handle: z.json() });

/**
 * Several dialects that one key buys, spoken as one: each model is its part's, and a running task goes back to the part
 * that started it. `parts` are in the order in which the page offers their models; their ids stay in stored handles. A
 * model that two parts have is the first one's. Options of parts stay at their defaults, and none of them can stop a task.
 */
export function together(label: string, parts: Record<string, Provider>): Provider {
  const names = Object.keys(parts);
  const cards = new Map<string, { part: string; model: Model }>();
  for (const part of names.toReversed()) {
    for (const model of parts[part]?.models ?? []) cards.set(model.id, { part, model });
  }
  const models = names.flatMap((part) =>
    (parts[part]?.models ?? []).filter(({ id }) => cards.get(id)?.part === part),
  );

  const speaking = ({ id }: Model): { part: string; provider: Provider } => {
    const part = cards.get(id)?.part ?? '';
    const provider = parts[part];
    if (!provider) throw new AppError('unsupported', `${label} has no model ${id}.`);
    return { part, provider };
  };
  const opened = (handle: Json | null): { provider: Provider; handle: Json } => {
    const told = tagged.parse(handle);
    const provider = parts[told.part];
    if (!provider) throw new AppError('unknown_outcome', `${label} does not know who started this task.`);
    return { provider, handle: told.handle };
  };
  const closed = (part: string, step: Step): Step =>
    step.state === 'running' ? { ...step, handle: { part, handle: step.handle } } : step;

  const begin =
    <Name extends OperationName>(name: Name) =>
    async (input: Inputs[Name], model: Model, context: Context): Promise<Step> => {
      const { part, provider } = speaking(model);
      const own = provider.start[name];
      if (!own) throw new AppError('unsupported', `${model.label} cannot ${name}.`);
      return closed(part, await own(input, model, openedContext(context)));
    };
  /** What a part is told of its own earlier pictures is its own handle again. */
  const openedContext = (context: Context): Context => ({
    ...context,
    made: async (imageId) => {
      const made = await context.made(imageId);
      const told = tagged.safeParse(made?.handle);
      return made && told.success ? { ...made, handle: told.data.handle } : made;
    },
  });

  const offered = operationNames.filter((name) => models.some(({ operations }) => operations[name]));
  return {
    label,
    models,
    clean: (reply, connection) =>
      names.reduce((left, part) => parts[part]?.clean?.(left, connection) ?? left, reply),
    start: Object.fromEntries(offered.map((name) => [name, begin(name)])),
    poll: async (handle, context) => {
      const { part } = tagged.parse(handle);
      const own = opened(handle);
      if (!own.provider.poll) throw new AppError('unknown_outcome', `${label} cannot be asked again.`);
      return closed(part, await own.provider.poll(own.handle, context));
    },
    quote: async (operation, model, context) =>
      (await speaking(model).provider.quote?.(operation, model, context)) ?? null,
    doctor: {
      answers: 'both',
      probes: (connection) => names.flatMap((part) => parts[part]?.doctor?.probes(connection) ?? []),
    },
  };
}
