import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DossierFilters } from '#shared/contract/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { understandQuery } from '#shared/text/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { exampleProcedure, receptionDesk } from '#test/fixtures/reception.ts';
import { assertNoScan, sql } from '../storage/index.ts';
import { findDossier } from './dossiers-table.ts';
import { oldNumberQuery } from './known-citizens.ts';
import { receiveDossier } from './receive.ts';
import { searchDossiers } from './search.ts';
import { searchChoices } from './search-choices.ts';
import { phoneQuery, searchExpression, wordsQuery } from './search-expression.ts';
import { findMatchedPlaces } from './search-places.ts';
import { boundsOf, codeQuery, needsOfFilters, periodQuery, rowsQuery } from './search-query.ts';
import { removeFromSearchInTx, renewSearchInTx } from './search-table.ts';

const ha = { id: 'u1', name: 'Bùi Thu Hà' };
const tuan = { id: 'u2', name: 'Đinh Văn Tuấn' };
let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;

beforeEach(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db, [
    exampleProcedure(),
    exampleProcedure({ code: '1.000894', name: 'Đăng ký kết hôn' }),
  ]);
});
afterEach(() => temporary.remove());

const { applicant: example } = exampleReception();
const receive = (overrides: Partial<ReceiveDossier> = {}, actor = ha) =>
  receiveDossier(desk.ports, exampleReception(overrides), actor).dossier;
const page = (
  query: string,
  filters: Partial<DossierFilters> = {},
  cursor: string | null = null,
  limit = 10,
) =>
  searchDossiers(desk.db, query, { cursor, limit, filters: DossierFilters.parse(filters) }, desk.clock.now());
const codes = (query: string, filters: Partial<DossierFilters> = {}) =>
  page(query, filters).rows.map(({ code }) => code.slice(-11));
const dat = {
  ...example,
  name: 'Đỗ Đức Đạt',
  idNumber: '017090000001',
  phone: '0987654321',
  address: 'Số 12/5 Xóm Đồn',
};

describe('what is typed', () => {
  it('finds by code, name, number, phone, address and content, with and without diacritics, in any order', () => {
    receive();
    receive({ applicant: dat });
    for (const query of [
      'H44.152-261120-0002',
      'h44.152-261120-0002',
      'h441522611200002',
      'h441522611200002 dat',
      '2611200002',
      '261120-0002',
      '0002',
      '20 0002',
      '200002',
      'do duc dat',
      'Đạt Đỗ',
      'ĐỨC',
      'dat d',
      '017090000001',
      '017 090 000 001',
      '0170900',
      '000001',
      '0987 654 321',
      '+84 987 654 321',
      '84987654321',
      '987654321',
      '+84987',
      '0987',
      '4321',
      'xom don',
      '12/5',
      'dat do don',
      'do 0987654321 chung thuc',
    ]) {
      expect(codes(query), query).toEqual(['261120-0002']);
    }
    expect(codes('H44.152-261120-00')).toEqual(['261120-0002', '261120-0001']);
    expect(codes('chung thuc')).toEqual(['261120-0002', '261120-0001']);
    expect(codes('')).toEqual(['261120-0002', '261120-0001']);
    for (const query of ['không có ai', '"*( OR', 'dat dox', 'd0987', '____sreceived', "'", '👍']) {
      expect(codes(query), query).toEqual([]);
    }
  });

  it('takes the last word as unfinished until a blank follows', () => {
    receive({ applicant: dat });
    expect(codes('du')).toHaveLength(1);
    expect(codes('du ')).toHaveLength(0);
    expect(codes('du dat')).toHaveLength(0);
    expect(codes('duc ')).toHaveLength(1);
  });

  it('reads days, months and years of reception, alone and with words', () => {
    receive();
    desk.clock.set('2027-08-21T08:00');
    receive({ applicant: dat });
    desk.clock.set('2028-08-21T08:00');
    receive();
    const [older, newer] = ['270821-0001', '280821-0001'];
    for (const query of ['21/8', '21/08', 'ngày 21/8', 'ngay 21 thang 8', 'tháng 8', 'thang 8', '21/8/20'])
      expect(codes(query), query).toEqual([newer, older]);
    for (const query of [
      '21/8/2027',
      '21/08/27',
      '21.8.2027',
      '2027-08-21',
      '8/2027',
      'tháng 8/2027',
      'thang 8 nam 2027',
      'ngày 21 tháng 8 năm 2027',
      'năm 2027',
      'dat 21/8',
      'đạt tháng 8',
    ]) {
      expect(codes(query), query).toEqual([older]);
    }
    expect(codes('thắng 8/2027'), 'a name').toEqual([]);
    expect(codes('31/2')).toEqual([]);
  });

  it('says what it understood, what of it occurs nowhere, and whether filters hide what is there', () => {
    receive({ applicant: dat });
    expect(page('đạt 21/8 zzz').understood).toMatchObject([
      { kind: 'word', text: 'đạt', open: false, words: ['dat'], unknown: false },
      { kind: 'day', text: '21/8', open: false, unknown: true },
      { kind: 'word', text: 'zzz', open: true, unknown: true },
    ]);
    expect(page('đạt').hiddenByFilters).toBe(false);
    expect(page('đạt', { states: ['solved'] })).toMatchObject({ rows: [], hiddenByFilters: true });
    expect(page('đạt zzz', { states: ['solved'] }).hiddenByFilters).toBe(false);
  });

  it('shows where the words stand that the row does not show, numbers masked', () => {
    receive({ applicant: { ...dat, oldNumber: '113456789' }, note: 'Hẹn gọi lại' });
    const elsewhere = (query: string) => {
      const ids = page(query).rows.map(({ id }) => id);
      return findMatchedPlaces(desk.db, query, ids).map(({ field, text }) => ({ field, text }));
    };
    expect(elsewhere('dat')).toEqual([]);
    expect(elsewhere('dat xom')).toEqual([{ field: 'address', text: 'Số 12/5 Xóm Đồn' }]);
    expect(elsewhere('goi')).toEqual([{ field: 'note', text: 'Hẹn gọi lại' }]);
    expect(elsewhere('0987654')).toEqual([{ field: 'phone', text: '••••4321' }]);
    expect(elsewhere('113456789')).toEqual([{ field: 'old-number', text: '••••6789' }]);
    expect(JSON.stringify(page('017090000001').rows)).not.toContain('017090000001');
  });
});

