import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DossierFilters, type DuplicateSubject } from '#shared/contract/index.ts';
import type { Dossier, GiveSlip, ReceiveDossier } from '#shared/dossier/index.ts';
import { paperPrinted } from '#shared/journal/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { administrator, cancel, correct, mendPortsOf, otherClerk, refusal } from '#test/fixtures/mending.ts';
import { exampleReception, exampleSlip } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { slipAt } from '#test/fixtures/slips.ts';
import { assertNoScan } from '../storage/index.ts';
import { countReceivedOn, findDossier } from './dossiers-table.ts';
import { findDuplicates } from './duplicates.ts';
import { getByReceipt } from './find-by-receipt.ts';
import { followerQuery, followersQuery } from './followed.ts';
import { giveSlip } from './give-slip.ts';
import { historyInWords } from './history.ts';
import { historyContextOf } from './history-context.ts';
import { findKnownCitizen } from './known-citizens.ts';
import { previewSlip } from './preview-slip.ts';
import { receiveDossier } from './receive.ts';
import { searchDossiers } from './search.ts';
import { searchChoices } from './search-choices.ts';

const actor = { id: 'u1', name: 'Bùi Thu Hà' };
const { applicant } = exampleReception();
let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
beforeEach(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db);
});
afterEach(() => temporary.remove());

const give = (overrides: Partial<GiveSlip> = {}) => slipAt(desk, overrides);
const refuse = (overrides: Partial<GiveSlip> = {}) =>
  give({ kind: 'refusal', gaps: [], reason: { code: 'no-procedure', text: '' }, ...overrides });
const receive = (overrides: Partial<ReceiveDossier> = {}) =>
  receiveDossier(desk.ports, exampleReception(overrides), actor).dossier;
const codeOf = ({ codes }: Dossier) => codes[0]?.code;
const search = (query: string, filters: Partial<DossierFilters> = {}) =>
  searchDossiers(
    desk.db,
    query,
    { cursor: null, limit: 10, filters: DossierFilters.parse(filters) },
    desk.clock.now(),
  ).rows;
const history = (dossier: Dossier) =>
  historyInWords(
    desk.journal.history(dossier.id, { limit: 20 }).items,
    (id) => id,
    historyContextOf(desk, dossier),
  );
const now = (dossier: Dossier) => findDossier(desk.db, dossier.id);

