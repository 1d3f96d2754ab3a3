/** A key cap. `bare` drops the border, for use on the primary button. */
export function Kbd({ children, bare = false }: { children: string; bare?: boolean }) {
  const look = bare
    ? 'text-on-ink-2 in-aria-disabled:text-ink-2'
    : 'min-w-[18px] rounded-key bg-sheet px-1 text-ink-3 ring-1 ring-line ring-inset';
  return (
    <kbd className={`text-center font-[family-name:inherit] text-key font-medium whitespace-nowrap ${look}`}>
      {children}
    </kbd>
  );
}
