import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLab } from './lab.oracle.ts';
import { anyStep } from './lab-steps.oracle.ts';

describe('leases', () => {
  it('L1 L3 L6 L9 no number twice, every number in a lease of its station, and always the one that comes next', () => {
    const total: Record<string, number> = {};
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 30, maxLength: 60 }), (steps) => {
        const root = mkdtempSync(path.join(tmpdir(), 'tram-leases-'));
        const lab = createLab(root);
        try {
          lab.begin();
          for (const each of steps) lab.run(each);
          lab.end();
          for (const [name, count] of Object.entries(lab.seen)) total[name] = (total[name] ?? 0) + count;
        } finally {
          lab.close();
          rmSync(root, { recursive: true, force: true });
        }
      }),
      { seed: 20261122, numRuns: 50, endOnFailure: true },
    );
    // The runs came to what they are about.
    for (const [name, count] of Object.entries(total)) expect(count, name).toBeGreaterThan(20);
  }, 120_000);
});
