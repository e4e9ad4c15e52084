import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lease } from '#shared/exchange/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { beginStation, grantOwn, type LeaseDesk, lease, leaseDesk } from '#test/fixtures/leases.ts';
import { administrator, cancel, mendPortsOf } from '#test/fixtures/mending.ts';
import { exampleReception, systemIds, testClock } from '#test/fixtures/office.ts';
import { exampleProfile } from '#test/fixtures/reception.ts';
import { codesOfDayQuery } from '../dossiers/codes-of-day.ts';
import { receiveDossier } from '../dossiers/index.ts';
import { assertNoScan } from '../storage/plan.ts';
import { applyLeasesInTx, gapReport } from './index.ts';

const clerk = { id: 'clerk-1', name: 'Lê Thị An' };
const { agencyCode, codeFormat } = exampleProfile;

let t: TemporaryDatabase;
let clock: ReturnType<typeof testClock>;
let desk: LeaseDesk;
beforeEach(() => {
  t = openTemporaryDatabase();
  clock = testClock('2026-11-20T09:00');
  desk = leaseDesk(t.db, 'station-1', clock, systemIds);
  grantOwn(desk);
});
afterEach(() => t.remove());

const receive = (at = desk) =>
  receiveDossier(at.ports, exampleReception({ requestId: systemIds.id() }), clerk).dossier;
const apply = (leases: Lease[], at = desk) =>
  t.db.transaction((tx) => applyLeasesInTx(tx, at.numbering, leases));
const report = (station = 'station-1', limit = 10, before: string | null = null, today = '2026-11-20') =>
  gapReport(t.db, { agencyCode, codeFormat, station }, { today, before, limit });
const rowsOf = (station?: string) =>
  report(station).days.map(({ day, rows }) => [
    day,
    rows.map((row) => `${row.first}-${row.last} ${row.state}`),
  ]);

describe('what became of numbers', () => {
  it('L3 given, cancelled and erased ones are told apart from gaps; own numbers and leases alike', () => {
    receive();
    const second = receive();
    cancel(mendPortsOf(desk as never).ports, second, { person: administrator });
    const third = receive();
    t.db.transaction((tx) =>
      desk.journal.eraseBodyInTx(tx, {
        actor: 'an',
        subject: third.id,
        targets: desk.journal.erasableOf(third.id),
        ground: 'theo yêu cầu',
      }),
    );
    expect(rowsOf()).toEqual([['2026-11-20', ['1-1 given', '2-2 cancelled', '3-3 given']]]);
    apply([lease('a', 'station-1', { firstSerial: 10, lastSerial: 19 })]);
    receive();
    expect(rowsOf()).toEqual([['2026-11-20', ['1-1 given', '2-2 cancelled', '3-3 given', '10-10 given']]]);
    expect(report().days[0]).toMatchObject({
      given: 3,
      cancelled: 1,
      unknown: 0,
      skipped: 0,
      unexplained: 0,
    });
  });

  it('L6 what another copy may have given is told, up to the end of its lease', () => {
    apply([lease('a', 'station-1', { lastSerial: 5 })]);
    receive();
    const copy = leaseDesk(t.db, 'station-2', clock, systemIds);
    beginStation(copy, 'station-1', '2026-11-20');
    apply([lease('b', 'station-2', { firstSerial: 6, lastSerial: 9 })], copy);
    receive(copy);
    expect(rowsOf('station-2')).toEqual([['2026-11-20', ['1-1 given', '2-5 unknown', '6-6 given']]]);
  });

  it('L3 pages go back day by day, without holes or repeats', () => {
    for (const day of ['17', '18', '20']) {
      clock.set(`2026-11-${day}T09:00`);
      receive();
    }
    const first = report('station-1', 2);
    expect(first.days.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-18']);
    const second = report('station-1', 2, first.next);
    expect(second).toMatchObject({ days: [{ day: '2026-11-17' }], next: null });
  });

  it('L3 walks along the codes of a day, however many there are', () => {
    assertNoScan(t.db, codesOfDayQuery(agencyCode, '2026-11-20'));
  });
});
