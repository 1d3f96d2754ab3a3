import { Fragment, type CSSProperties } from 'react';
import { serverTranslations } from '@/app/messages';
import { CopySettings } from '@/components/share/copy-settings';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { groundOf } from '@/lib/client/ground';
import { promptWords } from '@/lib/client/structured-prompt';
import type { SharedImage, SharedView } from '@/lib/schema/shared-view';
import { lookWords, modelName, settingsText, sharedFileUrl } from './shared-words';

/** One picture on its mat, the label on the same floor line. */
export async function Wall({ view, image, token, title, made }: {
  view: SharedView;
  image: SharedImage;
  token: string;
  title: string;
  made: string;
}) {
  const t = await serverTranslations('share');
  const model = modelName(image);
  const looks = await lookWords(image);
  return (
    <main className="hang">
      <figure className="hang-mat" style={{ '--ratio': image.width / image.height } as CSSProperties}>
        <img
          src={sharedFileUrl(token, image.index, 'preview')}
          alt={image.alt === null ? t('sharedPicture') : promptWords(image.alt)}
          width={image.width}
          height={image.height}
          style={{ background: groundOf(image) }}
        />
      </figure>
      <div className="label">
        <h1>{title}</h1>
        <p className="label-by">{made}</p>
        {image.prompt && <p className="label-prompt">{promptWords(image.prompt)}</p>}
        <dl>
          {model !== null && (
            <>
              <dt>{t('madeWith')}</dt>
              <dd>{model}</dd>
            </>
          )}
          <dt>{t('size')}</dt>
          <dd>{`${image.width} × ${image.height}`}</dd>
          {looks.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
        <div className="label-acts">
          {view.download && (
            <a href={sharedFileUrl(token, image.index, 'original', true)} download className={buttonClass('primary', 'large')}>
              <Icon name="download" />
              {t('downloadIt')}
            </a>
          )}
          {view.remix && image.prompt !== null && (
            <CopySettings
              text={await settingsText(image)}
              label={t('copySettings')}
              done={t('settingsCopied')}
              byHand={t('byHand')}
            />
          )}
        </div>
      </div>
    </main>
  );
}
