import { expect, it } from 'vitest';
import type { BatchSummary, SigningBatch } from '#shared/contract/index.ts';
import { furthest } from './use-batch.ts';

const summary: BatchSummary = {
  id: 'b',
  state: 'running',
  role: 'organisation',
  certificate: {
    fingerprint: 'f'.repeat(64),
    owner: '',
    organisation: '',
    issuer: '',
    serial: '',
    validFrom: '',
    validTo: '',
  },
  tokenKind: 'software',
  training: true,
  total: 5,
  signed: 1,
  failed: 0,
  skipped: 0,
  next: 2,
  trouble: null,
  startedBy: '',
  createdAt: '',
};
const batch: SigningBatch = { ...summary, rows: [] };

it('a newer count of an event is taken, an older one never takes a signed file back', () => {
  expect(furthest(batch, { ...summary, signed: 3, next: 4 })).toMatchObject({ signed: 3, next: 4 });
  expect(furthest({ ...batch, signed: 4, next: 5 }, { ...summary, signed: 3 })?.signed).toBe(4);
});

it('what was asked after the end is not made running again, nor mixed with another batch', () => {
  const done: SigningBatch = { ...batch, state: 'done', signed: 2 };
  expect(furthest(done, { ...summary, signed: 4 })).toBe(done);
  expect(furthest(batch, { ...summary, id: 'other', signed: 4 })).toBe(batch);
  expect(furthest(undefined, summary)).toBeUndefined();
});
