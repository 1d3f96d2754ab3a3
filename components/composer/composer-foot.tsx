import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import type { Draft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { useHydrated } from '@/lib/client/hydrated';
import { useApple } from '@/lib/client/platform';
import { usePresetNames } from '@/lib/client/use-preset-names';
import type { FieldFaults } from '@/lib/schema/error';
import type { Connection, Quote } from '@/lib/schema/model';
import { gistOf } from './chip-facts';
import { Chips } from './chips';
import { LineSummary } from './line-summary';
import { Price } from './price';
import { RatioGlyph } from './ratio-glyph';

/** Under the words: what is set, what it costs, and the button that names the operation. */
export function ComposerFoot({
  draft,
  settled,
  quote,
  connections,
  fields,
  ready,
  offline,
  onPanel,
  onUnfold,
  onModel,
}: {
  draft: Draft;
  settled: Settled | null;
  /** What the press will cost. */
  quote: Quote;
  connections: readonly Connection[];
  fields: FieldFaults;
  ready: boolean;
  offline: boolean;
  onPanel: (open: boolean) => void;
  /** The settings are asked for, on a phone. */
  onUnfold: () => void;
  onModel: (connection: string, model: string) => void;
}) {
  const t = useTranslations('composer');
  const named = useTranslations('operation');
  const apple = useApple();
  const hydrated = useHydrated();
  return (
    <div className="composer-foot">
      {settled && (
        <>
          <Chips
            draft={draft}
            settled={settled}
            connections={connections}
            fields={fields}
            onOpen={onPanel}
            onModel={onModel}
          />
          <Gist settled={settled} onUnfold={onUnfold} />
          <LineSummary settled={settled} />
        </>
      )}
      <div className="composer-go">
        {settled && <Price quote={quote} />}
        <Button
          // Heard by nobody, a submit would be the browser's own: another page, and the words gone.
          type={hydrated ? 'submit' : 'button'}
          look="primary"
          size="large"
          className="in-data-[mode=line]:h-8 max-md:h-11 max-md:px-[18px] max-md:text-[15px] max-md:in-data-[mode=line]:h-11"
          aria-disabled={!ready}
          aria-keyshortcuts={apple ? 'Meta+Enter' : 'Control+Enter'}
          onKeyDown={(event) => {
            // A key that is held down is one press, not many.
            if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
          }}
          onClick={(event) => {
            if (event.detail > 1) event.preventDefault();
          }}
        >
          {offline ? t('waiting') : named(draft.operation)}
          {!offline && <Kbd bare>{apple ? '⌘ ↵' : 'Ctrl ↵'}</Kbd>}
        </Button>
      </div>
    </div>
  );
}

/** On a phone, the settings in one line; a press opens them. */
function Gist({ settled, onUnfold }: { settled: Settled; onUnfold: () => void }) {
  const t = useTranslations('composer');
  const gist = gistOf(settled, t, usePresetNames(settled.stylePreset !== null).nameOf);
  const shape = settled.resolution ?? settled.aspectRatio;
  return (
    <button
      type="button"
      className="gist"
      aria-label={t('open', { gist })}
      onClick={(event) => {
        const { form } = event.currentTarget;
        onUnfold();
        requestAnimationFrame(() => form?.querySelector<HTMLElement>('.chip[data-chip]')?.focus());
      }}
    >
      {shape && <RatioGlyph shape={shape} />}
      <span className="truncate">{gist}</span>
    </button>
  );
}
