import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DuplicateSubject } from '#shared/contract/index.ts';
import type { Applicant, Person, ReceiveDossier } from '#shared/dossier/index.ts';
import { fold } from '#shared/text/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { createRandom } from '#test/fixtures/random.ts';
import { emptyDraft, receptionDesk } from '#test/fixtures/reception.ts';
import { assertNoScan } from '../storage/index.ts';
import { findDossiersOfPerson, numbersIn } from './by-person.ts';
import { checkPeople } from './check-people.ts';
import { findDuplicates, openQuery, otherNameQueries, otherNumberQueries } from './duplicates.ts';
import { findKnownCitizen } from './known-citizens.ts';
import { receiveDossier } from './receive.ts';
import { searchDossiers } from './search.ts';
import { findMatchedPlaces } from './search-places.ts';
import { findDossiersOfVisit } from './visits.ts';

const actor = { id: 'u1', name: 'Bùi Thu Hà' };
let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
beforeEach(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db);
});
afterEach(() => temporary.remove());

const receive = (overrides: Partial<ReceiveDossier> = {}) =>
  receiveDossier(desk.ports, exampleReception(overrides), actor).dossier;
const found = (query: string) =>
  searchDossiers(desk.db, query, { cursor: null, limit: 10 }, desk.clock.now()).rows.map(({ id }) => id);

const { applicant: nhung } = exampleReception();
const dat: Person = {
  ...nhung,
  name: 'Đỗ Đức Đạt',
  idNumber: '001099000001',
  birth: '1999-01-31',
  sex: 'male',
  phone: '0900000001',
};
const company: Applicant = {
  ...nhung,
  kind: 'organisation',
  name: 'Công ty TNHH Rừng Xanh',
  idKind: 'tax-code',
  idNumber: '0100109106001',
  birth: null,
  sex: null,
  phone: '02183555777',
  entry: 'typed',
  representative: {
    name: 'Quách  Văn Bình',
    position: 'Giám đốc',
    idKind: 'citizen-number',
    idNumber: '017 080 000 002',
  },
};
const subject = (changes: Partial<DuplicateSubject> = {}): DuplicateSubject => ({
  place: 'applicant',
  kind: 'person',
  name: nhung.name,
  idNumber: nhung.idNumber,
  oldNumber: null,
  birth: nhung.birth,
  ...changes,
});
const duplicates = (changes: Partial<DuplicateSubject> = {}, procedure: string | null = null) =>
  findDuplicates(desk.db, [subject(changes)], procedure).map(({ kind, dossier }) => [kind, dossier.id]);

