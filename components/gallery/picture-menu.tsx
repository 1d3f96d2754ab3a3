import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
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
  return (
    <Menu anchor={anchor} open={open} onClose={onClose} label={t('action.more')}>
      <MenuItem icon="upscale" onSelect={() => pictures.upscale(image)}>
        {t('action.upscale')}
      </MenuItem>
      <MenuItem icon="describe" onSelect={() => pictures.describe(image)}>
        {t('action.describe')}
      </MenuItem>
      <MenuSeparator />
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
