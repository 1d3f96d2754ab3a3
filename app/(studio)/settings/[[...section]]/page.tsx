import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { serverTranslations } from '@/app/messages';
import { settingsSections, type SettingsSection } from '@/lib/client/settings-sections';
import { connectionEntries, dialectEntries } from '@/lib/server/connection-view';
import { Seeded } from './seeded';

type Props = { params: Promise<{ section?: string[] }> };

const sectionOf = async ({ params }: Props): Promise<SettingsSection> => {
  const [name = 'connections', ...more] = (await params).section ?? [];
  const found = settingsSections.find((section) => section === name);
  return found === undefined || more.length > 0 ? notFound() : found;
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [section, t] = await Promise.all([sectionOf(props), serverTranslations('connections')]);
  return { title: t(`section.${section}`) };
}

/** The settings, which the layout draws over the library. */
export default async function SettingsPage(props: Props) {
  await sectionOf(props);
  return <Seeded reply={{ connections: await connectionEntries(), dialects: dialectEntries() }} />;
}
