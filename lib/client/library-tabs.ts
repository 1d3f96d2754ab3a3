export const tabs = ['all', 'favourites', 'uploads'] as const;
export type Tab = (typeof tabs)[number];

const tokens: Record<Tab, string> = { all: '', favourites: 'is:favourite', uploads: 'is:upload' };

/** A query as the header shows it: the tab is its first word, the rest is what was typed. */
export function splitQuery(query: string): { tab: Tab; words: string } {
  const [first = '', ...rest] = query.trim().split(/\s+/);
  const tab = tabs.find((name) => name !== 'all' && tokens[name] === first);
  return tab ? { tab, words: rest.join(' ') } : { tab: 'all', words: query.trim() };
}

/** The query of a tab and the words beside it. */
export const joinQuery = (tab: Tab, words: string): string => `${tokens[tab]} ${words}`.trim();
