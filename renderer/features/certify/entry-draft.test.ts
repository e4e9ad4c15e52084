import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDraftKeeper, type DraftKeeper, type DraftMessage } from '#renderer/ui/drafts/draft-keeper.ts';
import type { CitizenCard } from '#shared/citizen/index.ts';
import type { DraftStanding } from '#shared/contract/index.ts';
import { type CertifyStore, forgetCertify, keptCertify, withEntry } from './certify-store.ts';
import { emptyEntry, readCard, samePersonEntry, typeEntry } from './entry.ts';
import { entryDrafts, readEntry, writeEntry } from './entry-draft.ts';

const CARD: CitizenCard = {
  number: '017195004821',
  oldNumber: null,
  name: 'Bùi Thị Sáu',
  birth: '1995-04-12',
  sex: 'female',
  address: 'Xóm Trại, xã Lạc Sơn',
  issued: '2021-04-10',
  extra: [],
};

let store: CertifyStore;
let keeper: DraftKeeper;
let sent: DraftMessage[];
let discarded: string[];
beforeEach(() => {
  vi.useFakeTimers();
  [sent, discarded] = [[], []];
  store = keptCertify('clerk', () => 'request-1');
  keeper = createDraftKeeper({
    source: entryDrafts(store),
    isReachable: () => true,
    send: async (message): Promise<DraftStanding> => {
      sent.push(message);
      return { state: 'yours' };
    },
    discard: async (requestId) => discarded.push(requestId),
    onStanding: () => {},
  });
  store.subscribe(keeper.changed);
});
afterEach(() => {
  keeper.stop();
  forgetCertify();
  vi.useRealTimers();
});

const begun = () => typeEntry(readCard(emptyEntry('request-1'), CARD), 'paper', 'Học bạ');

test('a line is read back as it was written, with the card, its ticket and whose next one it is', () => {
  const entry = {
    ...samePersonEntry(begun(), 'request-2', 'dossier-1'),
    later: true,
    ticket: { id: 'a001', number: 'A001' },
  };
  expect(readEntry(writeEntry(entry), 'request-2')).toEqual({ entry, unread: '' });
});

test('of what another release wrote everything that fits is taken, the rest is told', () => {
  const { entry, unread } = readEntry(
    '{"fields":{"name":"An","copies":3,"colour":"đỏ"},"card":{"number":"12"},"visit":["d1",2],"ticket":{"id":7},"mood":"vội"}',
    'r',
  );
  expect(entry).toEqual({ ...typeEntry(emptyEntry('r'), 'name', 'An'), visit: ['d1'] });
  for (const lost of ['3', 'đỏ', '{"number":"12"}', '{"id":7}', 'vội']) expect(unread).toContain(lost);
  for (const broken of ['', '[]', '"x"', '{"fields":', 'null']) {
    expect(readEntry(broken, 'r')).toEqual({ entry: emptyEntry('r'), unread: broken });
  }
});

test('what is typed is kept as a line of certified copies, named by person and paper', async () => {
  store.edit(begun);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual([
    {
      kind: 'certify',
      requestId: 'request-1',
      edit: 1,
      applicant: 'Bùi Thị Sáu',
      procedure: 'Học bạ',
      form: writeEntry(begun()),
    },
  ]);
  store.edit((entry) => typeEntry(entry, 'copies', '3'));
  await keeper.flush();
  expect(sent.at(-1)?.edit).toBe(2);
});

test('a count alone is kept too; an empty line is not, nor one whose answer is awaited', async () => {
  store.edit((entry) => ({ ...entry, later: true }));
  await keeper.flush();
  expect(sent).toEqual([]);
  store.edit((entry) => typeEntry(entry, 'copies', '12'));
  await keeper.flush();
  expect(sent).toHaveLength(1);
  store.update((now) => ({ ...now, recording: { phase: 'sending', attempt: 1 } }));
  store.update((now) => ({ ...now, entry: typeEntry(now.entry, 'name', 'An') }));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(1);
});

test('a line that was recorded does not come back, and nothing is removed for it', async () => {
  store.edit(begun);
  await keeper.flush();
  keeper.end('request-1');
  store.update((now) => withEntry(now, emptyEntry('request-2')));
  await vi.advanceTimersByTimeAsync(10_000);
  keeper.discard('request-1');
  await vi.advanceTimersByTimeAsync(10_000);
  expect([keeper.hasEnded('request-1'), sent.length, discarded]).toEqual([true, 1, []]);
});

test('a line that was thrown away is removed from the office', async () => {
  store.edit(begun);
  await keeper.flush();
  keeper.discard('request-1');
  store.update((now) => withEntry(now, emptyEntry('request-2')));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(discarded).toEqual(['request-1']);
});
