export type Change = { kind: 'kept' | 'added' | 'removed'; text: string };

/** `parts` in reading order; `added` and `removed` are counts of `unit`, which is characters where most of it is CJK. */
export type PromptChanges = { parts: Change[]; added: number; removed: number; unit: 'words' | 'characters' };

type Token = { text: string; space: string; counts: boolean; cjk: boolean };
type Step = { kind: Change['kind']; token: Token };

const ideograph = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々]';
const letter = `(?:(?!${ideograph})[\\p{L}\\p{N}\\p{M}])`;
const pattern = new RegExp(`(\\s*)(?:(${ideograph})|(${letter}+(?:['’-]${letter}+)*)|(\\S))`, 'gu');

/** Cells of the table below; two texts that share so little of so much are told as one whole for another. */
const mostCells = 4_000_000;

function tokens(text: string): Token[] {
  return [...text.matchAll(pattern)].map(([, space = '', cjk, word, mark = '']) => ({
    text: cjk ?? word ?? mark,
    space,
    counts: (cjk ?? word) !== undefined,
    cjk: cjk !== undefined,
  }));
}

/** What became of a prompt: words for scripts with spaces, single characters for Chinese and Japanese. */
export function changesBetween(asked: string, used: string): PromptChanges {
  const steps = settled(stepsBetween(tokens(asked), tokens(used)));
  const count = (kind: Change['kind']) =>
    steps.filter((step) => step.kind === kind && step.token.counts).length;
  const told = steps.filter(({ token }) => token.counts);
  const cjk = told.filter(({ token }) => token.cjk).length;
  return {
    parts: parts(steps),
    added: count('added'),
    removed: count('removed'),
    unit: cjk * 2 > told.length ? 'characters' : 'words',
  };
}

const all = (kind: Change['kind'], tokens: readonly Token[]): Step[] =>
  tokens.map((token) => ({ kind, token }));

function stepsBetween(before: readonly Token[], after: readonly Token[]): Step[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head]?.text === after[head]?.text) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail)?.text === after.at(-1 - tail)?.text) tail += 1;
  const end = after.length - tail;
  const middle = longest(before.slice(head, before.length - tail), after.slice(head, end));
  return [...all('kept', after.slice(0, head)), ...middle, ...all('kept', after.slice(end))];
}

/** The longest common run of tokens, by the table of lengths from the end. Kept tokens are those of `after`. */
function longest(before: readonly Token[], after: readonly Token[]): Step[] {
  const width = after.length + 1;
  if (before.length * after.length > mostCells) return [...all('removed', before), ...all('added', after)];
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const same = before[i]?.text === after[j]?.text;
      lengths[i * width + j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [old, fresh] = [before[i], after[j]];
    if (old === undefined || fresh === undefined) break;
    if (old.text === fresh.text) {
      steps.push({ kind: 'kept', token: fresh });
      [i, j] = [i + 1, j + 1];
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      steps.push({ kind: 'removed', token: old });
      i += 1;
    } else {
      steps.push({ kind: 'added', token: fresh });
      j += 1;
    }
  }
  return [...steps, ...all('removed', before.slice(i)), ...all('added', after.slice(j))];
}

/** A comma that happens to stand in both is no common ground: between two changes it belongs to them. */
function settled(steps: readonly Step[]): Step[] {
  return runs(steps, ({ kind }) => kind === 'kept').flatMap((run, index, every) => {
    const inside = index > 0 && index < every.length - 1;
    const mere = run[0]?.kind === 'kept' && !run.some(({ token }) => token.counts);
    return inside && mere
      ? run.flatMap(({ token }) => [...all('removed', [token]), ...all('added', [token])])
      : run;
  });
}

function parts(steps: readonly Step[]): Change[] {
  return runs(steps, ({ kind }) => kind === 'kept').flatMap((run) =>
    (['kept', 'removed', 'added'] as const).flatMap((kind) => {
      const text = run
        .flatMap((step) => (step.kind === kind ? [step.token.space + step.token.text] : []))
        .join('');
      return text === '' ? [] : [{ kind, text }];
    }),
  );
}

/** Neighbours that answer alike, together. */
function runs<Item>(items: readonly Item[], answer: (item: Item) => boolean): Item[][] {
  const found: Item[][] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (last?.[0] !== undefined && answer(last[0]) === answer(item)) last.push(item);
    else found.push([item]);
  }
  return found;
}
