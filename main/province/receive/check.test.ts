import { describe, expect, it } from 'vitest';
import type { Run } from '#shared/exchange/index.ts';
import { createPlainOffice } from '#test/fixtures/exchange-office.ts';
import { sha256 } from '../sha256.ts';
import { checkRuns } from './index.ts';

const office = createPlainOffice();
const written = (bodies: readonly unknown[]) => {
  const chain = office.newChain();
  for (const body of bodies) chain.append({ kind: 'of-later', v: 1, body });
  return chain;
};
const checked = (run: Run) => {
  const [one] = checkRuns({ from: office.id, runs: [run] }, sha256);
  if (one === undefined) throw new Error('no run');
  return one;
};

describe('the runs of a parcel, before any table is asked', () => {
  it('P8 keeps bodies as the bytes that were hashed, however many bytes their letters take', () => {
    const bodies = ['ễ'.repeat(4000), 'x'.repeat(9000), '😀'.repeat(3000), '', 'Nguyễn Thị Ánh'.repeat(700)];
    const chain = written(bodies.map((text) => ({ text })));
    const { entries, fault } = checked(chain.run());
    expect(fault).toBeNull();
    expect(entries.map(({ body }) => Buffer.from(body ?? []).toString())).toEqual(
      chain.entries.map(({ body }) => body),
    );
    const rows = entries.map(({ row }) => JSON.parse(Buffer.from(row).toString()) as Record<string, unknown>);
    expect(rows).toEqual(
      chain.entries.map(({ entry, salt }) =>
        expect.objectContaining({
          seq: entry.seq,
          hash: entry.hash,
          bh: entry.bodyHash,
          prev: entry.prev,
          salt: Buffer.from(salt ?? []).toString('hex'),
          read: false,
        }),
      ),
    );
  });

  it('P8 leaves what could not be kept as it came, and what follows it', () => {
    const chain = written([1, 2, 3]);
    const run = chain.run();
    // A version that no table holds: written by nobody, but hashed as it stands.
    const entries = run.entries.map((entry, index) => (index === 1 ? { ...entry, v: 2 ** 40 } : entry));
    const last = checked({ ...run, entries: entries.slice(0, 2), last: 'f'.repeat(64) });
    expect(last).toMatchObject({ entries: [], fault: { reason: 'last' } });
    const again = written([]);
    again.append({ kind: 'of-later', body: 1 });
    again.append({ kind: 'of-later', v: 2 ** 40, body: 2 });
    again.append({ kind: 'of-later', body: 3 });
    const kept = checked(again.run());
    expect(kept.entries.map(({ entry }) => entry.seq)).toEqual([1]);
    expect(kept.fault).toEqual({ seq: 2, code: 'broken-chain', reason: 'clock' });
  });
});
