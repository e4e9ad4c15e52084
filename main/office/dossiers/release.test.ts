import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serialsFrozen } from '#shared/journal/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { exampleProfile, receptionDesk } from '#test/fixtures/reception.ts';
import { slipAt } from '#test/fixtures/slips.ts';
import {
  countProvisional,
  findDossier,
  findFreeze,
  receiveDossier,
  releaseNumbersInTx,
  searchDossiers,
} from './index.ts';
import { tagOfStation } from './provisional.ts';

const actor = { id: 'clerk-1', name: 'Lê Thị An' };
const AGENCY = exampleProfile.agencyCode;

let t: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
beforeEach(() => {
  t = openTemporaryDatabase();
  desk = receptionDesk(t.db);
});
afterEach(() => t.remove());

const receive = () =>
  receiveDossier(desk.ports, exampleReception({ requestId: desk.ids.id() }), actor).dossier;
const codeOf = () => receive().codes[0]?.code;
const freeze = (reason: 'behind-mark' | 'other-machine' = 'behind-mark', known = 0) =>
  t.db.transaction((tx) =>
    desk.journal.appendInTx(tx, {
      kind: serialsFrozen,
      actor: 'station-1',
      subject: 'office-1',
      body: {
        reason,
        fromDay: '2026-11-20',
        known: known === 0 ? [] : [{ agencyCode: AGENCY, day: '2026-11-20', number: known }],
      },
    }),
  );
const release = (code: string, otherStopped = false) =>
  t.db.transaction((tx) =>
    releaseNumbersInTx(
      tx,
      {
        journal: desk.journal,
        clock: desk.clock,
        profile: exampleProfile,
        station: 'station-1',
        codeFormats: desk.ports.rules.codeFormats,
      },
      { code, otherStopped },
      { actor: 'an', office: 'office-1' },
    ),
  );
const refusal = (code: string, otherStopped = false) => {
  const released = release(code, otherStopped);
  return released.ok ? null : released.error.message;
};

