import 'server-only';
import { z } from 'zod';
import { errorCodes } from '@/lib/schema/error';
import {
  connectionEntry,
  connectionOrderReply,
  connectionReply,
  connectionsReply,
  recognised,
  reportReply,
} from '@/lib/schema/connection';
import { budget } from '@/lib/schema/budget';
import { errorBody } from '@/lib/schema/error-body';
import { image, imagePage } from '@/lib/schema/image';
import { imageDetail, imageReply } from '@/lib/schema/image-detail';
import { modelsReply, quote } from '@/lib/schema/model';
import { operationNames, operations, type OperationName } from '@/lib/schema/operation';
import { run, runPage } from '@/lib/schema/run';
import { settingsReply } from '@/lib/schema/settings';
import { spending } from '@/lib/schema/spending';
import { share, shareReply, sharesReply } from '@/lib/schema/share';
import { studioStatus } from '@/lib/schema/status';
import { task, taskChanges, taskDetailReply, taskPage, taskReply } from '@/lib/schema/task';
import { calls, type ApiCall } from './openapi-calls';
import { operationFiles } from './operation-files';

type Json = Record<string, unknown>;

/** The schemas that stand under a name of their own; the others are written where they are used. */
const named = {
  Task: task,
  TaskReply: taskReply,
  TaskDetail: taskDetailReply,
  TaskPage: taskPage,
  TaskChanges: taskChanges,
  Image: image,
  ImagePage: imagePage,
  ImageDetail: imageDetail,
  ImageReply: imageReply,
  Run: run,
  RunPage: runPage,
  Models: modelsReply,
  Quote: quote,
  ConnectionEntry: connectionEntry,
  Connections: connectionsReply,
  ConnectionReply: connectionReply,
  ConnectionOrderReply: connectionOrderReply,
  Recognised: recognised,
  ReportReply: reportReply,
  Budget: budget,
  Spending: spending,
  Share: share,
  ShareReply: shareReply,
  Shares: sharesReply,
  Settings: settingsReply,
  Status: studioStatus,
  Error: errorBody,
};

/** The HTTP API as an OpenAPI 3.1 document, made from the schemas that the routes parse with. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const call of [...calls, ...operationNames.map(operationCall)]) {
    (paths[call.path] ??= {})[call.method] = operationObject(call);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Atelier', version: '1', description: 'The HTTP API of a self-hosted prompt studio.' },
    paths,
    components: { schemas: components() },
  };
}

function components(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, plain(schema)]));
}

const inputSchema = (schema: z.ZodType): Json =>
  plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

/** Without the words that only stand at the root of a document of its own. */
function plain(schema: object): Json {
  const { $schema: _, $id: __, ...rest } = schema as Json;
  return rest;
}

/** Every operation is the same door; those with pictures take them as files too. */
function operationCall(name: OperationName): ApiCall {
  const taken = Object.entries(operationFiles).filter(([field]) => field in operations[name].shape);
  return {
    method: 'post',
    path: `/api/${name}`,
    does: `Start a task: ${name}.`,
    status: 202,
    answer: 'TaskReply',
    body: operations[name],
    paid: true,
    ...(taken.length > 0 && { files: Object.fromEntries(taken) }),
  };
}

function operationObject(call: ApiCall): Json {
  const content: Json = {};
  if (call.body) content['application/json'] = { schema: inputSchema(call.body) };
  if (call.file || call.files) content['multipart/form-data'] = { schema: formSchema(call) };
  const codes = [...new Set(Object.values(errorCodes))].map(String);
  return {
    summary: call.does,
    parameters: parameters(call),
    ...(Object.keys(content).length > 0 && { requestBody: { required: true, content } }),
    responses: {
      [call.status]: success(call),
      ...Object.fromEntries(
        codes.map((code) => [code, { description: 'Refused or failed.', content: jsonOf('Error') }]),
      ),
    },
  };
}

function success({ answer, does }: ApiCall): Json {
  if (answer === null) return { description: 'Done.' };
  if (answer === 'picture') {
    const bytes = { schema: { type: 'string', format: 'binary' } };
    return { description: does, content: { 'image/png': bytes, 'image/jpeg': bytes, 'image/webp': bytes } };
  }
  if (answer === 'text/csv') return { description: does, content: { [answer]: { schema: { type: 'string' } } } };
  return {
    description: does,
    content: answer === 'object' ? { 'application/json': { schema: { type: 'object' } } } : jsonOf(answer),
  };
}

const jsonOf = (name: string): Json => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});

function formSchema({ file, files = {}, body }: ApiCall): Json {
  const binary = { type: 'string', format: 'binary' };
  const parts = Object.entries(files).map(([name, many]) => [
    name,
    many === 'some' ? { type: 'array', items: binary } : binary,
  ]);
  const request = {
    type: 'string',
    description: 'The JSON body without what comes as a file.',
    contentMediaType: 'application/json',
  };
  return {
    type: 'object',
    ...(file !== undefined && { required: [file] }),
    properties: {
      ...(file !== undefined && { [file]: binary }),
      ...Object.fromEntries(parts),
      ...(body && { request }),
    },
  };
}

function parameters({ path, query, paid }: ApiCall): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const shape = query ? (inputSchema(query)['properties'] as Json) : {};
  const required = new Set(query ? ((inputSchema(query)['required'] ?? []) as string[]) : []);
  const inQuery = Object.entries(shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.has(name),
    schema,
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
  };
  const limit = {
    name: 'Price-Limit',
    in: 'header',
    required: false,
    description: 'The most it may cost, in micro-dollars; refused with price_changed when the price is known to be higher.',
    schema: { type: 'string', pattern: '^\\d{1,12}$' },
  };
  return [...inPath, ...inQuery, ...(paid ? [key, limit] : [])];
}
