import { useLayoutEffect, type RefObject } from 'react';
import { editDraft, getDraft } from '@/lib/client/draft';

/** Takes over what was typed before the page heard anything: it stands in the box and nowhere else. */
export function useEarlyWords(form: RefObject<HTMLFormElement | null>): void {
  useLayoutEffect(() => {
    const box = form.current?.elements.namedItem('prompt');
    if (!(box instanceof HTMLTextAreaElement) || box.value === '' || box.value === getDraft().prompt) return;
    editDraft({ prompt: box.value });
  }, [form]);
}
