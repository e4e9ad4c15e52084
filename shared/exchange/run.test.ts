import { hash as digest } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { officeTimestamp } from '../base/index.ts';
import {
  bodyHash,
  canonicalJson,
  type Entry,
  envelopeHash,
  FIRST_PREV,
  type Sha256,
} from '../journal/index.ts';
import { CarriedEntry, carry, carryRun, checkRun, type ReadEntry, Run } from './index.ts';

const sha256: Sha256 = (...parts) =>
  digest('sha256', Buffer.concat(parts.map((part) => Buffer.from(part))), 'hex');

/** A chain as an office's journal holds it; `erased`: which of them have no body any more. */
function chainOf(length: number, erased: (index: number) => boolean = () => false): ReadEntry[] {
  const entries: ReadEntry[] = [];
  let prev = FIRST_PREV;
  for (let index = 0; index < length; index += 1) {
    const salt = Uint8Array.from({ length: 16 }, (_, place) => (index * 31 + place * 7) % 256);
    const body = canonicalJson({ number: index, name: 'Nguyễn Văn Đức', text: 'x'.repeat(index % 40) });
    const mono = 1_780_000_000_000 + index * 1000;
    const envelope: Omit<Entry, 'hash'> = {
      chain: 'exchange',
      office: 'office-1',
      station: 'station-1',
      seq: index + 1,
      at: officeTimestamp(mono),
      mono,
      actor: 'user-1',
      subject: `dossier-${index}`,
      kind: 'dossier-received',
      v: 3,
      bodyHash: bodyHash(salt, body, sha256),
      prev,
    };
    const entry = { ...envelope, hash: envelopeHash(envelope, sha256) };
    prev = entry.hash;
    entries.push(erased(index) ? { entry, salt: null, body: null } : { entry, salt, body });
  }
  return entries;
}

const check = (run: Run, office = 'office-1') => checkRun({ office, run, sha256 });

describe('a run of entries', () => {
  it('P5 P8 comes out as it went in, wherever it begins, with erased entries as their envelope', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.nat(),
        fc.nat(),
        fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }),
        (length, a, b, gone) => {
          const chain = chainOf(length, (index) => gone[index] === true);
          const [from, to] = [a % length, b % length].sort((x, y) => x - y) as [number, number];
          const part = chain.slice(from, to + 1);
          const travelled = Run.parse(JSON.parse(canonicalJson(carryRun(part))));
          expect(check(travelled)).toEqual({ entries: part, fault: null });
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it('P15 carries an erased entry as its envelope with bodyHash, and nothing of its body', () => {
    const [read] = chainOf(1, () => true);
    if (read === undefined) throw new Error('no entry');
    const carried = carry(read.entry, null, null);
    expect(carried).toEqual(expect.objectContaining({ bodyHash: read.entry.bodyHash }));
    expect(Object.keys(carried)).not.toContain('body');
    expect(CarriedEntry.parse(carried)).toEqual(carried);
  });

  it('P5 is never made with a gap, of two stations, or of the local chain', () => {
    const [one, two, three] = chainOf(3) as [ReadEntry, ReadEntry, ReadEntry];
    const elsewhere = { ...two, entry: { ...two.entry, station: 'station-2' } };
    const local = { ...one, entry: { ...one.entry, chain: 'local' as const } };
    expect(() => carryRun([])).toThrow(RangeError);
    expect(() => carryRun([one, three])).toThrow('a gap before entry 3');
    expect(() => carryRun([two, one])).toThrow('a gap before entry 1');
    expect(() => carryRun([one, elsewhere])).toThrow('one station');
    expect(() => carryRun([local])).toThrow('never leaves');
  });

  it('P8 is refused whole where anything of it was changed, by whoever could sign it', () => {
    const run = carryRun(chainOf(6, (index) => index === 4));
    const changes: ((run: Run, at: number) => Run)[] = [
      (r, at) => withEntry(r, at, { actor: 'user-2' }),
      (r, at) => withEntry(r, at, { subject: 'dossier-x' }),
      (r, at) => withEntry(r, at, { kind: 'dossier-corrected' }),
      (r, at) => withEntry(r, at, { v: 2 }),
      (r, at) => withEntry(r, at, at === 4 ? { bodyHash: 'a'.repeat(64) } : { body: '{}' }),
      (r, at) => ({ ...r, entries: r.entries.toSpliced(at, 1) }),
      (r, at) => ({ ...r, entries: [...r.entries.slice(0, at), ...r.entries.slice(at - 5)] }),
      (r) => ({ ...r, first: r.first + 1 }),
      (r) => ({ ...r, station: 'station-2' }),
      (r) => ({ ...r, last: 'b'.repeat(64) }),
    ];
    for (const change of changes) {
      for (let at = 0; at < 6; at += 1) {
        const { entries, fault } = check(change(run, at));
        expect(fault?.code).toBe('broken-chain');
        // A clock out of order is seen where it stands; of everything else nobody can say where it went wrong.
        if (fault?.reason !== 'clock') expect(entries).toEqual([]);
      }
    }
    expect(check(run, 'office-2').fault).toEqual({ seq: 1, code: 'broken-chain', reason: 'last' });
    expect(check({ ...run, prev: 'c'.repeat(64) }).fault?.reason).toBe('first-prev');
  });

  it('P8 keeps what came before a clock that does not rise, or a salt with two texts', () => {
    const chain = chainOf(5);
    const run = carryRun(chain);
    const mono = run.entries[1]?.mono ?? 0;
    for (const change of [
      { mono },
      { at: '2099-01-01T00:00:00.000+07:00' },
      { at: '2026-13-40T00:00:00.000+07:00' },
    ])
      expect(check(withEntry(run, 3, change))).toEqual({
        entries: chain.slice(0, 3),
        fault: { seq: 4, code: 'broken-chain', reason: 'clock' },
      });
    // 22 characters hold 132 bits: the four beyond a salt must be zero, or one salt would have sixteen texts.
    const salt = 'salt' in (run.entries[3] ?? {}) ? (run.entries[3] as { salt: string }).salt : '';
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const other = salt.slice(0, 21) + letters.charAt(letters.indexOf(salt.charAt(21)) + 1);
    expect(check(withEntry(run, 3, { salt: other }))).toEqual({
      entries: chain.slice(0, 3),
      fault: { seq: 4, code: 'broken-chain', reason: 'salt' },
    });
  });
});

function withEntry(run: Run, at: number, change: Record<string, unknown>): Run {
  return {
    ...run,
    entries: run.entries.map((entry, index) =>
      index === at ? CarriedEntry.parse({ ...entry, ...change }) : entry,
    ),
  };
}
