import { figure, ratioOf } from '@/lib/client/shape';

/** A ratio in its own shape; all have the same area, so a wide one is not a bigger one. */
export function RatioGlyph({ shape, area = 130 }: { shape: string; area?: number }) {
  return <i aria-hidden="true" className="ratio-glyph" style={figure(ratioOf(shape), area, 22)} />;
}
