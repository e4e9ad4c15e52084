import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { exampleProcedure, receptionDesk } from '#test/fixtures/reception.ts';
import { sql } from '../storage/index.ts';
import { assertNoScan } from '../storage/plan.ts';
import { freezeQuery } from './freezes-table.ts';
import { receiveDossier } from './receive.ts';
import { hasLeasesQuery, touchedRunsQuery } from './serial-runs.ts';
import { leasedSpansQuery, nextIn, ownSpansQuery } from './serials.ts';

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase();
});
afterEach(() => t.remove());

describe('the number of a reception', () => {
  const numbering = { agencyCode: 'H44.152', codeFormat: 'current-4', station: 'station-1' };

  it('L2 is found by searches in indexes, however many leases, days and stations there were', () => {
    assertNoScan(t.db, ownSpansQuery(numbering.agencyCode, '2026-11-20'), 'serial_ranges_open');
    assertNoScan(t.db, leasedSpansQuery(numbering, '2026-11-20'), 'serial_leases_of_station');
    assertNoScan(t.db, hasLeasesQuery(numbering.agencyCode), 'serial_leases_of_agency');
    assertNoScan(t.db, freezeQuery('station-1'), 'serial_freezes_open');
  });

  it('L2 is noted by searches, too', () => {
    const plan = t.db.explain(touchedRunsQuery('H44.152', '2026-11-20', 7, 7)).join('\n');
    // What is put together here are the two rows that were searched.
    expect(plan.match(/SEARCH serial_runs USING PRIMARY KEY/g)).toHaveLength(2);
    expect(plan).not.toContain('SCAN serial_runs');
  });

  it('L3 rises above what was used in its span, and passes over what is taken', () => {
    const spans = [
      { first: 3, last: 5, used: 0 },
      { first: 8, last: 9, used: 8 },
    ];
    expect([0, 3, 4, 5, 9].map((after) => nextIn(spans, after))).toEqual([3, 4, 5, 9, undefined]);
    expect(nextIn([{ first: 3, last: 5, used: 5 }], 0)).toBeUndefined();
  });
});

describe('fee receipts (biên lai)', () => {
  it('L8 a reception with a fee numbers a code and a register line, and nothing else', () => {
    const desk = receptionDesk(t.db, [exampleProcedure()]);
    const { dossier } = receiveDossier(desk.ports, exampleReception(), { id: 'u1', name: 'Bùi Thu Hà' });
    expect(dossier.fee.amount).toBeGreaterThan(0);
    expect(t.db.all(sql`select agency_code, last_serial from serials_used`)).toEqual([
      { agency_code: 'H44.152', last_serial: 1 },
    ]);
    expect(t.db.all(sql`select last_number from register_lines`)).toEqual([{ last_number: 1 }]);
    expect(t.db.all(sql`select volume from register_volumes`)).toEqual([]);
    expect(JSON.stringify(dossier.fee)).not.toMatch(/number|serial|receipt|bien/i);
  });
});
