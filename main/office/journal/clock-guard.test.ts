import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryKinds } from '#shared/journal/index.ts';
import {
  clubTables,
  courtSwept,
  courts,
  memberJoined,
  openTestJournal,
  racketLent,
  TEST_START,
  type TestJournal,
} from '#test/fixtures/journal.ts';
import { clockNoticesProjector, createJournal, type Journal } from './index.ts';

const DAY = 86_400_000;
const BUILT = TEST_START - 100 * DAY;

let t: TestJournal;
let journal: Journal;
beforeEach(() => {
  t = openTestJournal();
  journal = open();
});
afterEach(() => t.remove());

/** A journal that records trouble with the clock, as the office has it; a second one is as after a restart. */
function open(builtAt: number | null = BUILT): Journal {
  return createJournal({
    db: t.db,
    kinds: [...entryKinds, memberJoined, racketLent, courtSwept],
    projectors: [courts, clockNoticesProjector],
    identity: { office: 'office-1', station: 'station-1' },
    clock: t.clock,
    ids: t.ids,
    tables: clubTables,
    clockGuard: { builtAt },
  });
}

const sweep = (on: Journal = journal) =>
  t.db.transaction((tx) =>
    on.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body: { court: 1 } }),
  );
const troubles = (on: Journal = journal) => on.clockSpans().map(({ trouble, to }) => [trouble, to !== null]);

describe('J18 a clock in doubt', () => {
  it('J18 far ahead is noticed, and everything is in order as soon as the clock is right again', () => {
    sweep();
    t.clock.set(Date.parse('2099-06-01T08:00:00+07:00'));
    expect(journal.clockState().trouble).toBe('far-ahead');
    sweep();
    sweep();
    expect(journal.clockState()).toMatchObject({ trouble: 'far-ahead', latestAt: TEST_START });
    t.clock.set(TEST_START + 60_000);
    expect(journal.clockState().trouble).toBeNull();
    expect(sweep().clockSetBack).toBe(false);
    expect(troubles()).toEqual([['far-ahead', true]]);
  });

  it('J18 far ahead is remembered over a restart, in both directions', () => {
    sweep();
    t.clock.set(Date.parse('2099-06-01T08:00:00+07:00'));
    for (let count = 0; count < 700; count += 1) sweep();
    expect(open().clockState()).toMatchObject({ trouble: 'far-ahead', latestAt: TEST_START });
    t.clock.set(TEST_START + 60_000);
    const restarted = open();
    expect(restarted.clockState().trouble).toBeNull();
    sweep(restarted);
    t.clock.advance(5_000);
    sweep(restarted);
    expect(open().clockState()).toMatchObject({ trouble: null, latestAt: TEST_START + 65_000 });
  });

  it('J18 before the program was built is surely wrong, also in a new office, and is no measure later', () => {
    t.clock.set(Date.parse('2009-01-01T00:00:00+07:00'));
    expect(journal.clockState().trouble).toBe('before-build');
    sweep();
    t.clock.set(TEST_START);
    expect(journal.clockState().trouble).toBeNull();
    sweep();
    expect(troubles()).toEqual([['before-build', true]]);
    expect(open().clockState()).toMatchObject({ trouble: null, latestAt: TEST_START });
  });

  it('J18 far beyond the life of a release is wrong even without an earlier entry', () => {
    t.clock.set(Date.parse('2099-06-01T08:00:00+07:00'));
    expect(journal.clockState().trouble).toBe('far-ahead');
    expect(open(null).clockState().trouble).toBeNull();
  });

  it('J18 is believed after a person says that it is right, also after a restart', () => {
    sweep();
    t.clock.advance(200 * DAY);
    expect(journal.clockState().trouble).toBe('far-ahead');
    t.db.transaction((tx) => journal.believeClockInTx(tx, 'an'));
    expect(journal.clockState().trouble).toBeNull();
    sweep();
    expect(open().clockState()).toMatchObject({ trouble: null, latestAt: t.clock.now() });
    // The other way round: what was written before had been ahead.
    t.clock.advance(-20 * DAY);
    sweep();
    expect(journal.clockState().trouble).toBe('set-back');
    t.db.transaction((tx) => journal.believeClockInTx(tx, 'an'));
    expect(journal.clockState().trouble).toBeNull();
    expect(open().clockState().trouble).toBeNull();
    expect(journal.clockSpans().map(({ endedBy }) => endedBy)).toEqual(['an']);
  });

  it('J18 marks just what was written meanwhile: from the notice on, up to its end', () => {
    const before = sweep().position;
    t.clock.advance(-3_600_000);
    const during = [sweep().position, sweep().position];
    t.clock.advance(3_600_001);
    const after = sweep().position;
    const [span] = journal.clockSpans();
    const inside = [before, ...during, after].filter(
      (position) => span !== undefined && position >= span.from && position < (span.to ?? Infinity),
    );
    expect(inside).toEqual(during);
    expect(journal.verifyHead().state).toBe('intact');
  });

  it('J18 a notice that was rolled back is given again', () => {
    sweep();
    t.clock.advance(-3_600_000);
    expect(() =>
      t.db.transaction((tx) => {
        journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body: { court: 1 } });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(troubles()).toEqual([]);
    sweep();
    expect(troubles()).toEqual([['set-back', false]]);
  });

  it('J18 the notices come out of a rebuild as they went in', () => {
    sweep();
    t.clock.advance(-3_600_000);
    sweep();
    t.clock.advance(3_600_001);
    sweep();
    const before = journal.viewDigests();
    expect(journal.rebuild().finished).toBe(true);
    expect(journal.viewDigests()).toEqual(before);
  });
});

it('J16 whoever keeps a mark is told once after each transaction that appended, never after a rollback', () => {
  let told = 0;
  const watched = createJournal({
    db: t.db,
    kinds: [...entryKinds, courtSwept],
    projectors: [courts],
    identity: { office: 'office-1', station: 'station-1' },
    clock: t.clock,
    ids: t.ids,
    tables: clubTables,
    onCommitted: () => {
      told += 1;
    },
  });
  sweep(watched);
  expect(told).toBe(1);
  expect(() =>
    t.db.transaction((tx) => {
      watched.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body: { court: 1 } });
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(told).toBe(1);
  t.db.transaction((tx) => {
    for (let count = 0; count < 3; count += 1)
      watched.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body: { court: 1 } });
  });
  expect(told).toBe(2);
});
