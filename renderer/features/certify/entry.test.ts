import { describe, expect, test } from 'vitest';
import type { Procedure } from '#shared/catalog/index.ts';
import type { CitizenCard } from '#shared/citizen/index.ts';
import { ReceiveDossier, ReceptionDraft } from '#shared/dossier/index.ts';
import { type Certified, linesOfDay, papersTyped, sumOfPerson, totalsOf } from './certified.ts';
import {
  draftOf,
  type Entry,
  emptyEntry,
  entryProblems,
  findPaperName,
  isUntouched,
  problemsAtOnce,
  readCard,
  requestOf,
  samePersonEntry,
  typeEntry,
  wholeCount,
  withTicket,
} from './entry.ts';

const REQUEST = '0193b1f2-0000-7000-8000-000000000001';
const NEXT = '0193b1f2-0000-7000-8000-000000000002';
const CARD: CitizenCard = {
  number: '017195004821',
  oldNumber: null,
  name: 'Đinh Thị Hồng Nhung',
  birth: '1995-11-24',
  sex: 'female',
  address: 'Xóm Rợn',
  issued: '2021-04-15',
  extra: ['x'],
};
const COPY = {
  id: 'p1',
  name: 'Bản sao',
  originals: 0,
  copies: 1,
  handling: 'submit',
  need: 'required',
} as const;
const ORIGINAL = {
  id: 'p2',
  name: 'Bản chính',
  originals: 1,
  copies: 0,
  handling: 'present',
  need: 'required',
} as const;
const PROCEDURE: Procedure = {
  code: '2.000815',
  name: 'Chứng thực bản sao',
  field: '',
  level: '',
  decision: '',
  applicants: '',
  everydayWords: [],
  validFrom: '2025-07-01',
  validTo: null,
  channels: [],
  cases: [
    {
      id: 'common',
      name: '',
      papers: [COPY, ORIGINAL, { ...ORIGINAL, id: 'p3', name: 'Khác', need: 'conditional' }],
    },
  ],
  exemptions: [],
  results: [],
  supplementEffect: 'pause',
  legalBasis: [],
  verified: true,
  source: '',
};

function typed(fields: Partial<Entry['fields']>, entry = emptyEntry(REQUEST)): Entry {
  return { ...entry, fields: { ...entry.fields, ...fields } };
}