describe('filters', () => {
  it('narrow by period, state, procedure, clerk, channel and lateness, together with words and alone', () => {
    receive({ applicant: dat });
    desk.clock.set('2026-11-23T09:00');
    receive({ procedureCode: '1.000894', applicant: dat }, tuan);
    receive({ channel: 'counter' }, tuan);
    desk.clock.set('2026-11-27T09:00');
    const first = '261120-0001';
    expect(codes('', { to: '2026-11-20' })).toEqual([first]);
    expect(codes('', { from: '2026-11-21' })).toEqual(['261123-0002', '261123-0001']);
    expect(codes('dat', { from: '2026-11-21', to: '2026-11-30' })).toEqual(['261123-0001']);
    expect(codes('', { from: '2026-12-01' })).toEqual([]);
    expect(codes('', { from: '2026-11-30', to: '2026-11-01' })).toEqual([]);
    expect(codes('', { procedureCode: '1.000894' })).toEqual(['261123-0001']);
    expect(codes('', { clerkId: 'u1' })).toEqual([first]);
    expect(codes('dat', { clerkId: 'u2' })).toEqual(['261123-0001']);
    expect(codes('', { states: ['solved', 'received'] })).toHaveLength(3);
    expect(codes('', { states: ['solved'] })).toEqual([]);
    expect(codes('', { channel: 'online' })).toEqual([]);
    expect(codes('', { overdue: true })).toEqual(
      page('')
        .rows.filter(({ late }) => late)
        .map(({ code }) => code.slice(-11)),
    );
    expect(codes('', { overdue: true })).toContain(first);
    expect(codes(first, { clerkId: 'u2' }), 'an exact code too').toEqual([]);
  });

  it('keep to the days also where the clock was set back', () => {
    receive();
    desk.clock.set('2026-11-25T09:00');
    receive();
    desk.clock.set('2026-11-21T09:00');
    receive();
    expect(codes('', { from: '2026-11-21', to: '2026-11-21' })).toEqual(['261121-0001']);
    expect(codes('', { from: '2026-11-22' })).toEqual(['261125-0001']);
    expect(codes('nhung', { to: '2026-11-24' })).toEqual(['261121-0001', '261120-0001']);
  });

  it('offer what occurs', () => {
    expect(searchChoices(desk.db)).toEqual({ procedures: [], clerks: [] });
    receive();
    receive({ procedureCode: '1.000894' }, tuan);
    expect(searchChoices(desk.db)).toEqual({
      procedures: [
        { code: '2.000815', name: 'Chứng thực bản sao từ bản chính' },
        { code: '1.000894', name: 'Đăng ký kết hôn' },
      ],
      clerks: [ha, tuan],
    });
  });
});

