import { expect, test } from 'vitest';
import type { DossierRow } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import type { Certified } from './certified.ts';
import { readDay } from './read-day.ts';

const PAGE = 100;

/** A day of so many requests, newest first; every tenth was cancelled. */
function dayOf(count: number) {
  const ids = Array.from({ length: count }, (_, at) => `d${count - at}`);
  const asked: string[] = [];
  const isCancelled = (id: string) => id.endsWith('0');
  const row = (id: string) => ({ id, cancelled: isCancelled(id), slip: null, erased: null });
  return {
    ids,
    asked,
    search: async (cursor: string | null) => {
      const from = cursor === null ? 0 : Number(cursor);
      const rows = ids.slice(from, from + PAGE).map(row);
      if (from === 0) {
        rows.push({ ...row('slip'), slip: 'refusal' } as never, { ...row('gone'), erased: {} } as never);
      }
      const next = from + PAGE;
      return { rows: rows as unknown as DossierRow[], nextCursor: next < count ? String(next) : null };
    },
    read: async (id: string) => {
      asked.push(id);
      return { id, cancelled: isCancelled(id) ? {} : null } as Dossier;
    },
    lineOf: ({ id, cancelled }: Dossier) =>
      ({ id, amount: 2_000, cancelled: cancelled !== null }) as Certified,
  };
}

test('a day of more requests than the list holds is read whole for the till, telling how far it is', async () => {
  const day = dayOf(1_234);
  const seen: number[] = [];
  const onProgress = (requests: number) => seen.push(requests);
  const { found, whole } = await readDay({ ...day, known: new Map(), most: null, onProgress });
  expect(found.map(({ id }) => id)).toEqual(day.ids);
  expect(whole).toBe(true);
  expect(seen).toHaveLength(13);
  expect(seen.at(-1)).toBe(1_234);
});

test('the list reads no more than a screen bears, and says so', async () => {
  const day = dayOf(1_234);
  const { found, whole } = await readDay({ ...day, known: new Map(), most: 1_000 });
  expect([found.length, whole]).toEqual([1_000, false]);
  expect(await readDay({ ...dayOf(1_000), known: new Map(), most: 1_000 })).toMatchObject({ whole: true });
});

test('of what is known only the cancelling is taken; the newest that stands is told', async () => {
  const day = dayOf(20);
  const line = { id: 'd19', amount: 5, cancelled: true } as Certified;
  const { found, newest } = await readDay({ ...day, known: new Map([['d19', line]]), most: null });
  expect(found[1]).toEqual({ ...line, cancelled: false });
  expect(day.asked).not.toContain('d19');
  expect(newest?.id).toBe('d18');
});

test('what was erased meanwhile is left out; it can be stopped', async () => {
  const day = dayOf(30);
  const read = async (id: string) => (id === 'd7' ? undefined : day.read(id));
  const { found } = await readDay({ ...day, read, known: new Map(), most: null });
  expect(found).toHaveLength(29);
  const stopping = new AbortController();
  const stopped = readDay({
    ...dayOf(500),
    known: new Map(),
    most: null,
    onProgress: () => stopping.abort(new Error('stopped')),
    signal: stopping.signal,
  });
  await expect(stopped).rejects.toThrow('stopped');
});
