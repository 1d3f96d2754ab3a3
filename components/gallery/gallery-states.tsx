import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { layoutRows, measureFor, placeFrames } from '@/lib/client/rows';
import { AppError } from '@/lib/schema/error';
import { useBox } from './use-measure';
import { useWords } from './words';

function Said({
  title,
  text,
  note,
  children,
}: {
  title: string;
  text: string;
  note?: string;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto grid max-w-[520px] gap-2 pt-16 pb-24">
      <h2 className="text-title font-semibold text-balance">{title}</h2>
      <p className="text-pretty text-ink-2">{text}</p>
      {note && <p className="text-caption text-ink-3">{note}</p>}
      <div className="mt-1.5 flex gap-2">{children}</div>
    </div>
  );
}

/** A filter or a search that nothing fits. */
export function NothingFits({ query, onClear }: { query: string; onClear: () => void }) {
  const { t } = useWords();
  const tab = { 'is:favourite': 'favourites', 'is:upload': 'uploads' } as const;
  const known = query in tab ? tab[query as keyof typeof tab] : null;
  if (known === null) {
    return (
      <Said title={t('nothing.title')} text={t('nothing.query', { query })}>
        <Button onClick={onClear}>{t('nothing.clear')}</Button>
      </Said>
    );
  }
  return (
    <Said title={t(`nothing.${known}`)} text={t(`nothing.${known}Note`)}>
      <Button onClick={onClear}>{t('nothing.all')}</Button>
    </Said>
  );
}

/** The library could not be read at all. */
export function LibraryFault({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useWords();
  const common = useTranslations('common');
  const errors = useTranslations('errors');
  const id = error instanceof AppError ? error.requestId : undefined;
  return (
    <div role="alert">
      <Said
        title={t('fault.title')}
        text={t('fault.text', { message: error.message })}
        note={id === undefined ? undefined : errors('request', { id })}
      >
        <Button look="primary" onClick={onRetry}>
          {common('tryAgain')}
        </Button>
      </Said>
    </div>
  );
}

/** The foot of the library: its end, or why the next page is not here. */
export function LibraryFoot({
  fault,
  more,
  onRetry,
}: {
  fault: Error | null;
  more: boolean;
  onRetry: () => void;
}) {
  const { t } = useWords();
  const common = useTranslations('common');
  if (fault !== null) {
    return (
      <div role="alert" className="flex items-center justify-center gap-3 py-6 text-label text-ink-2">
        {t('fault.next')}
        <Button size="small" onClick={onRetry}>
          {common('tryAgain')}
        </Button>
      </div>
    );
  }
  return more ? null : <p className="py-6 text-center text-caption text-ink-3">{t('end')}</p>;
}

const blanks = [0.8, 1.5, 1, 1, 16 / 9, 0.75, 2 / 3, 1, 1.5, 0.8].map((ratio, index) => ({
  id: String(index), day: '', ratios: index % 3 === 1 ? [ratio] : [ratio, ratio],
}));

/** Blank sheets while a view is read. */
export function BlankSheets() {
  const { t } = useWords();
  const [watch, box] = useBox();
  const measure = measureFor(box.window, box.width);
  const rows = layoutRows(blanks, measure).filter((row) => row.kind === 'line');

  return (
    <div ref={watch} role="status" aria-label={t('loading')} className="sheet-rows">
      {rows.flatMap((row) =>
        placeFrames(row, blanks, measure).map(({ run, frame, x, y, width, height }) => (
          <div
            key={`${run}:${frame}`}
            className="tile tile-blank"
            style={{ left: x, top: row.top + y, width, height }}
          />
        )),
      )}
    </div>
  );
}
