import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReceiveDossier } from '#shared/dossier/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { sql } from '../storage/index.ts';
import { findDossier } from './dossiers-table.ts';
import { findKnownCitizen } from './known-citizens.ts';
import { numberToFind } from './normalise.ts';
import { receiveDossier } from './receive.ts';
import { ReceptionRefused } from './refused.ts';
import { searchDossiers } from './search.ts';

const actor = { id: 'u1', name: 'Bùi Thu Hà' };
let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;

beforeEach(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db);
});

afterEach(() => temporary.remove());

const receive = (overrides: Partial<ReceiveDossier> = {}) =>
  receiveDossier(desk.ports, exampleReception(overrides), actor);
const codeOf = (overrides: Partial<ReceiveDossier> = {}) => receive(overrides).dossier.codes[0]?.code;

function refusal(run: () => unknown): ReceptionRefused {
  try {
    run();
  } catch (error) {
    if (error instanceof ReceptionRefused) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('receiveDossier', () => {
  it('writes entry, views, search and print job together, and can be read back', () => {
    const { dossier } = receive();
    expect(dossier.codes).toEqual([{ code: 'H44.152-261120-0001', kind: 'own' }]);
    expect(dossier.checkValue).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(dossier.register).toEqual({ volume: '01/2026', number: 1 });
    expect(dossier.missingPapers).toEqual(['Bản chính giấy tờ', 'Bản sao cần chứng thực']);
    expect(dossier.versions).toMatchObject({ catalogue: 7 });
    expect(findDossier(desk.db, dossier.id)).toEqual(dossier);
    expect(desk.enqueued).toEqual([dossier.id]);
    expect(desk.journal.verifyHead()).toMatchObject({ state: 'intact' });
  });

  it('answers a repeated request with the first outcome, and refuses another content under it', () => {
    const form = exampleReception();
    const first = receiveDossier(desk.ports, form, actor);
    expect(receiveDossier(desk.ports, form, actor)).toEqual({ dossier: first.dossier, repeated: true });
    expect(refusal(() => receiveDossier(desk.ports, { ...form, note: 'khác' }, actor)).code).toBe(
      'request-reused',
    );
    expect(desk.enqueued).toHaveLength(1);
  });

  it('numbers per day, never twice, also when the clock is set back', () => {
    expect(codeOf()).toBe('H44.152-261120-0001');
    desk.clock.set('2026-11-21T08:00');
    expect(codeOf()).toBe('H44.152-261121-0001');
    desk.clock.set('2026-11-20T08:00');
    const back = receive().dossier;
    expect(back.codes[0]?.code).toBe('H44.152-261120-0002');
    expect(back.clockSuspect).toBe(true);
    desk.clock.set('2026-11-21T09:00');
    expect(receive().dossier).toMatchObject({
      codes: [{ code: 'H44.152-261121-0002' }],
      clockSuspect: false,
    });
  });

  it('writes nothing at all when it refuses or fails half way', () => {
    const digests = () => desk.journal.viewDigests();
    const before = digests();
    expect(refusal(() => receive({ procedureCode: '9.999999' })).code).toBe('unknown-procedure');
    desk.ports.enqueuePaperInTx = () => {
      throw new Error('the disk is full');
    };
    expect(() => receive()).toThrow('the disk is full');
    expect(digests()).toEqual(before);
    desk.ports.enqueuePaperInTx = () => undefined;
    expect(codeOf()).toBe('H44.152-261120-0001');
    expect(desk.journal.verifyHead()).toMatchObject({ state: 'intact' });
  });

  it('stops plainly when the range of the day is used up', () => {
    desk.db.transaction((tx) =>
      tx.run(
        sql`insert into serials_used (agency_code, day, last_serial) values ('H44.152', '2026-11-20', 9999)`,
      ),
    );
    const refused = refusal(() => receive());
    expect(refused.code).toBe('no-serial-left');
    expect(refused.message).toContain('quản trị viên');
  });

  it('rebuilds every view from the journal alone', () => {
    receive();
    receive({ note: 'hồ sơ thứ hai' });
    desk.clock.set('2026-11-23T10:00');
    receive();
    const before = desk.journal.viewDigests();
    const found = searchDossiers(desk.db, 'nhung dinh', { cursor: null, limit: 10 }, desk.clock.now());
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(before);
    expect(searchDossiers(desk.db, 'nhung dinh', { cursor: null, limit: 10 }, desk.clock.now())).toEqual(
      found,
    );
    expect(codeOf()).toBe('H44.152-261123-0002');
  });

  it('remembers people: what was not given this time keeps its earlier value', () => {
    const { applicant } = exampleReception();
    receive({ applicant: { ...applicant, oldNumber: '113456789', email: 'nhung@example.vn' } });
    desk.clock.advance(60_000);
    receive({ applicant: { ...applicant, phone: null, address: '' } });
    expect(findKnownCitizen(desk.db, '113456789')).toMatchObject({
      idNumber: '017195004821',
      phone: '0912345678',
      email: 'nhung@example.vn',
      address: 'Xóm Rợn, xã Tân Vinh, huyện Lương Sơn, Hòa Bình',
      dossiers: 2,
    });
    expect(findKnownCitizen(desk.db, '000000000000')).toBeUndefined();
  });

  it('finds a person by an old number behind many dossiers in which it is somebody else’s or a filer’s', () => {
    const { applicant } = exampleReception();
    const oldNumber = '113456789';
    receive({ applicant: { ...applicant, oldNumber } });
    const { name } = applicant;
    const filer = {
      name,
      idKind: 'identity-card-9' as const,
      idNumber: oldNumber,
      phone: null,
      ground: 'con',
    };
    const other = { ...applicant, name: 'Đỗ Đức Đạt', idNumber: '001099000001' };
    for (let count = 0; count < 105; count += 1) receive({ applicant: other, filer });
    expect(findKnownCitizen(desk.db, oldNumber)).toMatchObject({ name, idNumber: '017195004821' });
  });

  it('never gives a code twice whatever the clock does (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 25 }), (jumps) => {
        const seen = new Set<string>();
        for (const jump of jumps) {
          desk.clock.advance(jump * 86_400_000);
          const code = codeOf() ?? '';
          expect(seen.has(code)).toBe(false);
          seen.add(code);
        }
      }),
      { seed: 20261121, numRuns: 20 },
    );
    expect(desk.journal.verifyHead()).toMatchObject({ state: 'intact' });
  });
});

describe('what different screens write', () => {
  it('is one person with one phone, however the numbers were typed', () => {
    const { applicant } = exampleReception();
    receive({
      applicant: {
        ...applicant,
        name: ' Đỗ  Đức Đạt ',
        idKind: 'passport',
        idNumber: 'c 123-4567',
        phone: '+84 912 345 678',
      },
    });
    const [row] = searchDossiers(desk.db, '0912345678', { cursor: null, limit: 1 }, desk.clock.now()).rows;
    expect(row).toMatchObject({ applicantName: 'Đỗ Đức Đạt' });
    expect(findKnownCitizen(desk.db, numberToFind('C 1234567'))).toMatchObject({ phone: '0912345678' });
  });

  it('refuses days that are not in the calendar before anything else', () => {
    const { applicant } = exampleReception();
    const junk = { ...exampleReception(), applicant: { ...applicant, birth: '2026-13-45' } };
    expect(ReceiveDossier.safeParse(junk).success).toBe(false);
    const issued = { ...exampleReception(), applicant: { ...applicant, issued: '2021-02-29' } };
    expect(ReceiveDossier.safeParse(issued).success).toBe(false);
  });
});
