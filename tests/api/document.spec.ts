import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { modelsReply, quote } from '@/lib/schema/model';
import { operationNames } from '@/lib/schema/operation';
import { studioStatus } from '@/lib/schema/status';
import { expect, test } from './fixtures';

type Document = {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      {
        parameters: { name: string; in: string; required: boolean }[];
        requestBody?: { content: Record<string, { schema: object }> };
        responses: Record<string, unknown>;
      }
    >
  >;
  components: { schemas: Record<string, object> };
};

const root = path.resolve(import.meta.dirname, '../..');

/** The doors that the files open: path and methods. */
function doors(): [string, string][] {
  const files = globSync(['app/api/**/route.ts', 'app/s/**/route.ts'], { cwd: root }).filter(
    (file) => !file.includes('[[...'),
  );
  return files.flatMap((file) => {
    const address = `/${path.dirname(file).slice('app/'.length)}`.replace(/\[(\w+)\]/g, '{$1}');
    const source = readFileSync(path.join(root, file), 'utf8');
    const methods = [
      ...source.slice(source.indexOf('= methods({')).matchAll(/\b(GET|POST|PATCH|DELETE|PUT): /g),
    ].map(([, name]) => String(name).toLowerCase());
    const addresses =
      address === '/api/{operation}' ? operationNames.map((name) => `/api/${name}`) : [address];
    return addresses.flatMap((one) => methods.map((method): [string, string] => [one, method]));
  });
}

test('the document names every door there is and no other', async ({ call }) => {
  const { status, body } = await call('GET /api/openapi.json');
  const document = body as Document;
  expect([status, document.openapi]).toEqual([200, '3.1.0']);
  const told = Object.entries(document.paths).flatMap(([address, methods]) =>
    Object.keys(methods).map((method) => `${method} ${address}`),
  );
  expect(told.toSorted()).toEqual(
    doors()
      .map(([address, method]) => `${method} ${address}`)
      .toSorted(),
  );
});

test('every reference in the document leads somewhere, every path part is told', async ({ call }) => {
  const document = (await call('GET /api/openapi.json')).body as Document;
  const references = new Set(
    [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => String(target)),
  );
  expect(references.size).toBeGreaterThan(5);
  for (const target of references) {
    const name = target.replace('#/components/schemas/', '');
    expect([target, Object.keys(document.components.schemas).includes(name)]).toEqual([target, true]);
  }
  for (const [address, methods] of Object.entries(document.paths)) {
    const parts = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters, responses } of Object.values(methods)) {
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(parts);
      expect(Object.keys(responses)).toContain('422');
    }
  }
});

test('the body of an operation is told by the schema that reads it', async ({ call }) => {
  const document = (await call('GET /api/openapi.json')).body as Document;
  const generate = document.paths['/api/generate']?.['post'];
  expect(generate?.requestBody?.content['application/json']?.schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['prompt'],
    properties: { seed: { type: 'integer', minimum: 0, maximum: 2147483647 } },
  });
  const partsOf = (name: string) => {
    const content = document.paths[`/api/${name}`]?.['post']?.requestBody?.content ?? {};
    const form = content['multipart/form-data']?.schema as { properties: object } | undefined;
    return form && Object.keys(form.properties);
  };
  expect(partsOf('generate')).toEqual(['styleImages', 'characterImage', 'request']);
  expect(partsOf('remix')).toEqual(['image', 'styleImages', 'characterImage', 'request']);
  expect(partsOf('upscale')).toEqual(['image', 'request']);
  expect(partsOf('magic-prompt')).toBeUndefined();
  expect(generate?.parameters.map(({ name }) => name)).toEqual(['Idempotency-Key', 'Price-Limit']);
});

test('models tell no key and no path, a quote runs nothing', async ({ call }) => {
  const models = await call('GET /api/models');
  const { connections } = modelsReply.parse(models.body);
  expect(connections.map(({ id, sandbox }) => [id, sandbox])).toEqual([['sandbox', true]]);
  expect(models.bytes.toString()).not.toMatch(/"key"|pathPrefix|baseUrl/);
  const before = await call('GET /api/tasks');
  const asked = await call('POST /api/quote', { json: { operation: 'generate', prompt: 'x', count: 4 } });
  expect([asked.status, quote.parse(asked.body)]).toEqual([200, { usdMicros: 0, basis: 'free' }]);
  expect((await call('GET /api/tasks')).body).toEqual(before.body);
});

test('the status tells how the studio is, without a key, an address or a path', async ({ call, studio }) => {
  const { status, body, bytes } = await call('GET /api/status');
  expect([status, studioStatus.parse(body)]).toEqual([200, body]);
  expect(body).toMatchObject({ writable: true, database: { engine: 'sqlite', answers: true }, disk: { low: false } });
  expect(bytes.toString()).not.toContain(studio.dataFolder);
  expect(bytes.toString()).not.toMatch(/baseUrl|keyEnd|pathPrefix/);
});

test('the probes answer without any provider', async ({ call, studio }) => {
  expect((await call('GET /api/health/live')).body).toEqual({ status: 'live' });
  const ready = await call('GET /api/health/ready');
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
  expect(existsSync(studio.dataFolder) && statSync(studio.dataFolder).isDirectory()).toBe(true);
});
