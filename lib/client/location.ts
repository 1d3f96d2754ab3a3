'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { leaveStep, overGallery, presentStep } from './step-back';

const imagePath = /^\/images\/([^/]+)$/;

/** The gallery's whole query as it stands in the address, '' for the whole library. */
export function useLibraryQuery(): string {
  return useSearchParams().get('q')?.trim() ?? '';
}

/** The same at this moment, which the page may still be about to draw. */
export const libraryQueryNow = (): string => new URLSearchParams(window.location.search).get('q')?.trim() ?? '';

function imageIdOf(path: string): string | null {
  const found = imagePath.exec(path);
  return found?.[1] === undefined ? null : decodeURIComponent(found[1]);
}

/** The picture that the address names, or null. */
export const useImageId = (): string | null => imageIdOf(usePathname());

/** The same at this moment, which the page may still be about to draw. */
export const imageIdNow = (): string | null => imageIdOf(window.location.pathname);

/** The address of one picture in the present view. Next keeps usePathname in step with the history calls below. */
export const imageHref = (id: string, search = ''): string => `/images/${encodeURIComponent(id)}${search}`;

/** Opens a picture over the gallery without asking the server for a page; Back returns. */
export function openImage(id: string): void {
  window.history.pushState(overGallery(), '', imageHref(id, window.location.search));
}

/** Back to the gallery: one step back when the picture was opened over it, else to its address in the same step. */
export const closeImage = (): void => leaveStep(`/${window.location.search}`);

/** Moves the open viewer to another picture; Back still returns to the gallery in one step. */
export function turnToImage(id: string): void {
  window.history.replaceState(presentStep(), '', imageHref(id, window.location.search));
}

/** The address of a view of the library; the whole library for an empty query. */
export const libraryHref = (query: string): string =>
  query.trim() === '' ? '/' : `/?${new URLSearchParams({ q: query.trim() }).toString()}`;

/**
 * Writes the gallery's query into the address, a step that Back undoes; `replace` takes the place of the last step.
 * Answers whether the address said something else before.
 */
export function setLibraryQuery(query: string, replace = false): boolean {
  const href = libraryHref(query);
  if (href === window.location.pathname + window.location.search) return false;
  popped = false;
  if (replace) window.history.replaceState(null, '', href);
  else window.history.pushState(null, '', href);
  return true;
}

let popped = false;
if (typeof window !== 'undefined') window.addEventListener('popstate', () => (popped = true));

/** Whether the present view was entered by Back or Forward. */
export const wentBack = (): boolean => popped;
