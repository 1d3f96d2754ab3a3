'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FocusEvent, type FormEvent, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { bodyOf } from '@/lib/client/body';
import { editDraft, getDraft, useDraft, type Draft } from '@/lib/client/draft';
import { noteOf } from '@/lib/client/draft-note';
import { settle, type Settled } from '@/lib/client/fit';
import { rememberPrompt } from '@/lib/client/prompt-history';
import { refreshQuote, useQuote } from '@/lib/client/quotes';
import type { Connection } from '@/lib/schema/model';
import { promptLimit } from '@/lib/schema/choices';
import { AsideNote } from './aside-note';
import { ChangeNote } from './change-note';
import { chipFacts } from './chip-facts';
import { ComposerFoot } from './composer-foot';
import { FaultNote } from './fault-note';
import { focusComposer } from './focus';
import { PressContext } from './press';
import { PromptBox } from './prompt-box';
import { ReferencesRow } from './references-row';
import { SameRunning } from './same-running';
import { SourceLine } from './source-line';
import { SourceRow } from './source-row';
import { useComposerKeys } from './use-composer-keys';
import { useEarlyWords } from './use-early-words';
import { useKeyboardInset } from './use-keyboard-inset';
import { usePress, type Start } from './use-press';
import { useScrolled } from './use-scrolled';
import { useSeat } from './use-seat';

/** As in composer-phone.css. */
const isDocked = (): boolean => window.matchMedia('(max-width: 640px)').matches;

/**
 * The box: a sheet at the top of the page, one line while the gallery is under it, docked at the foot of a phone.
 * `connections` undefined: not known yet. `offline`: the server does not answer, so nothing is sent.
 */
export function Composer({ connections, start, offline }: {
  connections: readonly Connection[] | undefined;
  start: Start;
  offline: boolean;
}) {
  const t = useTranslations('composer');
  const client = useQueryClient();
  const draft = useDraft();
  const form = useRef<HTMLFormElement>(null);
  const [focused, setFocused] = useState(false);
  const [panelOpen, setPanelOpen] = useState(false);
  const [switched, setSwitched] = useState<{ before: Settled; draft: Draft } | null>(null);
  const { press, fault, forgive } = usePress(start, (pressed) => void refreshQuote(client, pressed));
  const scrolled = useScrolled();
  useSeat(form);
  useKeyboardInset();

  useComposerKeys(form);
  useEarlyWords(form);

  const settled = connections ? settle(draft, connections) : null;
  const quote = useQuote(draft, settled);
  const asked = settled && draft.prompt.length <= promptLimit ? bodyOf(draft, settled) : null;
  const mode = focused || panelOpen ? 'open' : scrolled ? 'line' : 'rest';
  const worded = settled?.capability.prompt !== 'none';
  const fields = fault?.fields ?? {};
  const noted = noteOf(draft);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (offline) return announce(t('waiting'));
    if (!asked) {
      focusComposer();
      return announce(t(draft.operation === 'reframe' ? 'frame.same' : 'emptyHint'));
    }
    const { prompt } = draft;
    if (!(await press(asked, quote.usdMicros))) return;
    rememberPrompt(prompt);
    // Open at the foot of a phone the box would cover what comes. The focus stays on the button.
    if (isDocked() && form.current?.querySelector('[type=submit]:focus')) setFocused(false);
  }

  function changeModel(connection: string, model: string) {
    if (!settled) return;
    editDraft({ connection, model });
    setSwitched({ before: settled, draft: getDraft() });
  }

  // The whole sheet is the way to the words; a press on its margin must not take the focus away from them.
  function onMouseDown(event: MouseEvent) {
    const { target } = event;
    if (!(target instanceof Element) || !form.current?.contains(target)) return;
    if (target.closest('button, input, textarea, label, a, .panel')) return;
    event.preventDefault();
    focusComposer();
  }

  // The summary of a docked box goes when the box opens; it must not do so under the finger that is on it.
  function onFocus(event: FocusEvent<HTMLFormElement>) {
    if (!event.target.matches('.gist')) setFocused(true);
  }

  function onBlur(event: FocusEvent<HTMLFormElement>) {
    const next = event.relatedTarget;
    if (
      !document.hasFocus() ||
      (next instanceof Element && (event.currentTarget.contains(next) || next.closest('.panel')))
    )
      return;
    setFocused(false);
  }

  return (
    <div className="composer-seat">
      <form
        ref={form}
        id="composer"
        className="composer"
        data-mode={mode}
        aria-label={t('label')}
        onSubmit={(event) => void submit(event)}
        onFocus={onFocus}
        onBlur={onBlur}
        onMouseDown={onMouseDown}
        onChange={fault ? forgive : undefined}
      >
        {settled && draft.image && <SourceRow draft={draft} image={draft.image} settled={settled} />}
        {!worded && draft.image && <SourceLine draft={draft} image={draft.image} />}
        {settled && <ReferencesRow settled={settled} />}
        {worded && <PromptBox draft={draft} faulty={'prompt' in fields} />}
        {settled && switched?.draft === draft && <AsideNote before={switched.before} after={settled} />}
        {noted && <ChangeNote note={noted} />}
        {connections && !settled && (
          <p role="status" className="composer-note">
            {t('cannot', { operation: t(`feature.${draft.operation}`) })}
          </p>
        )}
        {fault && (
          <FaultNote fault={fault} shown={settled ? chipFacts(settled, t, String).map(({ name }) => name) : []} />
        )}
        {asked && !fault && <SameRunning asked={asked} />}
        <PressContext value={{ press, offline }}>
          <ComposerFoot
            draft={draft}
            settled={settled}
            quote={quote}
            connections={connections ?? []}
            fields={fields}
            ready={asked !== null && !offline}
            offline={offline}
            onPanel={setPanelOpen}
            onUnfold={() => setFocused(true)}
            onModel={changeModel}
          />
        </PressContext>
      </form>
    </div>
  );
}
