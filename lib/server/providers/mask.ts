import 'server-only';

const gone = '…';

/** A key shorter than this is a word, such as the sandbox's, and masking it would eat ordinary sentences. */
const shortestKey = 8;

const encodings = (key: string): string[] => {
  const bytes = Buffer.from(key);
  const forms = [
    key,
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
  return [...new Set(forms)].toSorted((one, other) => other.length - one.length);
};

const requestId = new RegExp(
  [
    /[([（]?\s{0,4}/,
    /(?:\b(?:request|trace)[\s_-]?id|请求\s?id)/,
    /["']?\s{0,4}[:：=]?\s{0,4}["']?[\w-]{6,80}["']?/,
    /\s{0,4}[)\]）]?/,
  ]
    .map(({ source }) => source)
    .join(''),
  'gi',
);
const scheme = /\b(bearer|basic)\s{1,4}[^\s"',;)]{4,}/gi;
const named = new RegExp(
  [
    /\b(api[-_ ]?key|access[-_ ]?token|token|secret|authorization|password)/,
    /(["']?\s{0,4}[:=]\s{0,4})["']?[^\s"',;})]+/,
  ]
    .map(({ source }) => source)
    .join(''),
  'gi',
);
const keyLike = /\b(?:sk|pk|rk|r8|key)[-_][\w*.-]{4,}/gi;
const longRun = /[\w+/=-]{28,}/g;

/**
 * Takes out of a vendor's words what must not reach a page or a log: the connection's key (as it is,
 * percent-encoded, base64), anything that looks like a key, and request ids, which mean nothing to a person.
 * Linear in the length of the text.
 */
export function mask(text: string, key: string): string {
  let clean = text;
  if (key.length >= shortestKey) for (const form of encodings(key)) clean = clean.replaceAll(form, gone);
  return clean
    .replace(requestId, ' ')
    .replace(scheme, `$1 ${gone}`)
    .replace(named, `$1$2${gone}`)
    .replace(keyLike, gone)
    .replace(longRun, (run) => (/\d/.test(run) && /[a-z]/i.test(run) ? gone : run));
}
