'use client';

import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl/react';
import { editDraft, type Draft } from '@/lib/client/draft';
import { earlierPrompts, notWalking, stepHistory } from '@/lib/client/prompt-history';
import { languageOf } from '@/lib/client/language';
import { readStructured } from '@/lib/client/structured-prompt';
import { promptLimit } from '@/lib/schema/choices';
import { StructuredWords } from './structured-words';

/** How near the limit the counter appears. */
const counterFrom = promptLimit - 1000;

const placeholders = {
  generate: 'placeholder',
  remix: 'placeholderRemix',
  upscale: 'placeholderUpscale',
  reframe: 'placeholder',
  'replace-background': 'placeholderBackground',
  'remove-background': 'placeholder',
  describe: 'placeholder',
  'magic-prompt': 'placeholder',
} as const;

/**
 * The prompt: grows with its text (the hidden copy gives the height), walks earlier prompts with Alt+Up and Alt+Down.
 * Enter is a new line; the keys that submit are the composer's.
 */
export function PromptBox({ draft, faulty }: { draft: Draft; faulty: boolean }) {
  const t = useTranslations('composer');
  const walk = useRef(notWalking);
  const [asText, setAsText] = useState(false);
  const { prompt } = draft;
  const placeholder = t(placeholders[draft.operation]);

  const structured = asText ? null : readStructured(prompt);
  if (structured) return <StructuredWords draft={draft} prompt={structured} onEdit={() => setAsText(true)} />;

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const step = stepHistory(walk.current, event.key === 'ArrowUp', prompt, earlierPrompts());
    if (!step) return;
    walk.current = step.walk;
    editDraft({ prompt: step.prompt });
  }

  return (
    <div className="prompt">
      <div className="prompt-grow" data-text={prompt} lang={languageOf(prompt)}>
        <textarea
          ref={asText ? takeFocus : undefined}
          name="prompt"
          rows={1}
          aria-label={t('prompt')}
          aria-keyshortcuts="Alt+A"
          aria-invalid={faulty || prompt.length > promptLimit || undefined}
          placeholder={placeholder}
          autoComplete="off"
          enterKeyHint="enter"
          value={prompt}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            event.currentTarget.scrollTop = 0;
            setAsText(false);
          }}
          onChange={(event) => {
            walk.current = notWalking;
            editDraft({ prompt: event.target.value });
          }}
        />
        <span aria-hidden="true" className={`prompt-line ${prompt === '' ? 'text-ink-3' : ''}`}>
          {prompt || placeholder}
        </span>
      </div>
      {prompt.length > counterFrom && (
        <p
          aria-live="polite"
          className={`prompt-count ${prompt.length > promptLimit ? 'text-madder' : 'text-ink-3'}`}
        >
          {t('characters', { count: prompt.length, limit: promptLimit })}
        </p>
      )}
    </div>
  );
}

const takeFocus = (box: HTMLTextAreaElement | null): void => box?.focus({ preventScroll: true });
