/** True where some of a picture shows through: the one bit that its thumbhash (in base64) keeps for that. */
export function showsThrough(placeholder: string): boolean {
  try {
    return (atob(placeholder).charCodeAt(2) & 0x80) !== 0;
  } catch {
    return false;
  }
}

/** What a picture lies on while it loads and wherever it shows through, for CSS `background`. */
export function groundOf({ color, placeholder }: { color: string; placeholder: string }): string {
  return showsThrough(placeholder) ? 'var(--clear)' : color;
}
