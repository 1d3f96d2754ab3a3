import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { groundOf } from '@/lib/client/ground';
import { imageUrl } from '@/lib/client/images';
import { imageHref, turnToImage } from '@/lib/client/location';
import { pictureName } from '@/lib/client/picture-name';
import type { Image } from '@/lib/schema/image';
import type { ImageDetail } from '@/lib/schema/image-detail';

/** As many ancestors as the server tells of; more than these may be there. */
const mostParents = 20;
const height = 64;

/** Where the picture came from and what came of it: parents left, this one ringed, later ones right. */
export function Lineage({ image, detail: { parents, children: made, weights }, search }: {
  image: Image;
  detail: ImageDetail;
  search: string;
}) {
  const t = useTranslations('viewer');
  const named = useTranslations('operation');
  const root = parents[0] ?? image;
  const gone = root.parentId !== null && parents.length < mostParents;
  if (parents.length === 0 && made.length === 0 && !gone) return null;

  const step = (to: Image, from: Image | null): string => {
    if (to.operation === 'upscale') {
      const factor = from && Math.round(to.width / from.width);
      return factor !== null && factor > 1 ? t('step.upscaleBy', { factor }) : named('upscale');
    }
    const weight = weights[to.id];
    if (weight !== undefined) return t('step.remixAt', { weight });
    return named(to.operation ?? 'remix');
  };
  const line = [...parents, image];

  return (
    <nav aria-label={t('lineage')} className="lineage">
      <ul>
        {gone && (
          <>
            <Grave label={t('deleted')} />
            <Step words={step(root, null)} />
          </>
        )}
        {line.map((entry, index) => {
          const following = line[index + 1];
          return [
            entry.id === image.id ? (
              <li key={entry.id} ref={inView} className="lineage-now" aria-current="true">
                <Thumb image={entry} />
                <span>{t('thisOne')}</span>
              </li>
            ) : entry.deletedAt === null ? (
              <li key={entry.id}>
                <Link image={entry} search={search} caption={caption(entry)} />
              </li>
            ) : (
              <Grave key={entry.id} label={t('deleted')} />
            ),
            following && <Step key={`${entry.id} on`} words={step(following, entry)} />,
          ];
        })}
        {made.length > 0 && <Step words={t('later', { count: made.length })} />}
        {made.map((child) => (
          <li key={child.id} className="lineage-child">
            <Link image={child} search={search} caption={step(child, image)} />
          </li>
        ))}
      </ul>
    </nav>
  );

  function caption(entry: Image): string {
    if (entry.operation === null) return t('upload');
    return entry.parentId === null ? t('step.generate') : t('step.earlier');
  }
}

/** Brings the picture in view to the middle of a strip that is longer than the stage. */
function inView(own: HTMLLIElement | null): void {
  const strip = own?.parentElement;
  if (own && strip) strip.scrollLeft = own.offsetLeft - (strip.clientWidth - own.clientWidth) / 2;
}

function Thumb({ image, alt = '' }: { image: Image; alt?: string }) {
  const width = Math.round(Math.min(160, Math.max(28, (height * image.width) / image.height)));
  return (
    <img
      src={imageUrl(image.id, 'thumb')}
      alt={alt}
      width={width}
      height={height}
      draggable={false}
      style={{ inlineSize: width, background: groundOf(image) }}
    />
  );
}

function Link({ image, search, caption }: { image: Image; search: string; caption: string }) {
  const name = pictureName(image) ?? '';
  return (
    <a
      href={imageHref(image.id, search)}
      title={name}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        turnToImage(image.id);
      }}
    >
      <Thumb image={image} alt={name} />
      <span>{caption}</span>
    </a>
  );
}

function Grave({ label }: { label: string }) {
  return (
    <li>
      <div className="lineage-grave">
        <Icon name="trash" />
      </div>
      <span>{label}</span>
    </li>
  );
}

function Step({ words }: { words: string }) {
  return <li className="lineage-step">{words}</li>;
}