describe('giving a slip', () => {
  it('writes a dossier that was never received: a number of its own book, no code, no due date, no serial', () => {
    const slip = give({ until: '2026-11-30' });
    expect(slip).toMatchObject({
      state: 'supplement-requested',
      codes: [{ code: '01/2026/HDHS', kind: 'own' }],
      register: { volume: 'HDHS/2026', number: 1 },
      due: null,
      fee: { amount: 0, basis: 'free' },
      clockStartedAt: null,
      missingPapers: ['Bản chính giấy tờ'],
      procedure: { code: '2.000815', caseId: 'common' },
      slip: {
        kind: 'supplement',
        reason: { code: 'missing', label: 'Hồ sơ chưa đủ thành phần theo quy định' },
        until: '2026-11-30',
      },
    });
    expect(slip.versions.form).toMatch(/^TT 03\/2025\/TT-VPCP mẫu 02/);
    expect(now(slip)).toEqual(slip);
    expect(desk.enqueued).toEqual([slip.id]);
    expect(codeOf(receive())).toBe('H44.152-261120-0001');
    expect(countReceivedOn(desk.db, '2026-11-20')).toBe(1);
    expect(desk.journal.verifyHead()).toMatchObject({ state: 'intact' });
  });

  it('numbers each book from 1 to the end of the year, never twice', () => {
    expect([give(), refuse(), give(), refuse()].map(codeOf)).toEqual([
      '01/2026/HDHS',
      '01/2026/TTPVHCC',
      '02/2026/HDHS',
      '02/2026/TTPVHCC',
    ]);
    desk.clock.set('2027-01-02T08:00');
    expect(codeOf(give())).toBe('01/2027/HDHS');
    desk.clock.set('2026-12-31T08:00');
    expect(codeOf(give())).toBe('03/2026/HDHS');
  });

  it('a refusal tells its reason in words, names no papers, and may be about no procedure at all', () => {
    const slip = refuse({
      procedureCode: null,
      caseId: null,
      matter: ' Xác nhận hộ nghèo cho ông Quách Văn Ún ',
      reason: { code: 'not-competent', text: 'Luật Hộ tịch, điều 7' },
      gaps: exampleSlip().gaps,
      until: '2026-11-30',
      print: false,
    });
    expect(slip).toMatchObject({
      state: 'refused',
      procedure: { code: '', name: 'Xác nhận hộ nghèo cho ông Quách Văn Ún', field: '' },
      versions: { catalogue: 0 },
      slip: { gaps: [], until: null, reason: { text: 'Luật Hộ tịch, điều 7' } },
    });
    expect(desk.enqueued).toEqual([]);
    expect(search('quách ún').map(({ id }) => id)).toEqual([slip.id]);
    expect(searchChoices(desk.db).procedures).toEqual([]);
  });

  it.each<[string, Partial<GiveSlip>, string, string]>([
    ['a name', { applicant: { ...applicant, name: ' ' } }, 'applicant.name', 'họ tên'],
    ['a matter', { procedureCode: null, matter: ' ' }, 'matter', 'chọn thủ tục'],
    ['a known procedure', { procedureCode: '9.999999' }, 'procedureCode', 'danh mục'],
    ['a gap', { gaps: [] }, 'gaps', 'ít nhất một'],
    [
      'what the gap is',
      { gaps: [{ requirementId: null, text: ' ', originals: 0, copies: 0 }] },
      'gaps.0',
      'bỏ dòng này',
    ],
    ['a listed reason', { reason: { code: 'not-competent', text: 'x' } }, 'reason.code', 'danh sách'],
    ['its ground', { reason: { code: 'other', text: ' ' } }, 'reason.text', 'ghi rõ'],
    [
      'a ground to file for somebody, or that there is none',
      { filer: { name: 'Lò Thị Én', idKind: 'none', idNumber: null, phone: null, ground: ' ' } },
      'filer.ground',
      'ghi rõ là không có',
    ],
    ['a day to come', { until: '2026-11-19' }, 'until', 'đã qua'],
  ])(
    'needs %s, and says so by field, in the preview as when it is given',
    (_what, overrides, field, words) => {
      const before = desk.journal.viewDigests();
      const refused = refusal(() => give(overrides));
      expect(refused.problems.map((problem) => problem.field)).toEqual([field]);
      expect(refused.message).toContain(words);
      expect(desk.journal.viewDigests()).toEqual(before);
      const { requestId: _id, print: _print, ...draft } = exampleSlip(overrides);
      const preview = previewSlip(draft, {
        rules: desk.ports.rules,
        office: desk.ports.office(),
        actor,
        now: desk.clock.now(),
        clockTrouble: null,
      });
      expect(preview.problems.map((problem) => problem.field)).toEqual([field]);
    },
  );

  it('shows the reason on the paper before it is said in more detail', () => {
    const { requestId: _id, print: _print, ...draft } = exampleSlip({ reason: { code: 'other', text: '' } });
    const { document, problems } = previewSlip(draft, {
      rules: desk.ports.rules,
      office: desk.ports.office(),
      actor,
      now: desk.clock.now(),
      clockTrouble: null,
    });
    expect(problems.map(({ field }) => field)).toEqual(['reason.text']);
    expect(JSON.stringify(document)).toContain('Lý do khác');
  });

  it('may name today; a refusal without its legal ground is refused where the law must be named', () => {
    expect(give({ until: '2026-11-20' }).slip?.until).toBe('2026-11-20');
    const refused = refusal(() => refuse({ reason: { code: 'not-eligible', text: '' } }));
    expect(refused.problems).toMatchObject([{ field: 'reason.text' }]);
  });

  it('answers a repeated request with the first slip, also when it comes as a reception, and forgets the draft', () => {
    const forgotten: string[] = [];
    desk.ports.forgetDraftInTx = (_tx, requestId) => forgotten.push(requestId);
    const form = exampleSlip();
    const { dossier } = giveSlip(desk.ports, form, actor);
    expect(giveSlip(desk.ports, form, actor)).toEqual({ dossier, repeated: true });
    const other = { ...form, note: 'khác' };
    expect(refusal(() => giveSlip(desk.ports, other, actor)).code).toBe('request-reused');
    const received = refusal(() => receive({ requestId: form.requestId }));
    expect(received.code).toBe('request-reused');
    expect(received.message).toMatch(
      /^Đã lập phiếu 01\/2026\/HDHS từ biểu mẫu này, hồ sơ chưa được tiếp nhận\. Hãy/,
    );
    expect(forgotten).toEqual([form.requestId]);
    expect(desk.enqueued).toHaveLength(1);
  });

  it('writes nothing where its print order cannot be written', () => {
    const before = desk.journal.viewDigests();
    desk.ports.enqueuePaperInTx = () => {
      throw new Error('the disk is full');
    };
    expect(() => give()).toThrow('the disk is full');
    expect(desk.journal.viewDigests()).toEqual(before);
    desk.ports.enqueuePaperInTx = () => undefined;
    expect(codeOf(give())).toBe('01/2026/HDHS');
  });
});

