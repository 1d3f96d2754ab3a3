'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Kbd } from '@/components/ui/kbd';
import { joinQuery, splitQuery } from '@/lib/client/library-tabs';
import { libraryQueryNow, setLibraryQuery } from '@/lib/client/location';
import { useLetterKey } from './use-letter-key';

const pauseMs = 250;

/** The search over the whole library; what is typed goes into the address after a pause. `/` goes to it. */
export function SearchField({ query }: { query: string }) {
  const t = useTranslations('frame');
  const { words } = splitQuery(query);
  const [typed, setTyped] = useState(words);
  const [known, setKnown] = useState(query);
  const [written, setWritten] = useState<string[]>([]);
  const [pending, setPending] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; write: () => void } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  if (known !== query) {
    setKnown(query);
    // The page learns of its new address a while after it was written, when more may have been typed.
    const own = written.lastIndexOf(query);
    setWritten(own === -1 ? [] : written.slice(own + 1));
    // Words that are still being typed go into whatever view has come meanwhile.
    if (own === -1 && !pending) setTyped(words);
  }

  function search(next: string, pause: number) {
    setTyped(next);
    setPending(true);
    clearTimeout(waiting.current?.timer);
    const write = () => {
      waiting.current = null;
      setPending(false);
      // Something was opened over the library since.
      if (window.location.pathname !== '/') return;
      // The address is ahead of what is drawn.
      const now = splitQuery(libraryQueryNow());
      const wanted = joinQuery(now.tab, next);
      const there = splitQuery(wanted);
      if (there.tab !== now.tab) setTyped(there.words);
      if (setLibraryQuery(wanted, now.words !== '' && next.trim() !== '')) setWritten((before) => [...before, wanted]);
    };
    waiting.current = { timer: setTimeout(write, pause), write };
  }

  /** Whatever is pressed next begins from what was typed. */
  function leave() {
    setUnfolded(false);
    clearTimeout(waiting.current?.timer);
    waiting.current?.write();
  }

  useLetterKey('/', () => {
    setUnfolded(true);
    input.current?.focus();
  });
  useEffect(() => () => clearTimeout(waiting.current?.timer), []);

  const shown = unfolded || typed !== '';
  return (
    <search className="contents">
      <IconButton
        icon="search"
        label={t('search')}
        className={`max-md:size-11 md:hidden ${shown ? 'hidden' : ''}`}
        onClick={() => {
          setUnfolded(true);
          requestAnimationFrame(() => input.current?.focus());
        }}
      />
      <label className={`search-field ${shown ? 'is-shown' : ''}`}>
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          aria-label={t('search')}
          aria-keyshortcuts="/"
          placeholder={t('searchHint')}
          autoComplete="off"
          enterKeyHint="search"
          className="min-w-0 flex-1 bg-transparent text-ink outline-none placeholder:text-ink-3"
          value={typed}
          onChange={(event) => search(event.target.value, pauseMs)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key === 'Enter') search(typed, 0);
            if (event.key === 'Escape' && typed !== '') search('', 0);
            else if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        {typed === '' ? (
          <span className="hidden md:block"><Kbd>/</Kbd></span>
        ) : (
          <IconButton icon="close" size="small" label={t('clearSearch')} onClick={() => search('', 0)} />
        )}
      </label>
    </search>
  );
}
