import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { connectionQueries } from '@/lib/client/connections';
import { later } from '@/lib/client/later';
import { useServerState } from '@/lib/client/server-state';
import { forgetShown, useShownConnection } from '@/lib/client/shown-connection';
import type { ConnectionEntry } from '@/lib/schema/connection';
import { ConnectionRow } from './connection-row';
import { Loaded } from './loaded';
import { useOrder } from './use-order';

const ConnectDialog = later(() => import('./connect-dialog').then(({ ConnectDialog }) => ConnectDialog));
const RemoveDialog = later(() => import('./remove-dialog').then(({ RemoveDialog }) => RemoveDialog));

type Over = { what: 'add' } | { what: 'change' | 'remove'; id: string };

/** Every connection in its order, and what can be done to each. */
export function Connections() {
  const t = useTranslations('connections');
  const query = useQuery({
    ...connectionQueries.all,
    // What stands still may go on at any moment.
    refetchInterval: ({ state }) => (state.data?.connections.some(({ stopped }) => stopped) ? 5_000 : false),
  });
  const { reachable } = useServerState();
  const [over, setOver] = useState<Over | null>(null);
  const connections = query.data?.connections;
  const close = () => setOver(null);
  const removed = over?.what === 'remove' ? connections?.find(({ id }) => id === over.id) : undefined;

  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-[280px]">
          <h1 className="text-title font-semibold">{t('title')}</h1>
          <p className="mt-0.5 max-w-[90ch] text-ink-2">{t('intro')}</p>
        </div>
        <Button
          look="primary"
          size="large"
          icon="plus"
          className="max-md:h-11"
          aria-disabled={!reachable || undefined}
          onClick={() => reachable && setOver({ what: 'add' })}
        >
          {t('add')}
        </Button>
      </div>
      <div className="rounded-sheet bg-sheet ring-1 ring-line">
        {connections === undefined ? (
          <Loaded query={query} />
        ) : connections.length === 0 ? (
          <p className="px-5 py-6 text-label text-ink-2">{t('none')}</p>
        ) : (
          <List
            connections={connections}
            onChange={(id) => setOver({ what: 'change', id })}
            onRemove={(id) => setOver({ what: 'remove', id })}
          />
        )}
      </div>
      {(over?.what === 'add' || over?.what === 'change') && (
        <ConnectDialog id={over.what === 'add' ? null : over.id} onClose={close} />
      )}
      {removed && <RemoveDialog connection={removed} onClose={close} />}
    </>
  );
}

function List({ connections, onChange, onRemove }: {
  connections: readonly ConnectionEntry[];
  onChange: (id: string) => void;
  onRemove: (id: string) => void;
}) {
  const t = useTranslations('connections');
  const { connections: ordered, grip, move, dragged } = useOrder(connections);
  const [open, setOpen] = useState<string | null>(null);
  const shown = useShownConnection();
  const [followed, setFollowed] = useState<typeof shown>(null);
  if (shown !== followed) {
    setFollowed(shown);
    if (shown) setOpen(shown.id);
  }
  useEffect(() => forgetShown, []);
  const first = ordered.find(({ state }) => state === 'ready' || state === 'unverified')?.id;
  return (
    <ul aria-label={t('title')}>
      {ordered.map((connection, at) => (
        <ConnectionRow
          key={connection.id}
          connection={connection}
          first={connection.id === first}
          open={open === connection.id}
          led={shown?.id === connection.id ? shown : null}
          dragged={dragged === connection.id}
          grip={ordered.length > 1 ? grip(connection.id) : null}
          onMove={{
            up: at > 0 ? () => move(connection.id, -1) : null,
            down: at < ordered.length - 1 ? () => move(connection.id, 1) : null,
          }}
          onOpen={(wanted) => setOpen(wanted ? connection.id : null)}
          onChange={() => onChange(connection.id)}
          onRemove={() => onRemove(connection.id)}
        />
      ))}
    </ul>
  );
}