describe('in whose name a dossier is', () => {
  it('everybody is found by number, name and telephone, and offered the next time', () => {
    const { id } = receive({
      coApplicants: [dat],
      filer: {
        name: 'Hoàng Thị Hoa',
        idKind: 'passport',
        idNumber: 'C0000001',
        phone: '0900000002',
        ground: 'Văn bản ủy quyền',
        paper: 'số 12/2026',
      },
      helper: { name: 'Lò Văn Ún', phone: '0900 000 003' },
    });
    for (const query of [
      'đạt đỗ',
      '001099000001',
      '0900000001',
      'hoàng hoa',
      'C0000001',
      'lò ún',
      '0900000003',
    ])
      expect([query, found(query)]).toEqual([query, [id]]);
    const place = (query: string) => findMatchedPlaces(desk.db, query, [id])[0];
    expect(place('đạt')).toEqual({ id, field: 'co-applicant', text: 'Đỗ Đức Đạt' });
    expect(place('001099000001')).toEqual({ id, field: 'co-applicant', text: 'Đỗ Đức Đạt ••••0001' });
    expect(place('0900000003')?.field).toBe('helper');
    expect(findKnownCitizen(desk.db, '001099000001')).toMatchObject({ name: dat.name, dossiers: 1 });
    expect(findDossiersOfPerson(desk.db, '001099000001', 5).map((one) => one.id)).toEqual([id]);
  });

  it('is told by the name that was typed, not by an address that shares a word with it', () => {
    const { id } = receive({
      applicant: { ...nhung, address: 'Tiểu khu 5, thị trấn Lương Sơn' },
      coApplicants: [{ ...dat, name: 'Trần Thị Bích' }],
    });
    const place = (query: string) => findMatchedPlaces(desk.db, query, [id])[0];
    expect(place('tran thi bich')).toMatchObject({ field: 'co-applicant', text: 'Trần Thị Bích' });
    expect(place('tieu khu 5')).toMatchObject({ field: 'address' });
  });

  it('an organisation has a tax code, a branch its three digits, and somebody who speaks for it', () => {
    const dossier = receive({ applicant: company });
    expect(dossier.applicant).toMatchObject({
      idNumber: '0100109106-001',
      representative: { name: 'Quách Văn Bình', idNumber: '017080000002' },
    });
    for (const query of ['rừng xanh', '0100109106', '0100109106-001', 'quách bình', '017080000002'])
      expect([query, found(query)]).toEqual([query, [dossier.id]]);
    expect(findKnownCitizen(desk.db, '0100109106-001', 'organisation')).toMatchObject({
      name: company.name,
      idNumber: '0100109106-001',
      representative: { name: 'Quách Văn Bình', position: 'Giám đốc' },
    });
    expect(findKnownCitizen(desk.db, '0100109106-001')).toBeUndefined();
    expect(numbersIn(dossier)).toEqual({ applicant: ['0100109106-001'], filer: ['017080000002'] });
  });

  it('a household business with its owner’s number is not its owner', () => {
    const person = receive();
    const business: Applicant = {
      ...company,
      kind: 'household-business',
      name: 'Hộ kinh doanh Nhung',
      idNumber: nhung.idNumber,
    };
    receive({ applicant: business });
    expect(findKnownCitizen(desk.db, '017195004821')?.name).toBe(nhung.name);
    expect(findKnownCitizen(desk.db, '017195004821', 'household-business')?.name).toBe(business.name);
    expect(duplicates({ kind: 'household-business', name: business.name })).toEqual([]);
    expect(duplicates({}, '2.000815')).toEqual([['open-dossier', person.id]]);
  });

  it('what is wrong stops, a doubtful tax code only asks for a look', () => {
    const checked = checkPeople(
      emptyDraft({
        applicant: { ...company, idNumber: '0100109107' },
        coApplicants: [dat, { ...dat, name: 'Ai khác' }, { ...dat, name: ' ', idNumber: null }],
      }),
    );
    expect(checked.problems.map(({ field }) => field)).toEqual([
      'coApplicants.2.name',
      'coApplicants.1.idNumber',
    ]);
    expect(checked.warnings.map(({ field }) => field)).toContain('applicant.idNumber');
    expect(checkPeople(emptyDraft({ applicant: { ...company, idNumber: '12345' } })).problems).toMatchObject([
      { field: 'applicant.idNumber' },
    ]);
  });

  it('is the same after the views are made anew', () => {
    receive({ coApplicants: [dat] });
    receive({ applicant: company });
    const before = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(before);
  });
});

