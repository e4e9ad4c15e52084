import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dossier, ReceiveDossier } from '#shared/dossier/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import {
  administrator,
  cancel,
  clerk,
  correct,
  mendPortsOf,
  otherClerk,
  refusal,
} from '#test/fixtures/mending.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';
import { exampleProcedure, receptionDesk } from '#test/fixtures/reception.ts';
import { previewCorrection } from './correct.ts';
import { countReceivedOn, findDossier } from './dossiers-table.ts';
import { getByReceipt } from './find-by-receipt.ts';
import { historyInWords } from './history.ts';
import { findKnownCitizen } from './known-citizens.ts';
import type { MendPorts } from './mending.ts';
import { receiveDossier } from './receive.ts';
import { findRevision, readRevisions } from './revisions.ts';
import { searchDossiers } from './search.ts';

let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
let ports: MendPorts;
let issued: Map<string, number[]>;

beforeEach(() => {
  temporary = openTemporaryDatabase();
  open();
});

afterEach(() => temporary.remove());

function open(procedures = [exampleProcedure()]): void {
  desk = receptionDesk(temporary.db, procedures);
  ({ ports, issued } = mendPortsOf(desk, procedures));
}

const receive = (overrides: Partial<ReceiveDossier> = {}) =>
  receiveDossier(desk.ports, exampleReception(overrides), { id: clerk.id, name: clerk.name }).dossier;
const { applicant } = exampleReception();
const renamed = (name: string) => ({ applicant: { ...applicant, name } });
const found = (query: string) =>
  searchDossiers(desk.db, query, { cursor: null, limit: 10 }, desk.clock.now()).rows.map(({ id }) => id);
const history = (dossier: Dossier) =>
  historyInWords(desk.journal.history(dossier.id, { limit: 50 }).items, (id) => id, {
    revisions: readRevisions(desk.journal, dossier.id).revisions,
  });

