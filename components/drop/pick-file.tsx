import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { groundOf } from '@/lib/client/ground';
import { imageUrl } from '@/lib/client/images';
import type { Incoming } from '@/lib/client/incoming';
import { pictureName } from '@/lib/client/picture-name';
import { runQueries, runsOf } from '@/lib/client/runs';

const latest = 18;
const height = 96;

/** The page before there is a picture on it: a file, or one of the latest of the library. */
export function PickFile({ onOpen, onPick }: { onOpen: () => void; onPick: (incoming: Incoming) => void }) {
  const t = useTranslations('drop');
  const { data } = useInfiniteQuery({ ...runQueries.list(''), enabled: false });
  const images = runsOf(data).flatMap((run) => run.images).slice(0, latest);
  return (
    <div className="drop-pick">
      <div>
        <Button look="primary" size="large" icon="image" onClick={onOpen}>
          {t('choose')}
        </Button>
        <p>{t('chooseNote')}</p>
      </div>
      {images.length > 0 && (
        <section aria-labelledby="drop-latest">
          <h2 id="drop-latest">{t('latest')}</h2>
          <ul>
            {images.map((image) => (
              <li key={image.id}>
                <button
                  type="button"
                  aria-label={pictureName(image) ?? t('untitled')}
                  onClick={() => onPick({ kind: 'image', id: image.id, image })}
                >
                  <img
                    src={imageUrl(image.id, 'thumb')}
                    alt=""
                    height={height}
                    width={Math.round((height * image.width) / image.height)}
                    style={{ background: groundOf(image) }}
                  />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
