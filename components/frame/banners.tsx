'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { Button, IconButton } from '@/components/ui/button';
import { putSandboxBannerAway } from '@/lib/client/sandbox-banner';
import { useServerState } from '@/lib/client/server-state';
import { showSettings } from '@/lib/client/settings-location';
import { fileSize } from '@/lib/client/sizes';
import { statusQueries, stoppedOf } from '@/lib/client/status';
import { Banner } from './banner';
import { StoppedBanner } from './stopped-banner';

/**
 * The worst thing there is to say, alone: the line is down, else the disk is low, else a connection is stopped, else that
 * nothing here is real money.
 */
export function Banners({ sandbox, onConnect }: { sandbox: boolean; onConnect: () => void }) {
  const t = useTranslations('frame');
  const locale = useLocale();
  const { reachable, since } = useServerState();
  const [away, setAway] = useState(false);
  const status = useQuery(statusQueries.now).data;
  const disk = status?.disk;
  const stopped = status ? stoppedOf(status) : null;
  if (!reachable) {
    const time = new Date(since).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
    return (
      <Banner look="well" icon="offline" title={t('offlineTitle')}>
        {t('offline', { time })}
      </Banner>
    );
  }
  if (disk?.low) {
    return (
      <Banner
        look="madder"
        icon="alert"
        title={t('lowTitle')}
        action={
          <Button size="small" className="ml-[26px] max-md:h-11 md:ml-auto" onClick={() => showSettings('status')}>
            {t('lowAct')}
          </Button>
        }
      >
        {t('low', { free: fileSize(disk.freeBytes, locale), least: fileSize(disk.minFreeBytes, locale) })}
      </Banner>
    );
  }
  if (stopped) return <StoppedBanner connection={stopped} />;
  if (!sandbox || away) return null;
  return (
    <Banner
      look="ochre"
      icon="model"
      title={t('sandboxTitle')}
      action={
        <span className="ml-[26px] flex gap-1 md:ml-auto">
          <Button size="small" className="max-md:h-11" onClick={onConnect}>
            {t('connect')}
          </Button>
          <IconButton
            icon="close"
            size="small"
            label={t('dismiss')}
            data-tip-align="end"
            className="max-md:size-11"
            onClick={() => {
              putSandboxBannerAway();
              setAway(true);
            }}
          />
        </span>
      }
    >
      {t('sandbox')}
    </Banner>
  );
}
