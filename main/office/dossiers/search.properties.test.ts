import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { officeMinute } from '#shared/base/index.ts';
import { DossierFilters } from '#shared/contract/index.ts';
import { type Dossier, describeState } from '#shared/dossier/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception, exampleSlip } from '#test/fixtures/office.ts';
import { person } from '#test/fixtures/people.ts';
import { createRandom } from '#test/fixtures/random.ts';
import { exampleProcedure, receptionDesk } from '#test/fixtures/reception.ts';
import { sql } from '../storage/index.ts';
import { updateDossierInTx } from './dossiers-table.ts';
import { giveSlip } from './give-slip.ts';
import { receiveDossier } from './receive.ts';
import { isMeant, type Meant, plain } from './search.oracle.ts';
import { searchDossiers } from './search.ts';
import { removeFromSearchInTx } from './search-table.ts';

const COUNT = 120;
const actors = [
  { id: 'u1', name: 'Bùi Thu Hà' },
  { id: 'u2', name: 'Đinh Văn Tuấn' },
];
const procedures = [
  exampleProcedure(),
  exampleProcedure({ code: '1.000894', name: 'Đăng ký kết hôn' }),
  exampleProcedure({ code: '2.002516', name: 'Xác nhận thông tin hộ tịch' }),
];
const streets = ['', 'Số 12/5 ', 'Số 21, ngõ 8, ', 'Tổ 3 - ', 'Nhà A2, 7/11 '];

let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
/** What is findable, newest first; without the slips, whose numbers are no codes; the slips alone. */
let present: Dossier[];
let received: Dossier[];
let slips: Dossier[];

beforeAll(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db, procedures, '2025-12-20T08:00');
  const random = createRandom(20261121);
  const all: { n: number; dossier: Dossier }[] = [];
  for (let index = 0; index < COUNT; index += 1) {
    // Mostly forward, now and then back.
    desk.clock.advance((random.below(9) - 1) * 86_400_000 + 60_000);
    const who = person(random.below(50), random.below(40));
    const { applicant } = exampleReception();
    const parts = {
      procedureCode: random.pick(procedures).code,
      note: random.pick(['', 'Hẹn gọi lại Đặng', 'H’Mok Niê đi cùng', 'Phiếu 3 màu']),
      applicant: {
        ...applicant,
        name: who.name,
        idNumber: who.number,
        oldNumber: who.oldNumber,
        birth: who.birth,
        sex: who.sex,
        phone: who.phone,
        address: random.pick(streets) + who.address,
      },
    };
    const { dossier } =
      index % 4 === 1
        ? giveSlip(desk.ports, exampleSlip(parts), random.pick(actors))
        : receiveDossier(desk.ports, exampleReception(parts), random.pick(actors));
    const { n } = desk.db.one(sql`select n from dossiers where id = ${dossier.id}`) as { n: number };
    all.push({ n, dossier });
  }
  // Some are changed later, some removed: neither may be found by what it was.
  desk.db.transaction((tx) => {
    all.forEach((one, index) => {
      if (index % 7 === 3 && one.dossier.slip === undefined) {
        const name = person(99, index).name;
        const state = random.pick(['processing', 'solved', 'returned'] as const);
        one.dossier = { ...one.dossier, state, applicant: { ...one.dossier.applicant, name } };
        updateDossierInTx(tx, one.n, one.dossier);
      }
      if (index % 11 === 5) removeFromSearchInTx(tx, one.n);
    });
  });
  present = all
    .filter((_, index) => index % 11 !== 5)
    .sort((a, b) => b.n - a.n)
    .map(({ dossier }) => dossier);
  received = present.filter(({ slip }) => slip === undefined);
  slips = present.filter(({ slip }) => slip !== undefined);
});
afterAll(() => temporary.remove());

/** With or without marks, in any case: how people type. */
const typed = (text: string) =>
  fc.constantFrom(text, plain(text), text.toUpperCase(), plain(text).toUpperCase(), text.normalize('NFD'));

/** The dossier that the other terms are of, where it is one of these; else any of them. */
function pick(index: number, some: readonly Dossier[]): Dossier {
  const one = present[index % present.length] as Dossier;
  return some.includes(one) ? one : (some[index % some.length] as Dossier);
}

const AMBIGUOUS = ['nam', 'thang', 'ngay'];
type Term = { meant: Meant; text: string };

const wordTerm = (open: boolean, of: fc.Arbitrary<number>): fc.Arbitrary<Term> =>
  fc
    .record({ dossier: of, word: fc.nat(100), cut: fc.nat(6) })
    .map(({ dossier, word, cut }) => {
      const one = present[dossier % present.length];
      const { applicant, procedure, note } = one as Dossier;
      const words = `${applicant.name} ${applicant.address} ${procedure.name} ${note} Vượng Khuyến`
        .split(/[^\p{L}]+/u)
        .filter((text) => text !== '' && !AMBIGUOUS.includes(plain(text)));
      const whole = words[word % words.length] ?? 'a';
      return open ? whole.slice(0, Math.max(1, whole.length - cut)) : whole;
    })
    .chain((word) =>
      typed(word).map((text) => ({ text, meant: { what: 'word', word: plain(word), open } as const })),
    );

