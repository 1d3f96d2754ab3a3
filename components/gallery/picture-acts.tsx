import { useTranslations } from 'use-intl/react';
import { Icon, type IconName } from '@/components/ui/icon';
import { useOffered } from '@/lib/client/offered';
import type { Image } from '@/lib/schema/image';
import { useIsHeld } from './attention';
import { useTools } from './tools';
import { useWords } from './words';

/** The plate on an attended picture: remix, favourite, more. */
export function PictureActs({ image, frame }: { image: Image; frame: string }) {
  const { attention, pictures, openMenu } = useTools();
  const held = useIsHeld(attention, frame);
  const offered = useOffered();
  const { t } = useWords();
  const named = useTranslations('operation');
  const star = t(image.favourite ? 'action.unfavourite' : 'action.favourite');

  return (
    <div className="tile-acts">
      {offered.includes('remix') && (
        <Act icon="remix" label={named('remix')} onPress={() => pictures.start('remix')(image)} />
      )}
      <Act
        icon="star"
        filled={image.favourite}
        label={star}
        onPress={() => pictures.favourite([image], !image.favourite)}
      />
      <Act
        icon="more"
        label={t('action.more')}
        menu={held}
        onPress={(button) => openMenu(image, frame, button)}
      />
    </div>
  );
}

function Act({ icon, label, filled = false, menu, onPress }: {
  icon: IconName;
  label: string;
  filled?: boolean;
  /** Whether its menu is open, when it has one. */
  menu?: boolean;
  onPress: (button: HTMLElement) => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup={menu === undefined ? undefined : 'menu'}
      aria-expanded={menu}
      data-tip={label}
      data-tip-side="top"
      data-tip-align={menu === undefined ? undefined : 'end'}
      onClick={(event) => onPress(event.currentTarget)}
    >
      <Icon name={icon} filled={filled} />
    </button>
  );
}
