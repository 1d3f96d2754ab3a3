import { serverTranslations } from '@/app/messages';
import { Mark } from '@/components/ui/mark';
import './shared.css';

/** A link that ended, was revoked or never was: the empty mat, the same for all of them. */
export default async function SharedNotFound() {
  const t = await serverTranslations('share');
  return (
    <div className="shared">
      <main className="hang">
        <div className="hang-mat">
          <div className="hang-empty">
            <h1>{t('gone')}</h1>
          </div>
        </div>
      </main>
      <footer className="colophon">
        <span>
          <Mark size={16} />
          Atelier
        </span>
      </footer>
    </div>
  );
}
