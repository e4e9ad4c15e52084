import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErasureStep } from '#shared/contract/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { answerOf, type BareOffice, call, startBareOffice } from '#test/fixtures/contract.ts';
import { decipherFile } from '#test/fixtures/database.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';
import { findKnownCitizen } from '../dossiers/index.ts';
import type { OfficeClient } from '../index.ts';
import { createOfficeCore } from '../lifecycle/index.ts';
import { sql } from '../storage/index.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const { applicant } = exampleReception();
/** Words that begin like no other, so that the index keeps them whole. */
const MARKED = {
  ...applicant,
  name: 'Qxời Văn Zưưng',
  idNumber: '098765432109',
  phone: '0977553311',
  address: 'Xóm Wấyển',
  email: 'qxoi@example.vn',
};
const TRACES = ['Qxời', 'qxoi', 'zuung', '098765432109', '0977553311', 'Wấyển', 'wayen', 'Bí mật jjk'];
const WORDS = {
  groundId: 'law-91-2025-request',
  document: '12/QĐ-UBND ngày 21/11/2026',
  reason: '',
  openReason: 'chủ thể yêu cầu',
};

let bare: BareOffice;
let clerk: OfficeClient;
let administrator: OfficeClient;
beforeEach(async () => {
  bare = await startBareOffice();
  clerk = await bare.signedIn('clerk');
  administrator = await bare.signedIn('administrator');
});
afterEach(() => bare.end());

const office = () => bare.core.opened();
const noneOnTheWay = () =>
  vi.waitFor(() => expect(office().printing.counts().waiting).toBe(0), { timeout: 40_000, interval: 100 });

async function receive(overrides: Partial<ReceiveDossier> = {}) {
  const { dossier } = await clerk.dossiers.receive(exampleReception(overrides));
  return { id: dossier.id, code: dossier.codes[0]?.code ?? '' };
}

async function erase(asked: Partial<Parameters<OfficeClient['erasure']['erase']>[0]>) {
  const steps: ErasureStep[] = [];
  const input = { dossierIds: [], confirmation: '', ...WORDS, ...asked };
  for await (const step of await administrator.erasure.eraseInSteps(input)) steps.push(step);
  return steps;
}

const found = async (query: string) =>
  (await clerk.dossiers.search({ query, cursor: null, limit: 20 })).rows.map((row) => row.code);

