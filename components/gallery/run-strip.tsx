import { memo, type CSSProperties } from 'react';
import { languageOf } from '@/lib/client/language';
import type { Place } from '@/lib/client/rows';
import { madeAt } from '@/lib/client/run-pages';
import { isOpen } from '@/lib/schema/task-status';
import { useMinute } from './clock';
import type { Frame, Sheet } from './frames';
import { MissingTile } from './missing-tile';
import { PictureTile } from './picture-tile';
import { Elapsed, TaskTile } from './task-tile';
import { useWords } from './words';

const slimBelow = 190;

/** One run: its frames touching, one caption line under them. `places` are measured from the row's left edge. */
export const RunStrip = memo(function RunStrip({ sheet, top, places, strip, search }: {
  sheet: Sheet;
  top: number;
  places: readonly Place[];
  strip: number;
  search: string;
}) {
  const { run, frames } = sheet;
  const { caption, status, outcome } = useWords();
  const [first] = places;
  if (first === undefined) return null;
  const width = Math.max(...places.map((place) => place.x + place.width)) - first.x;
  const words = caption(run);
  const { task } = run;
  const open = task !== null && isOpen(task.status);
  const state =
    task === null || task.status === 'succeeded'
      ? null
      : open
        ? status(task, run.images.length)
        : outcome(task, run.images.length);

  return (
    <article
      className="run"
      data-run={run.id}
      aria-label={state === null ? words : `${state}. ${words}`}
      style={{ left: first.x, top, width }}
    >
      <div className="strip" style={{ blockSize: strip }}>
        {places.map((place) => {
          const frame = frames[place.frame];
          const style = { left: place.x - first.x, top: place.y, width: place.width, height: place.height };
          return (
            frame && (
              <FrameTile
                key={frame.key}
                frame={frame}
                sheet={sheet}
                style={style}
                search={search}
              />
            )
          );
        })}
      </div>
      <p className="run-caption">
        <span title={words} lang={languageOf(words)}>
          {words}
        </span>
        {width >= slimBelow && (
          <span>{open ? <Elapsed since={task.createdAt} /> : <Age time={madeAt(run)} />}</span>
        )}
      </p>
    </article>
  );
});

/** A frame keeps its shape when its picture comes; only what stands in it changes. */
function FrameTile({ frame, sheet, style, search }: {
  frame: Frame;
  sheet: Sheet;
  style: CSSProperties;
  search: string;
}) {
  const { task, images } = sheet.run;
  if (frame.kind === 'picture') {
    const index = sheet.frames.indexOf(frame);
    return (
      <PictureTile
        image={frame.image}
        frame={frame.key}
        place={style}
        index={index}
        count={sheet.frames.length}
        search={search}
      />
    );
  }
  if (task === null) return null;
  if (frame.kind === 'missing') {
    return (
      <MissingTile task={task} entry={frame.missing} frame={frame.key} place={style} speaks={frame.speaks} />
    );
  }
  return (
    <TaskTile
      task={task}
      frame={frame.key}
      place={style}
      speaks={frame.speaks}
      stored={images.length}
    />
  );
}

function Age({ time }: { time: string }) {
  const { age } = useWords();
  const now = useMinute();
  return <time dateTime={time}>{age(time, now)}</time>;
}