describe('finding a slip', () => {
  it('by number (also without its 0), name, number and telephone, by its state; never as late', () => {
    const slip = give();
    const other = refuse({ applicant: { ...applicant, name: 'Lò Văn Ún', idNumber: null, phone: null } });
    for (const query of ['01/2026/HDHS', '01/2026/hdhs', '1/2026/hdhs', 'hdhs', '0912345678', '017195004821'])
      expect([query, search(query).map(({ id }) => id)]).toEqual([query, [slip.id]]);
    expect(search('', { states: ['refused'] }).map(({ id }) => id)).toEqual([other.id]);
    expect(search('', { states: ['supplement-requested'] })).toMatchObject([
      { id: slip.id, slip: 'supplement', dueAt: null, late: false, code: '01/2026/HDHS' },
    ]);
    const late = receive();
    desk.clock.set('2027-11-20T09:00');
    expect(search('', { overdue: true }).map(({ id }) => id)).toEqual([late.id]);
    expect(search('').map((row) => row.late)).toEqual([true, false, false]);
  });

  it('by its number without the letters of its book, as by the month that it looks like', () => {
    const slips = Array.from({ length: 13 }, () => give());
    const refused = [refuse(), refuse()];
    const second = [refused[1]?.id, slips[1]?.id];
    for (const query of ['02/2026', '2/2026', 'phiếu 2', 'phieu so 02/2026'])
      expect([query, search(query).map(({ id }) => id)]).toEqual([query, second]);
    for (const query of ['13/2026', 'phiếu 02/2026/HDHS', 'Phiếu số 13 hồng nhung'])
      expect(search(query)).toHaveLength(1);
    desk.clock.set('2027-02-03T09:00');
    const later = receive();
    expect(search('2/2027').map(({ id }) => id)).toEqual([later.id]);
    expect(search('tháng 2/2026')).toEqual([]);
  });

  it('tells how many others a dossier or slip is in the name of', () => {
    const dat = { ...applicant, name: 'Đỗ Đức Đạt', idNumber: '001099000001' };
    give({ coApplicants: [dat] });
    receive({ coApplicants: [dat, { ...dat, idNumber: '001099000002' }] });
    receive();
    expect(search('').map(({ others }) => others)).toEqual([0, 2, 1]);
  });

  it('by its QR and its bar code, as they are printed', () => {
    const slip = give();
    const opened = { id: slip.id, code: '01/2026/HDHS', current: 1, supersededAt: null };
    expect(getByReceipt(desk, `01/2026/HDHS ${slip.checkValue}`)).toMatchObject({ ...opened, revision: 1 });
    expect(getByReceipt(desk, '01/2026/HDHS')).toMatchObject({ ...opened, revision: null });
    expect(refusal(() => getByReceipt(desk, '02/2026/HDHS')).code).toBe('not-found');
    expect(refusal(() => getByReceipt(desk, '01/2026/HDHS 00000000')).message).toContain('không khớp');
  });

  it('is offered, told apart, until it is settled; it never hides what was received', () => {
    const subject: DuplicateSubject = {
      place: 'applicant',
      kind: 'person',
      name: applicant.name,
      idNumber: applicant.idNumber,
      oldNumber: null,
      birth: applicant.birth,
    };
    const found = () =>
      findDuplicates(desk.db, [subject], '2.000815').map(({ kind, slip, dossier }) => [
        kind,
        slip,
        dossier.id,
        dossier.dueAt === null,
      ]);
    const first = receive();
    const slips = [give(), give(), give(), give()];
    refuse();
    expect(found()).toEqual([
      ['open-dossier', null, first.id, false],
      ...slips
        .slice(1)
        .reverse()
        .map(({ id }) => ['open-dossier', 'supplement', id, true]),
    ]);
    for (const slip of slips) receive({ follows: slip.id, atOnce: true });
    expect(found()).toEqual([['open-dossier', null, first.id, false]]);
  });
});

