import { memo, useId, type CSSProperties } from 'react';
import type { MissingImage, Task } from '@/lib/schema/task';
import { useIsStop } from './attention';
import { countOf } from './frames';
import { useTools } from './tools';
import { useWords } from './words';

/** The place of a picture that was asked for and is not here; pressing it tells why. */
export const MissingTile = memo(function MissingTile({ task, entry, frame, place, speaks }: {
  task: Task;
  entry: MissingImage;
  frame: string;
  place: CSSProperties;
  speaks: boolean;
}) {
  const { attention, openDetails } = useTools();
  const { missing, cost } = useWords();
  const words = useId();
  const stop = useIsStop(attention, frame);
  const withheld = entry.reason === 'withheld';
  const look = withheld ? 'tile tile-withheld' : 'tile tile-blank';
  if (!speaks) return <div className={look} data-frame={frame} style={place} />;

  const price = cost(task, 1 / countOf(task));
  return (
    <button
      type="button"
      className={`${look} text-start`}
      data-frame={frame}
      data-stop
      tabIndex={stop ? 0 : -1}
      aria-labelledby={words}
      title={entry.message}
      style={place}
      onClick={() => openDetails(task)}
    >
      <span id={words} className="tile-word tile-foot">
        <b>{missing(entry)}</b>{' '}
        <span>{price}</span>
      </span>
    </button>
  );
});
