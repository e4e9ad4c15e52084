/** Packs of a day as they are kept in this PC's browser: which news a person has put away. No personal data. */
export type NewsSeen = {
  /** Whether this person has put it away. */
  has(person: string, news: string): boolean;
  add(person: string, news: string): void;
};

const KEY = 'tram.pack-news-seen';
/** News are of one day; more than this is of days long gone. */
const MOST_KEPT = 60;

/** Reads what was stored; anything strange is nothing. Storage that is denied only forgets. */
export function newsSeen(storage: Pick<Storage, 'getItem' | 'setItem'>): NewsSeen {
  function read(): string[] {
    try {
      const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
      return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
    } catch {
      return [];
    }
  }
  const nameOf = (person: string, news: string): string => `${person} ${news}`;
  return {
    has: (person, news) => read().includes(nameOf(person, news)),
    add(person, news) {
      try {
        storage.setItem(KEY, JSON.stringify([...read(), nameOf(person, news)].slice(-MOST_KEPT)));
      } catch {
        // Denied by policy: it is shown again.
      }
    },
  };
}
