import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { GiveSlip, ReceiveDossier } from '#shared/dossier/index.ts';
import { type BareOffice, call, startBareOffice } from '#test/fixtures/contract.ts';
import { decipherFile } from '#test/fixtures/database.ts';
import { exampleReception, exampleSlip, systemIds } from '#test/fixtures/office.ts';
import { cancelDossier, giveSlip } from '../dossiers/index.ts';
import type { OfficeClient } from '../index.ts';
import { type Sql, sql } from '../storage/index.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

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
const give = (overrides: Partial<GiveSlip> = {}) => clerk.slips.give(exampleSlip(overrides));
const receive = (overrides: Partial<ReceiveDossier> = {}) =>
  clerk.dossiers.receive(exampleReception(overrides));
const settled = () =>
  vi.waitFor(() => expect(office().printing.counts().waiting).toBe(0), { timeout: 40_000, interval: 100 });
const prints = () => {
  const folder = path.join(bare.ports.dataDirectory, 'prints');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const numberOf = ({ dossier }: { dossier: { codes: { code: string }[] } }) => dossier.codes[0]?.code ?? '';
const fileOf = (number: string) => number.replaceAll('/', '_');

it('slips are printed under names that every file system takes, archived and reprinted with their mark', async () => {
  const supplement = await give();
  const refusal = await give({ kind: 'refusal', reason: { code: 'no-procedure', text: '' } });
  const quiet = await give({ print: false });
  expect([supplement.job?.title, refusal.job?.title, quiet.job]).toEqual([
    `Phiếu yêu cầu bổ sung ${numberOf(supplement)}`,
    `Phiếu từ chối tiếp nhận ${numberOf(refusal)}`,
    null,
  ]);
  await settled();
  const file = fileOf(numberOf(supplement));
  expect(prints()).toEqual([`${file}_1.pdf`, `${fileOf(numberOf(refusal))}_1.pdf`].sort());
  const { job } = await clerk.dossiers.reprint({
    dossierId: supplement.dossier.id,
    requestId: systemIds.id(),
  });
  expect(job).toMatchObject({ reprint: 1, title: supplement.job?.title });
  await settled();
  expect(prints()).toContain(`${file}_2.pdf`);
  const { papers, history } = await clerk.dossiers.get({ id: supplement.dossier.id });
  expect(papers.map(({ reprint, outcome }) => [reprint, outcome])).toEqual([
    [1, 'printed'],
    [0, 'printed'],
  ]);
  expect(history.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Bản in lại 1 của phiếu yêu cầu bổ sung: đã in/),
    expect.stringMatching(/^Phiếu yêu cầu bổ sung: đã in/),
    expect.stringMatching(/^Yêu cầu bổ sung, chưa tiếp nhận \(phiếu 01\/\d{4}\/HDHS\)/),
  ]);
  const { fileName, pdfBase64 } = await clerk.dossiers.paperPdf({ paperId: papers[1]?.id ?? '' });
  expect(fileName).toBe(`Phiếu_yêu_cầu_bổ_sung_${file}.pdf`);
  expect(Buffer.from(pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  const { document } = await clerk.dossiers.receipt({ id: refusal.dossier.id });
  expect(document.title).toBe('PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ');
}, 60_000);

it('a slip that still waits when it is cancelled never comes out', async () => {
  const person = { id: 'u1', name: 'Bùi Thu Hà' };
  const { dossier } = giveSlip(office().receivePorts, exampleSlip(), person);
  // In the same turn: before its paper is drawn.
  cancelDossier(
    office().mendPorts,
    { id: dossier.id, basedOn: 1, requestId: systemIds.id(), reason: { code: 'trial', text: '' } },
    { ...person, role: 'administrator' },
  );
  const other = await give();
  await settled();
  expect(prints()).toEqual([`${fileOf(numberOf(other))}_1.pdf`]);
  const { jobs, papers, history } = await clerk.dossiers.get({ id: dossier.id });
  expect([jobs, papers]).toEqual([[], []]);
  expect(history[0]?.text).toMatch(/^Hủy phiếu; số của phiếu không dùng lại/);
  expect((await clerk.printing.openJobs({})).jobs).toEqual([]);
}, 60_000);

it('a result handed over at once has no print order; its receipt is printed when the person asks for one', async () => {
  const { dossier, job } = await receive({ atOnce: true });
  expect([dossier.state, job]).toEqual(['returned', null]);
  expect((await clerk.dossiers.get({ id: dossier.id })).jobs).toEqual([]);
  const asked = await clerk.dossiers.reprint({ dossierId: dossier.id, requestId: systemIds.id() });
  expect(asked.job).toMatchObject({ reprint: 0, title: `Giấy tiếp nhận ${dossier.codes[0]?.code}` });
  expect((await receive({ atOnce: true, print: true })).job).not.toBeNull();
});

it('the receipt of a corrected result at once takes the place of an earlier one only where there was one', async () => {
  const [without, printed] = [await receive({ atOnce: true }), await receive({ atOnce: true, print: true })];
  await settled();
  const warningsOf = async ({ dossier }: typeof without) => {
    await administrator.dossiers.correct({
      requestId: systemIds.id(),
      id: dossier.id,
      basedOn: 1,
      changes: { note: 'người dân xin giấy' },
      reason: { code: 'other', text: 'bổ sung ghi chú' },
      confirmedDue: null,
      print: true,
    });
    return (await clerk.dossiers.receipt({ id: dossier.id })).document.warnings;
  };
  expect(await warningsOf(without)).toEqual([]);
  expect(await warningsOf(printed)).toEqual([
    expect.stringMatching(/^Bản 2\. Giấy này thay thế .* \(bản 1\)/),
  ]);
  const { dossier } = await clerk.dossiers.get({ id: without.dossier.id });
  expect(dossier.correction?.supersedes.revision).toBe(1);
}, 60_000);

it('a whole visit is printed in one order or not at all, slips with it, without what was handed over at once', async () => {
  const first = await receive();
  const visitOf = first.dossier.id;
  const slip = await give({ visitOf, print: false });
  const atOnce = await receive({ visitOf, atOnce: true });
  const last = await receive({ visitOf });
  await settled();
  const { dossiers } = await clerk.visits.get({ dossierId: slip.dossier.id });
  expect(dossiers).toMatchObject([
    { id: visitOf, slip: null, atOnce: false },
    { id: slip.dossier.id, slip: 'supplement', dueAt: null, job: null },
    { id: atOnce.dossier.id, atOnce: true, job: null },
    { id: last.dossier.id },
  ]);
  const requestId = systemIds.id();
  const orders = () => office().db.all(sql`select id from print_jobs`).length;
  const before = orders();
  const run = (query: Sql) => office().db.transaction((tx) => tx.run(query));
  run(sql`
    create trigger full_disk before insert on print_jobs when new.paper = 'supplement-slip'
    begin select raise(abort, 'disk full'); end`);
  const order = { dossierId: visitOf, requestId };
  expect(await call(clerk, 'visits.print', order)).toMatchObject({ ok: false, code: 'internal' });
  expect(orders()).toBe(before);
  run(sql`drop trigger full_disk`);
  const { jobs } = await clerk.visits.print({ dossierId: visitOf, requestId });
  expect(jobs.map(({ dossierId, reprint }) => [dossierId, reprint])).toEqual([
    [visitOf, 1],
    [slip.dossier.id, 0],
    [last.dossier.id, 1],
  ]);
  expect((await clerk.visits.print({ dossierId: visitOf, requestId })).jobs.map(({ id }) => id)).toEqual(
    jobs.map(({ id }) => id),
  );
  expect(orders()).toBe(before + 3);
}, 60_000);

it('the screens are told of a slip, and of the one that a reception follows or that its cancellation frees', async () => {
  const told: string[] = [];
  const stop = bare.core.events.subscribe('event', (event) => {
    if (event.kind === 'dossier') told.push(event.id);
  });
  const slip = await give({ print: false });
  const { dossier } = await receive({ follows: slip.dossier.id, print: false });
  const asked = {
    id: dossier.id,
    basedOn: 1,
    requestId: systemIds.id(),
    reason: { code: 'twice', text: '' },
  };
  await clerk.dossiers.cancel(asked);
  stop();
  expect(told).toEqual([slip, { dossier }, slip, { dossier }, slip].map((one) => one.dossier.id));
});

it('the erasure of a slip, or of the dossier that follows it, leaves nobody of that one and all of the other', async () => {
  const { applicant } = exampleReception();
  const asker = { ...applicant, name: 'Qxời Văn Zưưng', idNumber: '098765432109', phone: '0977553311' };
  const bringer = { ...applicant, name: 'Vjến Thị Wưởng', idNumber: '098765432108', phone: '0977553322' };
  const words = {
    groundId: 'law-91-2025-request',
    document: '12/QĐ-UBND ngày 21/11/2026',
    reason: '',
    openReason: null,
  };
  const plain = () => {
    office().db.checkpoint();
    return decipherFile(office().db.file, office().key);
  };
  const slip = await give({
    applicant: asker,
    procedureCode: null,
    caseId: null,
    matter: 'Xin xác nhận cho Qxời Văn Zưưng',
  });
  const { dossier } = await receive({ applicant: bringer, follows: slip.dossier.id });
  await settled();
  const number = numberOf(slip);
  expect(prints()).toContain(`${fileOf(number)}_1.pdf`);
  const draftOf = (id: string, name: string) => ({
    requestId: systemIds.id(),
    window: systemIds.id(),
    edit: 1,
    applicant: name,
    procedure: '',
    form: JSON.stringify({ follows: { id, code: number }, applicant: { name } }),
  });
  await clerk.drafts.save(draftOf(slip.dossier.id, asker.name));
  await clerk.drafts.save(draftOf(dossier.id, bringer.name));
  const keptOf = async (query: string) => (await administrator.erasure.find({ query })).dossiers[0]?.kept;
  expect(await keptOf(number)).toBe('số phiếu, ngày lập, số trong sổ phiếu và căn cứ xóa');
  expect(await keptOf(numberOf({ dossier }))).toContain('tên thủ tục');
  // A slip asks for no reason why it may not wait: nothing was received.
  await administrator.erasure.erase({ dossierIds: [slip.dossier.id], confirmation: number, ...words });
  expect(plain().includes('Zưưng')).toBe(false);
  expect(plain().includes('Wưởng')).toBe(true);
  expect(prints()).not.toContain(`${fileOf(number)}_1.pdf`);
  const { rows } = await clerk.dossiers.search({ query: number, cursor: null, limit: 5 });
  expect(rows).toMatchObject([
    { code: number, slip: 'supplement', state: 'supplement-requested', dueAt: null, applicantName: '' },
  ]);
  expect(rows[0]?.procedureName).toBe('Phiếu yêu cầu bổ sung');
  expect(office().db.all(sql`select applicant from drafts`)).toEqual([{ applicant: bringer.name }]);
  const left = await clerk.erasure.get({ id: slip.dossier.id });
  expect(left.erased).toMatchObject({
    procedureName: 'Phiếu yêu cầu bổ sung',
    slip: 'supplement',
    register: { number: 1 },
  });
  const { lastCode, lastSlips } = await administrator.numbers.state({});
  expect(lastCode?.code).toBe(numberOf({ dossier }));
  expect(lastSlips.map(({ code }) => code)).toEqual([number]);
  expect(left.history.at(-1)?.text).toMatch(/^Lập phiếu: nội dung đã xóa/);
  const after = await clerk.dossiers.get({ id: dossier.id });
  expect(after.history.at(-1)?.details).toEqual(['Tiếp theo một phiếu đã xóa dữ liệu']);
  expect(await call(clerk, 'dossiers.receive', exampleReception({ follows: slip.dossier.id }))).toMatchObject(
    {
      ok: false,
      code: 'erased',
    },
  );

  const second = await give({ applicant: asker });
  expect(numberOf(second)).not.toBe(number);
  const follower = await receive({ applicant: bringer, follows: second.dossier.id });
  await settled();
  await administrator.erasure.erase({
    dossierIds: [follower.dossier.id],
    confirmation: numberOf(follower),
    ...words,
    openReason: 'chủ thể yêu cầu',
  });
  expect((await clerk.dossiers.get({ id: second.dossier.id })).dossier.followedBy).toBeNull();
  const text = JSON.stringify(await clerk.erasure.get({ id: follower.dossier.id }));
  for (const trace of [second.dossier.id, numberOf(second), 'Zưưng', 'Wưởng']) {
    expect([trace, text.includes(trace)]).toEqual([trace, false]);
  }
  expect(await office().journal.verify()).toMatchObject({ state: 'intact' });
  const digests = office().journal.viewDigests();
  office().journal.rebuild();
  expect(office().journal.viewDigests()).toEqual(digests);
}, 90_000);
