import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import {
  containerSha256,
  fingerprint,
  isStick,
  makeKeyPair,
  openStick,
  readContainer,
  readSelfSigned,
  type StickFile,
  sealStick,
} from '#main/parcels/index.ts';
import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import { createPlainOffice, type PlainOffice, receptionBody } from '#test/fixtures/exchange-office.ts';
import { openTestStore } from '#test/fixtures/province-store.ts';
import signed from '#test/upgrade/samples/document-signed.v1.json' with { type: 'json' };
import receipt from '../../resources/forms/receipt-tt03-2025.json' with { type: 'json' };
import { revokeOffice } from './enrol/index.ts';
import { approveFile, importFile } from './files.ts';
import { importedInWords } from './imported.ts';
import { publishPack } from './packs/index.ts';
import { createProvince, type Province } from './province.ts';
import type { Store } from './store/index.ts';

let store: Store;
let province: Province;
const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };
const today = officeDate(Date.now());

beforeAll(async () => {
  store = await openTestStore();
  const ids = createIds(systemClock);
  province = await createProvince({ store, clock: systemClock, ids, log, version: '1', name: 'Tỉnh Thử' });
});
afterAll(() => store.close());

/** An office that was let in by stick. */
async function enrolled(): Promise<PlainOffice> {
  const office = createPlainOffice();
  const done = await importFile(province, await office.seal(office.enrolRequest(null)));
  if (done.kind !== 'waiting') throw new Error(done.kind);
  const compared = fingerprint(office.keys.sign.public);
  expect(done.request.fingerprint).toBe(compared);
  const approved = await approveFile(province, { id: done.request.id, compared, record: null });
  expect(approved.ok).toBe(true);
  return office;
}

/** The file that an office would write onto a stick. */
async function stick(
  office: PlainOffice,
  content: Parameters<PlainOffice['parcel']>[1],
  files: StickFile[] = [],
) {
  const key = (await province.keys.published()).find(({ use }) => use === 'encrypt');
  if (key === undefined) throw new Error('no key');
  return sealStick({ container: await office.seal(office.parcel(province.id, content)), files }, key);
}