describe('L6 frozen numbers', () => {
  it('L6 a reception goes on with a provisional code, a number of its own and a volume of its own', () => {
    expect(codeOf()).toBe('H44.152-261120-0001');
    freeze();
    const tag = tagOfStation('station-1');
    const [first, second] = [receive(), receive()];
    expect([first, second].map(({ codes, register }) => [codes, register])).toEqual([
      [[{ code: `TAM.${tag}-261120-0001`, kind: 'provisional' }], { volume: `${tag}/2026`, number: 1 }],
      [[{ code: `TAM.${tag}-261120-0002`, kind: 'provisional' }], { volume: `${tag}/2026`, number: 2 }],
    ]);
    expect(countProvisional(t.db)).toBe(2);
    desk.clock.set('2027-01-04T08:00');
    expect(receive().register).toEqual({ volume: `${tag}/2027`, number: 1 });
    expect(release('H44.152-261120-0001').ok).toBe(true);
    expect(receive().register).toEqual({ volume: `${tag}/2027`, number: 2 });
    desk.clock.set('2028-01-04T08:00');
    expect(receive().register).toEqual({ volume: '01/2028', number: 1 });
  });

  it('L6 two copies of an office give no number of a slip and no register line twice over New Year', () => {
    const other = openTemporaryDatabase();
    try {
      const copy = receptionDesk(other.db);
      desk.clock.set('2026-12-30T08:00');
      freeze('other-machine');
      for (const each of [desk, copy]) each.clock.set('2027-01-04T08:00');
      const slips = [desk, copy].map((each) => slipAt(each).codes[0]?.code);
      expect(slips).toEqual([`01/${tagOfStation('station-1')}/2027/HDHS`, '01/2027/HDHS']);
      const lines = [desk, copy].map(
        (each) =>
          receiveDossier(each.ports, exampleReception({ requestId: each.ids.id() }), actor).dossier.register
            .volume,
      );
      expect(lines).toEqual([`${tagOfStation('station-1')}/2027`, '01/2027']);
    } finally {
      other.remove();
    }
  });

  it('L6 goes on behind the confirmed code; the provisional code finds the dossier for ever; a rebuild agrees', () => {
    freeze('behind-mark', 4);
    const provisional = receive();
    expect(release('h44.152 - 261120 - 0007')).toMatchObject({
      ok: true,
      value: { given: ['H44.152-261120-0008'], last: 'H44.152-261120-0007' },
    });
    expect(findFreeze(t.db, 'station-1')).toBeUndefined();
    expect(codeOf()).toBe('H44.152-261120-0009');
    const codes = findDossier(t.db, provisional.id)?.codes.map(({ code }) => code) ?? [];
    expect(codes).toHaveLength(2);
    for (const code of codes) {
      const { rows } = searchDossiers(t.db, code, { cursor: null, limit: 5 }, desk.clock.now());
      expect(rows.map(({ id }) => id)).toEqual([provisional.id]);
    }
    const before = desk.journal.viewDigests();
    expect(desk.journal.rebuild().finished).toBe(true);
    expect(desk.journal.viewDigests()).toEqual(before);
  });

  it('L6 takes only a code of this office, its format, a day that has come, and not before what is known', () => {
    freeze('behind-mark', 4);
    expect(refusal('')).toMatch(/nhập hoặc quét/);
    expect(refusal('TAM.ABCDEF-261120-0001')).toMatch(/mã tạm/);
    expect(refusal('H44.153-261120-0009')).toMatch(/H44\.153/);
    expect(refusal('H44.152-261120-00009')).toMatch(/không đúng kiểu/);
    expect(refusal('H44.152-20261120-0009')).toMatch(/không đúng kiểu/);
    expect(refusal('H44.152-261121-0001')).toMatch(/chưa tới/);
    expect(refusal('H44.152-261120-0003')).toMatch(/Sau mã này đã cấp mã H44\.152-261120-0004/);
    expect(refusal('H44.152-261119-0400')).toMatch(/Sau mã này/);
    expect(refusal('không phải mã')).toMatch(/mã/);
    expect(findFreeze(t.db, 'station-1')).toBeDefined();
    expect(refusal('H44.152-261120-0004')).toBeNull();
  });

  it.each([
    'https://dichvucong.gov.vn?ma=H44.152-261120-0004&kt=7K3MX2Q9',
    'https://dichvucong.gov.vn/tra-cuu?x=1&ma=H44.152%2D261120-0004',
    'H44.152-261120-0004 7K3MX2Q9',
    '  h44.152-261120-0004  ',
  ])('L6 reads what a scanner reads off a receipt: %s', (scanned) => {
    freeze();
    expect(release(scanned)).toMatchObject({ ok: true, value: { last: 'H44.152-261120-0004' } });
  });

  it('L6 asks that the other copy has stopped, unless nothing but an older copy was put back', () => {
    freeze('other-machine');
    expect(refusal('H44.152-261120-0001')).toMatch(/Hai máy/);
    expect(refusal('H44.152-261120-0001', true)).toBeNull();
  });

  it('L6 an office that never printed a code says so with an empty one', () => {
    freeze();
    expect(refusal('')).toBeNull();
    expect(codeOf()).toBe('H44.152-261120-0001');
  });

  it('L6 waits for a right clock, because the day is what it checks', () => {
    codeOf();
    freeze();
    desk.clock.advance(-3_600_000);
    expect(refusal('H44.152-261120-0001')).toMatch(/Đồng hồ/);
  });

  it('L6 a day before the confirmed code gets no number any more, also when the clock is set back to it', () => {
    freeze();
    const early = receive();
    desk.clock.set('2026-11-21T08:00');
    expect(release('H44.152-261121-0002')).toMatchObject({ ok: true, value: { given: [] } });
    expect(countProvisional(t.db)).toBe(1);
    expect(findDossier(t.db, early.id)?.codes).toHaveLength(1);
    expect(codeOf()).toBe('H44.152-261121-0003');
    desk.clock.set('2026-11-20T15:00');
    expect(codeOf()).toMatch(/^TAM\./);
  });
});
