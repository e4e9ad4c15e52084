import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lease } from '#shared/exchange/index.ts';
import { leaseTaken } from '#shared/journal/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { beginStation, grantOwn, type LeaseDesk, lease, leaseDesk } from '#test/fixtures/leases.ts';
import { exampleReception, systemIds, testClock } from '#test/fixtures/office.ts';
import { exampleProfile } from '#test/fixtures/reception.ts';
import {
  findDossier,
  findFreeze,
  NoSerialLeft,
  ReceptionRefused,
  receiveDossier,
  type WayToMore,
} from '../dossiers/index.ts';
import { applyLeasesInTx, leaseRequests, leaseWarnings } from './index.ts';

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
const codeOf = (at = desk) => receive(at).codes[0]?.code;
const apply = (leases: Lease[], at = desk) =>
  t.db.transaction((tx) => applyLeasesInTx(tx, at.numbering, leases));
const refusal = (at = desk) => {
  try {
    return receive(at).codes[0]?.code;
  } catch (error) {
    if (!(error instanceof ReceptionRefused)) throw error;
    expect(error.code).toBe('no-serial-left');
    return error.message;
  }
};
const numbering = (station = 'station-1') => ({ agencyCode, codeFormat, station });

describe('leases of a province', () => {
  it('L4 L9 the first lease ends the own range; numbers go on behind those of the office, in the lease', () => {
    expect(codeOf()).toBe('H44.152-261120-0001');
    expect(apply([lease('a', 'station-2')])).toMatchObject({ taken: 0 });
    expect(codeOf()).toBe('H44.152-261120-0002');
    expect(apply([lease('b', 'station-1', { lastSerial: 4 })])).toMatchObject({ taken: 1, refused: [] });
    expect([codeOf(), codeOf()]).toEqual(['H44.152-261120-0003', 'H44.152-261120-0004']);
    expect(refusal()).toMatch(/tỉnh cấp cho ngày 20\/11\/2026 \(1–4\) đã dùng hết.*đồng bộ.*USB/);
    clock.set('2026-11-21T09:00');
    expect(codeOf()).toBe('H44.152-261121-0001');
  });

  it('L5 gives one advice, of the way that more numbers come just now', () => {
    apply([lease('a', 'station-1', { lastSerial: 1 })]);
    codeOf();
    const said = (way: WayToMore) => {
      try {
        receive();
        return '';
      } catch (error) {
        return error instanceof NoSerialLeft ? error.by(way).message : String(error);
      }
    };
    expect(said('asked')).toMatch(/\(1–1\) đã dùng hết\. Trạm đang xin .*F2.*mở rộng phần số/);
    expect(said('asked')).not.toContain('USB');
    expect(said('by-stick')).toMatch(/USB/);
    expect(said('by-stick')).not.toMatch(/đang xin|nối lại/);
    expect(said('line-down')).toMatch(/không nối được với tỉnh.*USB/);
    expect(said('ended')).toMatch(/ghép/);
    expect(said('asked')).toMatch(/Nội dung đang nhập vẫn được giữ\.$/);
  });

  it('L5 says what is used up, who grants more and which way it comes; wrong days point to the clock', () => {
    apply([lease('a', 'station-1', { lastSerial: 1 })]);
    clock.set('2026-11-19T09:00');
    expect(refusal()).toMatch(/19\/11\/2026, trước ngày đầu.*20\/11\/2026.*ngày giờ/);
    clock.set('2026-11-22T09:00');
    expect(refusal()).toMatch(/hết hạn sau ngày 21\/11\/2026.*USB/);
    apply([lease('b', 'station-1', { firstDay: '2026-11-24', lastDay: '2026-11-24' })]);
    expect(refusal()).toMatch(/22\/11\/2026 không nằm trong/);
  });

  it('L1 a lease may end early, for good', () => {
    const ended = lease('a', 'station-1', { endedAfter: '2026-11-20' });
    expect(apply([lease('a', 'station-1')])).toMatchObject({ taken: 1, ended: 0 });
    expect(apply([ended])).toMatchObject({ taken: 0, ended: 1 });
    expect(apply([ended, lease('a', 'station-1')])).toMatchObject({ taken: 0, ended: 0 });
    expect(codeOf()).toBe('H44.152-261120-0001');
    clock.set('2026-11-21T09:00');
    expect(refusal()).toMatch(/hết hạn sau ngày 20\/11\/2026/);
  });

  it('L9 takes nothing that lies in a lease of another station, and says so', () => {
    apply([lease('a', 'station-1')]);
    const copy = leaseDesk(t.db, 'station-2', clock, systemIds);
    beginStation(copy, 'station-1', '2026-11-20');
    const overlapping = lease('b', 'station-2', { firstSerial: 5, lastSerial: 9 });
    expect(apply([overlapping], copy).refused).toEqual([{ lease: overlapping, why: 'overlaps' }]);
    expect(codeOf(copy)).toMatch(/^TAM\./);
    const none = lease('c', 'station-2', { firstSerial: 9, lastSerial: 8 });
    expect(apply([none], copy).refused).toEqual([{ lease: none, why: 'malformed' }]);
  });

  it('L3 a number that was used, also in a dossier that is erased, is not given again', () => {
    apply([lease('a', 'station-1')]);
    const first = receive();
    t.db.transaction((tx) =>
      desk.journal.eraseBodyInTx(tx, {
        actor: 'an',
        subject: first.id,
        targets: desk.journal.erasableOf(first.id),
        ground: 'theo yêu cầu',
      }),
    );
    expect(codeOf()).toBe('H44.152-261120-0002');
    const before = desk.journal.viewDigests();
    expect(desk.journal.rebuild().finished).toBe(true);
    expect(desk.journal.viewDigests()).toEqual(before);
  });
});

