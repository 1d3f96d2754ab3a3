import { settingsReply } from '@/lib/schema/settings';
import { errorOf, expect, file, firstImage, test } from './fixtures';
import { newColor, plain, svg, withText } from './samples';

const nothing = {
  imageId: null,
  negativePrompt: null,
  seed: null,
  connection: null,
  model: null,
  aspectRatio: null,
  resolution: null,
  style: null,
  magicPrompt: null,
  colorPalette: null,
  renderingSpeed: null,
  stylePreset: null,
  styleCodes: [],
  styleImages: [],
  characterImage: null,
};
const lines =
  'a red kite, café\nin the wind\nNegative prompt: blur, text\nSteps: 20, Sampler: Euler a, Seed: 4711, Size: 512x768, Model: kite_v2';
const read = {
  prompt: 'a red kite, café\nin the wind',
  negativePrompt: 'blur, text',
  seed: 4711,
  model: 'kite_v2',
};
const graph = {
  3: {
    class_type: 'KSampler',
    inputs: { seed: 99, positive: ['6', 0], negative: ['7', 0], model: ['4', 0] },
  },
  4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'dream.safetensors' } },
  6: { class_type: 'CLIPTextEncode', inputs: { text: 'a glass boat', clip: ['4', 1] } },
  7: { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['4', 1] } },
};

test('the settings that other programs wrote into a PNG are read', async ({ call }) => {
  const png = await plain(newColor()).png().toBuffer();
  const invoke = { positive_prompt: 'a tin robot', negative_prompt: '', seed: 12, model: { name: 'sdxl' } };
  const swarm = { sui_image_params: { prompt: 'a swarm', negativeprompt: 'bees', seed: 3, model: 'flux' } };
  const cases: [bytes: Buffer, settings: object][] = [
    [withText(png, 'tEXt', 'parameters', lines), read],
    [withText(png, 'iTXt', 'parameters', lines), read],
    [withText(png, 'zTXt', 'parameters', lines), read],
    [
      withText(png, 'iTXt', 'invokeai_metadata', JSON.stringify(invoke)),
      { prompt: 'a tin robot', seed: 12, model: 'sdxl' },
    ],
    [
      withText(png, 'tEXt', 'parameters', JSON.stringify(swarm)),
      { prompt: 'a swarm', negativePrompt: 'bees', seed: 3, model: 'flux' },
    ],
    [
      withText(png, 'tEXt', 'prompt', JSON.stringify(graph)),
      { prompt: 'a glass boat', seed: 99, model: 'dream.safetensors' },
    ],
    [withText(png, 'tEXt', 'parameters', lines.replace('4711', '99999999999')), { ...read, seed: null }],
  ];
  for (const [bytes, settings] of cases) {
    const { status, body } = await call('POST /api/images/read', {
      form: { file: file(bytes, 'theirs.png') },
    });
    expect([status, settingsReply.parse(body)]).toEqual([200, { settings: { ...nothing, ...settings } }]);
  }
});

test('so are those in the EXIF of a JPEG and a WebP', async ({ call }) => {
  const picture = () => plain(newColor()).withExif({ IFD0: { Software: 'x' }, IFD2: { UserComment: lines } });
  for (const bytes of [await picture().jpeg().toBuffer(), await picture().webp().toBuffer()]) {
    const { body } = await call('POST /api/images/read', { form: { file: file(bytes, 'theirs.jpg') } });
    expect(settingsReply.parse(body).settings).toMatchObject({
      negativePrompt: 'blur, text',
      seed: 4711,
      model: 'kite_v2',
    });
  }
});

test('a picture made here is known by its bytes alone', async ({ call, made }) => {
  const asked = { aspectRatio: '3:2', style: 'design', seed: 31337 };
  const task = await made('poster for a jazz night', asked);
  const picture = firstImage(task);
  const { bytes } = await call(`GET /api/images/${picture.id}/file?size=original`);
  const { body } = await call('POST /api/images/read', {
    form: { file: file(bytes, 'renamed.bin', 'application/octet-stream') },
  });
  expect(settingsReply.parse(body).settings).toEqual({
    ...nothing,
    ...asked,
    prompt: 'poster for a jazz night',
    imageId: picture.id,
    connection: task.connection,
    model: task.model,
  });
});

test('a picture that does not tell gives nothing, a damaged text neither, and what is no picture is refused', async ({
  call,
}) => {
  const png = await plain(newColor()).png().toBuffer();
  const silent = [
    png,
    withText(png, 'tEXt', 'Comment', 'just a photo'),
    withText(png, 'tEXt', 'prompt', '{"a":'),
    png.subarray(0, 40),
  ];
  for (const bytes of silent) {
    const { status, body } = await call('POST /api/images/read', { form: { file: file(bytes, 'mute.png') } });
    expect([status, body]).toEqual([200, { settings: null }]);
  }
  const { status, body } = await call('POST /api/images/read', { form: { file: file(svg, 'x.png') } });
  const fields = { file: 'must be a PNG, JPEG or WebP picture' };
  expect([status, body]).toEqual([
    415,
    errorOf('unsupported_media', 'The file is an SVG; it must be a PNG, JPEG or WebP.', fields),
  ]);
});
