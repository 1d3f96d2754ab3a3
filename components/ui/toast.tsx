'use client';

import { useEffect, useState, useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import { watchers } from '@/lib/watchers';

export type Toast = {
  title: string;
  /** `done` carries a tick, `fault` stays until it is closed. */
  kind?: 'plain' | 'done' | 'fault';
  action?: { label: string; keys?: string; run: () => void };
  /** A small picture at the left, 40 × 28. */
  picture?: ReactNode;
  /** Milliseconds; 6,000, or 10,000 with an action, unless told. */
  timeout?: number;
};

type Show = (toast: Toast) => void;

let show: Show | null = null;
const early: Toast[] = [];
const { tell, watch } = watchers();

/** Shows a toast from anywhere. The toaster itself is loaded with the first one. */
export function notify(toast: Toast): void {
  if (show) return show(toast);
  early.push(toast);
  tell();
}

/** An error, in its own words; it stays until it is closed. */
export function notifyFault(error: Error): void {
  notify({ kind: 'fault', title: error.message });
}

/** Whether text was copied; where the browser did not let the page, that the person has to do it. */
export function notifyCopied(done: boolean, common: (key: 'copied' | 'notCopied') => string): void {
  notify(done ? { kind: 'done', title: common('copied') } : { kind: 'fault', title: common('notCopied') });
}

/** What was changed, and the way back under `label`. */
export function notifyUndo(title: string, label: string, run: () => void): void {
  notify({ title, action: { label, run } });
}

/** The loaded toaster takes over here, with whatever was said before it came. */
export function takeToasts(next: Show): void {
  show = next;
  for (const toast of early.splice(0)) next(toast);
}

type Words = { closeLabel: string; regionLabel: string };

/** Stands in the page once; draws nothing until something is said. What cannot be fetched is tried with the next toast. */
export function Toasts(words: Words) {
  const [Toaster, setToaster] = useState<ComponentType<Words> | null>(null);
  const wanted = useSyncExternalStore(watch, () => early.length, () => 0);
  useEffect(() => {
    if (wanted > 0)
      void import('./toaster').then(
        (module) => setToaster(() => module.Toaster),
        () => undefined,
      );
  }, [wanted]);
  return Toaster && <Toaster {...words} />;
}
