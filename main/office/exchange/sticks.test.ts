import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  containerSha256,
  fingerprint,
  makeKeyPair,
  openStick,
  readSelfSigned,
  type StickFile,
  sealStick,
  writeContainer,
} from '#main/parcels/index.ts';
import { revokeOffice } from '#main/province/enrol/index.ts';
import { approveFile, importFile } from '#main/province/index.ts';
import { EXCHANGE_CODES, type ExchangeCode } from '#shared/exchange/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
  type TestLine,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { findOfficeKeys } from './office-keys.ts';

const clock = testClock('2026-11-22T10:15:00.000+07:00');
let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: TestLine;
let desk: ExchangeDesk;
let usb: string;

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(() => {
  usb = mkdtempSync(path.join(os.tmpdir(), 'tram-mot-cua-usb-'));
  line = lineTo(far.province);
  desk = openExchangeDesk({ clock, transport: line });
});
afterEach(async () => {
  await desk.remove();
  rmSync(usb, { recursive: true, force: true });
});

/** What the province's administrator does with a file; gives the name of the answer's. */
async function atProvince(file: string, name: string): Promise<string> {
  const imported = await importFile(far.province, readFileSync(file));
  const answer = 'answer' in imported ? imported.answer : null;
  if (answer === null) throw new Error(JSON.stringify(imported));
  const to = path.join(usb, name);
  writeFileSync(to, answer);
  return to;
}

async function joinByStick(): Promise<void> {
  const { file, fingerprint } = await desk.exchange.beginStickEnrolment(usb);
  expect(path.basename(file)).toMatch(/^tram-mot-cua_H44\.\d+_2026-11-22_1015_yeu-cau-ghep\.tmc$/);
  expect(desk.exchange.overview().pending).toMatchObject({ file, fingerprint });
  const waiting = await importFile(far.province, readFileSync(file));
  if (waiting.kind !== 'waiting') throw new Error(waiting.kind);
  expect(waiting.request.fingerprint).toBe(fingerprint);
  const approved = await approveFile(far.province, {
    id: waiting.request.id,
    compared: fingerprint,
    record: null,
  });
  if (!approved.ok) throw new Error(approved.message);
  const answer = path.join(usb, 'ghep_tra-loi.tmc');
  writeFileSync(answer, approved.answer);
  const read = await desk.exchange.readStickEnrolment(answer);
  const wrong = desk.exchange.finishStickEnrolment({ file: answer, fingerprint: '00000', actor: 'admin' });
  await expect(wrong).rejects.toMatchObject({ code: 'exchange-refused' });
  await desk.exchange.finishStickEnrolment({
    file: answer,
    fingerprint: read.provinceFingerprint,
    actor: 'admin',
  });
}

const counts = () => desk.exchange.summary().counts;

function packFile(text: string): StickFile {
  const bytes = Buffer.from(text);
  return { name: 'pack', sha256: containerSha256(bytes), bytes };
}

const asAttachment = (file: StickFile): StickFile => ({ ...file, name: 'attachment' });