describe('coming back with a slip', () => {
  it('is a reception that follows it; both say so, also after a rebuild', () => {
    const slip = give({ until: '2026-11-30' });
    desk.clock.set('2026-11-23T09:00');
    const dossier = receive({ follows: slip.id });
    expect(dossier).toMatchObject({ state: 'received', follows: slip.id });
    expect(now(slip)).toEqual({ ...slip, followedBy: dossier.id });
    expect(history(dossier)[0]).toMatchObject({
      text: expect.stringMatching(/^Tiếp nhận, cấp mã/),
      details: ['Tiếp theo phiếu yêu cầu bổ sung 01/2026/HDHS ngày 20/11/2026'],
    });
    expect(history(now(slip) ?? slip)).toMatchObject([
      { kind: 'dossier-received', text: `Người nộp quay lại, đã tiếp nhận hồ sơ ${codeOf(dossier)}` },
      {
        text: 'Yêu cầu bổ sung, chưa tiếp nhận (phiếu 01/2026/HDHS). Lý do: Hồ sơ chưa đủ thành phần theo quy định',
        details: [
          '1. Bản chính giấy tờ (1 bản chính)',
          '2. Tờ khai chưa ký tên',
          'Bổ sung đến hết ngày 30/11/2026',
        ],
      },
    ]);
    const digests = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(digests);
  });

  it('settles the slip once, whether it asked or refused; a cancelled one settles nothing any more', () => {
    const { ports } = mendPortsOf(desk);
    const slip = give();
    const first = receive({ follows: slip.id });
    expect(refusal(() => receive({ follows: slip.id })).code).toBe('slip-settled');
    cancel(ports, first);
    expect(now(slip)?.followedBy).toBeNull();
    const second = receive({ follows: slip.id });
    expect(now(slip)?.followedBy).toBe(second.id);
    const refused = refuse();
    cancel(ports, refused, { code: 'trial' });
    expect(refusal(() => receive({ follows: refused.id })).code).toBe('slip-settled');
    const other = refuse();
    expect(now(other)?.state).toBe('refused');
    receive({ follows: other.id });
    expect(now(other)?.followedBy).not.toBeNull();
    const digests = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(digests);
  });

  it('stands in the journal’s order in its history, also where the clock was set back', () => {
    const slip = give();
    desk.clock.set('2026-11-20T08:30');
    const dossier = receive({ follows: slip.id });
    desk.clock.set('2026-11-20T08:10');
    printPaperOf(slip);
    expect(history(now(slip) ?? slip).map(({ text }) => text)).toEqual([
      'Phiếu yêu cầu bổ sung: đã in (Quầy 1)',
      `Người nộp quay lại, đã tiếp nhận hồ sơ ${codeOf(dossier)}`,
      expect.stringMatching(/^Yêu cầu bổ sung, chưa tiếp nhận/),
    ]);
  });

  it('tells that what was received from it was cancelled, also when another came after', () => {
    const { ports } = mendPortsOf(desk);
    const slip = give();
    const first = receive({ follows: slip.id });
    cancel(ports, first);
    const texts = () => history(now(slip) ?? slip).map(({ text }) => text);
    const cancelled = [
      expect.stringMatching(`^Hồ sơ tiếp nhận từ phiếu này đã hủy \\(${codeOf(first)}\\). Lý do: .`),
      `Người nộp quay lại, đã tiếp nhận hồ sơ ${codeOf(first)}`,
      expect.stringMatching(/^Yêu cầu bổ sung/),
    ];
    expect(texts()).toEqual(cancelled);
    const second = receive({ follows: slip.id });
    expect(texts()).toEqual([`Người nộp quay lại, đã tiếp nhận hồ sơ ${codeOf(second)}`, ...cancelled]);
    assertNoScan(desk.db, followersQuery('x'), 'dossiers_by_follows');
  });

  it('stays settled where only a paper of it is erased', () => {
    const slip = give();
    const dossier = receive({ follows: slip.id });
    const paper = printPaperOf(slip);
    expect(history(slip)[0]?.text).toBe('Phiếu yêu cầu bổ sung: đã in (Quầy 1)');
    const { chain, station, seq } = paper;
    const erasure = { actor: 'an', ground: 'căn cứ', subject: slip.id, targets: [{ chain, station, seq }] };
    desk.db.transaction((tx) => desk.journal.eraseBodyInTx(tx, erasure));
    expect(now(slip)?.followedBy).toBe(dossier.id);
  });

  it('follows nothing but a slip, and leaves no number used where it is refused', () => {
    const dossier = receive();
    for (const follows of [dossier.id, 'nobody']) {
      const refused = refusal(() => receive({ follows }));
      expect(refused.problems).toMatchObject([{ field: 'follows' }]);
    }
    expect(codeOf(receive())).toBe('H44.152-261120-0002');
    assertNoScan(desk.db, followerQuery('x'), 'dossiers_by_follows');
  });
});