describe('the search tables', () => {
  it('follow a dossier that is changed, and forget one that is removed', () => {
    const { id } = receive({ applicant: dat });
    const n = Number((desk.db.one(sql`select n from dossiers where id = ${id}`) as { n: number }).n);
    const dossier = findDossier(desk.db, id);
    if (dossier === undefined) throw new Error('it is gone');
    const changed = { ...dossier, state: 'processing' as const, applicant: { ...dat, name: 'Lê Thị Mơ' } };
    desk.db.transaction((tx) => renewSearchInTx(tx, n, changed));
    expect(codes('duc')).toEqual([]);
    expect(codes('mo', { states: ['processing'] })).toHaveLength(1);
    expect(codes('', { states: ['received'] })).toEqual([]);
    desk.db.transaction((tx) => removeFromSearchInTx(tx, n));
    for (const query of ['mo', '0987654321', '0001', 'xom']) expect(codes(query), query).toEqual([]);
    expect(desk.db.all(sql`select word from dossier_words`), 'its words').toEqual([]);
    expect(codes('', { states: ['processing'] })).toEqual([]);
  });

  it('pages newest first without gaps or repeats', () => {
    for (let count = 0; count < 7; count += 1) receive();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const found: ReturnType<typeof page> = page('nhung', {}, cursor, 3);
      seen.push(...found.rows.map((row) => row.code.slice(-4)));
      cursor = found.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['0007', '0006', '0005', '0004', '0003', '0002', '0001']);
    expect(page('nhung', {}, 'junk')).toMatchObject({ rows: [], nextCursor: null });
  });

  it('marks what is overdue and hides all but the end of a number', () => {
    receive();
    desk.clock.set('2026-11-26T09:00');
    expect(page('nhung').rows[0]).toMatchObject({ late: true, idNumberMasked: '••••4821' });
  });

  it.each([
    ['one common word', 'nguyễn'],
    ['one letter', 'n'],
    ['an unfinished word', 'nguyễn văn h'],
    ['a long unfinished word', 'nguyễ'],
    ['two common words', 'nguyễn thị'],
    ['the end of a code', '0001'],
    ['the beginning of a number', '01719'],
    ['a number', '017195004821'],
    ['a telephone', '0912 345 678'],
    ['words of an address', 'xóm rợn tân vinh'],
    ['a day', '21/8'],
    ['a word and a month', 'an tháng 8/2026'],
  ])('are walked from the newest row, never scanned or sorted: %s', (_, query) => {
    receive();
    const filters = DossierFilters.parse({ states: ['received'], clerkId: 'u1', overdue: true });
    for (const needs of [[], needsOfFilters(filters)]) {
      const expression = searchExpression(desk.db, [
        ...understandQuery(query).map(({ need }) => need),
        ...needs,
      ]);
      for (const bounds of [
        null,
        boundsOf({ first: 3, before: 9_000, receivedFrom: '2026', dueUpTo: '2027' }),
      ]) {
        assertNoScan(desk.db, rowsQuery({ expression, bounds, limit: 51 }), 'VIRTUAL TABLE INDEX');
      }
    }
  });

  it('are searched, not scanned, by everything else', () => {
    for (const bounds of [
      null,
      boundsOf({ before: 9_000 }),
      boundsOf({ receivedFrom: '2026', dueUpTo: '2027' }),
    ]) {
      assertNoScan(desk.db, rowsQuery({ expression: null, bounds, limit: 51 }), 'INTEGER PRIMARY KEY');
    }
    assertNoScan(desk.db, codeQuery('H441522611200001'));
    assertNoScan(desk.db, wordsQuery('nguye', 25), 'PRIMARY KEY');
    assertNoScan(desk.db, phoneQuery('0912345678'));
    assertNoScan(desk.db, oldNumberQuery('113456789', 1_000), 'PRIMARY KEY');
    assertNoScan(desk.db, periodQuery('2026-01-01', '2026-12-31'), 'PRIMARY KEY');
    assertNoScan(desk.db, sql`select document from dossiers where id = ${'x'}`);
    assertNoScan(desk.db, sql`select id, request_digest from dossiers where request_id = ${'x'}`);
  });
});
