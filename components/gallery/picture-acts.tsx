import { Icon, type IconName } from '@/components/ui/icon';
import type { Image } from '@/lib/schema/image';
import { useTools } from './tools';
import { useWords } from './words';

/** The plate on an attended picture: remix, favourite, more. */
export function PictureActs({ image, frame }: { image: Image; frame: string }) {
  const { pictures, openMenu } = useTools();
  const { t } = useWords();
  const star = t(image.favourite ? 'action.unfavourite' : 'action.favourite');

  return (
    <div className="tile-acts">
      <Act icon="remix" label={t('action.remix')} onPress={() => pictures.remix(image)} />
      <Act
        icon="star"
        filled={image.favourite}
        label={star}
        onPress={() => pictures.favourite([image], !image.favourite)}
      />
      <Act icon="more" label={t('action.more')} menu onPress={(button) => openMenu(image, frame, button)} />
    </div>
  );
}

function Act({ icon, label, filled = false, menu = false, onPress }: {
  icon: IconName;
  label: string;
  filled?: boolean;
  menu?: boolean;
  onPress: (button: HTMLElement) => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup={menu ? 'menu' : undefined}
      data-tip={label}
      data-tip-side="top"
      data-tip-align={menu ? 'end' : undefined}
      onClick={(event) => onPress(event.currentTarget)}
    >
      <Icon name={icon} filled={filled} />
    </button>
  );
}
