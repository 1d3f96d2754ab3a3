import { useTranslations } from 'use-intl/react';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { notifyCopied } from '@/components/ui/toast';
import { copyText } from '@/lib/client/clipboard';
import { imageUrl } from '@/lib/client/images';
import { openUsePicture } from '@/lib/client/incoming';
import { useOffered } from '@/lib/client/offered';
import { operationIcons } from '@/lib/client/operation-icons';
import type { Image } from '@/lib/schema/image';
import { lessOften } from './foremost';
import type { Actions } from './use-actions';

/** What is asked for less often. */
export function MoreMenu({ anchor, image, facts, actions, onFacts, onClose }: {
  anchor: HTMLElement | null;
  image: Image;
  facts: boolean;
  actions: Actions;
  onFacts: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('viewer');
  const named = useTranslations('operation');
  const common = useTranslations('common');
  const further = lessOften(useOffered());
  const words = image.usedPrompt ?? image.prompt;

  const copy = async () => {
    notifyCopied(await copyText(words ?? ''), common);
  };

  return (
    <Menu anchor={anchor} open onClose={onClose} label={t('more')}>
      {further.map((operation) => (
        <MenuItem key={operation} icon={operationIcons[operation]} onSelect={actions.start(operation)}>
          {named(operation)}
        </MenuItem>
      ))}
      {further.length > 0 && <MenuSeparator />}
      {words !== null && (
        <MenuItem icon="copy" onSelect={() => void copy()}>
          {t('copyPrompt')}
        </MenuItem>
      )}
      <MenuItem icon="remix" onSelect={() => openUsePicture({ kind: 'image', id: image.id, image })}>
        {t('useThis')}
      </MenuItem>
      <MenuItem icon="info" onSelect={onFacts}>
        {t(facts ? 'hideFacts' : 'showFacts')}
      </MenuItem>
      <MenuItem icon="image" onSelect={() => window.open(imageUrl(image.id, 'original'), '_blank', 'noopener')}>
        {t('openOriginal')}
      </MenuItem>
      <MenuSeparator />
      {image.deletedAt === null ? (
        <MenuItem icon="trash" danger onSelect={actions.trash}>
          {t('trash')}
        </MenuItem>
      ) : (
        <MenuItem icon="retry" onSelect={actions.restore}>
          {t('restore')}
        </MenuItem>
      )}
    </Menu>
  );
}
