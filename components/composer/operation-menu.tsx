import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuItem } from '@/components/ui/menu';
import { startFrom, type PictureOperation } from '@/lib/client/draft';
import { useOffered } from '@/lib/client/offered';
import { operationIcons } from '@/lib/client/operation-icons';
import type { Image } from '@/lib/schema/image';
import { focusComposer } from './focus';

/** What can be done with the picture in the box; the words and settings stay. */
export function OperationMenu({ anchor, image, present, onClose }: {
  anchor: HTMLElement;
  image: Image;
  present: PictureOperation;
  onClose: () => void;
}) {
  const t = useTranslations('composer.source');
  const named = useTranslations('operation');
  const offered = useOffered();
  return (
    <Menu anchor={anchor} open align="start" onClose={onClose} label={t('operations')}>
      {offered.map((operation) => (
        <MenuItem
          key={operation}
          icon={operationIcons[operation]}
          onSelect={() => {
            if (operation === present) return;
            startFrom(operation, image);
            focusComposer();
          }}
        >
          {named(operation)}
          {operation === present && (
            <span className="ms-auto">
              <Icon name="check" size={14} />
              <span className="sr-only">{t('chosen')}</span>
            </span>
          )}
        </MenuItem>
      ))}
    </Menu>
  );
}
