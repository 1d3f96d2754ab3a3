import type { Face, Shown } from './face';

const never = (): never => {
  throw new Error('This dialect answers at once.');
};

/** Ideogram's own list of pictures, in all its dialects. */
const pictures = (shown: Shown[]) =>
  shown.map(({ url }, index) => ({
    url,
    prompt: 'a lighthouse',
    resolution: '1024x1024',
    is_image_safe: url !== null,
    seed: 100 + index,
  }));

const atOnce = { polls: null, taken: never, running: never } as const;
const created = '2026-11-21T10:00:00.000000+00:00';

const legacy: Face = {
  name: 'ideogram',
  dialect: 'ideogram',
  model: 'ideogram-v2',
  connection: {},
  most: 8,
  unsafe: 'withheld',
  ...atOnce,
  done: (_job, shown) => ({ created, data: pictures(shown) }),
};

const web: Face = {
  name: 'web',
  dialect: 'ideogram-web',
  model: 'ideogram-web-v3-0',
  connection: { templates: { generate: true, remix: true, upscale: true, describe: true } },
  most: 8,
  unsafe: 'absent',
  polls: /^POST \/api\/ideogram\/task-request$/,
  taken: (job) => ({ request_id: job, user: { display_handle: 'somebody' } }),
  running: (job, _word, percent) => ({
    sampling_requests: [{ request_id: job, has_started: true, completion_percentage: percent, is_completed: false, is_errored: false }],
  }),
  // Only the cover carries its address; the others' are the same with their own id.
  done: (job, shown) => {
    const cover = shown.findIndex(({ url }) => url !== null);
    return {
      sampling_requests: [
        {
          request_id: job,
          is_completed: true,
          is_errored: false,
          completion_percentage: 100,
          user: { display_handle: 'somebody' },
          responses: shown.map(({ id, url }, index) => ({
            ...(url !== null && { response_id: id }),
            ...(index === cover && { image_url: url }),
            cover: index === cover,
            prompt: 'a lighthouse',
          })),
        },
      ],
    };
  },
  gone: () => ({ sampling_requests: [] }),
};

const prediction = (id: string, status: string, output: unknown = null) => ({
  id,
  status,
  output,
  error: null,
  input: { prompt: 'a lighthouse' },
  data_removed: false,
  urls: { get: `http://203.0.113.1/v1/predictions/${id}` },
});

const replicate: Face = {
  name: 'replicate',
  dialect: 'replicate',
  model: 'ideogram-v3-turbo',
  connection: { pathPrefix: '/replicate' },
  most: 1,
  unsafe: null,
  polls: /^GET \/replicate\/v1\/predictions\/[\w-]+$/,
  taken: (job) => prediction(job, 'starting'),
  running: (job, word) => prediction(job, word),
  done: (job, shown) => prediction(job, 'succeeded', shown.map(({ url }) => url)),
  list: {
    path: /^GET \/replicate\/v1\/predictions\?/,
    of: (begun) => ({
      next: null,
      previous: null,
      results: begun.map(({ job, prompt, at }) => ({
        ...prediction(job, 'processing'),
        model: 'ideogram-ai/ideogram-v3-turbo',
        input: { prompt },
        created_at: at.toISOString(),
      })),
    }),
  },
};

const version3: Face = {
  name: 'v3',
  dialect: 'ideogram-v3',
  model: 'ideogram-v3',
  connection: {},
  most: 8,
  unsafe: 'withheld',
  ...atOnce,
  done: (_job, shown) => ({ created, data: pictures(shown) }),
};

const version4: Face = {
  name: 'v4 (4.0)',
  dialect: 'ideogram-v4',
  model: 'ideogram-v4',
  connection: {},
  most: 1,
  unsafe: 'withheld',
  ...atOnce,
  done: (_job, shown) => ({ created, response_type: 'url', data: pictures(shown) }),
};

const version45: Face = {
  name: 'v4 (4.5)',
  dialect: 'ideogram-v4',
  model: 'ideogram-4-5',
  connection: {},
  most: 8,
  unsafe: 'withheld',
  polls: /^GET \/v2\/generations\/[\w-]+$/,
  taken: (job) => ({ generation_id: job }),
  running: (job, word) => ({ generation_id: job, status: word, created }),
  done: (job, shown) => ({ generation_id: job, status: 'completed', created, data: pictures(shown) }),
};

/** The same behind one key, in both ways in which it answers. */
const official: Face[] = [
  { ...version3, name: 'official (3.0)', dialect: 'ideogram-official' },
  { ...version45, name: 'official (4.5)', dialect: 'ideogram-official' },
];

/** Every dialect of the registry, in every way in which it answers. */
export const faces: Face[] = [legacy, version3, version4, version45, ...official, web, replicate];

/** The dialect of that name. */
export function faceOf(name: string): Face {
  const face = faces.find((one) => one.name === name);
  if (!face) throw new Error(`There is no dialect ${name}.`);
  return face;
}