describe('the erasure of a dossier', () => {
  it('leaves its code, the ground and nobody: views, search, files, index and log', async () => {
    const marked = await receive({ applicant: MARKED, note: 'Bí mật jjk' });
    const other = await receive();
    await noneOnTheWay();
    const { papers } = await clerk.dossiers.get({ id: marked.id });
    const archive = path.join(bare.ports.dataDirectory, 'archive');
    const prints = path.join(bare.ports.dataDirectory, 'prints');
    const pdfsOf = (code: string) => readdirSync(prints).filter((name) => name.startsWith(code));
    const sealed = path.join(archive, papers[0]?.sha256.slice(0, 2) ?? '', `${papers[0]?.sha256}.pdf.sealed`);
    expect(existsSync(sealed)).toBe(true);
    expect(pdfsOf(marked.code)).toHaveLength(1);
    const { file } = office().db;
    const plain = () => decipherFile(file, office().key);
    office().db.checkpoint();
    for (const trace of TRACES) expect([trace, plain().includes(trace)]).toEqual([trace, true]);

    const steps = await erase({ dossierIds: [marked.id], confirmation: marked.code.toLowerCase() });
    expect(steps).toEqual([
      { kind: 'dossier', ...marked, outcome: 'erased', message: null, done: 1, total: 1 },
      { kind: 'cleaning' },
      { kind: 'result', erased: 1, refused: 0, clean: true, keptFolders: [] },
    ]);

    expect(readFileSync(`${file}-wal`).length).toBeLessThan(100_000);
    office().db.checkpoint();
    for (const trace of TRACES) expect([trace, plain().includes(trace)]).toEqual([trace, false]);
    expect(existsSync(sealed)).toBe(false);
    expect([pdfsOf(marked.code).length, pdfsOf(other.code).length]).toEqual([0, 1]);
    expect(indexedWords().filter((word) => TRACES.some((trace) => word.includes(trace)))).toEqual([]);
    expect(indexedWords()).toContain('nhung');
    for (const query of ['qxoi van zuung', MARKED.idNumber, MARKED.phone, 'wayen', 'jjk']) {
      expect([query, await found(query)]).toEqual([query, []]);
    }
    expect((await clerk.citizens.find({ idNumber: MARKED.idNumber })).citizen).toBeNull();
    expect(await found('nhung')).toEqual([other.code]);

    const [row] = (await clerk.dossiers.search({ query: marked.code, cursor: null, limit: 5 })).rows;
    expect(row).toMatchObject({ code: marked.code, applicantName: '', idNumberMasked: '' });
    expect(row?.erased).toMatch(
      /^điểm a khoản 1 Điều 14 Luật .*; văn bản 12\/QĐ-UBND ngày 21\/11\/2026; xóa khi/,
    );
    for (const [name, input] of [
      ['dossiers.get', { id: marked.id }],
      ['dossiers.receipt', { id: marked.id }],
      ['dossiers.reprint', { dossierId: marked.id, requestId: systemIds.id() }],
      ['dossiers.paperPdf', { paperId: papers[0]?.id }],
    ] as const) {
      const outcome = await call(clerk, name, input);
      expect([name, outcome]).toMatchObject([name, { ok: false, code: 'erased' }]);
    }
    const left = await clerk.erasure.get({ id: marked.id });
    const administratorName = bare.people.find(({ role }) => role === 'administrator')?.name;
    expect(left.erased).toMatchObject({ erasedBy: administratorName, register: { number: 1 } });
    expect(left.history.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Xóa thông tin về giấy đã in theo điểm a/),
      expect.stringMatching(/^Xóa dữ liệu cá nhân theo điểm a/),
      expect.stringMatching(/^In giấy: nội dung đã xóa theo/),
      expect.stringMatching(/^Tiếp nhận: nội dung đã xóa theo/),
    ]);
    expect(left.history.every(({ actor }) => actor !== '')).toBe(true);
  });

  it('keeps both chains whole, the views the same after a rebuild, and every number taken', async () => {
    const first = await receive({ applicant: MARKED });
    await noneOnTheWay();
    const request = exampleReception({ applicant: MARKED });
    const second = (await clerk.dossiers.receive(request)).dossier;
    await noneOnTheWay();
    await erase({ dossierIds: [first.id, second.id], confirmation: '098 765 432 109' });
    expect(await office().journal.verify()).toMatchObject({ state: 'intact', erased: 4 });
    const digests = office().journal.viewDigests();
    office().journal.rebuild();
    expect(office().journal.viewDigests()).toEqual(digests);
    expect(await found(first.code)).toEqual([first.code]);
    expect(await answerOf(clerk, 'dossiers.receive', request)).toBe('erased');
    expect((await receive()).code).toMatch(/-0003$/);
    expect((await clerk.status.get({})).receivedToday).toBe(3);
  });

  it('covers every entry about the dossier: what a correction put right, and why, goes with it', async () => {
    const { id, code } = await receive({ applicant: MARKED });
    await noneOnTheWay();
    await administrator.dossiers.correct({
      requestId: systemIds.id(),
      id,
      basedOn: 1,
      changes: { applicant: { ...applicant, name: 'Đỗ Đức Đạt' }, note: 'Bí mật jjk' },
      reason: { code: 'other', text: 'ghi nhầm tên Qxời' },
      confirmedDue: null,
      print: true,
    });
    await noneOnTheWay();
    await erase({ dossierIds: [id], confirmation: code });
    office().db.checkpoint();
    const plain = decipherFile(office().db.file, office().key);
    for (const trace of [...TRACES, 'Đỗ Đức Đạt'])
      expect([trace, plain.includes(trace)]).toEqual([trace, false]);
    expect(await office().journal.verify()).toMatchObject({ state: 'intact' });
    const digests = office().journal.viewDigests();
    office().journal.rebuild();
    expect(office().journal.viewDigests()).toEqual(digests);
    const { history } = await clerk.erasure.get({ id });
    expect(history.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Sửa hồ sơ: nội dung đã xóa/),
    );
    expect(JSON.stringify(history)).not.toMatch(/Qxời|Đạt|jjk/);
  });

  it('forgets of a person what only the erased dossier told', async () => {
    await receive({ applicant: { ...applicant, phone: '0911111111', email: 'cu@example.vn' } });
    const later = await receive({ applicant: { ...applicant, phone: '0922222222', email: null } });
    await noneOnTheWay();
    const known = () => findKnownCitizen(office().db, applicant.idNumber ?? '');
    expect(known()).toMatchObject({ phone: '0922222222', dossiers: 2 });
    await erase({ dossierIds: [later.id], confirmation: later.code });
    expect(known()).toMatchObject({ phone: '0911111111', email: 'cu@example.vn', dossiers: 1 });
  });
});