const digitsTerm = (open: boolean, of: fc.Arbitrary<number>): fc.Arbitrary<Term> =>
  fc
    .record({
      dossier: of,
      which: fc.nat(20),
      length: fc.integer({ min: 4, max: 12 }),
      fromEnd: fc.boolean(),
      form: fc.nat(3),
    })
    .map(({ dossier, which, length, fromEnd, form }): Term => {
      const one = pick(dossier, received);
      const { applicant } = one;
      const code = one.codes[0]?.code ?? '';
      const sources = [
        applicant.idNumber,
        applicant.oldNumber,
        applicant.phone,
        code.replace(/^.*?-|-/g, ''),
      ];
      const source = sources[which % sources.length] ?? applicant.phone ?? '';
      if (which % 5 === 4 && source === applicant.phone) {
        return {
          text: form % 2 === 0 ? `+84 ${source.slice(1, 4)} ${source.slice(4)}` : `84${source.slice(1)}`,
          meant: { what: 'phone', digits: source, open },
        };
      }
      const digits = fromEnd ? source.slice(-length) : source.slice(0, length);
      // Nine digits beginning so are a telephone without its 0; ten and eleven beginning with 84 its country code.
      if (/^[35789]\d{8}$|^84\d{6,9}$/.test(digits)) {
        return { text: source, meant: { what: 'number', digits: source, open } };
      }
      const text = form === 1 && digits.length > 7 ? digits.replace(/^(\d{4})(\d{3})/, '$1.$2.') : digits;
      return { text, meant: { what: 'number', digits, open } };
    });

const codeTerm = (open: boolean, of: fc.Arbitrary<number>): fc.Arbitrary<Term> =>
  fc
    .record({ dossier: of, cut: fc.nat(9), form: fc.nat(3), upper: fc.boolean() })
    .map(({ dossier, cut, form, upper }) => {
      const one = pick(dossier, received);
      const [agency = '', day = '', serial = ''] = (one.codes[0]?.code ?? '').split('-');
      const digits = (day + serial).slice(0, open ? 10 - cut : 10);
      const key = plain(agency).replaceAll('.', '');
      const dashed = digits.length > 6 ? `${digits.slice(0, 6)}-${digits.slice(6)}` : digits;
      const text =
        [`${agency}-${dashed}`, `${key}-${digits}`, `${key}${digits}`, `${agency}–${digits}`][form] ?? '';
      return {
        text: upper ? text.toUpperCase() : text.toLowerCase(),
        meant: { what: 'code', agency: key, digits, open } as const,
      };
    });

const dateTerm = (of: fc.Arbitrary<number>): fc.Arbitrary<Term> =>
  fc.record({ dossier: of, form: fc.nat(11), house: fc.boolean() }).map(({ dossier, form, house }): Term => {
    const one = present[dossier % present.length] as Dossier;
    const received = one.receivedAt.slice(0, 10).split('-').map(Number);
    const [year = 0, month = 0, day = 0] = house ? [received[0], 5, 12] : received;
    const full = { what: 'day', day, month, year } as const;
    const anyYear = { ...full, year: null };
    const forms: Term[] = [
      { text: `${day}/${month}/${year}`, meant: full },
      { text: `${day}/${month}/${year % 100}`, meant: full },
      { text: `ngày ${day}-${month}-${year}`, meant: full },
      {
        text: one.receivedAt.slice(0, 10),
        meant: { ...full, day: received[2] ?? 0, month: received[1] ?? 0 },
      },
      { text: `ngày ${day} tháng ${month} năm ${year}`, meant: full },
      { text: `${day}/${month}`, meant: anyYear },
      { text: `NGAY ${day}/${month}`, meant: anyYear },
      { text: `${month}/${year}`, meant: { what: 'month-or-slip', month, year } },
      { text: `tháng ${month}/${year}`, meant: { what: 'month', month, year } },
      { text: `thang ${month} nam ${year}`, meant: { what: 'month', month, year } },
      { text: `Tháng ${month}`, meant: { what: 'month', month, year: null } },
      { text: `năm ${year}`, meant: { what: 'year', year } },
    ];
    return forms[form] as Term;
  });

