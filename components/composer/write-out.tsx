import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { bodyOf } from '@/lib/client/body';
import { useDraft, type Draft } from '@/lib/client/draft';
import { settle } from '@/lib/client/fit';
import { modelQueries } from '@/lib/client/models';
import { useQuote } from '@/lib/client/quotes';
import { readStructured } from '@/lib/client/structured-prompt';
import { promptLimit } from '@/lib/schema/choices';
import { useBoxPress } from './press';
import { Price } from './price';

/** Has the words written out as a text of their own, without a picture; where no connection does that, nothing. */
export function WriteOut({ onDone }: { onDone: () => void }) {
  const t = useTranslations('composer');
  const named = useTranslations('operation');
  const { press, offline } = useBoxPress();
  const draft = useDraft();
  const { data } = useQuery(modelQueries.all);
  const asking: Draft = { ...draft, operation: 'magic-prompt', image: null };
  const settled = settle(asking, data?.connections ?? []);
  const quote = useQuote(asking, settled);
  // What is written out already has nothing left to write.
  if (!settled || readStructured(draft.prompt)) return null;
  const asked = draft.prompt.length <= promptLimit && !offline ? bodyOf(asking, settled) : null;

  const write = async () => {
    if (!asked) return announce(t(offline ? 'waiting' : 'emptyHint'));
    if (await press(asked, quote.usdMicros)) announce(t('magic.writing'));
    onDone();
  };

  return (
    <div className="mt-3 border-t border-line pt-3">
      <div className="flex items-center justify-between gap-3">
        <Button
          size="small"
          icon="magic"
          aria-disabled={asked === null}
          className="aria-disabled:text-ink-3"
          onClick={() => void write()}
        >
          {named('magic-prompt')}
        </Button>
        <Price quote={quote} />
      </div>
      <p className="panel-note">{t('magic.writeNote', { model: settled.model.label })}</p>
    </div>
  );
}
