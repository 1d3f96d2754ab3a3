import { useTranslations } from 'use-intl/react';
import type en from '@/lib/client/messages/en.json';

type Named = keyof (typeof en)['connections']['dialects'];

/** What a dialect is called: in the page's words where it has some, else as the server calls it. */
export function useDialectName(): (id: string, label: string) => string {
  const t = useTranslations('connections.dialects');
  return (id, label) => (t.has(id as Named) ? t(id as Named) : label);
}
