import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { officeError } from '#renderer/office/index.ts';
import { createDraftKeeper, type DraftKeeper, type DraftMessage } from '#renderer/ui/drafts/draft-keeper.ts';
import type { DraftStanding } from '#shared/contract/index.ts';
import { forgetReception, keptReception, type ReceptionStore } from '../reception-store.ts';
import { receptionDrafts } from './reception-drafts.ts';

const YOURS: DraftStanding = { state: 'yours' };

let made = 0;
let store: ReceptionStore;
let keeper: DraftKeeper;
let sent: DraftMessage[];
let discarded: string[];
let standings: [DraftStanding, string][];
let reachable: boolean;
let answer: () => Promise<DraftStanding>;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  discarded = [];
  standings = [];
  reachable = true;
  answer = async () => YOURS;
  store = keptReception('clerk', () => {
    made += 1;
    return `request-${made}`;
  });
  keeper = createDraftKeeper({
    source: receptionDrafts(store),
    isReachable: () => reachable,
    send: (message) => {
      sent.push(message);
      return answer();
    },
    discard: async (requestId) => {
      if (!reachable) throw officeError('disconnected');
      discarded.push(requestId);
    },
    onStanding: (standing, requestId) => standings.push([standing, requestId]),
  });
  store.subscribe(keeper.changed);
});
afterEach(() => {
  keeper.stop();
  forgetReception();
  vi.useRealTimers();
});

const type = (value: string) => store.dispatch({ kind: 'typed', field: 'note', value });
const notes = () => sent.map(({ form }) => String(JSON.parse(form).note));
const request = () => store.get().form.requestId;
const phase = () => keeper.state.get().phase;

describe('what is typed', () => {
  test('is sent a moment after the last key, once', async () => {
    type('c');
    await vi.advanceTimersByTimeAsync(500);
    type('ch');
    expect(sent).toEqual([]);
    expect(phase()).toBe('unkept');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(notes()).toEqual(['ch']);
    expect(phase()).toBe('kept');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
  });

  test('is sent every two seconds by who never pauses', async () => {
    for (let key = 1; key <= 50; key += 1) {
      type('a'.repeat(key));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent.length).toBeGreaterThanOrEqual(2);
  });

  test('is sent at once when a field is left, and never twice', async () => {
    type('xong');
    await keeper.flush();
    await keeper.flush();
    expect(notes()).toEqual(['xong']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toHaveLength(1);
  });

  test('while a save is under way goes behind it, with a higher count', async () => {
    let settle = (): void => {};
    answer = () => new Promise((resolve) => (settle = () => resolve(YOURS)));
    type('một');
    void keeper.flush();
    type('hai');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(notes()).toEqual(['một']);
    answer = async () => YOURS;
    settle();
    await vi.advanceTimersByTimeAsync(0);
    expect(notes()).toEqual(['một', 'hai']);
    expect(sent.map(({ edit }) => edit)).toEqual([1, 2]);
  });

  test('names whose it is and what for, cut to what the contract takes', async () => {
    store.dispatch({ kind: 'applicant-typed', field: 'name', value: ` ${'ă'.repeat(250)} ` });
    store.dispatch({ kind: 'procedure-query', value: 'ket hon' });
    await keeper.flush();
    expect(sent[0]).toMatchObject({ applicant: 'ă'.repeat(200), procedure: 'ket hon' });
  });
});

describe('what must not be sent', () => {
  test('an empty form', async () => {
    store.dispatch({ kind: 'typed', field: 'note', value: '' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
  });

  test('a form that came from the office and was not touched', async () => {
    const form = { ...store.get().form, note: 'cũ' };
    keeper.adopt(form, 7);
    store.dispatch({ kind: 'draft-opened', form, savedAt: '2026-11-23T10:42:00.000+07:00' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
    type('cũ, thêm');
    await keeper.flush();
    expect(sent[0]?.edit).toBe(8);
  });

  test('anything after the person left', async () => {
    type('của người trước');
    keeper.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    await keeper.flush();
    expect(sent).toEqual([]);
  });

  test('anything of a form that somebody took, or that became a dossier; it is told once', async () => {
    const taken: DraftStanding = { state: 'taken', by: { name: 'Minh', counter: '', since: '' } };
    answer = async () => taken;
    type('a');
    await keeper.flush();
    type('b');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(standings).toEqual([[taken, request()]]);
    expect(sent).toHaveLength(1);
    expect(keeper.hasEnded(request())).toBe(true);
  });
});

describe('a form that was thrown away', () => {
  test('is removed from the office, also when a save is still under way', async () => {
    let settle = (): void => {};
    answer = () => new Promise((resolve) => (settle = () => resolve(YOURS)));
    type('a');
    void keeper.flush();
    const old = request();
    keeper.discard(old);
    store.dispatch({ kind: 'begun-anew', requestId: 'next' });
    settle();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(discarded).toEqual([old]);
    expect(keeper.hasEnded(old)).toBe(true);
  });

  test('that the office never had is forgotten here', async () => {
    type('a');
    const old = request();
    keeper.discard(old);
    store.dispatch({ kind: 'begun-anew', requestId: 'next' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent, discarded]).toEqual([[], []]);
  });

  test('while the office is away is removed as soon as it is back', async () => {
    type('a');
    await keeper.flush();
    const old = request();
    reachable = false;
    keeper.discard(old);
    store.dispatch({ kind: 'begun-anew', requestId: 'next' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(discarded).toEqual([]);
    reachable = true;
    await keeper.flush();
    expect(discarded).toEqual([old]);
  });

  test('or emptied by hand is removed as well, and kept again with the next key', async () => {
    type('a');
    await keeper.flush();
    type('');
    await keeper.flush();
    expect(discarded).toEqual([request()]);
    type('b');
    await keeper.flush();
    expect(notes()).toEqual(['a', 'b']);
  });
});

describe('when it cannot be kept', () => {
  test('out of reach it waits without a word and is sent when the office is back', async () => {
    reachable = false;
    type('a');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(phase()).toBe('waiting');
    expect(sent).toEqual([]);
    reachable = true;
    await keeper.flush();
    expect(notes()).toEqual(['a']);
    expect(phase()).toBe('kept');
  });

  test('a real failure is told, tried again by itself, and taken back when it went well', async () => {
    answer = async () => {
      throw officeError('database-full', { message: 'Ổ đĩa đã đầy.' });
    };
    type('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.state.get()).toMatchObject({ phase: 'failed', problem: { code: 'database-full' } });
    answer = async () => YOURS;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(phase()).toBe('kept');
    expect(notes()).toEqual(['a', 'a']);
    expect(sent.map(({ edit }) => edit)).toEqual([1, 2]);
  });

  test('a draft that the office lost is sent again', async () => {
    type('a');
    await keeper.flush();
    keeper.lost(request());
    await vi.advanceTimersByTimeAsync(0);
    expect(notes()).toEqual(['a', 'a']);
    keeper.lost('another');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(2);
  });
});
