import 'server-only';
import { z } from 'zod';
import {
  addressRequest,
  connectionOrder,
  connectionPatch,
  connectionRequest,
  examineRequest,
} from '@/lib/schema/connection';
import { budgetRequest } from '@/lib/schema/budget';
import { imagePatch } from '@/lib/schema/image';
import { operationName } from '@/lib/schema/operation';
import { shareRequest } from '@/lib/schema/share';
import { settlement, taskPatch } from '@/lib/schema/task';
import type { FileParts } from './body';
import { changesQuery, daysQuery, fileQuery, imageQuery, runQuery, spendingQuery, taskQuery, waitQuery } from './queries';

/** One line of the API's table. `answer` names a schema of the document; null: no content. */
export type ApiCall = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  does: string;
  status: 200 | 201 | 202 | 204;
  answer: string | null;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The multipart part that carries the file. */
  file?: string;
  /** Parts that may carry what the body names by id. */
  files?: FileParts;
  paid?: boolean;
};

const quoteBody = z.looseObject({ operation: operationName });

/** Every call but the operations, which come from their union. A new route joins here. */
export const calls: ApiCall[] = [
  {
    method: 'get',
    path: '/api/tasks',
    does: 'Tasks, newest first.',
    status: 200,
    answer: 'TaskPage',
    query: taskQuery,
  },
  {
    method: 'get',
    path: '/api/tasks/changes',
    does: 'What changed since a revision; waits for something to.',
    status: 200,
    answer: 'TaskChanges',
    query: changesQuery,
  },
  {
    method: 'get',
    path: '/api/tasks/{id}',
    does: 'One task; waits until it has ended.',
    status: 200,
    answer: 'TaskDetail',
    query: waitQuery,
  },
  {
    method: 'patch',
    path: '/api/tasks/{id}',
    does: 'Put a card away, or back.',
    status: 200,
    answer: 'TaskReply',
    body: taskPatch,
  },
  { method: 'post', path: '/api/tasks/{id}/cancel', does: 'Stop a task.', status: 200, answer: 'TaskReply' },
  {
    method: 'post',
    path: '/api/tasks/{id}/check',
    does: 'Ask the provider once more how a task ended that is unclear; free.',
    status: 200,
    answer: 'TaskReply',
  },
  {
    method: 'post',
    path: '/api/tasks/{id}/settle',
    does: 'Say what an unclear end counts as: billed, none, or unknown to keep it as it is.',
    status: 200,
    answer: 'TaskReply',
    body: settlement,
  },
  {
    method: 'post',
    path: '/api/tasks/{id}/retry',
    does: 'The same again as a new task.',
    status: 202,
    answer: 'TaskReply',
    paid: true,
  },
  {
    method: 'get',
    path: '/api/runs',
    does: 'The gallery: what each press made, newest first.',
    status: 200,
    answer: 'RunPage',
    query: runQuery,
  },
  {
    method: 'get',
    path: '/api/images',
    does: 'A page of the library, newest first.',
    status: 200,
    answer: 'ImagePage',
    query: imageQuery,
  },
  {
    method: 'post',
    path: '/api/images',
    does: 'Upload a picture; 200 when it is there already.',
    status: 201,
    answer: 'ImageReply',
    file: 'file',
  },
  {
    method: 'post',
    path: '/api/images/read',
    does: 'What a picture says it was made with; it is not kept.',
    status: 200,
    answer: 'Settings',
    file: 'file',
  },
  {
    method: 'get',
    path: '/api/images/{id}',
    does: 'One picture, its task and its lineage.',
    status: 200,
    answer: 'ImageDetail',
  },
  {
    method: 'patch',
    path: '/api/images/{id}',
    does: 'Favourite; to the trash or out of it.',
    status: 200,
    answer: 'ImageReply',
    body: imagePatch,
  },
  { method: 'delete', path: '/api/images/{id}', does: 'To the trash.', status: 204, answer: null },
  {
    method: 'get',
    path: '/api/images/{id}/file',
    does: 'The bytes, which never change.',
    status: 200,
    answer: 'picture',
    query: fileQuery,
  },
  {
    method: 'get',
    path: '/api/models',
    does: 'What can be asked of each connection.',
    status: 200,
    answer: 'Models',
  },
  {
    method: 'post',
    path: '/api/quote',
    does: 'The price of an operation, named in the body; nothing is run.',
    status: 200,
    answer: 'Quote',
    body: quoteBody,
  },
  {
    method: 'get',
    path: '/api/connections',
    does: 'Every connection in order, without its key, and the dialects there are.',
    status: 200,
    answer: 'Connections',
  },
  {
    method: 'post',
    path: '/api/connections',
    does: 'Set a connection up; its key is never told again.',
    status: 201,
    answer: 'ConnectionReply',
    body: connectionRequest,
  },
  {
    method: 'patch',
    path: '/api/connections/{id}',
    does: 'Change a connection that was entered in the page.',
    status: 200,
    answer: 'ConnectionReply',
    body: connectionPatch,
  },
  {
    method: 'delete',
    path: '/api/connections/{id}',
    does: 'Take a connection out; what it made stays.',
    status: 204,
    answer: null,
  },
  {
    method: 'put',
    path: '/api/connections/order',
    does: 'Order all connections; the first is the default.',
    status: 200,
    answer: 'ConnectionOrderReply',
    body: connectionOrder,
  },
  {
    method: 'post',
    path: '/api/connections/recognise',
    does: 'What an address alone tells of a connection; nothing is asked.',
    status: 200,
    answer: 'Recognised',
    body: addressRequest,
  },
  {
    method: 'post',
    path: '/api/connections/examine',
    does: 'What a connection can do, found out without spending anything.',
    status: 200,
    answer: 'ReportReply',
    body: examineRequest,
  },
  {
    method: 'post',
    path: '/api/connections/{id}/resume',
    does: 'Let a connection that was stopped send again.',
    status: 200,
    answer: 'ConnectionReply',
  },
  {
    method: 'post',
    path: '/api/connections/{id}/trial',
    does: 'One ordinary task of the cheapest model; it costs what it costs.',
    status: 202,
    answer: 'TaskReply',
    paid: true,
  },
  {
    method: 'get',
    path: '/api/budget',
    does: 'The caps of a day and a month, what is spent of them and what is reserved.',
    status: 200,
    answer: 'Budget',
  },
  {
    method: 'put',
    path: '/api/budget',
    does: 'Set the caps in micro-dollars; null takes one away.',
    status: 200,
    answer: 'Budget',
    body: budgetRequest,
  },
  {
    method: 'get',
    path: '/api/spending',
    does: 'What tasks cost from one day to another, by day, model, connection or person.',
    status: 200,
    answer: 'Spending',
    query: spendingQuery,
  },
  {
    method: 'get',
    path: '/api/spending.csv',
    does: 'The same for a spreadsheet, by day, connection, model and person.',
    status: 200,
    answer: 'text/csv',
    query: daysQuery,
  },
  { method: 'get', path: '/api/shares', does: 'The links that were made.', status: 200, answer: 'Shares' },
  {
    method: 'post',
    path: '/api/shares',
    does: 'Make a link; its address is told this once.',
    status: 201,
    answer: 'ShareReply',
    body: shareRequest,
  },
  { method: 'delete', path: '/api/shares/{id}', does: 'End a link at once.', status: 204, answer: null },
  {
    method: 'get',
    path: '/s/{token}/{index}',
    does: 'The bytes of a shared picture, without metadata.',
    status: 200,
    answer: 'picture',
    query: fileQuery,
  },
  { method: 'get', path: '/api/health/live', does: 'The process answers.', status: 200, answer: 'object' },
  {
    method: 'get',
    path: '/api/health/ready',
    does: 'Database, data folder and disk are well.',
    status: 200,
    answer: 'object',
  },
  { method: 'get', path: '/api/status', does: 'How the studio is.', status: 200, answer: 'Status' },
  { method: 'get', path: '/api/openapi.json', does: 'This document.', status: 200, answer: 'object' },
];
