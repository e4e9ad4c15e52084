import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '#office/exchange/index.ts';
import { chainQueries } from '#office/journal/chain-rows.ts';
import { type ExchangeDesk, openExchangeDesk } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { assertNoScan, sql } from '../storage/index.ts';
import { acceptedQueries, acceptInTx, countAccepted, findAccepted } from './accepted-table.ts';
import { countOpenSaid, saidQueries, sayInTx } from './said-table.ts';
import { changeStationInTx } from './stations-table.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
const nowhere: Transport = {
  call: () => Promise.reject(new Error('no line')),
  upload: () => Promise.reject(new Error('no line')),
  close: () => undefined,
};
let desk: ExchangeDesk;
beforeEach(() => {
  desk = openExchangeDesk({ clock, transport: nowhere });
});
afterEach(() => desk.remove());

const hashOf = (seq: number) => desk.journal.entriesAfter('exchange', seq - 1, 1)[0]?.entry.hash ?? '';

/** What an answer would have told: entries up to `to` are there and accepted. */
function accepted(to: number): void {
  desk.db.transaction((tx) => {
    acceptInTx(tx, desk.station, { first: 1, last: to });
    changeStationInTx(tx, desk.station, { agreedTo: to });
  });
}

function rejected(seq: number): void {
  desk.db.transaction((tx) =>
    sayInTx(tx, {
      station: desk.station,
      seq,
      hash: hashOf(seq),
      state: 'rejected',
      ours: true,
      n: seq,
      code: 'number-not-leased',
      message: 'Số ngoài dải.',
      against: null,
      saidAt: '2026-11-22T10:00:00.000+07:00',
    }),
  );
}

const page = (filter: 'all' | 'open' | 'held' | 'accepted' | 'rejected', before: number | null = null) =>
  desk.exchange.outbox({ filter, day: null, before, limit: 3 });