async function openedAt(bytes: Uint8Array, findSecret: (kid: string) => Promise<string | undefined>) {
  const opened = await openStick(bytes, { findSecret });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

describe('an office that never has a line', () => {
  it('P3 P18 joins by files whose fingerprints people compare, and every record closes', async () => {
    desk.receive();
    await joinByStick();
    expect(desk.exchange.summary()).toMatchObject({ enrolled: true, line: 'none' });
    desk.receive();
    const out = await desk.exchange.exportStick(usb);
    expect(path.basename(out.file)).toMatch(/^tram-mot-cua_H44\.\d+_2026-11-22_1015_gui\.tmc$/);
    expect(out).toMatchObject({ left: { entries: 0, files: 0 } });
    expect(counts()).toMatchObject({ held: 0, sent: out.entries });
    const answer = await atProvince(out.file, '1_tra-loi.tmc');
    const taken = await desk.exchange.importStick(answer);
    expect(taken).toMatchObject({ known: false, rejected: 0, conflict: 0, leases: 1 });
    expect(taken.accepted).toBe(out.entries);
    expect(await desk.exchange.importStick(answer)).toMatchObject({ known: true, accepted: 0 });
    expect(desk.exchange.overview().sticks.map(({ kind }) => kind)).toContain('exported');
  });

  it('P3 whose answer file was lost, and whom the province shut out since, is let in by a new request', async () => {
    const first = await desk.exchange.beginStickEnrolment(usb);
    const waiting = await importFile(far.province, readFileSync(first.file));
    if (waiting.kind !== 'waiting') throw new Error(waiting.kind);
    const { id } = waiting.request;
    await approveFile(far.province, { id, compared: first.fingerprint, record: null });
    await revokeOffice({ sql: far.sql, clock }, desk.profile.id);
    rmSync(first.file);
    await joinByStick();
    expect(desk.exchange.summary().enrolled).toBe(true);
  });

  it('P3 the fingerprint to be compared is that of the key that signed, whatever keys the file names before it', async () => {
    const { file } = await desk.exchange.beginStickEnrolment(usb);
    const imported = await importFile(far.province, readFileSync(file));
    if (imported.kind !== 'waiting') throw new Error(imported.kind);
    const compared = imported.request.fingerprint;
    const approved = await approveFile(far.province, { id: imported.request.id, compared, record: null });
    if (!approved.ok) throw new Error(approved.message);
    const read = await readSelfSigned(approved.answer, { types: ['enrol-answer'], now: 'created' });
    if (!read.ok) throw new Error(read.error.code);
    const { payload } = read.value;
    const real = await far.province.keys.signing();
    const times = { validFrom: real.public.validFrom, validTo: real.public.validTo };
    const stranger = makeKeyPair('sign', times);
    const keys = [real.public, stranger.public, makeKeyPair('encrypt', times).public];
    const answer = path.join(usb, 'gia_tra-loi.tmc');
    writeFileSync(
      answer,
      await writeContainer({ ...payload, province: { ...payload.province, keys } }, stranger),
    );
    const shown = await desk.exchange.readStickEnrolment(answer);
    expect(shown.provinceFingerprint).toBe(fingerprint(stranger.public));
    const asked = { file: answer, fingerprint: fingerprint(real.public), actor: 'admin' };
    await expect(desk.exchange.finishStickEnrolment(asked)).rejects.toMatchObject({ reason: 'unknown-key' });
    expect(desk.exchange.summary().enrolled).toBe(false);
  });

  it('P18 wire and stick in turn, sticks repeated and out of order: nothing is lost or doubled', async () => {
    await desk.exchange.enrol({
      address: 'https://tinh.example',
      code: await far.invite(desk),
      actor: 'admin',
    });
    await desk.exchange.sendNow();
    const pause = (paused: boolean) =>
      desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused }, 'admin');
    pause(true);
    desk.receive();
    const first = await desk.exchange.exportStick(usb);
    desk.receive();
    const second = await desk.exchange.exportStick(usb);
    expect(second.file).not.toBe(first.file);
    const two = await atProvince(second.file, '2_tra-loi.tmc');
    pause(false);
    desk.receive();
    await desk.exchange.sendNow();
    const one = await atProvince(first.file, '1_tra-loi.tmc');
    expect(await desk.exchange.importStick(two)).toMatchObject({ accepted: 0 });
    expect(await desk.exchange.importStick(one)).toMatchObject({ accepted: 0 });
    await desk.exchange.sendNow();
    expect(counts()).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
    const { total } = await desk.exchange.reconciliation(null);
    expect(total.there).toBe(total.here);
  });

  it('P18 what is altered, cut, somebody else’s or no parcel is refused in words, and nothing is half taken', async () => {
    await joinByStick();
    desk.receive();
    const out = await desk.exchange.exportStick(usb);
    const answer = await atProvince(out.file, 'tra-loi.tmc');
    const whole = readFileSync(answer);
    const before = counts();
    const refusal = async (bytes: Uint8Array) => {
      const file = path.join(usb, 'hong.tmc');
      writeFileSync(file, bytes);
      return desk.exchange.importStick(file).catch((error: unknown) => error);
    };
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 25)) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 4;
      expect(await refusal(changed), `byte ${at}`).toMatchObject({ code: 'exchange-refused' });
      expect(await refusal(whole.subarray(0, at))).toMatchObject({ code: 'exchange-refused' });
    }
    expect(await refusal(readFileSync(out.file))).toMatchObject({ reason: 'not-for-us' });
    expect(await refusal(Buffer.from('thư mời họp'))).toMatchObject({ reason: 'not-a-parcel' });
    expect(counts()).toEqual(before);
    expect(await desk.exchange.importStick(answer)).toMatchObject({ known: false });
  });

  it('P16 what is no answer to read is called by what it is: our own file, a damaged one, a refusal of what was sent', async () => {
    const said = (action: Promise<unknown>) =>
      action.then(String, (error: unknown) => (error as Error).message);
    const other = path.join(usb, 'khac');
    mkdirSync(other);
    const { file } = await desk.exchange.beginStickEnrolment(other);
    expect(await said(desk.exchange.readStickEnrolment(file))).toMatch(/^Đây là tệp của chính cơ quan này/);
    const refusing = async (name: string, of: Uint8Array, code: ExchangeCode) => {
      const to = path.join(usb, name);
      writeFileSync(to, await far.province.refuse(of, code, 0));
      return to;
    };
    const ofPhoto = await refusing('anh_tra-loi.tmc', Buffer.from('ảnh'), 'not-a-parcel');
    expect(await said(desk.exchange.readStickEnrolment(ofPhoto))).toBe(EXCHANGE_CODES['answers-another']);
    const ofRequest = await refusing('yc_tra-loi.tmc', readFileSync(file), 'version-too-old');
    expect(await said(desk.exchange.readStickEnrolment(ofRequest))).toMatch(
      /^Tỉnh trả lời: không nhận tệp đã gửi/,
    );

    await joinByStick();
    desk.receive();
    const out = await desk.exchange.exportStick(usb);
    const attention = desk.exchange.summary().attention;
    expect(await said(desk.exchange.importStick(file))).toMatch(/^Đây là tệp của chính cơ quan này/);
    expect(await said(desk.exchange.importStick(out.file))).toMatch(/^Đây là tệp của chính cơ quan này/);
    // A file of our own says nothing against the province's keys.
    expect(desk.exchange.summary().attention).toBe(attention);
    const answer = readFileSync(await atProvince(out.file, 'tra-loi.tmc'));
    const cut = path.join(usb, 'cut.tmc');
    writeFileSync(cut, answer.subarray(0, answer.length - 30));
    expect(await said(desk.exchange.importStick(cut))).toMatch(/xin tỉnh cho lại tệp trả lời/);
    const { container } = await openedAt(readFileSync(out.file), (kid) => far.province.keys.findSecret(kid));
    const ofExport = await refusing('gui_tra-loi.tmc', container, 'broken-chain');
    expect(await said(desk.exchange.importStick(ofExport))).toMatch(
      /^Tỉnh trả lời: không nhận tệp đã gửi.*bị đứt/,
    );
  });

  it('P18 whatever else than it names lies beside an answer, nothing of it is taken in', async () => {
    await joinByStick();
    desk.receive();
    const out = await desk.exchange.exportStick(usb);
    const sent = await openedAt(readFileSync(out.file), (kid) => far.province.keys.findSecret(kid));
    // What the province would write with two packs beside it, and without naming them, as earlier releases did.
    const { payload } = await far.province.answer(sent.container, { address: null });
    if (payload.type !== 'province-parcel') throw new Error(payload.type);
    const [one, two] = [packFile('một'), packFile('hai')];
    const packs = [one, two].map(({ sha256, bytes }, index) => ({
      ...{ kind: 'forms' as const, version: index + 1, title: 'Mẫu', effectiveFrom: '2026-12-01' },
      ...{ sha256, bytes: bytes.length },
    }));
    const naming = await far.province.sign({ ...payload, packs, files: [one.sha256, two.sha256] });
    const silent = await far.province.sign({ ...payload, packs });
    const taken: string[] = [];
    const takePack = vi.spyOn(desk.ports.packs, 'takePack').mockImplementation((bytes) => {
      taken.push(containerSha256(bytes));
      // As one that is whole and cannot be used here.
      return Promise.resolve({ ok: false });
    });
    const importing = async (container: Uint8Array, files: StickFile[]) => {
      const receiver = findOfficeKeys(desk.db, 'present')?.encrypt.public;
      if (receiver === undefined) throw new Error('no key');
      const file = path.join(usb, 'niem-lai.tmc');
      writeFileSync(file, await sealStick({ container, files }, receiver));
      return desk.exchange.importStick(file).catch((error: unknown) => error);
    };
    const before = counts();
    const stranger = packFile('của ai khác');
    for (const files of [[], [one], [two, one], [one, two, two], [one, stranger], [one, asAttachment(two)]])
      expect(await importing(naming, files)).toMatchObject({ reason: 'altered' });
    for (const files of [[stranger], [one, stranger], [asAttachment(one)]])
      expect(await importing(silent, files)).toMatchObject({ reason: 'altered' });
    expect(counts()).toEqual(before);
    expect(takePack).not.toHaveBeenCalled();
    // Of an earlier release any that it announces; and verdicts do not wait for a pack that cannot be used.
    expect(await importing(silent, [two])).toMatchObject({ accepted: out.entries });
    expect(await importing(naming, [one, two])).toMatchObject({ known: true });
    expect(taken).toEqual([two.sha256, one.sha256, two.sha256]);
  });

  it('says what to do where the drive is gone, full of names, or the office has not joined', async () => {
    await expect(desk.exchange.exportStick(usb)).rejects.toMatchObject({ code: 'not-enrolled' });
    await joinByStick();
    await expect(desk.exchange.exportStick('/no/such/folder')).rejects.toMatchObject({
      code: 'stick-failed',
      message: expect.stringContaining('cắm lại USB'),
    });
    await expect(desk.exchange.importStick(usb)).rejects.toMatchObject({ code: 'stick-failed' });
    const [place] = (await desk.exchange.stickPlaces(usb)).filter(({ folder }) => folder === usb);
    expect(place?.files.length).toBeGreaterThan(0);
  });
});
