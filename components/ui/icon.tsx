// Drawn for this studio on a 16 grid with a stroke of 1.5.
const icons = {
  search: '<circle cx="7" cy="7" r="4.25"/><path d="m10.2 10.2 3.3 3.3"/>',
  settings:
    '<path d="M2.5 5h6m3.5 0h1.5M2.5 11H4m3.5 0h6"/><circle cx="10.2" cy="5" r="1.75"/><circle cx="5.8" cy="11" r="1.75"/>',
  star: '<path d="m8 2.4 1.75 3.6 3.95.55-2.87 2.77.7 3.93L8 11.4l-3.53 1.85.7-3.93L2.3 6.55 6.25 6z"/>',
  check: '<path d="m3.2 8.4 3.1 3.1 6.5-7"/>',
  close: '<path d="m4 4 8 8m0-8-8 8"/>',
  plus: '<path d="M8 3.2v9.6M3.2 8h9.6"/>',
  minus: '<path d="M3.5 8h9"/>',
  down: '<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>',
  up: '<path d="m4.5 9.5 3.5-3.5 3.5 3.5"/>',
  left: '<path d="M9.5 4 5.5 8l4 4"/>',
  right: '<path d="m6.5 4 4 4-4 4"/>',
  back: '<path d="M13 8H3.2m4-4.2L3 8l4.2 4.2"/>',
  remix:
    '<rect x="2.25" y="5.25" width="8.5" height="8.5" rx="1"/><path d="M5.25 2.25h7.5a1 1 0 0 1 1 1v7.5"/><path d="M5 9.5h3m-1.2-1.4L8.2 9.5l-1.4 1.4"/>',
  upscale: '<path d="M9.5 2.5h4v4m0-4L9 7M6.5 13.5h-4v-4m0 4L7 9"/>',
  reframe:
    '<rect x="5.25" y="2.75" width="5.5" height="10.5" rx=".8"/><path d="M3.1 5.9 1.2 8l1.9 2.1M12.9 5.9 14.8 8l-1.9 2.1"/>',
  backdrop:
    '<rect x="2.25" y="2.75" width="11.5" height="10.5" rx="1"/><circle cx="8" cy="7.3" r="1.8"/><path d="M4.8 13.1c.3-1.8 1.5-2.7 3.2-2.7s2.9.9 3.2 2.7M2.5 6.9l4-4M10.6 3.4 13.3 6"/>',
  cutout:
    '<rect x="2.25" y="2.75" width="11.5" height="10.5" rx="1" stroke-dasharray="1.7 2"/><circle cx="8" cy="7.1" r="1.8"/><path d="M4.8 12.9c.3-1.8 1.5-2.7 3.2-2.7s2.9.9 3.2 2.7"/>',
  describe: '<path d="M2.5 3.5h11v7.25h-5L5.5 13.5v-2.75h-3z"/><path d="M5 6h6M5 8.3h4"/>',
  read: '<path d="M3.5 1.9h6l3 3v9.2h-9z"/><path d="M9.4 2v3h3M5.6 8h4.8M5.6 10.8h4.8"/><circle cx="7" cy="8" r=".4"/><circle cx="9.2" cy="10.8" r=".4"/>',
  download: '<path d="M8 2.5v7.2m-3-2.9 3 3 3-3M2.8 12.8h10.4"/>',
  share:
    '<path d="M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.1-2.1a2.6 2.6 0 0 0-3.7-3.7l-.8.8"/><path d="M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.5 8.8a2.6 2.6 0 0 0 3.7 3.7l.8-.8"/>',
  more: '<g fill="currentColor" stroke="none"><circle cx="3.5" cy="8" r="1.15"/><circle cx="8" cy="8" r="1.15"/><circle cx="12.5" cy="8" r="1.15"/></g>',
  trash: '<path d="M2.8 4.3h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.5l.6 8.9h6.4l.6-8.9"/>',
  folder: '<path d="M2.2 12.8V3.4h4l1.4 1.8h6.2v7.6z"/>',
  seed: '<rect x="2.75" y="2.75" width="10.5" height="10.5" rx="1.5"/><g fill="currentColor" stroke="none"><circle cx="5.7" cy="5.7" r=".95"/><circle cx="10.3" cy="10.3" r=".95"/><circle cx="8" cy="8" r=".95"/></g>',
  magic: '<path d="M2.5 4.2h8M2.5 8h5M2.5 11.8h4"/><path d="M11.3 7.4v5.2m-2.6-2.6h5.2"/>',
  negative: '<circle cx="8" cy="8" r="5.5"/><path d="M5.4 8h5.2"/>',
  count:
    '<rect x="2.5" y="2.5" width="4.6" height="4.6" rx=".8"/><rect x="8.9" y="2.5" width="4.6" height="4.6" rx=".8"/><rect x="2.5" y="8.9" width="4.6" height="4.6" rx=".8"/><rect x="8.9" y="8.9" width="4.6" height="4.6" rx=".8"/>',
  swatch: '<rect x="2.5" y="2.5" width="11" height="11" rx="1"/><path d="M6.2 2.5v11M9.8 2.5v11"/>',
  alert:
    '<path d="M8 2.3 14.3 13H1.7z"/><path d="M8 6.6v3"/><circle cx="8" cy="11.2" r=".5" fill="currentColor" stroke="none"/>',
  refused:
    '<circle cx="8" cy="8" r="5.75"/><path d="M8 4.9v3.6"/><circle cx="8" cy="10.8" r=".55" fill="currentColor" stroke="none"/>',
  unknown:
    '<circle cx="8" cy="8" r="5.75" stroke-dasharray="2.4 2.1"/><path d="M6.4 6.6c0-1 .7-1.6 1.65-1.6.95 0 1.65.6 1.65 1.45 0 1.25-1.7 1.25-1.7 2.45"/><circle cx="8" cy="11" r=".55" fill="currentColor" stroke="none"/>',
  shield: '<path d="M8 2 3 4v4c0 3 2.2 5 5 6 2.8-1 5-3 5-6V4z"/>',
  plug: '<path d="M5.5 2.5v3m5-3v3M3.8 5.5h8.4v2a4.2 4.2 0 0 1-8.4 0zM8 11.7v2"/>',
  model: '<path d="M2.5 5.2 8 2.4l5.5 2.8v5.6L8 13.6l-5.5-2.8zM2.7 5.3 8 8l5.3-2.7M8 8v5.4"/>',
  coin: '<circle cx="8" cy="8" r="5.5"/><path d="M9.7 6.2c-.3-.6-1-.9-1.7-.9-1 0-1.7.5-1.7 1.3C6.3 8.5 9.8 7.6 9.8 9.5c0 .8-.8 1.3-1.8 1.3-.8 0-1.5-.35-1.8-1M8 4.2v7.6"/>',
  keyboard:
    '<rect x="1.75" y="4" width="12.5" height="8" rx="1.2"/><path d="M4.4 6.7h.01M7 6.7h.01M9.6 6.7h.01M11.8 6.7h.01M5.3 9.4h5.4"/>',
  globe:
    '<circle cx="8" cy="8" r="5.6"/><path d="M2.4 8h11.2M8 2.4c2 2 2.6 3.7 2.6 5.6S10 11.6 8 13.6C6 11.6 5.4 9.9 5.4 8S6 4.4 8 2.4z"/>',
  info: '<circle cx="8" cy="8" r="5.75"/><path d="M8 7.4v3.7"/><circle cx="8" cy="5.1" r=".55" fill="currentColor" stroke="none"/>',
  offline:
    '<path d="M2.2 6.1a8.5 8.5 0 0 1 3-1.8m3.3-.5a8.5 8.5 0 0 1 5.3 2.3M4.4 8.5a5.3 5.3 0 0 1 2.4-1.3m2.7.2a5.3 5.3 0 0 1 2.1 1.1M6.7 10.8a2.1 2.1 0 0 1 2.6 0"/><circle cx="8" cy="12.7" r=".6" fill="currentColor" stroke="none"/><path d="m2.6 2.4 10.8 11"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5 3.3v-.8h-8v8h.9"/>',
  zip: '<path d="M2.5 2.8h11v3h-11zM3.3 5.8h9.4v7.5H3.3zM6.5 8.3h3"/>',
  grip: '<g fill="currentColor" stroke="none"><circle cx="6" cy="4" r="1"/><circle cx="10" cy="4" r="1"/><circle cx="6" cy="8" r="1"/><circle cx="10" cy="8" r="1"/><circle cx="6" cy="12" r="1"/><circle cx="10" cy="12" r="1"/></g>',
  menu: '<path d="M2.5 4.8h11M2.5 11.2h11"/>',
  retry: '<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.6v2.5h-2.5"/>',
  list: '<path d="M2.5 4h11M2.5 8h11M2.5 12h7"/>',
  speed: '<path d="M2.6 11.6a5.75 5.75 0 1 1 10.8 0M8 9.4l2.7-3.3"/><circle cx="8" cy="9.6" r=".9"/>',
  reference: '<rect x="2.5" y="4.5" width="9" height="9" rx="1"/><path d="M4.8 2.5h7.7a1 1 0 0 1 1 1v7.7M2.7 11.5 5.6 9l2.4 2 1.4-1.1 1.9 1.6"/>',
  image:
    '<rect x="2.25" y="3" width="11.5" height="10" rx="1"/><path d="m2.5 11 3.2-3.2 2.6 2.6 1.9-1.9 3.3 3.3"/><circle cx="10.6" cy="6" r=".9"/>',
} as const;

export type IconName = keyof typeof icons;

/** A line icon on the 16 grid, hidden from screen readers: the control beside it carries the name. `size` in pixels. */
export function Icon({ name, size = 16, filled = false, className = '' }: {
  name: IconName;
  size?: 14 | 16 | 20;
  filled?: boolean;
  className?: string;
}) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth={size === 20 ? 1.4 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
      dangerouslySetInnerHTML={{ __html: icons[name] }}
    />
  );
}