describe('the outbox', () => {
  it('P10 tells each entry by what is known of its station, newest first, page by page', () => {
    for (let n = 0; n < 8; n += 1) desk.receive();
    accepted(6);
    rejected(3);
    expect(desk.exchange.summary().counts).toEqual({
      held: 3,
      sent: 0,
      accepted: 5,
      rejected: 1,
      conflict: 0,
    });
    const all = [];
    for (let before: number | null | undefined = null; before !== undefined; ) {
      const got = page('all', before);
      all.push(...got.rows);
      before = got.next ?? undefined;
    }
    expect(all.map(({ seq }) => seq)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(all.map(({ state }) => state)).toEqual([
      ...['held', 'held', 'held', 'accepted', 'accepted', 'accepted', 'rejected', 'accepted', 'accepted'],
    ]);
    expect(page('held').rows.map(({ seq }) => seq)).toEqual([9, 8, 7]);
    expect(page('accepted').rows.map(({ seq }) => seq)).toEqual([6, 5, 4]);
    expect(page('rejected').rows).toMatchObject([{ seq: 3, code: 'number-not-leased', retrying: false }]);
    expect(desk.exchange.outbox({ filter: 'open', day: null, before: null, limit: 10 }).rows).toHaveLength(4);
  });

  it('P10 a new try is asked for once, also for all at once, and shown', () => {
    for (let n = 0; n < 4; n += 1) desk.receive();
    accepted(5);
    rejected(2);
    rejected(3);
    expect(desk.exchange.retry([{ station: desk.station, seq: 2 }])).toBe(1);
    expect(page('rejected').rows.map(({ retrying }) => retrying)).toEqual([false, true]);
    expect(desk.exchange.retry([])).toBe(2);
    expect(page('rejected').rows.map(({ retrying }) => retrying)).toEqual([true, true]);
    expect(desk.exchange.retry([{ station: desk.station, seq: 5 }])).toBe(0);
  });

  it('P20 what was written is counted by day as the journal grows', async () => {
    desk.receive();
    await desk.exchange.reconciliation(null);
    desk.receive();
    const { days, total } = await desk.exchange.reconciliation(null);
    expect(days).toMatchObject([{ day: '2026-11-22', here: 3, there: null, waiting: 3 }]);
    expect(total).toEqual({ here: 3, there: 0, waiting: 3 });
    const ofDay = desk.exchange.outbox({ filter: 'all', day: '2026-11-22', before: null, limit: 10 });
    expect(ofDay.rows).toHaveLength(3);
    expect(desk.exchange.outbox({ filter: 'all', day: '2026-11-21', before: null, limit: 10 }).rows).toEqual(
      [],
    );
  });

  it('P9 keeps what was accepted in ranges that grow together', () => {
    const add = (first: number, last: number) =>
      desk.db.transaction((tx) => acceptInTx(tx, desk.station, { first, last }));
    add(5, 8);
    add(1, 2);
    add(12, 12);
    const ranges = () => desk.db.all(sql`select first, last from exchange_accepted order by first`);
    expect(ranges()).toHaveLength(3);
    add(3, 4);
    add(7, 11);
    expect(ranges()).toEqual([{ first: 1, last: 12 }]);
    expect(countAccepted(desk.db, desk.station, 10)).toBe(10);
    expect([12, 13].map((seq) => findAccepted(desk.db, desk.station, seq))).toEqual([
      { first: 1, last: 12 },
      undefined,
    ]);
  });

  it('P9 ranges hold what was accepted, in whatever order it is said', () => {
    const { db, station } = desk;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(6)), { maxLength: 30 }), (said) => {
        const accepted = new Set<number>();
        db.transaction((tx) => {
          tx.run(sql`delete from exchange_accepted`);
          for (const [first, more] of said) {
            acceptInTx(tx, station, { first: first + 1, last: first + 1 + more });
            for (let seq = first + 1; seq <= first + 1 + more; seq += 1) accepted.add(seq);
          }
        });
        for (let seq = 1; seq <= 70; seq += 1)
          expect(findAccepted(db, station, seq) !== undefined, `${seq}`).toBe(accepted.has(seq));
        expect(countAccepted(db, station, 40)).toBe([...accepted].filter((seq) => seq <= 40).length);
        const begins = [...accepted].filter((seq) => !accepted.has(seq - 1)).length;
        expect(db.all(sql`select 1 from exchange_accepted`)).toHaveLength(begins);
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it('P10 what was rejected is shown page by page, then what only another copy has, each once', async () => {
    for (let n = 0; n < 7; n += 1) desk.receive();
    for (const seq of [2, 3, 5, 6, 8]) rejected(seq);
    desk.db.transaction((tx) => {
      for (let seq = 2; seq <= 6; seq += 1)
        sayInTx(tx, {
          ...{
            station: desk.station,
            seq,
            hash: `${seq}`.repeat(64),
            state: 'rejected',
            ours: false,
            n: seq,
          },
          ...{ code: 'number-not-leased', message: 'Số ngoài dải.', against: null },
          saidAt: '2026-11-22T10:00:00.000+07:00',
        });
    });
    const seqsOf = (day: string | null) => {
      const seqs: number[] = [];
      for (let before: number | null | undefined = null; before !== undefined; ) {
        const { rows, next } = desk.exchange.outbox({ filter: 'rejected', day, before, limit: 3 });
        seqs.push(...rows.map(({ seq }) => seq));
        before = next ?? undefined;
      }
      return seqs;
    };
    const all = [8, 6, 5, 3, 2, 2, 3, 4, 5, 6];
    expect(seqsOf(null)).toEqual(all);
    expect(seqsOf('2026-11-22')).toEqual(all);
    await desk.exchange.reconciliation(null);
    expect(seqsOf('2026-11-22')).toEqual(all);
    expect(seqsOf('2026-11-21')).toEqual([]);
    expect(countOpenSaid(desk.db)).toBe(10);
    desk.exchange.retry([{ station: desk.station, seq: 8 }]);
    expect(countOpenSaid(desk.db)).toBe(9);
  });

  it('needs no scan of what grows, however many entries there are', () => {
    assertNoScan(desk.db, chainQueries.back(1, 10, 5));
    assertNoScan(desk.db, chainQueries.times(1, 10, 5));
    assertNoScan(desk.db, chainQueries.position(1, 10));
    assertNoScan(desk.db, saidQueries.of('s', 1));
    assertNoScan(desk.db, saidQueries.between('s', 1, 9));
    assertNoScan(desk.db, saidQueries.inState('rejected', 9));
    assertNoScan(desk.db, saidQueries.oldest('rejected', 's'));
    assertNoScan(desk.db, saidQueries.back('rejected', 's', { from: 1, to: 9 }, 5));
    assertNoScan(desk.db, saidQueries.anyOfOthers());
    assertNoScan(desk.db, saidQueries.openRejected());
    assertNoScan(desk.db, saidQueries.openConflicts());
    assertNoScan(desk.db, saidQueries.decidedConflicts());
    assertNoScan(desk.db, acceptedQueries.holding('s', 1));
    assertNoScan(desk.db, acceptedQueries.meeting('s', { first: 1, last: 9 }));
    assertNoScan(desk.db, acceptedQueries.count('s', 9));
    assertNoScan(desk.db, saidQueries.count('s', 'rejected', 9));
    assertNoScan(desk.db, saidQueries.countOfAccepted('s', 9));
    assertNoScan(desk.db, saidQueries.retry());
    assertNoScan(desk.db, sql`select * from exchange_parcels where sha256 = ${'x'}`);
  });
});