/** What an office reads in its answer file. */
async function readAnswer(office: PlainOffice, file: Uint8Array) {
  expect(isStick(file)).toBe(true);
  const { encrypt } = office.keys;
  const opened = await openStick(file, {
    findSecret: (kid) => (kid === encrypt.public.kid ? encrypt.secret : undefined),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const keys = await province.keys.published();
  const read = await readContainer(opened.value.container, {
    findKey: (kid) => keys.find((key) => key.kid === kid),
    now: Date.now(),
    types: ['province-parcel', 'province-refusal'],
  });
  if (!read.ok) throw new Error(read.error.message);
  return { payload: read.value.payload, files: opened.value.files };
}

describe('enrolment by stick', () => {
  it('P3 P18 lets in after the fingerprints were compared, and no sooner', async () => {
    const office = createPlainOffice();
    const request = await office.seal(office.enrolRequest(null));
    const first = await importFile(province, request);
    if (first.kind !== 'waiting') throw new Error(first.kind);
    const { id } = first.request;
    expect(await importFile(province, await stick(office, {}))).toMatchObject({ code: 'unknown-key' });
    const wrong = { id, compared: '00000 00000 00000 00000 00000 00000', record: null };
    expect(await approveFile(province, wrong)).toMatchObject({ ok: false });
    expect(await importFile(province, request)).toMatchObject({ kind: 'waiting', request: { id } });
    const compared = fingerprint(office.keys.sign.public).replaceAll(' ', '-');
    expect(await approveFile(province, { id, compared, record: null })).toMatchObject({ ok: true });
    // The answer file was lost: the same request, or the same click, gives it again.
    expect(await importFile(province, request)).toMatchObject({ kind: 'enrolled', office: office.id });
    expect(await approveFile(province, { id, compared, record: null })).toMatchObject({ ok: true });
    await revokeOffice(province, office.id);
    expect(await importFile(province, request)).toMatchObject({ kind: 'refused', code: 'office-revoked' });
    expect(await approveFile(province, { id, compared, record: null })).toMatchObject({ ok: false });
    expect(await approveFile(province, { id: 'unknown', compared, record: null })).toMatchObject({
      ok: false,
    });
  });

  it('P3 P18 shows the fingerprint of the key that signed the answer, also when keys change', async () => {
    await province.keys.rotate({ endPresent: false });
    const office = createPlainOffice();
    const request = await office.seal(office.enrolRequest(null));
    const asked = await importFile(province, request);
    if (asked.kind !== 'waiting') throw new Error(asked.kind);
    const { id, fingerprint: compared } = asked.request;
    const approved = await approveFile(province, { id, compared, record: null });
    const again = await importFile(province, request);
    if (!approved.ok || again.kind !== 'enrolled') throw new Error(again.kind);
    for (const { answer, fingerprint: shown } of [approved, again]) {
      const read = await readSelfSigned(answer, { types: ['enrol-answer'], now: 'created' });
      if (!read.ok || read.value.key === null) throw new Error('not read');
      expect(shown).toBe(fingerprint(read.value.key));
    }
  });

  it('P3 by wire a request without a code does not even wait', async () => {
    const office = createPlainOffice();
    const request = await office.seal(office.enrolRequest(null));
    const { payload } = await province.answer(request, { address: '203.0.113.9' });
    expect(payload).toMatchObject({ type: 'province-refusal', code: 'enrol-code-wrong' });
    const rows = await store.sql.query('SELECT 1 FROM enrol_requests WHERE office = $1', [office.id]);
    expect(rows).toEqual([]);
  });
});

describe('parcels by stick', () => {
  it('P18 P19 P21 are answered with a sealed file; attachments are kept, packs go along', async () => {
    const published = await publishPack(
      {
        ...{ sql: store.sql, clock: systemClock, provinceId: province.id, sha256: containerSha256 },
        sign: (payload) => province.sign(payload),
      },
      { kind: 'forms', title: 'Mẫu', effectiveFrom: today, source: 'QĐ', content: [receipt], by: 'thử' },
    );
    if (!published.ok) throw new Error(published.error);
    const office = await enrolled();
    const bytes = new Uint8Array(randomBytes(5000));
    const sha256 = containerSha256(bytes);
    const chain = office.newChain();
    const { id, body } = receptionBody(office.agencyCode, today, 1);
    chain.append({ kind: 'dossier-received', v: 3, subject: id, body });
    const document = { ...signed.body, dossierId: id, after: sha256, bytes: bytes.length };
    chain.append({ kind: 'document-signed', subject: id, body: document });
    const unasked = new Uint8Array(randomBytes(100));
    const file = await stick(office, { runs: [chain.run()] }, [
      { name: 'attachment', sha256, bytes },
      { name: 'attachment', sha256: containerSha256(unasked), bytes: unasked },
    ]);
    const done = await importFile(province, file);
    if (done.kind !== 'answered') throw new Error(JSON.stringify(done));
    expect(done).toMatchObject({ office: office.id, attachments: 1, repeated: false });
    expect(importedInWords(done)).toMatch(
      /^Đã nhập\. Trả lời \d bản ghi nhận đúng, \d từ chối, 0 mâu thuẫn, 1 tệp kèm\.$/,
    );
    const answer = await readAnswer(office, done.answer);
    expect(answer.payload).toMatchObject({ type: 'province-parcel', wanted: [], heads: [chain.head()] });
    expect(answer.files.map(({ name, sha256: hash }) => [name, hash])).toEqual([
      ['pack', published.value.sha256],
    ]);
    expect(answer.payload).toMatchObject({ files: [published.value.sha256] });
    expect(await province.attachments.has(containerSha256(unasked))).toBe(false);
    // P6: the same stick again; and who has the pack gets it no more.
    const again = await importFile(province, file);
    if (again.kind !== 'answered') throw new Error(again.kind);
    expect(again.parcel.feed).toEqual(done.parcel.feed);
    expect(importedInWords(again)).toMatch(/đã nhập trước đây.*Câu trả lời như cũ: \d bản ghi nhận đúng/);
    const held = await stick(office, {
      asks: { packs: [{ kind: 'forms', version: published.value.version }] },
    });
    const last = await importFile(province, held);
    expect(last.kind === 'answered' && (await readAnswer(office, last.answer)).files).toEqual([]);
  });

  it('P16 nothing is signed for what is no parcel, and our own answer is known as such', async () => {
    const photo = new Uint8Array(randomBytes(3000));
    expect(await importFile(province, photo)).toMatchObject({ code: 'not-a-parcel', answer: null });
    const office = createPlainOffice();
    const request = await office.seal(office.enrolRequest(null));
    expect(await importFile(province, request.subarray(0, request.length - 40))).toMatchObject({
      kind: 'refused',
      answer: null,
    });
    const asked = await importFile(province, request);
    if (asked.kind !== 'waiting') throw new Error(asked.kind);
    const { id, fingerprint: compared } = asked.request;
    const approved = await approveFile(province, { id, compared, record: null });
    if (!approved.ok) throw new Error(approved.message);
    expect(await importFile(province, approved.answer)).toMatchObject({
      ...{ kind: 'refused', code: 'not-for-us', answer: null },
      message: expect.stringContaining('câu trả lời của chính tỉnh'),
    });
    // What somebody else signed is still what it was.
    const stranger = await createPlainOffice().seal(office.parcel(province.id, {}));
    expect(await importFile(province, stranger)).toMatchObject({ code: 'unknown-key' });
  });

  it('P18 are refused as a whole where beside them lies something else than they name', async () => {
    const office = await enrolled();
    const bytes = new Uint8Array(randomBytes(500));
    const one: StickFile = { name: 'attachment', sha256: containerSha256(bytes), bytes };
    const two: StickFile = { ...one, sha256: containerSha256(Buffer.from('x')), bytes: Buffer.from('x') };
    const chain = office.newChain();
    const { id, body } = receptionBody(office.agencyCode, today, 5);
    chain.append({ kind: 'dossier-received', v: 3, subject: id, body });
    const document = { ...signed.body, dossierId: id, after: one.sha256, bytes: bytes.length };
    chain.append({ kind: 'document-signed', subject: id, body: document });
    const content = { runs: [chain.run()], files: [one.sha256] };
    for (const files of [[], [two], [one, two], [one, one], [{ ...one, name: 'pack' as const }]]) {
      const refused = await importFile(province, await stick(office, content, files));
      expect(refused).toMatchObject({ kind: 'refused', code: 'altered' });
      // The office is told so by the province itself.
      const answer = refused.kind === 'refused' ? refused.answer : null;
      expect((await readAnswer(office, answer ?? new Uint8Array())).payload).toMatchObject({
        type: 'province-refusal',
        code: 'altered',
      });
    }
    // Not even of a release that names nothing: an office never sends packs.
    const pack = await stick(office, { runs: [chain.run()] }, [{ ...one, name: 'pack' }]);
    expect(await importFile(province, pack)).toMatchObject({ kind: 'refused', code: 'altered' });
    expect(await store.sql.query('select 1 from stations where office = $1', [office.id])).toEqual([]);
    expect(await province.attachments.has(one.sha256)).toBe(false);
    const whole = await importFile(province, await stick(office, content, [one]));
    expect(whole).toMatchObject({ kind: 'answered', attachments: 1 });
  });

  it('P18 are never answered in the open: without a key to seal to there is a sentence instead', async () => {
    const office = await enrolled();
    const chain = office.newChain();
    const { id, body } = receptionBody(office.agencyCode, today, 77);
    chain.append({ kind: 'dossier-received', v: 3, subject: id, body });
    const file = await stick(office, { runs: [chain.run()] });
    await store.sql.query(`update office_keys set valid_to = $2 where office = $1 and use = 'encrypt'`, [
      office.id,
      officeTimestamp(Date.now() - 1000),
    ]);
    const done = await importFile(province, file);
    expect(done).toMatchObject({ kind: 'unanswered', office: office.id });
    expect(done).not.toHaveProperty('answer');
    // What it brought was taken in all the same.
    const heads = await store.sql.query('select 1 from stations where station = $1', [chain.station]);
    expect(heads).toHaveLength(1);
  });

  it('P18 are refused as a whole when altered, cut, or for somebody else', async () => {
    const office = await enrolled();
    const chain = office.newChain();
    chain.append({ kind: 'kind-of-a-later-release', body: {} });
    const file = await stick(office, { runs: [chain.run()] });
    const altered = Uint8Array.from(file);
    altered[file.length - 5] = (altered[file.length - 5] ?? 0) ^ 1;
    const other = makeKeyPair('encrypt', {
      validFrom: officeTimestamp(Date.now() - 1000),
      validTo: officeTimestamp(Date.now() + 1_000_000),
    });
    const container = await office.seal(office.parcel(province.id, { runs: [chain.run()] }));
    const elsewhere = await sealStick({ container, files: [] }, other.public);
    for (const [bytes, code] of [
      [altered, 'altered'],
      [file.subarray(0, -3), 'cut-short'],
      [elsewhere, 'not-for-us'],
      [new Uint8Array(randomBytes(500)), 'not-a-parcel'],
      [new Uint8Array(), 'not-a-parcel'],
    ] as const) {
      expect(await importFile(province, bytes)).toMatchObject({ kind: 'refused', code });
    }
    const heads = await store.sql.query('SELECT 1 FROM stations WHERE station = $1', [chain.station]);
    expect(heads).toEqual([]);
    // Sealed to us, but what lies in it is for another province: the refusal is a file that the office can read.
    const misled = await office.seal(office.parcel('another-province', {}));
    const key = (await province.keys.published()).find(({ use }) => use === 'encrypt');
    if (key === undefined) throw new Error('no key');
    const refused = await importFile(province, await sealStick({ container: misled, files: [] }, key));
    if (refused.kind !== 'refused' || refused.answer === null) throw new Error(refused.kind);
    expect((await readAnswer(office, refused.answer)).payload).toMatchObject({ code: 'not-for-us' });
  });
});
