import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  courtSwept,
  openTestJournal,
  racketLent,
  TEST_START,
  type TestJournal,
} from '#test/fixtures/journal.ts';
import type { Journal } from './index.ts';

let t: TestJournal;
beforeEach(() => {
  t = openTestJournal();
});
afterEach(() => t.remove());

function lend(journal: Journal = t.journal): boolean {
  return t.db.transaction(
    (tx) =>
      journal.appendInTx(tx, { kind: racketLent, actor: 'c', subject: 'x', body: { count: 1 } }).clockSetBack,
  );
}

function sweep(journal: Journal = t.journal): boolean {
  return t.db.transaction(
    (tx) =>
      journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body: { court: 1 } }).clockSetBack,
  );
}

it('J7 marks what is written while the clock stands before what is already written', () => {
  expect(sweep()).toBe(false);
  t.clock.advance(-3_600_000);
  expect(t.journal.clockState()).toEqual({
    trouble: 'set-back',
    setBack: true,
    behindMs: 3_600_000,
    latestAt: TEST_START,
  });
  expect([sweep(), sweep()]).toEqual([true, true]);
  t.clock.advance(3_600_000 + 1);
  expect(t.journal.clockState()).toMatchObject({ setBack: false, behindMs: 0 });
  expect(sweep()).toBe(false);
});

it('J7 knows it still after a restart, however much was written meanwhile', () => {
  sweep();
  t.clock.advance(-60_000);
  for (let count = 0; count < 250; count += 1) sweep();
  const journal = t.reopen();
  expect(journal.clockState()).toMatchObject({ setBack: true, behindMs: 60_000, latestAt: TEST_START });
  expect(sweep(journal)).toBe(true);
});

it('J7 knows it after a restart when only the other chain saw the later time', () => {
  lend();
  t.clock.advance(86_400_000);
  sweep();
  t.clock.advance(-86_400_000 + 60_000);
  expect(lend()).toBe(true);
  expect(t.reopen().clockState()).toMatchObject({ setBack: true, latestAt: TEST_START + 86_400_000 });
});

it('J7 knows it after more entries than it reads back, to a millisecond for each', () => {
  sweep();
  t.clock.advance(-365 * 86_400_000);
  t.db.transaction((tx) => {
    for (let count = 0; count < 1_500; count += 1) {
      t.clock.advance(10);
      t.journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body: { court: 1 } });
    }
  });
  const { setBack, latestAt } = t.reopen().clockState();
  expect(setBack).toBe(true);
  expect(latestAt).toBeLessThanOrEqual(TEST_START);
  expect(latestAt).toBeGreaterThan(TEST_START - 1_500);
});

it('J7 is not misled by many entries in one millisecond, nor by the small steps of a time service', () => {
  t.db.transaction((tx) => {
    for (let count = 0; count < 3_000; count += 1) {
      const body = { court: 1 };
      const entry = t.journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body });
      expect(entry.clockSetBack).toBe(false);
    }
  });
  t.clock.advance(-1_500);
  expect(sweep()).toBe(false);
  expect(t.reopen().clockState()).toMatchObject({ setBack: false, latestAt: TEST_START });
});

it('J7 forgets a time that was rolled back', () => {
  sweep();
  t.clock.advance(86_400_000);
  expect(() =>
    t.db.transaction((tx) => {
      t.journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'x', body: { court: 1 } });
      throw new Error('no');
    }),
  ).toThrow('no');
  t.clock.advance(-86_400_000 + 1);
  expect(sweep()).toBe(false);
});
