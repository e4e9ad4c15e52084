import { expect, it } from 'vitest';
import type { DossierRow } from '#shared/contract/index.ts';
import { collectCsv, type SearchPage } from './collect.ts';

const row = (code: string): DossierRow => ({
  id: code,
  code,
  applicantName: 'Nguyễn Thị Bích',
  idNumberMasked: '',
  procedureName: 'Chứng thực',
  procedureCode: '2.000815',
  state: 'received',
  receivedAt: '2026-11-21T08:00:00.000+07:00',
  dueAt: null,
  slip: null,
  late: false,
  receivedBy: 'Bùi Thu Hà',
  cancelled: false,
  erased: null,
  others: 0,
  followed: false,
  atOnce: false,
  feeAmount: 0,
  missing: 0,
});

const pages: Record<string, SearchPage> = {
  '': { rows: [row('1'), row('2')], nextCursor: 'b' },
  b: { rows: [{ ...row('3'), slip: 'supplement' }], nextCursor: null },
};

it('collects every page in order behind one heading', async () => {
  const told: number[] = [];
  const { parts, rows, slips } = await collectCsv({
    search: (cursor) => Promise.resolve(pages[cursor ?? ''] ?? { rows: [], nextCursor: null }),
    heading: ['Mã'],
    cellsOf: ({ code }) => [code],
    onProgress: (count) => told.push(count),
    signal: new AbortController().signal,
  });
  expect(parts.join('')).toBe('\u{feff}"Mã"\r\n"1"\r\n"2"\r\n"3"\r\n');
  expect([rows, slips, told]).toEqual([3, 1, [2, 3]]);
});

it('asks for no further page once it is stopped', async () => {
  const stopping = new AbortController();
  const asked: (string | null)[] = [];
  const collecting = collectCsv({
    search: (cursor) => {
      asked.push(cursor);
      stopping.abort();
      return Promise.resolve(pages[''] as SearchPage);
    },
    heading: [],
    cellsOf: () => [],
    onProgress: () => undefined,
    signal: stopping.signal,
  });
  await expect(collecting).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toEqual([null]);
});
