'use client';

import { lazy, Suspense, useSyncExternalStore, type ReactNode } from 'react';

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
const watchers = new Set<() => void>();

/** Shows a toast from anywhere. The toaster itself is loaded with the first one. */
export function notify(toast: Toast): void {
  if (show) return show(toast);
  early.push(toast);
  for (const watcher of watchers) watcher();
}

/** The loaded toaster takes over here, with whatever was said before it came. */
export function takeToasts(next: Show): void {
  show = next;
  for (const toast of early.splice(0)) next(toast);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

const Toaster = lazy(() => import('./toaster').then((module) => ({ default: module.Toaster })));

/** Stands in the page once; draws nothing until something is said. */
export function Toasts({ closeLabel, regionLabel }: { closeLabel: string; regionLabel: string }) {
  const wanted = useSyncExternalStore(watch, () => show !== null || early.length > 0, () => false);
  return wanted ? (
    <Suspense>
      <Toaster closeLabel={closeLabel} regionLabel={regionLabel} />
    </Suspense>
  ) : null;
}
