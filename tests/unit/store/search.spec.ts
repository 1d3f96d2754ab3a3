import * as fc from 'fast-check';
import { insertImage, listImages, updateImage, type ImageRow } from '@/lib/server/store/images';
import { parseQuery, type ImageQuery, type Term } from '@/lib/server/store/search';
import { fold } from '@/lib/server/store/text';
import { accepted, newImage } from './samples';
import { expect, onEveryEngine, test } from './engines';

const text = (value: string, not = false): Term => ({ kind: 'text', value, not });

test.describe('what a person types', () => {
  const cases: [string, Term[]][] = [
    ['', []],
    ['  \u3000\n ', []],
    ['Red FOX', [text('red'), text('fox')]],
    ['"a  Red fox" -cat', [text('a red fox'), text('cat', true)]],
    ['-"two words" “curly quotes”', [text('two words', true), text('curly quotes')]],
    ['"never closed', [text('never closed')]],
    ['"" -"" -', [text('-')]],
    ['--x', [text('-x', true)]],
    ['6" 5%_off', [text('6"'), text('5%_off')]],
    ['赛博朋克 ＡＢＣ', [text('赛博朋克'), text('abc')]],
    ['model:Ideogram-V2', [{ kind: 'model', value: 'ideogram-v2', not: false }]],
    ['-model：x connection:"my gateway"', [
      { kind: 'model', value: 'x', not: true },
      { kind: 'connection', value: 'my gateway', not: false },
    ]],
    ['ratio:16:9 ratio:4x3', [
      { kind: 'ratio', value: [16, 9], not: false },
      { kind: 'ratio', value: [4, 3], not: false },
    ]],
    ['seed:42 style:anime', [
      { kind: 'seed', value: 42, not: false },
      { kind: 'style', value: 'anime', not: false },
    ]],
    ['is:favourite is:Favorite -is:upload is:deleted', [
      { kind: 'is', value: 'favourite', not: false },
      { kind: 'is', value: 'favourite', not: false },
      { kind: 'is', value: 'upload', not: true },
      { kind: 'is', value: 'deleted', not: false },
    ]],
    ['after:2026-01-02 before:2026-02-01', [
      { kind: 'after', value: Date.UTC(2026, 0, 2), not: false },
      { kind: 'before', value: Date.UTC(2026, 1, 1), not: false },
    ]],
    ['seed:x ratio:0:1 is:toString is:good before:2026-02-30 style:ugly colour:red model:', [
      text('seed:x'), text('ratio:0:1'), text('is:tostring'), text('is:good'), text('before:2026-02-30'),
      text('style:ugly'), text('colour:red'), text('model:'),
    ]],
    ['https://example.org/a?b', [text('https://example.org/a?b')]],
  ];
  for (const [typed, terms] of cases) {
    test(`reads ${JSON.stringify(typed)}`, () => expect(parseQuery(typed)).toEqual({ terms }));
  }

  test('never breaks the reader', () => {
    const pieces = fc.constantFrom('-', '"', ':', ' ', '“', 'is:', 'model:', 'seed:9', 'before:', 'a', '%', '\0', '\ud800', '中');
    const typed = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')));
    fc.assert(
      fc.property(typed, (value) => {
        for (const term of parseQuery(value).terms) {
          if (term.kind === 'text') expect(term.value).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
    expect(parseQuery('w '.repeat(5000)).terms).toHaveLength(40);
  });
});

function holds(image: ImageRow, term: Term): boolean {
  switch (term.kind) {
    case 'text':
      return [image.prompt, image.usedPrompt, image.name].some((text) => fold(text ?? '').includes(term.value));
    case 'model':
    case 'connection':
      return image[term.kind]?.toLowerCase() === term.value;
    case 'style':
    case 'seed':
      return image[term.kind] === term.value;
    case 'ratio': {
      const [width, height] = term.value;
      return Math.abs((image.width * height) / (image.height * width) - 1) <= 0.02 + 1e-9;
    }
    case 'before':
      return image.createdAt < term.value;
    case 'after':
      return image.createdAt >= term.value;
    case 'is':
      return {
        favourite: image.favourite,
        upload: image.taskId === null,
        sandbox: image.sandbox,
        deleted: image.deletedAt !== null,
      }[term.value];
  }
}

const any = ['model', 'connection', 'style', 'seed', 'ratio'];

/** The same question put to plain arrays. */
function found(images: ImageRow[], { terms }: ImageQuery): string[] {
  const trash = terms.some((term) => term.kind === 'is' && term.value === 'deleted' && !term.not);
  return images
    .filter((image) => trash || image.deletedAt === null)
    .filter((image) => terms.every((term) => any.includes(term.kind) && !term.not ? true : holds(image, term) !== term.not))
    .filter((image) =>
      any.every((kind) => {
        const wanted = terms.filter((term) => term.kind === kind && !term.not);
        return wanted.length === 0 || wanted.some((term) => holds(image, term));
      }),
    )
    .toSorted((one, other) => other.n - one.n)
    .map(({ id }) => id);
}

const words = fc.constantFrom(
  'fox', 'Fox', 'lighthouse', 'light', '猫', '赛博朋克', '朋', 'ネコ', '고양이', '100%', '_', 'a_b', 'ab', '\\', "o'clock",
  '"', 'é', 'É', 'ΟΔΟΣ', 'straße', 'ﬁne', '😀', '-', 'is:good', '%%%', '___',
);
const phrase = fc.array(words, { minLength: 0, maxLength: 5 }).map((all) => all.join(' '));
const day = fc.integer({ min: 0, max: 9 });
const picture = fc.record({
  made: fc.boolean(),
  prompt: fc.option(phrase),
  usedPrompt: fc.option(phrase),
  name: fc.option(phrase),
  model: fc.option(fc.constantFrom('ideogram-v2', 'ideogram-v3')),
  connection: fc.option(fc.constantFrom('sandbox', 'Fal')),
  style: fc.option(fc.constantFrom('anime' as const, 'design' as const)),
  seed: fc.option(fc.integer({ min: 0, max: 2 })),
  sandbox: fc.boolean(),
  size: fc.constantFrom([1024, 1024], [1344, 768], [1360, 768], [768, 1344], [1020, 1000], [1021, 1000]),
  favourite: fc.boolean(),
  deleted: fc.boolean(),
  day,
});
const asked = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '-'),
      fc.oneof(
        { weight: 3, arbitrary: words },
        phrase.map((value) => `"${value}"`),
        fc.constantFrom('model:ideogram-v2', 'model:IDEOGRAM-v3', 'connection:fal', 'style:anime', 'style:design'),
        fc.constantFrom('ratio:1:1', 'ratio:16:9', 'ratio:9:16', 'ratio:7:4', 'seed:0', 'seed:1'),
        fc.constantFrom('is:favourite', 'is:upload', 'is:sandbox', 'is:deleted'),
        fc.tuple(fc.constantFrom('before', 'after'), day).map(([key, at]) => `${key}:2026-01-0${at}`),
      ),
    ),
    { maxLength: 3 },
  )
  .map((terms) => terms.map(([minus, term]) => `${minus}${term}`).join(' '));

onEveryEngine(() => {
  test('a search finds exactly what a look at every picture finds', async ({ db }) => {
    const task = await accepted(db);
    const images: ImageRow[] = [];
    const shapes = fc.sample(picture, { numRuns: 150, seed: 20260101 });
    for (const [index, { made, size, favourite, deleted, day: at, ...shape }] of shapes.entries()) {
      const [width = 1, height = 1] = size;
      const { id } = await insertImage(
        db,
        newImage({ ...shape, width, height, taskId: made ? task.id : null, index, createdAt: Date.UTC(2026, 0, at, 12) }),
      );
      const row = await updateImage(db, id, { favourite, deletedAt: deleted ? 5 : null });
      if (row) images.push(row);
    }
    await fc.assert(
      fc.asyncProperty(asked, async (typed) => {
        const query = parseQuery(typed);
        const expected = found(images, query);
        const { images: page, total, next } = await listImages(db, { query, limit: 200 });
        expect(page.map(({ id }) => id)).toEqual(expected);
        expect(total).toBe(expected.length);
        expect(next).toBeNull();

        const first = await listImages(db, { query, limit: 7 });
        expect(first.images.map(({ id }) => id)).toEqual(expected.slice(0, 7));
        if (first.next === null) return;
        const second = await listImages(db, { query, cursor: first.next, limit: 7 });
        expect(second.images.map(({ id }) => id)).toEqual(expected.slice(7, 14));
        expect(second.total).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test('a word is found wherever it stands, in any script and with any sign', async ({ db }) => {
    const prompts = ['Neon 赛博朋克 street', '100% wool', '100 per cent', 'a_b', 'axb', 'say "cheese"', "it's", 'back\\slash', 'ÉCLAIR'];
    for (const prompt of prompts) await insertImage(db, newImage({ prompt }));
    const ask = async (typed: string) =>
      (await listImages(db, { query: parseQuery(typed), limit: 20 })).images.map(({ prompt }) => prompt);
    expect(await ask('朋')).toEqual(['Neon 赛博朋克 street']);
    expect(await ask('博朋')).toEqual(['Neon 赛博朋克 street']);
    expect(await ask('赛博朋克')).toEqual(['Neon 赛博朋克 street']);
    expect(await ask('100%')).toEqual(['100% wool']);
    expect(await ask('a_b')).toEqual(['a_b']);
    expect(await ask('"cheese"')).toEqual(['say "cheese"']);
    expect(await ask("it's")).toEqual(["it's"]);
    expect(await ask('k\\s')).toEqual(['back\\slash']);
    expect(await ask('éclair')).toEqual(['ÉCLAIR']);
    expect(await ask('eon STREE')).toEqual(['Neon 赛博朋克 street']);
    expect(await ask("'; drop table images; --")).toEqual([]);
    expect(await ask('')).toHaveLength(prompts.length);
  });
});