describe('a line', () => {
  test('is sent as handed over at once, with its papers named and counted, no receipt', () => {
    const sent = requestOf(
      typed({ name: ' trần văn ba ', paper: 'Bằng tốt nghiệp', copies: '3', pages: '4' }),
      PROCEDURE,
    );
    expect(ReceiveDossier.parse(sent)).toEqual(sent);
    expect(sent).toMatchObject({
      requestId: REQUEST,
      atOnce: true,
      print: false,
      fee: { quantity: 3, pages: 4 },
    });
    expect(sent.applicant).toMatchObject({ idKind: 'none', idNumber: null, entry: 'typed' });
    expect(sent.papers.map(({ name, originals, copies }) => [name, originals, copies])).toEqual([
      ['Bản sao: Bằng tốt nghiệp', 0, 3],
      ['Bản chính: Bằng tốt nghiệp', 1, 0],
    ]);
    expect(findPaperName(sent.papers[0]?.name ?? '', COPY)).toBe('Bằng tốt nghiệp');
  });

  test('that cannot be done at once is an ordinary reception', () => {
    const sent = requestOf({ ...typed({ name: 'A', paper: 'B' }), later: true }, PROCEDURE);
    expect(sent).not.toHaveProperty('atOnce');
    expect(sent).not.toHaveProperty('print');
    expect(sent.due).toBeNull();
  });

  test('counts as scanned only while the name stands as the card says', () => {
    const scanned = typed({ paper: 'x' }, readCard(emptyEntry(REQUEST), CARD));
    expect(requestOf(scanned, PROCEDURE).applicant).toMatchObject({
      entry: 'scan',
      idNumber: CARD.number,
    });
    const changed = typeEntry(scanned, 'name', 'Người khác');
    expect(requestOf(changed, PROCEDURE).applicant).toMatchObject({ entry: 'typed', idNumber: null });
  });

  test('is still of the card where the name has a blank too many', () => {
    const scanned = typed({ paper: 'x' }, readCard(emptyEntry(REQUEST), CARD));
    const blank = typeEntry(scanned, 'name', ` ${CARD.name.replace(' ', '  ')} `);
    expect(requestOf(blank, PROCEDURE).applicant).toEqual(requestOf(scanned, PROCEDURE).applicant);
    expect(requestOf(blank, PROCEDURE).applicant.idNumber).toBe(CARD.number);
    // And in another form of the same letters.
    const other = typeEntry(scanned, 'name', CARD.name.normalize('NFD'));
    expect(requestOf(other, PROCEDURE).applicant.idNumber).toBe(CARD.number);
  });

  test('of the same person is of the same visit, until somebody else is named or scanned', () => {
    const next = samePersonEntry(readCard(emptyEntry(REQUEST), CARD), NEXT, 'd1');
    expect(next).toMatchObject({
      requestId: NEXT,
      visit: ['d1'],
      fields: { name: CARD.name, paper: '', copies: '1' },
    });
    expect(requestOf(next, PROCEDURE).visitOf).toBe('d1');
    expect(readCard(next, CARD).visit).toEqual(['d1']);
    expect(readCard(next, { ...CARD, number: '017090001111' }).visit).toEqual([]);
    expect(typeEntry(next, 'name', 'B').visit).toEqual([]);
    expect(typeEntry(next, 'name', `${CARD.name} `).visit).toEqual(['d1']);
    expect(isUntouched(next)).toBe(false);
  });

  test('names the ticket that it was begun under, none included; not where nobody knows', () => {
    const A001 = { id: 'a001', number: 'A001' };
    const A002 = { id: 'a002', number: 'A002' };
    const NONE = { id: null, number: '' };
    const named = typed({ name: 'A', paper: 'B' });
    const ticketOf = (entry: Entry) => {
      const sent = requestOf(entry, PROCEDURE);
      expect(ReceiveDossier.parse(sent)).toEqual(sent);
      return 'ticket' in sent ? sent.ticket : 'absent';
    };
    expect(
      ticketOf(
        withTicket(
          withTicket(named, () => A001),
          () => A002,
        ),
      ),
    ).toBe('a001');
    expect(
      ticketOf(
        withTicket(
          withTicket(named, () => NONE),
          () => A002,
        ),
      ),
    ).toBeNull();
    expect(ticketOf(withTicket(named, () => undefined))).toBe('absent');
    // Emptied, or of another card, it is begun anew; of a name that is now read from a card it is the same.
    const begun = withTicket(named, () => A001);
    expect(withTicket({ ...begun, fields: emptyEntry(REQUEST).fields }, () => A002).ticket).toBeNull();
    const scanned = withTicket(readCard(begun, CARD), () => A002);
    expect(ticketOf(scanned)).toBe('a001');
    expect(ticketOf(withTicket(readCard(scanned, CARD), () => A002))).toBe('a001');
    const other = readCard(scanned, { ...CARD, number: '017090001111' });
    expect(ticketOf(withTicket(other, () => A002))).toBe('a002');
    // Going on with somebody of whom no ticket is known here: their visit says it.
    expect(ticketOf(withTicket(samePersonEntry(named, NEXT, 'd1'), () => A002))).toBe('absent');
  });

  test('says what is wrong with it, in the order of its fields', () => {
    const words = { name: 'n', paper: 'p', copies: 'c', pages: 'g' };
    expect([...entryProblems(emptyEntry(REQUEST), words).keys()]).toEqual(['name', 'paper']);
    expect([
      ...entryProblems(typed({ name: 'A', paper: 'B', copies: '0', pages: '1000' }), words).keys(),
    ]).toEqual(['copies', 'pages']);
    const wrong = typed({ copies: '0', pages: '' });
    expect([...problemsAtOnce(wrong, entryProblems(wrong, words)).keys()]).toEqual(['copies']);
    expect(['1', ' 12 ', '999', '0', '', '1.5', '-1'].map(wholeCount)).toEqual([
      1,
      12,
      999,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is previewed while it is half typed', () => {
    const draft = draftOf(typed({ copies: '' }), PROCEDURE);
    expect(ReceptionDraft.parse(draft)).toEqual(draft);
    expect(draft.fee.quantity).toBe(1);
  });
});

describe('the list of the day', () => {
  const line = (id: string, more: Partial<Certified> = {}): Certified => ({
    id,
    code: id,
    at: `2026-11-23T08:0${id}:00.000+07:00`,
    procedureCode: PROCEDURE.code,
    name: 'A',
    paper: 'Bằng lái xe',
    copies: 2,
    pages: 1,
    amount: 4000,
    atOnce: true,
    dueAt: null,
    cancelled: false,
    job: null,
    ...more,
  });
  const lines = new Map(
    [
      line('1'),
      line('2', { cancelled: true }),
      line('3', { paper: 'Học bạ' }),
      line('4', { at: '2026-11-22T08:00:00.000+07:00' }),
      line('5', { procedureCode: '2.000942' }),
    ].map((one) => [one.id, one]),
  );

  test('has only that day and procedure, newest first, and counts what stands', () => {
    const shown = linesOfDay(lines, '2026-11-23', PROCEDURE.code);
    expect(shown.map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(totalsOf(shown)).toEqual({ requests: 2, copies: 4, amount: 8000 });
    expect(papersTyped(shown, ['Học bạ'])).toEqual(['Bằng lái xe']);
  });

  test('gives what one person owes so far', () => {
    const first = typed({ name: 'A', paper: 'x' });
    expect(sumOfPerson(first, null, lines)).toBeNull();
    const second = samePersonEntry(first, NEXT, '1');
    expect(sumOfPerson(second, { entry: first, id: '1' }, lines)).toMatchObject({
      requests: 1,
      amount: 4000,
    });
    // Recorded too: it stands until somebody else is named, and what was cancelled is not to be paid.
    const last = { entry: second, id: '3' };
    expect(sumOfPerson(emptyEntry(REQUEST), last, lines)).toMatchObject({ requests: 2, amount: 8000 });
    expect(sumOfPerson(typed({ name: 'B' }), last, lines)).toBeNull();
    expect(sumOfPerson(readCard(emptyEntry(REQUEST), CARD), last, lines)).toBeNull();
    expect(sumOfPerson(emptyEntry(REQUEST), { entry: first, id: '2' }, lines)).toBeNull();
  });
});
