import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button, buttonClass, IconButton } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { imageUrl } from '@/lib/client/images';
import { later } from '@/lib/client/later';
import { closeImage } from '@/lib/client/location';
import { useOffered } from '@/lib/client/offered';
import { operationIcons } from '@/lib/client/operation-icons';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { foremost } from './foremost';
import type { Actions } from './use-actions';

const MoreMenu = later(() => import('./more-menu').then(({ MoreMenu }) => MoreMenu));

/** The way back, the place in the run, and what can be done with the picture. */
export function Bar({ image, task, search, facts, actions, onFacts }: {
  image: Image;
  task: Task | null;
  search: string;
  facts: boolean;
  actions: Actions;
  onFacts: () => void;
}) {
  const t = useTranslations('viewer');
  const named = useTranslations('operation');
  const offered = useOffered();
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const count = task?.images.length ?? 0;
  const index = (task?.images.findIndex(({ id }) => id === image.id) ?? -1) + 1;
  const large = `${buttonClass('plain', 'normal', true)} viewer-square`;

  return (
    <div className="viewer-bar">
      <a
        href={`/${search}`}
        className={buttonClass('plain')}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          closeImage();
        }}
      >
        <Icon name="back" />
        {t('library')}
      </a>
      {count > 1 && index > 0 && (
        <p className="viewer-place">
          <span>{t('placeInRun', { index, count })}</span>
          <span>{t('place', { index, count })}</span>
        </p>
      )}
      <div className="viewer-acts">
        {foremost(offered).map((operation) => (
          <Button
            key={operation}
            look="plain"
            icon={operationIcons[operation]}
            className="viewer-word"
            onClick={actions.start(operation)}
          >
            {named(operation)}
          </Button>
        ))}
        <span className="viewer-rule" />
        <IconButton
          icon="star"
          filled={image.favourite}
          label={t(image.favourite ? 'unfavourite' : 'favourite')}
          className="viewer-square"
          onClick={actions.favourite}
        />
        <a
          href={imageUrl(image.id, 'original', true)}
          download=""
          aria-label={t('download')}
          data-tip={t('download')}
          className={large}
        >
          <Icon name="download" />
        </a>
        <IconButton icon="share" label={t('share')} className="viewer-square" onClick={actions.share} />
        <IconButton
          icon="more"
          label={t('more')}
          className="viewer-square"
          data-tip-align="end"
          aria-haspopup="menu"
          aria-expanded={menu !== null}
          onClick={(event) => setMenu(menu === null ? event.currentTarget : null)}
        />
      </div>
      {menu && (
        <MoreMenu
          anchor={menu}
          image={image}
          facts={facts}
          actions={actions}
          onFacts={onFacts}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
