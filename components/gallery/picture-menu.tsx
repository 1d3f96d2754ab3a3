import { useTranslations } from 'use-intl/react';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useOffered } from '@/lib/client/offered';
import { operationIcons } from '@/lib/client/operation-icons';
import type { Image } from '@/lib/schema/image';
import type { PictureActions } from './use-picture-actions';
import { useWords } from './words';

/** What else can be done with one picture. */
export function PictureMenu({ image, anchor, open, pictures, onClose }: {
  image: Image;
  anchor: HTMLElement;
  open: boolean;
  pictures: PictureActions;
  onClose: () => void;
}) {
  const { t } = useWords();
  const named = useTranslations('operation');
  // Remix stands on the picture itself.
  const offered = useOffered().filter((operation) => operation !== 'remix');
  return (
    <Menu anchor={anchor} open={open} onClose={onClose} label={t('action.more')}>
      {offered.map((operation) => (
        <MenuItem
          key={operation}
          icon={operationIcons[operation]}
          onSelect={() => pictures.start(operation)(image)}
        >
          {named(operation)}
        </MenuItem>
      ))}
      {offered.length > 0 && <MenuSeparator />}
      {image.prompt !== null && (
        <MenuItem icon="copy" onSelect={() => pictures.takePrompt(image)}>
          {t('action.usePrompt')}
        </MenuItem>
      )}
      {image.seed !== null && (
        <MenuItem icon="seed" onSelect={() => pictures.takeSeed(image)}>
          {t('action.useSeed')}
        </MenuItem>
      )}
      {image.taskId !== null && (
        <MenuItem icon="settings" onSelect={() => pictures.takeAll(image)}>
          {t('action.useAll')}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon="download" onSelect={() => pictures.download(image)}>
        {t('action.download')}
      </MenuItem>
      <MenuItem icon="share" onSelect={() => pictures.share([image.id])}>
        {t('action.share')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon="trash" danger onSelect={() => pictures.trash([image.id])}>
        {t('action.trash')}
      </MenuItem>
    </Menu>
  );
}
