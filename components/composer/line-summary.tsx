import { Icon } from '@/components/ui/icon';
import type { Settled } from '@/lib/client/fit';
import { RatioGlyph } from './ratio-glyph';

/** What is set, in caption, while the box is one line. The chips say the same to a screen reader. */
export function LineSummary({ settled }: { settled: Settled }) {
  const shape = settled.resolution ?? settled.aspectRatio;
  return (
    <span aria-hidden="true" className="line-summary">
      <Icon name="model" size={14} />
      {settled.connection.sandbox ? settled.connection.label : settled.model.short}
      {shape && <RatioGlyph shape={shape} />}
      {shape?.replace('x', ' × ')}
      {settled.capability.count > 1 && (
        <>
          <Icon name="count" size={14} />
          {settled.count}
        </>
      )}
    </span>
  );
}
