import 'server-only';
import { readFault } from '@/lib/server/providers/faults';
import { mask } from '@/lib/server/providers/mask';
import { provider } from '@/lib/server/providers/index';
import type { ConnectionSettings } from '@/lib/server/providers/provider';
import type { Heard } from './ask';

const longest = 160;

/** Takes every secret of a connection out of a text. */
export function masked(text: string, { key, dialect, options }: ConnectionSettings): string {
  const secrets = (provider(dialect)?.secretOptions ?? []).map((name) => options?.[name]);
  return [key, ...secrets].reduce<string>(
    (clean, secret) => (typeof secret === 'string' ? mask(clean, secret) : clean),
    text,
  );
}

const silences = {
  unreachable: 'could not be reached',
  broken: 'broke off or took longer than fifteen seconds',
  late: 'was not asked any more: the examination took too long',
};

/** What was heard in a few words of the vendor's own, masked and on one line. */
export function wordsOf(heard: Heard, connection: ConnectionSettings): string {
  if ('silent' in heard) return silences[heard.silent];
  const { body, text } = readFault(heard.reply.text);
  if (body === 'page') return 'a web page';
  if (body === 'empty') return 'an empty body';
  const line = masked(text, connection).replace(/[\p{C}\s]+/gu, ' ').trim();
  if (line === '') return 'JSON without words';
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
