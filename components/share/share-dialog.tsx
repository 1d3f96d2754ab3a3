'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Segmented } from '@/components/ui/segmented';
import { Switch } from '@/components/ui/switch';
import { notify } from '@/components/ui/toast';
import { copyWhenReady } from '@/lib/client/clipboard';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import { imageQueries, imageUrl } from '@/lib/client/images';
import { shareMutations } from '@/lib/client/shares';
import { pixels } from '@/lib/client/sizes';
import { useAlone } from '@/lib/client/use-alone';
import { LiveLinks } from './live-links';
import './share.css';

const dayMs = 86_400_000;
const lifetimes = ['1', '7', '14', 'never'] as const;

type Chosen = { days: (typeof lifetimes)[number]; showPrompt: boolean; download: boolean; remix: boolean };

/** Makes a link for strangers: how long, what of it, and the links there are. `images` are ids, one or a selection. */
export function ShareDialog({ images, onClose }: { images: readonly string[]; onClose: () => void }) {
  const t = useTranslations('share');
  const common = useTranslations('common');
  const locale = useLocale();
  const id = useId();
  const [now] = useState(() => Date.now());
  const [chosen, setChosen] = useState<Chosen>({ days: '14', showPrompt: false, download: true, remix: false });
  const [made, setMade] = useState<{ url: string; chosen: Chosen } | null>(null);
  const [byHand, setByHand] = useState(false);
  const link = useRef<HTMLInputElement>(null);
  const alone = useAlone();
  const { mutateAsync: create, isPending, error } = useMutation(shareMutations.create);
  const [first = ''] = images;
  const single = useQuery({ ...imageQueries.detail(first), enabled: images.length === 1 }).data?.image;

  const ends = chosen.days === 'never' ? null : new Date(now + Number(chosen.days) * dayMs);
  const current = made?.chosen === chosen ? made.url : null;
  const choose = (part: Partial<Chosen>) => {
    setByHand(false);
    setChosen({ ...chosen, ...part });
  };

  const address = async (): Promise<string> => {
    if (current !== null) return current;
    const days = chosen.days === 'never' ? null : Number(chosen.days);
    const { url } = await create({ ...chosen, days, images: [...images] });
    setMade({ url: url ?? '', chosen });
    return url ?? '';
  };
  const copy = async () => {
    const done = await copyWhenReady(address()).catch(() => null);
    if (done === null) return;
    setByHand(!done);
    if (done) {
      const title = ends === null ? t('copied') : t('copiedUntil', { date: dayOfYear(ends, locale) });
      announce(title);
      notify({ kind: 'done', title });
    } else requestAnimationFrame(() => link.current?.select());
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { count: images.length })}
      note={t('note', { count: images.length })}
      closeLabel={common('close')}
      picture={<img src={imageUrl(first, 'thumb')} alt="" className="h-11 w-[66px] shrink-0 rounded-print object-cover" />}
    >
      <div className="share-option">
        <b>{t('ends')}</b>
        <p>{ends === null ? t('never') : t('moment', { date: dayOfYear(ends, locale), time: timeOfDay(ends, locale) })}</p>
        <Segmented
          label={t('ends')}
          options={lifetimes.map((value) => ({ value, label: t(`lifetime.${value}`) }))}
          value={chosen.days}
          onChange={(days) => choose({ days })}
        />
      </div>
      <Option
        id={`${id}prompt`}
        name={t('showPrompt')}
        note={t('showPromptNote')}
        checked={chosen.showPrompt}
        onChange={(showPrompt) => choose({ showPrompt, remix: showPrompt && chosen.remix })}
      />
      <Option
        id={`${id}download`}
        name={t('download')}
        note={single ? t('downloadSize', { size: pixels(single) }) : t('downloadNote')}
        checked={chosen.download}
        onChange={(download) => choose({ download })}
      />
      <Option
        id={`${id}remix`}
        name={t('remix')}
        note={t('remixNote')}
        checked={chosen.remix}
        onChange={(remix) => choose({ remix, showPrompt: remix || chosen.showPrompt })}
      />
      <div className="share-link">
        <input
          ref={link}
          readOnly
          aria-label={t('link')}
          value={current ?? ''}
          placeholder={t('linkNote')}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button look="primary" size="large" aria-disabled={isPending || undefined} onClick={() => void alone(copy)}>
          {t('copy')}
        </Button>
        {(error !== null || byHand) && <p role="alert">{byHand ? t('byHand') : error?.message}</p>}
      </div>
      <LiveLinks images={images} now={now} />
    </Dialog>
  );
}

function Option({ id, name, note, checked, onChange }: {
  id: string;
  name: string;
  note: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <div className="share-option">
      <b id={id}>{name}</b>
      <p id={`${id}note`}>{note}</p>
      <Switch labelledBy={id} describedBy={`${id}note`} checked={checked} onChange={onChange} />
    </div>
  );
}
