'use client';

import { useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { editDraft } from '@/lib/client/draft';
import { layoutRows, type LineRow, type Measure } from '@/lib/client/rows';
import { ratioOf } from '@/lib/client/shape';
import { prints, type Print } from './prints';
import { useWidth } from './use-width';

const shapes = prints.map(({ name, ratio }) => ({ id: name, day: '', ratios: [ratioOf(ratio)] }));

function measureOf(width: number): Measure {
  const phone = width < 620;
  return { width, target: phone ? 136 : 200, frameGap: 3, runGap: phone ? 12 : 24, rowGap: 22 };
}

/** The library before its first picture: latent prints to start from. A press fills the box and runs nothing. */
export function Starters({ onChosen }: { onChosen: () => void }) {
  const t = useTranslations('starters');
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const lines = width === 0 ? [] : layoutRows(shapes, measureOf(width)).filter((row) => row.kind === 'line');

  function take(print: Print) {
    editDraft({
      operation: 'generate',
      image: null,
      prompt: t(`prints.${print.name}`),
      aspectRatio: print.ratio,
      resolution: null,
      style: print.style,
      stylePreset: null,
      styleCodes: [],
      styleImages: [],
      characterImage: null,
    });
    onChosen();
  }

  return (
    <section aria-labelledby="starters-title">
      <h2
        id="starters-title"
        className="flex flex-wrap items-baseline gap-x-2 pt-1 pb-2.5 text-label font-semibold"
      >
        {t('title')} <span className="font-normal text-ink-3">{t('note')}</span>
      </h2>
      <div ref={area}>
        {lines.map((line) => (
          <Line key={line.key} line={line} gap={measureOf(width).runGap} onTake={take} />
        ))}
      </div>
    </section>
  );
}

function Line({ line, gap, onTake }: { line: LineRow; gap: number; onTake: (print: Print) => void }) {
  const t = useTranslations('starters');
  return (
    <ul className="mb-[22px] flex" style={{ gap }}>
      {prints.slice(line.first, line.first + line.count).map((print) => (
        <li
          key={print.name}
          className="min-w-0 flex-none"
          style={{ width: ratioOf(print.ratio) * line.picture }}
        >
          <button type="button" className="group block w-full text-left" onClick={() => onTake(print)}>
            <span className="latent-print" style={{ height: line.picture }}>
              <img src={`/starters/${print.file}.webp`} alt="" decoding="async" />
            </span>
            <span className="sr-only">{t('start')} </span>
            <span className="mt-[7px] line-clamp-2 min-h-8 text-caption text-pretty text-ink-2">
              {t(`prints.${print.name}`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