describe('before a form is received', () => {
  it('a number under another name and a person under another number are told, accents are no other name', () => {
    const first = receive();
    expect(duplicates()).toEqual([]);
    expect(duplicates({ name: 'dinh thi HONG nhung' })).toEqual([]);
    expect(duplicates({ name: 'Đinh Thị Hoa' })).toEqual([['other-name', first.id]]);
    expect(duplicates({ name: 'Zó Thị Hoa' })).toEqual([['other-name', first.id]]);
    expect(duplicates({ idNumber: '017195004822' })).toEqual([['other-number', first.id]]);
    expect(duplicates({ idNumber: '017195004822', birth: '1995' })).toEqual([]);
    expect(duplicates({ idNumber: '017195004822', oldNumber: nhung.idNumber })).toEqual([]);
  });

  it('an open dossier of the same procedure is told, of everybody in whose name it is, until it is cancelled', () => {
    const { id } = receive({ coApplicants: [dat] });
    expect(duplicates({}, '1.000001')).toEqual([]);
    expect(duplicates({}, '2.000815')).toEqual([['open-dossier', id]]);
    expect(duplicates({ name: dat.name, idNumber: dat.idNumber, birth: dat.birth }, '2.000815')).toEqual([
      ['open-dossier', id],
    ]);
    expect(duplicates({ idNumber: null }, '2.000815')).toEqual([['open-dossier', id]]);
  });

  it('says what a slow comparison with every dossier says (seeded)', () => {
    const names = ['An', 'Ân', 'Bình', 'Chi'];
    const numbers = ['001099000001', '001099000002', '001099000003'];
    const births = ['1999-01-31', '1980-02-28', '1975'];
    const random = createRandom(20_261_122);
    const one = random.pick;
    const somebody = (): Person => ({
      ...nhung,
      name: one(names),
      idNumber: one(numbers),
      birth: one(births),
    });
    const dossiers = Array.from({ length: 25 }, () => {
      const [first, second] = [somebody(), somebody()];
      const both = random.next() < 0.4 && first.idNumber !== second.idNumber;
      return receive({ applicant: first, ...(both ? { coApplicants: [second] } : {}) });
    });
    const people = dossiers.flatMap(({ applicant, coApplicants = [] }) => [applicant, ...coApplicants]);
    for (let times = 0; times < 60; times += 1) {
      const { name, idNumber, birth } = somebody();
      const same = (other: Person) => fold(other.name) === fold(name);
      const expected = [
        ...(people.some((other) => other.idNumber === idNumber && !same(other)) ? ['other-name'] : []),
        ...(birth?.length === 10 &&
        people.some((other) => other.idNumber !== idNumber && other.birth === birth && same(other))
          ? ['other-number']
          : []),
        ...dossiers
          .filter(({ applicant, coApplicants = [] }) =>
            [applicant, ...coApplicants].some((other) => other.idNumber === idNumber),
          )
          .slice(-3)
          .map(() => 'open-dossier'),
      ];
      expect(duplicates({ name, idNumber, birth }, '2.000815').map(([kind]) => kind)).toEqual(expected);
    }
  });

  it('is answered from indexes alone', () => {
    const asked = {
      key: '017195004821',
      number: '017195004821',
      oldNumber: null,
      name: 'a',
      birth: '1995-11-24',
    };
    const checked = [
      ...otherNameQueries(asked).map((query) => assertNoScan(desk.db, query, 'dossier_applicants_by_number')),
      ...otherNumberQueries(asked).map((query) => assertNoScan(desk.db, query, 'dossier_applicants_by_name')),
      ...(['received', 'slip'] as const).map((what) =>
        assertNoScan(desk.db, openQuery(asked, '2.000815', what) ?? raise(), 'dossier_applicants_by_number'),
      ),
    ];
    expect(checked).toHaveLength(6);
  });
});

describe('a visit', () => {
  it('holds the dossiers that one applicant hands in on one day', () => {
    const first = receive();
    const second = receive({ visitOf: first.id });
    const third = receive({ visitOf: second.id });
    expect([first.visit, second.visit, third.visit]).toEqual([undefined, first.id, first.id]);
    expect(findDossiersOfVisit(desk.db, first.id).map(({ id }) => id)).toEqual([
      first.id,
      second.id,
      third.id,
    ]);
  });

  it('begins anew with another person, another day, or a dossier that is not there', () => {
    const first = receive();
    expect(receive({ visitOf: first.id, applicant: dat }).visit).toBeUndefined();
    expect(receive({ visitOf: 'nobody' }).visit).toBeUndefined();
    desk.clock.set('2026-11-23T08:00');
    expect(receive({ visitOf: first.id }).visit).toBeUndefined();
  });
});

function raise(): never {
  throw new Error('no query');
}
