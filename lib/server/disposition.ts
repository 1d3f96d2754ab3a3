import 'server-only';

const extensions: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

/** Control and formatting characters (bidirectional marks too) and what a file system or a header takes amiss. */
const unsafe = /[\p{Cc}\p{Cf}\u2028\u2029\uffff"*/:<>?\\|%;]+/gu;

/** A name without folders, control characters or bidirectional marks, at most `limit` characters; '' when nothing is left. */
export function safeName(name: string, limit: number): string {
  const clean = name
    .normalize('NFC')
    .toWellFormed()
    .replace(unsafe, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '');
  return [...clean]
    .slice(0, limit)
    .join('')
    .replace(/[. ]+$/, '');
}

/** The name a picture is saved under: the first words of `words`, then what its bytes are. */
export function fileName(words: string | null, fallback: string, type: string): string {
  const [line = ''] = (words ?? '').split('\n', 1);
  return `${safeName(line, 60) || fallback}.${extensions[type] ?? 'bin'}`;
}

/** Content-Disposition by RFC 6266: the plain name for old clients, the true one in UTF-8. `name` is from `fileName`. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]+/g, '_');
  const coded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${coded}`;
}
