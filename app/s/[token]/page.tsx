import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { requestLocale, serverTranslations } from '@/app/messages';
import { Mark } from '@/components/ui/mark';
import { dayOfYear } from '@/lib/client/dates';
import { promptWords } from '@/lib/client/structured-prompt';
import type { SharedView } from '@/lib/schema/shared-view';
import { openShare } from '@/lib/server/shares';
import { SharedRows } from './shared-rows';
import { Wall } from './wall';
import './shared.css';

type Props = { params: Promise<{ token: string }> };

/** The page and its title ask once, so that one visit counts as one opening. */
const opened = cache(async (token: string): Promise<SharedView> => {
  const view = await openShare(token);
  if (view === null || view.images.length === 0) notFound();
  return view;
});

/** The given title, else the first words of a prompt that is shown, else neutral words. */
async function titleOf({ title, images: [first, ...others] }: SharedView): Promise<string> {
  const t = await serverTranslations('share');
  const [words = ''] = promptWords(first?.prompt ?? '').split(/[,.;:\n，。；：]/, 1);
  if (title !== null) return title;
  if (others.length > 0) return t('sharedPictures', { count: others.length + 1 });
  return words.trim() === '' ? t('sharedPicture') : shortened(words.trim());
}

function shortened(words: string): string {
  if (words.length <= 60) return words;
  const cut = words.slice(0, 60);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40))}…`;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const title = await titleOf(await opened((await params).token));
  return { title: { absolute: title }, robots: { index: false, follow: false, noimageindex: true }, referrer: 'no-referrer' };
}

/** What a stranger with a link sees: a wall and a label. Nothing on it is an id, and nothing that was hidden is there. */
export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const view = await opened(token);
  const [locale, t, title] = await Promise.all([requestLocale(), serverTranslations('share'), titleOf(view)]);
  // The visitor's own zone is not known here; a day is near enough.
  const day = (iso: string) => dayOfYear(new Date(iso), locale, 'UTC');
  const { expiresAt } = view;
  const [only] = view.images.length === 1 ? view.images : [];

  return (
    <div className="shared">
      {only ? (
        <Wall view={view} image={only} token={token} title={title} made={day(view.createdAt)} />
      ) : (
        <SharedRows view={view} token={token} title={title} made={day(view.createdAt)} />
      )}
      <footer className="colophon">
        <span>
          <Mark size={16} />
          Atelier
        </span>
        <p>
          {expiresAt === null ? t('noEnd') : t('linkEnds', { date: day(expiresAt) })}
        </p>
      </footer>
    </div>
  );
}
