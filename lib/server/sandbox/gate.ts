import 'server-only';
import { problem } from './refusals';

/** A 405 unless the request has one of these methods (`GET, POST`); HEAD counts as GET. */
export function only(methods: string, request: Request): Response | null {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (methods.split(', ').includes(method)) return null;
  return problem(405, `This address takes ${methods}.`, { allow: methods });
}

/** Whether a request carries some key: `Authorization`, with or without `Bearer`, or `Api-Key`. */
export function hasKey(headers: Headers): boolean {
  const bearer = (headers.get('authorization') ?? '').replace(/^Bearer(?:\s+|$)/i, '');
  return [bearer, headers.get('api-key') ?? ''].some((key) => /^\S+$/.test(key));
}
