import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PaperRequirement, ProcedureCase } from '../catalog/index.ts';
import { initialPapers, missingPapers, missingRequiredPapers, paperTotals } from './papers.ts';
import type { ReceivedPaper } from './receive.ts';

function paper(id: string, change: Partial<PaperRequirement> = {}): PaperRequirement {
  return {
    id,
    name: `Giấy ${id}`,
    originals: 1,
    copies: 0,
    handling: 'submit',
    need: 'required',
    ...change,
  };
}

const birth: ProcedureCase = {
  id: 'c1',
  name: '',
  papers: [
    paper('p1'),
    paper('p2', { need: 'conditional' }),
    paper('p3', { originals: 0, copies: 1 }),
    paper('p4', { handling: 'present' }),
  ],
};

const received = (requirementId: string | null, originals: number, copies: number): ReceivedPaper => ({
  requirementId,
  name: 'x',
  originals,
  copies,
  handling: 'submit',
});

describe('missing papers', () => {
  test('required first, then those asked only of some', () => {
    expect(missingPapers(birth, []).map((item) => item.requirementId)).toEqual(['p1', 'p3', 'p4', 'p2']);
    expect(missingRequiredPapers(birth, []).map((item) => item.name)).toEqual([
      'Giấy p1',
      'Giấy p3',
      'Giấy p4',
    ]);
  });

  test('an original or a copy is enough; a row of zeros is not', () => {
    const rows = [received('p1', 0, 1), received('p3', 0, 0), received(null, 5, 5)];
    expect(missingRequiredPapers(birth, rows).map((item) => item.requirementId)).toEqual(['p3', 'p4']);
  });

  test('the form begins with nothing required missing', () => {
    const rows = initialPapers(birth);
    expect(rows.map((row) => row.requirementId)).toEqual(['p1', 'p3', 'p4']);
    expect(rows[1]).toMatchObject({ originals: 0, copies: 1, handling: 'submit' });
    expect(missingRequiredPapers(birth, rows)).toEqual([]);
  });

  test('giving more never makes more missing', () => {
    const row = fc.record({
      id: fc.constantFrom('p1', 'p2', 'p3', 'p4', null),
      originals: fc.nat(2),
      copies: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), row, (rows, extra) => {
        const before = rows.map((item) => received(item.id, item.originals, item.copies));
        const after = [...before, received(extra.id, extra.originals, extra.copies)];
        const ids = missingPapers(birth, before).map((item) => item.requirementId);
        for (const item of missingPapers(birth, after)) expect(ids).toContain(item.requirementId);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

test('totals count originals and copies apart, and shown papers apart from both', () => {
  expect(
    paperTotals([
      received('p1', 2, 1),
      received('p3', 0, 3),
      received(null, 0, 0),
      { ...received('p4', 1, 0), handling: 'present' },
    ]),
  ).toEqual({ submitted: 2, presented: 1, originals: 2, copies: 4 });
});