describe('the erasure of a person', () => {
  const asked = { ...WORDS, confirmation: MARKED.idNumber };

  it('finds every dossier of a number, tells each, and takes drafts with it', async () => {
    const [first, second] = [await receive({ applicant: MARKED }), await receive({ applicant: MARKED })];
    const filer = {
      name: MARKED.name,
      idKind: 'citizen-number' as const,
      idNumber: MARKED.idNumber,
      phone: null,
      ground: 'mẹ đẻ',
    };
    const other = await receive({ filer });
    await noneOnTheWay();
    const draft = (number: string) => ({
      requestId: systemIds.id(),
      window: systemIds.id(),
      edit: 1,
      applicant: 'ai đó',
      procedure: '',
      form: JSON.stringify({ version: 1, idNumber: number }),
    });
    await clerk.drafts.save(draft('098 765 432 109'));
    await clerk.drafts.save(draft('001 200 300 400'));
    const found = await administrator.erasure.find({ query: '098 765 432 109' });
    expect(found.dossiers.map(({ id, foundAs, open }) => [id, foundAs, open])).toEqual([
      [first.id, 'applicant', true],
      [second.id, 'applicant', true],
      [other.id, 'filer', true],
    ]);
    const steps = await erase({ ...asked, dossierIds: [first.id, second.id] });
    expect(steps.map((step) => (step.kind === 'dossier' ? `${step.done}/${step.total}` : step.kind))).toEqual(
      ['1/2', '2/2', 'cleaning', 'result'],
    );
    expect(office().db.all(sql`select count(*) as n from drafts`)).toEqual([{ n: 1 }]);
    expect((await administrator.erasure.find({ query: first.code })).erased).toMatchObject({ id: first.id });
    expect((await clerk.dossiers.get({ id: other.id })).dossier.filer?.name).toBe(MARKED.name);
  });

  it('stops between two dossiers, and what was erased stays so', async () => {
    const all = [await receive({ applicant: MARKED }), await receive({ applicant: MARKED })];
    await noneOnTheWay();
    const input = { ...asked, dossierIds: all.map(({ id }) => id) };
    for await (const step of await administrator.erasure.eraseInSteps(input)) {
      expect(step).toMatchObject({ outcome: 'erased', done: 1 });
      break;
    }
    expect(await answerOf(clerk, 'dossiers.get', { id: all[0]?.id })).toBe('erased');
    expect(await answerOf(clerk, 'dossiers.get', { id: all[1]?.id })).toBe('ok');
    await vi.waitFor(() => expect(office().erasure.leftovers()).toBe(0), { timeout: 10_000 });
  });

  it('is stopped by the closing of the office, which waits for nobody, and says why', async () => {
    const all = [await receive({ applicant: MARKED }), await receive({ applicant: MARKED })];
    await noneOnTheWay();
    const input = { ...asked, dossierIds: all.map(({ id }) => id) };
    const steps = await administrator.erasure.eraseInSteps(input);
    const told = steps[Symbol.asyncIterator]();
    expect((await told.next()).value).toMatchObject({ outcome: 'erased', done: 1 });
    const key = systemIds.bytes(32);
    await bare.core.whileClosed(key, async () => undefined);
    await expect(told.next()).rejects.toMatchObject({ code: 'rekey-running', defined: true });
    expect(await answerOf(clerk, 'dossiers.get', { id: all[1]?.id })).toBe('ok');
  });

  it('is asked for over plain HTTP with one answer, too', async () => {
    const { id, code } = await receive();
    await noneOnTheWay();
    expect(await administrator.erasure.erase({ ...WORDS, dossierIds: [id], confirmation: code })).toEqual({
      dossiers: [{ id, code, outcome: 'erased', message: null }],
      clean: true,
      keptFolders: [],
    });
  });
});