const slipTerm = (open: boolean, of: fc.Arbitrary<number>): fc.Arbitrary<Term> =>
  fc.record({ dossier: of, form: fc.nat(5) }).map(({ dossier, form }): Term => {
    const [nn = '', year = ''] = (pick(dossier, slips).codes[0]?.code ?? '').split('/');
    const number = Number(nn);
    const meant = (typed: string[], ofYear: string | null = year): Meant => ({
      what: 'slip',
      number,
      year: ofYear === null ? null : Number(ofYear),
      typed,
      open,
    });
    const forms: Term[] = [
      { text: `phiếu ${number}`, meant: meant(['phieu', String(number)], null) },
      { text: `Phiếu số ${nn}`, meant: meant(['phieu', 'so', nn], null) },
      { text: `phieu so ${nn}/${year}`, meant: meant(['phieu', 'so', nn, year]) },
      { text: `PHIẾU ${number}/${year}/hdhs`, meant: meant(['phieu', String(number), year, 'hdhs']) },
      number > 12
        ? { text: `${nn}/${year}`, meant: meant([nn, year]) }
        : { text: `${nn}/${year}`, meant: { what: 'month-or-slip', month: number, year: Number(year) } },
      {
        text: `phiếu ${nn}/${Number(year) - 1}`,
        meant: meant(['phieu', nn, String(Number(year) - 1)], String(Number(year) - 1)),
      },
    ];
    return forms[form] as Term;
  });

/** Any kind of term; mostly all of a query are of the same dossier. */
const anyTerm = (open: boolean, of: fc.Arbitrary<number>) =>
  fc.oneof(
    ...[wordTerm(open, of), digitsTerm(open, of), codeTerm(open, of), dateTerm(of)].map((arbitrary) => ({
      weight: 2,
      arbitrary,
    })),
    { weight: 1, arbitrary: slipTerm(open, of) },
  );

/** Terms that close, then one that may be open; `finished`: a blank is typed after it. */
const query = fc
  .record({ one: fc.nat(10_000), same: fc.nat(3), finished: fc.boolean() })
  .chain(({ one, same, finished }) => {
    const of = same === 0 ? fc.nat(10_000) : fc.constant(one);
    return fc
      .tuple(fc.array(anyTerm(false, of), { maxLength: 3 }), anyTerm(!finished, of))
      .map(([before, end]) => ({
        text: [...before, end].map(({ text }) => text).join(' ') + (finished ? ' ' : ''),
        meant: [...before, end].map(({ meant }) => meant),
      }));
  })
  // A year of its own behind a month reads as one date, digits behind a bare number as one, and a whole code stands alone.
  .filter(
    ({ text }) =>
      !/phiếu (?:số )?\d+ \d/i.test(text) &&
      !/tháng \d+ năm \d+|tháng \d+ \d{4}/i.test(
        text.replace(/ngày \d+ tháng \d+ năm \d+|thang \d+ nam \d+/g, ''),
      ),
  );

const filters = fc.oneof(
  { weight: 3, arbitrary: fc.constant(DossierFilters.parse({})) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        from: fc.constantFrom(null, '2025-12-25', '2026-03-01'),
        to: fc.constantFrom(null, '2026-02-15', '2026-06-30'),
        states: fc.constantFrom<DossierFilters['states']>([], ['received'], ['solved', 'returned']),
        procedureCode: fc.constantFrom(null, '1.000894'),
        clerkId: fc.constantFrom(null, 'u1'),
        overdue: fc.boolean(),
      })
      .map((some) => DossierFilters.parse(some)),
  },
);

function passes(dossier: Dossier, wanted: DossierFilters): boolean {
  const day = dossier.receivedAt.slice(0, 10);
  const { terminal } = describeState(dossier.state);
  const late =
    !terminal &&
    dossier.state !== 'solved' &&
    dossier.due !== null &&
    dossier.due.at <= officeMinute(desk.clock.now());
  return (
    (wanted.from === null || day >= wanted.from) &&
    (wanted.to === null || day <= wanted.to) &&
    (wanted.states.length === 0 || wanted.states.includes(dossier.state)) &&
    (wanted.procedureCode === null || dossier.procedure.code === wanted.procedureCode) &&
    (wanted.clerkId === null || dossier.receivedBy.id === wanted.clerkId) &&
    (!wanted.overdue || late)
  );
}

it('finds the same rows in the same order as looking at every dossier', () => {
  let found = 0;
  fc.assert(
    fc.property(query, filters, ({ text, meant }, wanted) => {
      const expected = present
        .filter((dossier) => meant.every((one) => isMeant(dossier, one)) && passes(dossier, wanted))
        .map(({ id }) => id);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: ReturnType<typeof searchDossiers> = searchDossiers(
          desk.db,
          text,
          { cursor, limit: 7, filters: wanted },
          desk.clock.now(),
        );
        seen.push(...page.rows.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen, text).toEqual(expected);
      if (expected.length > 0) found += 1;
    }),
    {
      seed: Number(process.env['SEARCH_SEED'] ?? 20261121),
      numRuns: Number(process.env['SEARCH_RUNS'] ?? 800),
    },
  );
  // Else the two would agree on nothing.
  expect(found).toBeGreaterThan(200);
});