describe('a result handed over at once', () => {
  it('is received and returned in one step, without a paper unless one is asked for', () => {
    const plain = receive({ atOnce: true });
    const printed = receive({ atOnce: true, print: true });
    const quiet = receive({ print: false });
    expect(desk.enqueued).toEqual([printed.id]);
    expect(plain).toMatchObject({ state: 'returned', atOnce: true, register: { number: 1 } });
    expect(plain.due?.at).toBe('2026-11-26T09:00');
    expect(quiet).not.toHaveProperty('atOnce');
    expect(countReceivedOn(desk.db, '2026-11-20')).toBe(3);
    expect(history(plain)[0]?.text).toMatch(/^Tiếp nhận và trả kết quả ngay, cấp mã H44\.152-261120-0001/);
    expect(search('', { states: ['returned'] })).toHaveLength(2);
  });

  it('is corrected and cancelled on its day, by who received it or an administrator, and not after', () => {
    const { ports } = mendPortsOf(desk);
    const dossier = receive({ atOnce: true, fee: { ...exampleReception().fee } });
    const renamed = { applicant: { ...applicant, name: 'Đinh Thị Hồng Nhụng' } };
    expect(refusal(() => correct(ports, dossier, renamed, { person: otherClerk })).code).toBe('not-allowed');
    const corrected = correct(ports, dossier, renamed, { print: false }).dossier;
    expect(corrected).toMatchObject({ state: 'returned', atOnce: true, revision: 2 });
    desk.clock.set('2026-11-21T08:00');
    expect(refusal(() => cancel(ports, corrected, { person: administrator })).code).toBe('dossier-closed');
    desk.clock.set('2026-11-20T16:00');
    expect(cancel(ports, corrected).dossier.cancelled).not.toBeNull();
    const digests = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(digests);
  });
});

describe('mending a slip', () => {
  it('it is cancelled, not corrected; not once the person came back', () => {
    const { ports } = mendPortsOf(desk);
    const slip = give();
    const wrong = refusal(() => correct(ports, slip, { note: 'x' }));
    expect([wrong.code, wrong.message]).toEqual([
      'dossier-closed',
      'Phiếu đã lập thì không sửa. Hãy hủy phiếu này rồi lập phiếu mới.',
    ]);
    expect(refusal(() => cancel(ports, slip, { person: otherClerk })).code).toBe('not-allowed');
    const dossier = receive({ follows: slip.id });
    expect(refusal(() => cancel(ports, slip, { person: administrator })).code).toBe('dossier-closed');
    cancel(ports, dossier);
    expect(cancel(ports, slip).dossier.cancelled).not.toBeNull();
    expect(codeOf(give())).toBe('02/2026/HDHS');
    expect(search('01/2026/HDHS')).toMatchObject([{ cancelled: true, slip: 'supplement' }]);
  });

  it('what is known of a person is made anew only where a correction touches it', () => {
    const { ports } = mendPortsOf(desk);
    const first = receive();
    desk.clock.advance(1000);
    receive({ applicant: { ...applicant, phone: '0900000001' } });
    const phone = () => findKnownCitizen(desk.db, '017195004821')?.phone;
    const { dossier } = correct(ports, first, { note: 'gấp' }, { print: false });
    expect(phone()).toBe('0900000001');
    correct(ports, dossier, { applicant: { ...applicant, phone: '0900000002' } }, { print: false });
    expect(phone()).toBe('0900000001');
    const digests = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(digests);
  });
});

/** A paper of it came out of the printer. */
function printPaperOf(slip: Dossier) {
  return desk.db.transaction((tx) =>
    desk.journal.appendInTx(tx, {
      kind: paperPrinted,
      actor: actor.id,
      subject: slip.id,
      body: {
        paperId: 'p1',
        dossierId: slip.id,
        paper: 'supplement-slip',
        title: 'Phiếu yêu cầu bổ sung 01/2026/HDHS',
        form: slip.versions.form,
        sha256: '0'.repeat(64),
        printer: 'Quầy 1',
        copies: 1,
        revision: 1,
        reprint: 0,
        attempt: 1,
        outcome: 'printed',
        toldBy: 'printer',
        problem: null,
      },
    }),
  );
}
