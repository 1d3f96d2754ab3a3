'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import type { PictureOperation } from '@/lib/client/draft';
import { later } from '@/lib/client/later';
import { pictureName } from '@/lib/client/picture-name';
import type { Image } from '@/lib/schema/image';

const OperationMenu = later(() => import('./operation-menu').then(({ OperationMenu }) => OperationMenu));

/** What is done with which picture; a press leads to what else can be done with it. */
export function SourceTitle({ operation, image }: { operation: PictureOperation; image: Image }) {
  const t = useTranslations('composer.source');
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const what = t(operation, { name: pictureName(image) ?? t('untitled') });
  return (
    <>
      <button
        type="button"
        className="source-title"
        aria-label={t('change', { what })}
        aria-haspopup="menu"
        aria-expanded={menu !== null}
        onPointerEnter={() => OperationMenu.fetch()}
        onFocus={() => OperationMenu.fetch()}
        onClick={(event) => setMenu(menu === null ? event.currentTarget : null)}
      >
        <span className="truncate">{what}</span>
        <Icon name="down" size={14} />
      </button>
      {menu && <OperationMenu anchor={menu} image={image} present={operation} onClose={() => setMenu(null)} />}
    </>
  );
}
