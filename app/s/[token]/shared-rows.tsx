import type { CSSProperties } from 'react';
import { serverTranslations } from '@/app/messages';
import { CopySettings } from '@/components/share/copy-settings';
import { Icon } from '@/components/ui/icon';
import { groundOf } from '@/lib/client/ground';
import type { SharedView } from '@/lib/schema/shared-view';
import { settingsText, sharedFileUrl } from './shared-words';

/** Several pictures in the rows of the gallery, the label on top. The rows are set by the style sheet alone. */
export async function SharedRows({ view, token, title, made }: {
  view: SharedView;
  token: string;
  title: string;
  made: string;
}) {
  const t = await serverTranslations('share');
  const several = view.images.length;
  const texts = view.remix ? await Promise.all(view.images.filter(({ prompt }) => prompt).map(settingsText)) : [];
  return (
    <main className="shared-several">
      <div className="label label-top">
        <h1>{title}</h1>
        <p className="label-by">{made}</p>
        {texts.length > 0 && (
          <div className="label-acts">
            <CopySettings
              text={texts.join('\n\n—\n\n')}
              label={t('copySettings')}
              done={t('settingsCopied')}
              byHand={t('byHand')}
            />
          </div>
        )}
      </div>
      <div className="shared-rows">
        {view.images.map(({ index, width, height, color, placeholder, alt, prompt }, place) => (
          <figure key={index} style={{ '--ratio': width / height } as CSSProperties}>
            <a href={sharedFileUrl(token, index, view.download ? 'original' : 'preview')}>
              <img
                src={sharedFileUrl(token, index, 'preview')}
                alt={alt ?? t('pictureOf', { index: place + 1, count: several })}
                width={width}
                height={height}
                loading={place < 12 ? 'eager' : 'lazy'}
                decoding="async"
                style={{ background: groundOf({ color, placeholder }) }}
              />
            </a>
            {(prompt !== null || view.download) && (
              <figcaption>
                <span>{prompt}</span>
                {view.download && (
                  <a
                    href={sharedFileUrl(token, index, 'original', true)}
                    download
                    aria-label={t('downloadOne', { index: place + 1, count: several })}
                  >
                    <Icon name="download" size={14} />
                  </a>
                )}
              </figcaption>
            )}
          </figure>
        ))}
      </div>
    </main>
  );
}