describe('a restored copy', () => {
  it('L6 L9 a lease of the new station lifts the freeze where what is in doubt was leased', () => {
    apply([lease('a', 'station-1', { lastSerial: 2 })]);
    codeOf();
    const copy = leaseDesk(t.db, 'station-2', clock, systemIds);
    beginStation(copy, 'station-1', '2026-11-20');
    const [first, second] = [receive(copy), receive(copy)];
    clock.set('2026-11-21T10:00');
    const third = receive(copy);
    expect(leaseRequests(t.db, numbering('station-2'), '2026-11-21')[0]).toMatchObject({
      fromDay: '2026-11-20',
      known: [],
    });
    const applied = apply([lease('b', 'station-2', { firstSerial: 3, lastSerial: 9 })], copy);
    expect(applied).toMatchObject({
      lifted: true,
      given: ['H44.152-261120-0003', 'H44.152-261120-0004', 'H44.152-261121-0003'],
    });
    expect([first, second, third].map(({ id }) => findDossier(t.db, id)?.codes.length)).toEqual([2, 2, 2]);
    expect(codeOf(copy)).toBe('H44.152-261121-0004');
    expect(apply([lease('b', 'station-2', { firstSerial: 3, lastSerial: 9 })], copy)).toEqual({
      taken: 0,
      ended: 0,
      given: [],
      lifted: false,
      refused: [],
    });
  });

  it('L6 what the office numbered itself only a printed code tells: the freeze stays until a person confirms', () => {
    codeOf();
    const copy = leaseDesk(t.db, 'station-2', clock, systemIds);
    beginStation(copy, 'station-1', '2026-11-20');
    receive(copy);
    expect(apply([lease('b', 'station-2')], copy)).toMatchObject({ taken: 1, lifted: false, given: [] });
    expect(findFreeze(t.db, 'station-2')).toBeDefined();
    expect(codeOf(copy)).toMatch(/^TAM\./);
  });

  it('L6 until the entries that the station before wrote come back and show its lease', () => {
    codeOf();
    const copy = leaseDesk(t.db, 'station-2', clock, systemIds);
    beginStation(copy, 'station-1', '2026-11-20');
    receive(copy);
    const ours = lease('b', 'station-2', { firstSerial: 6, lastSerial: 9 });
    apply([ours], copy);
    const { endedAfter: _none, ...body } = lease('a', 'station-1');
    const returned = { kind: leaseTaken, actor: 'station-1', subject: exampleProfile.id, body };
    t.db.transaction((tx) => desk.journal.appendInTx(tx, returned));
    expect(apply([ours], copy)).toMatchObject({ lifted: true, given: ['H44.152-261120-0006'] });
  });
});

describe('L11 warnings and what is asked for', () => {
  const warnings = (day: string) => leaseWarnings(t.db, numbering(), day);
  const asked = (day: string) => leaseRequests(t.db, numbering(), day);

  it('L11 a day is low at 80 % used, and more is asked for until it comes', () => {
    apply([lease('a', 'station-1', { lastDay: '2027-01-20' })]);
    for (let n = 1; n <= 3; n += 1) codeOf();
    expect(warnings('2026-11-20')).toEqual([]);
    expect(asked('2026-11-20')).toEqual([
      { station: 'station-1', agencyCode, codeFormat, fromDay: '2026-11-20', known: ['a'], short: [] },
    ]);
    codeOf();
    expect(warnings('2026-11-20')).toEqual([
      { kind: 'day-low', day: '2026-11-20', left: 1, total: 5, issuer: 'province' },
    ]);
    expect(asked('2026-11-20')[0]?.short).toEqual([{ day: '2026-11-20', more: 5 }]);
    apply([lease('b', 'station-1', { firstSerial: 6, lastSerial: 20, lastDay: '2026-11-20' })]);
    expect(warnings('2026-11-20')).toEqual([]);
    expect(asked('2026-11-20')[0]).toMatchObject({ known: ['a', 'b'], short: [] });
  });

  it('L11 leases that end within 10 days, one after the other without a gap', () => {
    apply([lease('a', 'station-1', { lastDay: '2026-11-25' })]);
    apply([lease('b', 'station-1', { firstDay: '2026-11-26', lastDay: '2026-12-01' })]);
    apply([lease('c', 'station-1', { firstDay: '2026-12-03', lastDay: '2027-12-01' })]);
    expect(warnings('2026-11-20')).toEqual([]);
    expect(warnings('2026-11-21')).toEqual([{ kind: 'ends-soon', lastDay: '2026-12-01', days: 10 }]);
    expect(warnings('2026-12-02')).toEqual([{ kind: 'no-lease', day: '2026-12-02' }]);
  });

  it('L11 the range of an office that issues itself is low at the same share', () => {
    expect(warnings('2026-11-20')).toEqual([]);
    const small = openTemporaryDatabase();
    try {
      const own = leaseDesk(small.db, 'station-1', clock, systemIds);
      grantOwn(own, 5);
      for (let n = 1; n <= 4; n += 1) receive(own);
      expect(leaseWarnings(small.db, numbering(), '2026-11-20')).toEqual([
        { kind: 'day-low', day: '2026-11-20', left: 1, total: 5, issuer: 'own' },
      ]);
    } finally {
      small.remove();
    }
  });
});
