import { afterEach, describe, expect, test } from 'vitest';
import type { Certified } from './certified.ts';
import {
  type Certify,
  certifiedChanged,
  type DayRead,
  forgetCertified,
  forgetCertify,
  keptCertify,
  leavingOf,
  withDayRead,
  withEntry,
  withLineRead,
  withoutDossier,
  withoutStale,
} from './certify-store.ts';
import { type Entry, emptyEntry, samePersonEntry, typeEntry } from './entry.ts';

afterEach(forgetCertify);

const DAY = '2026-11-23';
const CODE = '2.000815';

function fresh(): Certify {
  forgetCertify();
  return keptCertify('clerk', () => 'request-1').get();
}

function typed(entry: Entry): Entry {
  return typeEntry(typeEntry(entry, 'name', 'Bùi Văn Một'), 'paper', 'Học bạ');
}

function line(id: string, more: Partial<Certified> = {}): Certified {
  return {
    id,
    code: id,
    at: `${DAY}T08:00:00.000+07:00`,
    procedureCode: CODE,
    name: 'Bùi Văn Một',
    paper: 'Học bạ',
    copies: 1,
    pages: 1,
    amount: 2000,
    atOnce: true,
    dueAt: null,
    cancelled: false,
    job: null,
    ...more,
  };
}

function withLines(...lines: Certified[]): Certify {
  const now = fresh();
  return { ...now, lines: new Map(lines.map((one) => [one.id, one])) };
}

describe('another line in the place of this one', () => {
  test('asks where something was typed, and not of an empty line', () => {
    const now = fresh();
    expect(leavingOf(now)).toBe('free');
    expect(leavingOf({ ...now, entry: typed(now.entry) })).toBe('ask');
  });

  test('asks nothing of the next line of the same person until more is said', () => {
    const now = fresh();
    const next = samePersonEntry(typed(now.entry), 'request-2', 'd1');
    expect(leavingOf({ ...now, entry: next })).toBe('free');
    expect(leavingOf({ ...now, entry: typeEntry(next, 'copies', '3') })).toBe('ask');
    expect(leavingOf({ ...now, entry: { ...next, later: true } })).toBe('ask');
  });

  test('never comes while an answer is awaited or nobody knows what became of it', () => {
    const now = fresh();
    expect(leavingOf({ ...now, recording: { phase: 'sending', attempt: 1 } })).toBe('wait');
    expect(leavingOf({ ...now, recording: { phase: 'unknown' } })).toBe('unknown');
  });
});

describe('the ticket of a line', () => {
  test('is the one served when it was begun, whoever is called meanwhile, and of the next line of the same person', () => {
    let served = { id: 'a001', number: 'A001' };
    const store = keptCertify(
      'clerk',
      () => 'request-1',
      () => served,
    );
    store.edit((entry) => ({ ...entry, later: true }));
    expect(store.get().entry.ticket).toBeNull();
    store.edit((entry) => typeEntry(entry, 'name', 'B'));
    served = { id: 'a002', number: 'A002' };
    store.edit((entry) => typeEntry(entry, 'name', 'Bùi'));
    expect(store.get().entry.ticket?.id).toBe('a001');
    store.update((now) => withEntry(now, samePersonEntry(now.entry, 'request-2', 'd1')));
    store.edit((entry) => typeEntry(entry, 'paper', 'Học bạ'));
    expect(store.get().entry.ticket?.id).toBe('a001');
    store.edit((entry) => typeEntry(entry, 'name', 'Lý'));
    expect(store.get().entry.ticket?.id).toBe('a002');
    store.update((now) => withEntry(now, emptyEntry('request-3')));
    expect(store.get().entry.ticket).toBeNull();
  });
});

describe('a dossier whose personal data was erased', () => {
  test('is gone from the list, from what goes on with the same person, and from the visit', () => {
    const now = withLines(line('d1'), line('d2'));
    const entry = samePersonEntry(typed(now.entry), 'request-2', 'd1');
    const after = withoutDossier({ ...now, entry, last: { entry: typed(now.entry), id: 'd1' } }, 'd1');
    expect([...after.lines.keys()]).toEqual(['d2']);
    expect(after.last).toBeNull();
    expect(after.entry).toEqual({ ...entry, visit: [] });
  });

  test('leaves the others, and is dropped from what this window keeps', () => {
    const { lines, entry } = withLines(line('d1'), line('d2'));
    const store = keptCertify('clerk', () => 'request-1');
    const last = { entry: typed(entry), id: 'd2' };
    store.update((now) => ({ ...now, last, lines }));
    forgetCertified('d1');
    expect([...store.get().lines.keys()]).toEqual(['d2']);
    expect(store.get().last).toBe(last);
  });
});

describe('a dossier that changed', () => {
  test('marks its line, and all lines where nothing was heard for a while; no others', () => {
    const { lines } = withLines(line('d1'), line('d2'));
    const store = keptCertify('clerk', () => 'request-1');
    store.update((now) => ({ ...now, lines }));
    certifiedChanged('d1');
    certifiedChanged('unknown');
    expect([...store.get().stale]).toEqual(['d1']);
    certifiedChanged(null);
    expect([...store.get().stale]).toEqual(['d1', 'd2']);
    expect([...withoutStale(store.get(), ['d1']).stale]).toEqual(['d2']);
  });

  test('its line is as it was read again; a list that was being read meanwhile does not undo that', () => {
    const job = { id: 'j1' } as Certified['job'];
    const now = withLines(line('d1', { copies: 15, amount: 30_000, job }));
    const after = withLineRead(now, line('d1', { copies: 5, amount: 10_000 }));
    expect(after.lines.get('d1')).toMatchObject({ copies: 5, amount: 10_000, job });
    const found = [line('d1', { copies: 15, amount: 30_000, cancelled: true })];
    const listed = withDayRead(after, {
      day: DAY,
      procedureCode: CODE,
      found,
      before: new Set(),
      whole: true,
    });
    expect(listed.lines.get('d1')).toMatchObject({ copies: 5, amount: 10_000, cancelled: true });
    expect(withLineRead(withLines(), line('d1')).lines.size).toBe(0);
  });
});

describe('what was read of a day', () => {
  const read = (more: Partial<DayRead>): DayRead => ({
    day: DAY,
    procedureCode: CODE,
    found: [],
    before: new Set(),
    whole: true,
    ...more,
  });

  test('takes the place of the lines of that day and procedure; others stay', () => {
    const other = line('d3', { procedureCode: '2.000942' });
    const before = line('d4', { at: '2026-11-22T08:00:00.000+07:00' });
    const now = withLines(line('d1'), line('d2'), other, before);
    const last = { entry: typed(now.entry), id: 'd1' };
    const found = [line('d2', { cancelled: true }), line('d5')];
    const after = withDayRead({ ...now, last }, read({ found, before: new Set(now.lines.keys()) }));
    expect([...after.lines.values()].map(({ id, cancelled }) => [id, cancelled])).toEqual([
      ['d2', true],
      ['d3', false],
      ['d4', false],
      ['d5', false],
    ]);
    expect(after.last).toBeNull();
  });

  test('keeps what was recorded since the reading began', () => {
    const now = withLines(line('d1'), line('d2'));
    expect([...withDayRead(now, read({ before: new Set(['d1']) })).lines.keys()]).toEqual(['d2']);
  });

  test('takes nothing away where it is only a part of the day', () => {
    const now = withLines(line('d1'));
    const after = withDayRead(now, read({ before: new Set(['d1']), whole: false }));
    expect([...after.lines.keys()]).toEqual(['d1']);
  });
});