describe('correctDossier', () => {
  it('corrects who stands beside the applicant; search, known people and the file of applicants follow', () => {
    const dat = { ...applicant, name: 'Đỗ Đức Đạt', idNumber: '001099000001', phone: null };
    const first = receive({ coApplicants: [dat], helper: { name: 'Lò Văn Ún', phone: null } });
    const other = { ...dat, name: 'Bùi Văn Khoa', idNumber: '001099000002' };
    const { dossier } = correct(ports, first, { coApplicants: [other], helper: null });
    expect(dossier.coApplicants).toEqual([other]);
    expect(dossier).not.toHaveProperty('helper');
    expect([found('đạt'), found('ún'), found('khoa')]).toEqual([[], [], [first.id]]);
    expect(findKnownCitizen(desk.db, dat.idNumber)).toBeUndefined();
    expect(findKnownCitizen(desk.db, other.idNumber)?.name).toBe(other.name);
    const [item] = history(dossier);
    expect(item?.details).toContain('Người giúp: Lò Văn Ún → (không có)');
    const digests = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(digests);
    expect(correct(ports, dossier, { coApplicants: [] }).dossier).not.toHaveProperty('coApplicants');
  });

  it('writes a new revision beside the old one, and both can be read', () => {
    const first = receive();
    desk.clock.advance(60_000);
    const { dossier, repeated } = correct(ports, first, renamed('Đinh Thị Hồng Nhụng'));
    expect(repeated).toBe(false);
    expect(dossier).toMatchObject({
      revision: 2,
      codes: first.codes,
      checkValue: first.checkValue,
      register: first.register,
      receivedAt: first.receivedAt,
      due: first.due,
      applicant: { name: 'Đinh Thị Hồng Nhụng' },
      correction: { by: { id: 'u1' }, supersedes: { revision: 1, at: first.receivedAt } },
    });
    expect(findDossier(desk.db, first.id)).toEqual(dossier);
    expect(findRevision(desk.journal, dossier, 1)).toEqual(first);
    const { revisions } = readRevisions(desk.journal, first.id);
    expect(revisions.map(({ revision, by, reason }) => [revision, by?.name, reason?.code])).toEqual([
      [1, 'Bùi Thu Hà', undefined],
      [2, 'Bùi Thu Hà', 'name'],
    ]);
    expect(issued.get(first.id)).toEqual([2]);
    expect(desk.journal.verifyHead()).toMatchObject({ state: 'intact' });
  });

  it('is found by what it says now, no longer by what it said, and by its code for ever', () => {
    const first = receive();
    correct(ports, first, renamed('Quách Tuấn Kiệt'));
    expect(found('quach tuan kiet')).toEqual([first.id]);
    expect(found('hong nhung')).toEqual([]);
    expect(found(first.codes[0]?.code ?? '')).toEqual([first.id]);
  });

  it('gives a wrong number back to the person it belongs to', () => {
    receive({ applicant: { ...applicant, name: 'Người Thật', address: 'Nhà thật' } });
    desk.clock.advance(60_000);
    const mistaken = receive({ applicant: { ...applicant, name: 'Người Khác', address: 'Nhà khác' } });
    correct(ports, mistaken, { applicant: { ...applicant, name: 'Người Khác', idNumber: '017095000001' } });
    expect(findKnownCitizen(desk.db, '017195004821')).toMatchObject({ name: 'Người Thật', dossiers: 1 });
    expect(findKnownCitizen(desk.db, '017095000001')).toMatchObject({ name: 'Người Khác', dossiers: 1 });
  });

  it('tells the second of two clerks what the first one changed', () => {
    const first = receive();
    correct(ports, first, renamed('Quách Tuấn Kiệt'));
    const refused = refusal(() => correct(ports, first, { note: 'gấp' }, { person: administrator }));
    expect(refused.code).toBe('corrected-meanwhile');
    expect(refused.message).toContain('Bùi Thu Hà đã sửa hồ sơ này lúc 09:00 ngày 20/11/2026');
    expect(refused.problems).toEqual([
      {
        code: 'corrected-meanwhile',
        field: 'applicant.name',
        message: 'Họ và tên: Đinh Thị Hồng Nhung → Quách Tuấn Kiệt',
      },
    ]);
    expect(findDossier(desk.db, first.id)?.revision).toBe(2);
  });

  it('answers a repeated request with the first outcome, and refuses another content under it', () => {
    const first = receive();
    const requestId = systemIds.id();
    const once = correct(ports, first, renamed('A Lử'), { requestId });
    expect(correct(ports, first, renamed('A Lử'), { requestId })).toEqual({ ...once, repeated: true });
    expect(refusal(() => correct(ports, first, renamed('A Phủ'), { requestId })).code).toBe('request-reused');
    expect(readRevisions(desk.journal, first.id).revisions).toHaveLength(2);
    expect(issued.get(first.id)).toEqual([2]);
  });

  it('is for the clerk who received it on that day, and for an administrator', () => {
    const first = receive();
    expect(refusal(() => correct(ports, first, { note: 'x' }, { person: otherClerk })).code).toBe(
      'not-allowed',
    );
    const { dossier } = correct(ports, first, { note: 'x' });
    desk.clock.set('2026-11-21T08:00');
    expect(refusal(() => correct(ports, dossier, { note: 'y' })).code).toBe('not-allowed');
    expect(correct(ports, dossier, { note: 'y' }, { person: administrator }).dossier.revision).toBe(3);
  });

  it('writes nothing where nothing differs, a reason is missing, or the new values are wrong', () => {
    const first = receive();
    const before = desk.journal.heads();
    expect(refusal(() => correct(ports, first, { note: '' })).code).toBe('nothing-corrected');
    expect(refusal(() => correct(ports, first, renamed('  '))).problems[0]?.field).toBe('applicant.name');
    expect(refusal(() => correct(ports, first, { caseId: 'không có' })).problems[0]?.field).toBe('caseId');
    const without = (code: string) =>
      refusal(() => cancel(ports, first, { code })).problems.map(({ field }) => field);
    expect(without('other')).toEqual(['reason.text']);
    expect(without('made up')).toEqual(['reason.code']);
    expect(desk.journal.heads()).toEqual(before);
  });

  it('keeps the rules of its reception: a newer limit or fee changes no promise', () => {
    const first = receive();
    const [terms] = exampleProcedure().channels;
    if (terms === undefined) throw new Error('a procedure has terms');
    // What is in force today is another thing than what the dossier was received under.
    desk.ports.rules.findProcedure = () => ({
      procedure: exampleProcedure({ channels: [{ ...terms, limit: { value: 30, unit: 'day' } }] }),
      catalogueVersion: 8,
    });
    desk.clock.set('2026-11-20T16:30');
    const { dossier } = correct(ports, first, { fee: { ...exampleReception().fee, quantity: 3 } });
    expect(dossier.due).toEqual(first.due);
    expect(dossier.versions).toEqual(first.versions);
    expect(dossier.fee.quantity).toBe(3);
  });

  it('asks to confirm a due date that changes, and never one that has passed', () => {
    open([exampleProcedure({ channels: [{ ...terms(), limit: null }] })]);
    const first = receive({ due: { at: '2026-11-25T17:00', reason: 'theo lịch của thủ trưởng' } });
    const later = { due: { at: '2026-11-27T17:00', reason: 'ghi nhầm ngày' } };
    const refused = refusal(() => correct(ports, first, later));
    expect([refused.code, refused.problems[0]?.field]).toEqual(['due-changes', 'confirmedDue']);
    expect(refusal(() => correct(ports, first, later, { confirmedDue: '2026-11-26T17:00' })).code).toBe(
      'due-changes',
    );
    const preview = previewCorrection(ports, { id: first.id, basedOn: 1, changes: later }, clerk);
    expect(preview).toMatchObject({ due: { changed: true }, problems: [] });
    const { dossier } = correct(ports, first, later, { confirmedDue: '2026-11-27T17:00' });
    expect(dossier.due?.at).toBe('2026-11-27T17:00');
    // A correction of something else leaves the entered date and its reason alone.
    expect(correct(ports, dossier, { note: 'x' }).dossier.due).toEqual(dossier.due);
    desk.clock.set('2026-11-26T09:00');
    const passed = { due: { at: '2026-11-26T08:00', reason: 'x' } };
    const last = findDossier(desk.db, first.id);
    expect(
      refusal(() =>
        correct(ports, { id: first.id, revision: last?.revision ?? 0 }, passed, { person: administrator }),
      ).code,
    ).toBe('due-in-past');
  });

  it('names the receipt that the citizen holds, also where one between was never printed', () => {
    const first = receive();
    const second = correct(ports, first, { note: 'một' }, { print: false }).dossier;
    const third = correct(ports, second, { note: 'hai' }).dossier;
    expect(third.correction?.supersedes).toEqual({ revision: 1, at: first.receivedAt });
    const fourth = correct(ports, third, { note: 'ba' }).dossier;
    expect(fourth.correction?.supersedes).toEqual({ revision: 3, at: third.correction?.at });
  });

  it('tells in plain words who changed what and why', () => {
    const first = receive();
    const second = correct(ports, first, {
      ...renamed('Quách Tuấn Kiệt'),
      papers: [
        { requirementId: 'p2', name: 'Bản sao cần chứng thực', originals: 0, copies: 2, handling: 'submit' },
      ],
    }).dossier;
    cancel(ports, second, { code: 'other', text: 'bà con đổi ý' });
    const [cancelled, corrected] = history(second);
    expect(cancelled?.text).toBe(
      'Hủy hồ sơ; mã và số thứ tự trong sổ không dùng lại. Lý do: Lý do khác (bà con đổi ý)',
    );
    expect(corrected?.text).toBe(
      'Sửa hồ sơ thành bản 2, in giấy bản 2 thay giấy bản 1. Lý do: Sai họ tên, số giấy tờ hoặc ngày sinh',
    );
    expect(corrected?.details).toEqual([
      'Họ và tên: Đinh Thị Hồng Nhung → Quách Tuấn Kiệt',
      'Giấy tờ: Bản sao cần chứng thực: (không có) → 2 bản sao, nộp',
      'Còn thiếu: Bản chính giấy tờ; Bản sao cần chứng thực → Bản chính giấy tờ',
    ]);
  });
});

