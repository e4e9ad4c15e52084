import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJournal, type Journal, type VerifyResult } from '#office/journal/index.ts';
import { createLogger } from '#office/log/index.ts';
import { entryKinds, settingChanged } from '#shared/journal/index.ts';
import {
  createTestClock,
  createTestIds,
  openTemporaryDatabase,
  type TemporaryDatabase,
} from '#test/fixtures/database.ts';
import { createVerification, type Verification, verifyInSteps } from './verification.ts';

const ENTRIES = 2_300;
const log = createLogger(() => undefined, 'test');

let t: TemporaryDatabase;
let journal: Journal;
let verification: Verification;
beforeEach(() => {
  t = openTemporaryDatabase();
  journal = createJournal({
    db: t.db,
    kinds: entryKinds,
    projectors: [],
    identity: { office: 'office-1', station: 'station-1' },
    clock: createTestClock(Date.UTC(2026, 10, 20)),
    ids: createTestIds(),
  });
  t.db.transaction((tx) => {
    for (let count = 0; count < ENTRIES; count += 1) {
      const body = { key: 'colour', value: count };
      journal.appendInTx(tx, { kind: settingChanged, actor: 'a', subject: 's', body });
    }
  });
  verification = createVerification(journal, log);
});
afterEach(() => t.remove());

/** A journal whose check ends as told, after a turn. */
const ending = (result: VerifyResult): Pick<Journal, 'verify' | 'verifyHead'> => ({
  verifyHead: () => ({ state: 'intact', checked: 0, erased: 0 }),
  verify: async () => result,
});
const bad = { chain: 'local', station: 'station-1', seq: 7, position: 7, what: 'body' } as const;

describe('a check of all entries', () => {
  it('tells how far it is, rising to the end, then the result', async () => {
    const steps = [];
    for await (const step of verifyInSteps(verification, undefined)) {
      if (step.kind === 'progress') expect(verification.state()).toBe('running');
      steps.push(step);
    }
    expect(steps.pop()).toEqual({ kind: 'result', state: 'ok', entries: ENTRIES, firstBad: null });
    const done = steps.map((step) => (step.kind === 'progress' ? step.done : -1));
    expect(done.length).toBeGreaterThan(1);
    expect(done).toEqual([...new Set(done)].sort((left, right) => left - right));
    expect(done.at(-1)).toBe(ENTRIES);
    expect(steps.every((step) => step.kind === 'progress' && step.total === ENTRIES)).toBe(true);
    expect(verification.state()).toBe('ok');
  });

  it('stops when it is told to, and what was known before still holds', async () => {
    const stopping = new AbortController();
    const steps = [];
    for await (const step of verifyInSteps(verification, stopping.signal)) {
      steps.push(step);
      stopping.abort();
    }
    const last = steps.at(-1);
    expect(last).toMatchObject({ kind: 'result', state: 'stopped', firstBad: null });
    expect(last?.kind === 'result' && last.entries).toBeLessThan(ENTRIES);
    expect(verification.state()).toBe('not-yet');
  });

  it('stops when nobody listens any more', async () => {
    let checked = 0;
    const counted = createVerification(
      {
        verifyHead: () => journal.verifyHead(),
        verify: async (options) => {
          const result = await journal.verify(options);
          checked = result.checked;
          return result;
        },
      },
      log,
    );
    for await (const _step of verifyInSteps(counted, undefined)) break;
    while (counted.state() === 'running') await new Promise((resolve) => setImmediate(resolve));
    expect(checked).toBeGreaterThan(0);
    expect(checked).toBeLessThan(ENTRIES);
  });

  it('goes on quietly behind the work, until it is done', async () => {
    verification.beginQuietly();
    expect(verification.state()).toBe('running');
    await vi.waitFor(() => expect(verification.state()).toBe('ok'), { timeout: 20_000 });
    await verification.close();
  });

  it('gives way to a check that a person asks for, and to the closing of the database', async () => {
    verification.beginQuietly();
    expect(await verification.verify()).toMatchObject({ state: 'ok', entries: ENTRIES });
    await verification.close();
    const other = createVerification(journal, log);
    other.beginQuietly();
    await other.close();
    expect(other.state()).toBe('not-yet');
  });

  it('names the first bad entry, and the office knows it until a check finds none', async () => {
    const broken = createVerification(ending({ state: 'broken', checked: 6, bad }), log);
    expect(broken.state()).toBe('not-yet');
    expect(await broken.verify()).toEqual({
      state: 'broken',
      entries: 6,
      firstBad: 'chuỗi local, mục 7 (body)',
    });
    expect(broken.state()).toBe('broken');
  });

  it('that fails is passed on, and is no longer running', async () => {
    const failing = createVerification(
      {
        ...ending({ state: 'stopped', checked: 0 }),
        verify: async () => Promise.reject(new Error('the disk is gone')),
      },
      log,
    );
    const steps = verifyInSteps(failing, undefined);
    await expect(steps.next()).rejects.toThrow('the disk is gone');
    expect(failing.state()).toBe('not-yet');
  });

  it('two at once both end, and only then it is no longer running', async () => {
    const both = [verification.verify(), verification.verify()];
    expect(verification.state()).toBe('running');
    expect(await Promise.all(both)).toMatchObject([{ state: 'ok' }, { state: 'ok' }]);
    expect(verification.state()).toBe('ok');
  });
});

it('the quick look at the start is what is known until then', () => {
  const looked = createVerification(
    { ...ending({ state: 'stopped', checked: 0 }), verifyHead: () => ({ state: 'broken', checked: 0, bad }) },
    log,
  );
  expect(looked.state()).toBe('broken');
});