describe('what an erasure leaves', () => {
  it('in the data of before a restore is named: only a person may remove that', async () => {
    const { id, code } = await receive();
    await noneOnTheWay();
    const kept = path.join(bare.ports.dataDirectory, 'truoc-khoi-phuc-2026-11-20-08-00-00');
    mkdirSync(kept);
    writeFileSync(path.join(bare.ports.dataDirectory, 'truoc-khoi-phuc-notes.txt'), 'a file is none');
    const result = (await erase({ dossierIds: [id], confirmation: code })).at(-1);
    expect(result).toMatchObject({ erased: 1, keptFolders: [kept] });
    expect(existsSync(kept)).toBe(true);
  });

  it('of the words of a revision that was corrected goes as well, the words of others stay', async () => {
    const { id, code } = await receive({ applicant: { ...MARKED, name: 'Qxuyềnh Văn Zưưng' } });
    await receive();
    await noneOnTheWay();
    await administrator.dossiers.correct({
      requestId: systemIds.id(),
      id,
      basedOn: 1,
      changes: { applicant: { ...MARKED, name: 'Đỗ Đức Đạt' } },
      reason: { code: 'other', text: 'ghi nhầm' },
      confirmedDue: null,
      print: false,
    });
    const listed = () =>
      office()
        .db.all(sql`select word from dossier_words`)
        .map((row) => JSON.stringify(row));
    expect(listed()).toContain('{"word":"qxuyenh"}');
    await erase({ dossierIds: [id], confirmation: code });
    await vi.waitFor(() => expect(office().erasure.leftovers()).toBe(0), { timeout: 10_000 });
    expect(listed()).not.toContain('{"word":"qxuyenh"}');
    expect(listed()).toContain('{"word":"luong"}');
  });

  it('is removed by the next start where it could not be removed at once', async () => {
    const { id, code } = await receive({ applicant: MARKED });
    await noneOnTheWay();
    const archive = path.join(bare.ports.dataDirectory, 'archive');
    const sealed = () =>
      readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sealed'));
    const copy = `${office().db.file}.v0050.copy`;
    writeFileSync(copy, 'as it was before an upgrade');
    vi.spyOn(office().printing.erasure, 'removeArchived').mockRejectedValue(new Error('EBUSY'));
    const result = (await erase({ dossierIds: [id], confirmation: code })).at(-1);
    expect(result).toMatchObject({ erased: 1, clean: false });
    expect((await administrator.erasure.state({})).leftovers).toBeGreaterThan(0);
    expect([sealed().length, existsSync(copy)]).toEqual([1, false]);
    await bare.core.close();

    const again = await createOfficeCore(bare.ports);
    const person = bare.people.find(({ role }) => role === 'administrator');
    await again.signIn(person?.login ?? '', person?.password ?? '', { origin: 'test', host: 'in-process' });
    await vi.waitFor(() => expect(again.opened().erasure.leftovers()).toBe(0), { timeout: 20_000 });
    expect([sealed().length, existsSync(copy)]).toEqual([0, false]);
    await again.close();
  });

  it('is nothing at all where the transaction fails half way', async () => {
    const { id, code } = await receive({ applicant: MARKED });
    await noneOnTheWay();
    const before = [office().journal.heads(), office().journal.viewDigests()];
    const { db } = office();
    db.transaction((tx) =>
      tx.run(sql`
        create trigger disk_full before insert on erasure_cleanups when new.kind = 'log'
        begin select raise(abort, 'no room'); end`),
    );
    expect(
      await answerOf(administrator, 'erasure.erase', { ...WORDS, dossierIds: [id], confirmation: code }),
    ).toBe('internal');
    expect([office().journal.heads(), office().journal.viewDigests()]).toEqual(before);
    expect(office().erasure.leftovers()).toBe(0);
    expect(await found(MARKED.idNumber)).toEqual([code]);
    expect(office().printing.papersOf(id, (who) => who)).toHaveLength(1);
    db.transaction((tx) => tx.run(sql`drop trigger disk_full`));
    expect((await erase({ dossierIds: [id], confirmation: code })).at(-1)).toMatchObject({ clean: true });
  });
});

