'use client';

import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyText } from '@/lib/client/clipboard';

/** Copies what a stranger needs to make the picture again; where the browser forbids it, shows it to be copied by hand. */
export function CopySettings({ text, label, done, byHand }: { text: string; label: string; done: string; byHand: string }) {
  const [state, setState] = useState<'idle' | 'done' | 'byHand'>('idle');
  const box = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    const copied = await copyText(text);
    setState(copied ? 'done' : 'byHand');
    if (!copied) requestAnimationFrame(() => box.current?.select());
  };
  return (
    <>
      <Button size="large" icon={state === 'done' ? 'check' : 'copy'} onClick={() => void copy()}>
        {label}
      </Button>
      <p role="status" className={state === 'byHand' ? 'text-caption text-ink-2' : 'sr-only'}>
        {state === 'idle' ? '' : state === 'done' ? done : byHand}
      </p>
      {state === 'byHand' && (
        <textarea
          ref={box}
          readOnly
          aria-label={label}
          value={text}
          rows={6}
          className="w-full resize-none rounded-field bg-sheet p-2.5 text-label font-normal ring-1 ring-edge ring-inset"
        />
      )}
    </>
  );
}
