import { buttonClass } from '@/components/ui/button';
import { serverTranslations } from './messages';

export default async function NotFound() {
  const t = await serverTranslations('errors');
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-[400px] gap-2 rounded-sheet bg-sheet p-[22px] shadow-lift-2 ring-1 ring-line">
        <h1 className="text-title font-semibold text-balance">{t('notFoundTitle')}</h1>
        <p className="text-label text-ink-2">{t('notFoundText')}</p>
        <p className="mt-1.5">
          <a href="/" className={buttonClass('primary')}>
            {t('library')}
          </a>
        </p>
      </div>
    </main>
  );
}