describe('cancelDossier', () => {
  it('marks the dossier and keeps everything else; the code is never given again', () => {
    const first = receive();
    const { dossier } = cancel(ports, first);
    expect(dossier).toEqual({ ...first, cancelled: dossier.cancelled });
    expect(dossier.cancelled).toMatchObject({ by: { id: 'u1' }, reason: { code: 'twice' } });
    const [row] = searchDossiers(desk.db, first.codes[0]?.code ?? '', { cursor: null, limit: 1 }, 0).rows;
    expect(row).toMatchObject({ cancelled: true, late: false });
    expect(receive().codes[0]?.code).toBe('H44.152-261120-0002');
    expect(receive().register.number).toBe(3);
    expect(countReceivedOn(desk.db, '2026-11-20')).toBe(2);
  });

  it('can neither be corrected nor cancelled again', () => {
    const first = receive();
    const requestId = systemIds.id();
    const once = cancel(ports, first, { requestId });
    expect(cancel(ports, first, { requestId })).toEqual({ ...once, repeated: true });
    expect(refusal(() => cancel(ports, first)).code).toBe('dossier-cancelled');
    expect(refusal(() => correct(ports, first, { note: 'x' }, { person: administrator })).code).toBe(
      'dossier-cancelled',
    );
  });
});

describe('getByReceipt', () => {
  it('opens the dossier by the receipt of any revision and says what became of that paper', () => {
    const first = receive();
    const [code] = first.codes;
    const old = `https://dichvucong.gov.vn/?ma=${code?.code}&kt=${first.checkValue}`;
    expect(getByReceipt(desk, old)).toMatchObject({
      id: first.id,
      revision: 1,
      current: 1,
      supersededAt: null,
    });
    desk.clock.advance(60_000);
    const second = correct(ports, first, { note: 'một' }).dossier;
    desk.clock.advance(60_000);
    correct(ports, second, { note: 'hai' });
    expect(getByReceipt(desk, old)).toMatchObject({
      revision: 1,
      current: 3,
      supersededAt: second.correction?.at,
    });
    expect(getByReceipt(desk, `${old}&b=3`)).toMatchObject({ revision: 3, supersededAt: null });
    expect(getByReceipt(desk, code?.code.toLowerCase() ?? '')).toMatchObject({
      revision: null,
      supersededAt: null,
    });
  });

  it('refuses what is no receipt, and a receipt whose check value is not the dossier’s', () => {
    const first = receive();
    expect(refusal(() => getByReceipt(desk, 'https://example.vn/?x=1')).code).toBe('not-found');
    const wrong = first.checkValue === '00000000' ? '00000001' : '00000000';
    expect(refusal(() => getByReceipt(desk, `${first.codes[0]?.code} ${wrong}`)).message).toContain(
      'không khớp',
    );
  });
});

function terms() {
  const [first] = exampleProcedure().channels;
  if (first === undefined) throw new Error('a procedure has terms');
  return first;
}
