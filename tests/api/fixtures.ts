import { expect, type APIResponse } from '@playwright/test';
import type { Image } from '@/lib/schema/image';
import type { ErrorCode } from '@/lib/schema/error';
import type { Task } from '@/lib/schema/task';
import { test as base } from '../studio-fixture';

export type Answer = { status: number; headers: Record<string, string>; body: unknown; bytes: Buffer };

type Sent = {
  json?: unknown;
  /** Sent as they are, with the content type in `headers`. */
  data?: Buffer;
  form?: Record<string, { name: string; mimeType: string; buffer: Buffer } | string>;
  headers?: Record<string, string>;
};

type Verbs = {
  /** One request as a script makes it: `POST /api/images`. JSON answers come parsed. */
  call: (line: string, sent?: Sent) => Promise<Answer>;
  /** Uploads bytes under a name and gives back the picture. */
  upload: (bytes: Buffer, name?: string) => Promise<Image>;
  /** Starts an operation under a key of its own unless one is given. */
  startTask: (operation: string, body: object, key?: string) => Promise<Task>;
  /** The task once it has ended. */
  finished: (task: Task) => Promise<Task>;
  /** A finished run of one prompt: the task and its pictures. */
  made: (prompt: string, body?: object) => Promise<Task>;
};

export const test = base.extend<Verbs>({
  call: async ({ request }, provide) =>
    provide(async (line, { json, data, form, headers } = {}) => {
      const [method = '', path = ''] = line.split(' ');
      // As bytes: a string would be made JSON again by the client.
      const sent = json === undefined ? data : Buffer.from(JSON.stringify(json));
      const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' };
      const response = await request.fetch(path, {
        method,
        ...(sent !== undefined && { data: sent }),
        ...(form && { multipart: form }),
        headers: { ...type, ...headers },
        maxRedirects: 0,
      });
      return answerOf(response);
    }),
  upload: async ({ call }, provide) =>
    provide(async (bytes, name = 'picture.png') => {
      const { status, body } = await call('POST /api/images', { form: { file: file(bytes, name) } });
      expect([200, 201]).toContain(status);
      return (body as { image: Image }).image;
    }),
  startTask: async ({ call }, provide) =>
    provide(async (operation, body, key = crypto.randomUUID()) => {
      const answer = await call(`POST /api/${operation}`, {
        json: body,
        headers: { 'idempotency-key': key },
      });
      expect(answer.body).toEqual({ task: expect.any(Object) });
      expect(answer.status).toBe(202);
      return (answer.body as { task: Task }).task;
    }),
  finished: async ({ call }, provide) =>
    provide(async ({ id }) => {
      for (;;) {
        const { body } = await call(`GET /api/tasks/${id}?wait=25`);
        const { task } = body as { task: Task };
        if (task.finishedAt !== null) return task;
      }
    }),
  made: async ({ startTask, finished }, provide) =>
    provide(async (prompt, body = {}) => {
      const task = await finished(await startTask('generate', { prompt, ...body }));
      expect(task.status).toBe('succeeded');
      return task;
    }),
});

async function answerOf(response: APIResponse): Promise<Answer> {
  const bytes = await response.body();
  const headers = response.headers();
  const body = headers['content-type']?.startsWith('application/json')
    ? JSON.parse(bytes.toString())
    : undefined;
  return { status: response.status(), headers, body, bytes };
}

/** A file for a multipart part. */
export const file = (buffer: Buffer, name: string, mimeType = 'image/png') => ({ name, mimeType, buffer });

/** The one error shape, whole. */
export const errorOf = (code: ErrorCode, message: string, fields?: Record<string, string>) => ({
  error: { code, message, ...(fields && { fields }), requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
});

/** The first picture of a run, which a finished one has. */
export function firstImage(task: Task): Image {
  const [image] = task.images;
  if (!image) throw new Error(`The task ${task.id} has no picture.`);
  return image;
}

export { expect };
