import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { announce } from '@/components/ui/announcer';
import { Button, IconButton } from '@/components/ui/button';
import { runQueries, runsOf, type RunPages } from '@/lib/client/runs';
import { useSelectedIds } from '@/lib/client/selection';
import type { Image } from '@/lib/schema/image';
import type { Tools } from './tools';
import { useWords } from './words';

/** What can be done with the chosen pictures, bottom centre. */
export function SelectionBar({ tools }: { tools: Tools }) {
  const { t } = useWords();
  const client = useQueryClient();
  const ids = useSelectedIds(tools.selection);
  const said = useRef(0);
  useEffect(() => {
    if (ids.size === said.current) return;
    said.current = ids.size;
    announce(ids.size === 0 ? t('selection.cleared') : t('selection.count', { count: ids.size }));
  }, [ids, t]);
  if (ids.size === 0) return null;

  const chosen = (): Image[] => {
    const found = new Map<string, Image>();
    for (const [, data] of client.getQueriesData<RunPages>({ queryKey: runQueries.all })) {
      for (const run of runsOf(data))
        for (const image of run.images) if (ids.has(image.id)) found.set(image.id, image);
    }
    return [...found.values()];
  };
  const favour = () => {
    const images = chosen();
    tools.pictures.favourite(images, !images.every(({ favourite }) => favourite));
  };

  return (
    <div role="toolbar" aria-label={t('selection.label')} className="selection-bar">
      <span className="selection-count">{t('selection.count', { count: ids.size })}</span>
      <span className="selection-rule" />
      <Button look="plain" icon="star" onClick={favour}>
        <span>{t('selection.favourite')}</span>
      </Button>
      <Button look="plain" icon="share" onClick={() => tools.pictures.share([...ids])}>
        <span>{t('selection.share')}</span>
      </Button>
      <Button look="plain" icon="trash" onClick={() => tools.pictures.trash([...ids])}>
        <span>{t('selection.delete')}</span>
      </Button>
      <span className="selection-rule" />
      <IconButton icon="close" label={t('selection.clear')} onClick={() => tools.selection.clear()} />
    </div>
  );
}
