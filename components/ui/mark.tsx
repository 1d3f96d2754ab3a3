/** The mark: a matted print, bottom-weighted; outline in ink, plate in accent. `size` in pixels. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" width={size} height={size} className="shrink-0">
      <rect
        x="2.7"
        y="1.7"
        width="14.6"
        height="16.6"
        rx="1"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      />
      <rect x="6" y="4.8" width="8" height="8.6" className="fill-accent" />
    </svg>
  );
}
