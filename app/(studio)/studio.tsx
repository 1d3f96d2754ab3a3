'use client';

import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Composer } from '@/components/composer/composer';
import { focusComposer } from '@/components/composer/focus';
import { Banners } from '@/components/frame/banners';
import { Header } from '@/components/frame/header';
import { Lacking } from '@/components/frame/lacking';
import { QueueButton } from '@/components/frame/queue-button';
import { Spending } from '@/components/frame/spending';
import { useLetterKey } from '@/components/frame/use-letter-key';
import { Gallery } from '@/components/gallery/gallery';
import { LiveLibrary } from '@/components/gallery/live-library';
import { later } from '@/lib/client/later';
import { useImageId, useLibraryQuery } from '@/lib/client/location';
import { modelQueries } from '@/lib/client/models';
import { runQueries } from '@/lib/client/runs';
import { useServerState } from '@/lib/client/server-state';
import { closeSettings, useSettingsSection } from '@/lib/client/settings-location';
import { spendingQueries } from '@/lib/client/spending';
import { taskMutations } from '@/lib/client/tasks';
import { wayOut } from '@/lib/client/way-out';
import type { Budget } from '@/lib/schema/budget';
import type { ModelsReply } from '@/lib/schema/model';
import type { RunPage } from '@/lib/schema/run';
import { Over } from './over';

const Starters = later(() => import('@/components/starters/starters').then(({ Starters }) => Starters));
const ShortcutSheet = later(() =>
  import('@/components/frame/shortcut-sheet').then(({ ShortcutSheet }) => ShortcutSheet),
);

const Settings = later(
  () => import('@/components/settings/settings').then(({ Settings }) => Settings),
  wayOut(closeSettings),
);
const ConnectDialog = later(() =>
  import('@/components/settings/connect-dialog').then(({ ConnectDialog }) => ConnectDialog),
);

type Seed = ModelsReply & { firstPage: RunPage; budget: Budget };

function seed(client: QueryClient, { connections, former, firstPage, budget }: Seed): void {
  client.setQueryData(spendingQueries.budget.queryKey, budget);
  client.setQueryData(modelQueries.all.queryKey, { connections, former });
  const { queryKey } = runQueries.list('');
  client.setQueryData(queryKey, (known) => known ?? { pages: [firstPage], pageParams: [null] });
}

/** The whole studio: header, box, gallery, and whatever is open over them. */
export function Studio({ sandboxBanner, ...read }: Seed & { sandboxBanner: boolean }) {
  const client = useQueryClient();
  useState(() => seed(client, read));
  const query = useLibraryQuery();
  const viewed = useImageId();
  const section = useSettingsSection();
  const covered = viewed !== null || section !== null;
  const { reachable } = useServerState();
  const { mutateAsync: start } = useMutation(taskMutations.start);
  const models = useQuery(modelQueries.all);
  const library = useInfiniteQuery({ ...runQueries.list(''), enabled: false });
  const [keysShown, setKeysShown] = useState(false);
  const [connecting, setConnecting] = useState(false);
  const [sharing, setSharing] = useState<string[] | null>(null);
  const showKeys = useCallback(() => setKeysShown(true), []);
  useLetterKey('?', showKeys);
  const known = models.data?.connections;
  const paid = known?.some(({ sandbox }) => !sandbox) ?? false;

  return (
    <>
      <div inert={covered}>
        <Banners
          sandbox={sandboxBanner && known?.length !== 0 && (known?.every(({ sandbox }) => sandbox) ?? false)}
          onConnect={() => setConnecting(true)}
        />
        <Header
          query={query}
          total={library.data?.pages[0]?.total ?? null}
          paid={paid}
          onShortcuts={showKeys}
        />
        <Composer connections={known} start={start} offline={!reachable} />
        <main>
          <Gallery
            query={query}
            viewed={viewed}
            covered={covered}
            renderEmpty={() => <Starters onChosen={focusComposer} />}
            onShare={setSharing}
            onCompose={focusComposer}
          />
        </main>
      </div>
      <Over query={query} viewed={viewed} sharing={sharing} onShare={setSharing} />
      <Lacking />
      <LiveLibrary revision={read.firstPage.revision ?? 0} viewing={covered} />
      {section !== null && (
        <Settings
          section={section}
          banner={<Banners sandbox={false} onConnect={() => setConnecting(true)} />}
          aside={
            <>
              <QueueButton />
              {paid && <Spending />}
            </>
          }
          onShortcuts={showKeys}
        />
      )}
      {connecting && <ConnectDialog id={null} onClose={() => setConnecting(false)} />}
      {keysShown && <ShortcutSheet onClose={() => setKeysShown(false)} />}
    </>
  );
}