describe('an erasure is refused', () => {
  it('for a clerk, without its confirmation, ground or reason, and with a name in its words', async () => {
    const { id, code } = await receive({ applicant: MARKED });
    const stranger = await receive();
    await noneOnTheWay();
    const before = office().journal.heads();
    const good = { dossierIds: [id], confirmation: code, ...WORDS };
    expect(await answerOf(clerk, 'erasure.erase', good)).toBe('not-allowed');
    for (const [change, refusal, field] of [
      [{ confirmation: stranger.code }, 'confirmation-differs', 'confirmation'],
      [{ dossierIds: [id, stranger.id], confirmation: code }, 'confirmation-differs', 'confirmation'],
      [
        { dossierIds: [id, stranger.id], confirmation: MARKED.idNumber },
        'confirmation-differs',
        'confirmation',
      ],
      [{ openReason: null }, 'dossier-open', 'openReason'],
      [{ groundId: 'decree-13-2023-purpose' }, 'invalid-input', 'groundId'],
      [{ document: '' }, 'invalid-input', 'document'],
      [{ document: 'đơn của QXỜI VĂN ZƯƯNG' }, 'invalid-input', 'document'],
      [{ reason: 'số 098 765 432 109' }, 'invalid-input', 'reason'],
      [{ dossierIds: [systemIds.id()] }, 'not-found', null],
    ] as const) {
      const outcome = await call(administrator, 'erasure.erase', { ...good, ...change });
      expect([change, outcome]).toMatchObject([change, { ok: false, code: refusal, data: { field } }]);
    }
    expect(office().journal.heads()).toEqual(before);
  });

  it('for one paper at a time: that of a dossier which is just being printed', async () => {
    const { id, code } = await receive();
    const job = office().printing.findFirstJobOf(id);
    office().db.transaction((tx) =>
      tx.run(sql`update print_jobs set state = 'making' where id = ${job?.id ?? ''}`),
    );
    vi.spyOn(office().printing.erasure, 'isUnderWay').mockReturnValueOnce(true);
    const [step, , result] = await erase({ dossierIds: [id], confirmation: code });
    expect(step).toMatchObject({ outcome: 'refused', message: expect.stringContaining('đang được in') });
    expect(result).toMatchObject({ erased: 0, refused: 1 });
  });
});

function indexedWords(): string[] {
  return office().db.transaction((tx) => {
    tx.run(sql`create virtual table temp.words using fts5vocab('main', 'dossier_search', 'row')`);
    const rows = tx.all(sql`select term from temp.words`) as { term: string }[];
    tx.run(sql`drop table temp.words`);
    return rows.map(({ term }) => term);
  });
}
