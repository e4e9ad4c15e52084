import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { forkModuleProcess } from '#office/tokens/index.ts';
import type { BatchSummary, SigningBatch } from '#shared/contract/index.ts';
import { exampleReception, type SampleOffice, startSampleOffice, systemIds } from '#test/fixtures/office.ts';
import { type PkiIdentity, type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { makeSoftHsm, type SoftHsm, USER_PIN } from '#test/fixtures/softhsm.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PATIENCE = { timeout: 50_000, interval: 50 };

let pki: SigningPki;
let hsm: SoftHsm;
let sample: SampleOffice;
beforeAll(async () => {
  pki = await sharedSigningPki();
  const people = [pki.clerk, pki.organisation, pki.head];
  hsm = await makeSoftHsm([
    { label: 'USB', keys: people.map((who, n) => ({ id: `0${n + 1}`, label: who.commonName, ...who })) },
  ]);
  sample = await startSampleOffice({ startTokenModule: forkModuleProcess(null, hsm.environment) });
  await sample.administrator.tokens.change({
    modules: [hsm.moduleFile],
    knownModules: false,
    software: true,
  });
  const { settings } = await sample.administrator.signing.settings({});
  await sample.administrator.signing.changeSettings({
    ...settings,
    timestamps: { enabled: false, address: '' },
    validation: false,
  });
  for (const root of [pki.root, pki.intermediate]) {
    const file = Buffer.from(root.der).toString('base64');
    const { certificate } = await sample.administrator.signing.readRoot({ file });
    await sample.administrator.signing.addRoot({ file, fingerprint: certificate.fingerprint });
  }
});
afterAll(async () => {
  await sample.end();
  hsm.remove();
});

async function openToken(kind: 'pkcs11' | 'software' = 'pkcs11', pin = USER_PIN) {
  const { tokens, troubles } = await sample.clerk.tokens.list({ fresh: true });
  const found = tokens.find((token) => token.kind === kind);
  if (found === undefined) throw new Error(`no token: ${JSON.stringify(troubles)}`);
  return sample.clerk.tokens.openSession({ token: found.id, pin, confirmLastTry: false });
}

async function settled(batchId: string): Promise<SigningBatch> {
  return vi.waitFor(async () => {
    const { batch } = await sample.clerk.signing.batch({ batchId });
    expect(batch.state).not.toBe('running');
    return batch;
  }, PATIENCE);
}

async function sign(who: PkiIdentity, documentIds: string[], role: 'organisation' | 'person') {
  const { session, token } = await openToken();
  const der = Buffer.from(who.der).toString('base64');
  const certificate = token.certificates.find((one) => one.der === der)?.id ?? '';
  const { batch } = await sample.clerk.signing.start({
    requestId: systemIds.id(),
    session,
    certificate,
    role,
    documentIds,
  });
  return settled(batch.id);
}

async function receivePaper(): Promise<string> {
  const { dossier } = await sample.clerk.dossiers.receive(exampleReception());
  const { documents } = await sample.clerk.signing.ofDossier({ dossierId: dossier.id });
  return documents[0]?.id ?? '';
}

async function upload(pdf: Uint8Array): Promise<string> {
  const uploadId = systemIds.id();
  const size = 20_000;
  for (let offset = 0; offset < pdf.length; offset += size) {
    const data = Buffer.from(pdf.subarray(offset, offset + size)).toString('base64');
    const { received } = await sample.clerk.signing.upload({ uploadId, offset, data });
    expect(received).toBe(Math.min(pdf.length, offset + size));
  }
  return uploadId;
}

async function fileOf(documentId: string, which: 'newest' | 'original' = 'newest') {
  const { pdfBase64 } = await sample.clerk.signing.file({ documentId, which });
  return new Uint8Array(Buffer.from(pdfBase64, 'base64'));
}

function pdfsig(pdf: Uint8Array): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'tram-pdfsig-')), 'a.pdf');
  writeFileSync(file, pdf);
  return execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
}

describe('with a real PKCS#11 module (SoftHSM2)', () => {
  it('signs with RSA-2048, RSA-3072 and P-256, three times one file, and everybody finds it whole', async () => {
    const id = await receivePaper();
    expect((await sign(pki.organisation, [id], 'organisation')).signed).toBe(1);
    expect((await sign(pki.clerk, [id], 'person')).signed).toBe(1);
    expect((await sign(pki.head, [id], 'person')).signed).toBe(1);
    const pdf = await fileOf(id);
    expect(pdfsig(pdf).match(/Signature is Valid/g)).toHaveLength(3);
    const { report } = await sample.clerk.signing.verifyDocument({ documentId: id });
    expect(report.signatures.map(({ whole, trust, changes }) => [whole, trust?.trusted, changes])).toEqual([
      [true, true, ['signatures-added']],
      [true, true, ['signatures-added']],
      [true, true, []],
    ]);
    const broken = Uint8Array.from(pdf);
    broken[400] = (broken[400] ?? 0) ^ 1;
    const again = await sample.clerk.signing.verify({ uploadId: await upload(broken) });
    expect(again.report.signatures.some(({ whole }) => whole)).toBe(false);
  });

  it('signs a batch with one PIN while the screens are told how far it is', async () => {
    const told: BatchSummary[] = [];
    const listening = new AbortController();
    const events = await sample.clerk.status.events({}, { signal: listening.signal });
    const listener = (async () => {
      for await (const event of events)
        if (event.kind === 'signing' && event.batch !== null) told.push(event.batch);
    })().catch(() => undefined);
    const ids = [await receivePaper(), await receivePaper(), await receivePaper()];
    const batch = await sign(pki.organisation, ids, 'organisation');
    expect(batch).toMatchObject({ state: 'done', total: 3, signed: 3, trouble: null });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'done', signed: 3 }), PATIENCE);
    listening.abort();
    await listener;
    const { batches } = await sample.clerk.signing.batches({ which: 'all', cursor: null, limit: 1 });
    expect(batches[0]?.id).toBe(batch.id);
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const open = await sample.clerk.signing.candidates({ day, only: 'unsigned', cursor: null, limit: 50 });
    expect(open.rows.filter(({ document }) => ids.includes(document.id))).toEqual([]);
    const all = await sample.clerk.signing.candidates({ day, only: 'all', cursor: null, limit: 50 });
    expect(all.rows.filter(({ document }) => ids.includes(document.id))).toHaveLength(3);
    const share = await sample.clerk.signing.share({ month: day.slice(0, 7) });
    expect(share.signed).toBeGreaterThanOrEqual(3);
    expect(share.signed).toBeLessThanOrEqual(share.dossiers);
  });

  it('ends the session with the batch: the next one asks for the PIN anew', async () => {
    const { session, token } = await openToken();
    const certificate = token.certificates[0]?.id ?? '';
    const start = async () =>
      sample.clerk.signing.start({
        requestId: systemIds.id(),
        session,
        certificate,
        role: 'person',
        documentIds: [await receivePaper()],
      });
    await settled((await start()).batch.id);
    await expect(start()).rejects.toMatchObject({ code: 'session-ended' });
  });
});

describe('a PDF from this PC', () => {
  it('is sent in pieces, kept, signed, read and, while nobody signed it, removed', async () => {
    const pdf = await fileOf(await receivePaper(), 'original');
    const attach = async (title: string) => {
      const input = {
        requestId: systemIds.id(),
        uploadId: await upload(pdf),
        dossierId: null,
        title,
        fileName: 'a',
      };
      const { document } = await sample.clerk.signing.attach(input);
      expect((await sample.clerk.signing.attach(input)).document).toEqual(document);
      return document;
    };
    const kept = await attach('Thông báo');
    const wrong = await attach('Nhầm');
    expect(kept).toMatchObject({ kind: 'attachment', fileName: 'a.pdf', bytes: pdf.length, signatures: [] });
    await sample.clerk.signing.removeAttachment({ documentId: wrong.id });
    // The same bytes belong to the other one.
    expect(Buffer.from(await fileOf(kept.id)).equals(pdf)).toBe(true);
    await sign(pki.organisation, [kept.id], 'organisation');
    expect(pdfsig(await fileOf(kept.id))).toContain('Signature is Valid');
    await expect(sample.clerk.signing.removeAttachment({ documentId: kept.id })).rejects.toMatchObject({
      code: 'not-signable',
    });
    const { documents } = await sample.clerk.signing.attachments({
      which: 'standalone',
      cursor: null,
      limit: 10,
    });
    expect(documents.map(({ title, signatures }) => [title, signatures.length])).toEqual([['Thông báo', 1]]);
  });

  it('is refused at once where it is none', async () => {
    const uploadId = await upload(Buffer.from('PK not a PDF'));
    const file = { requestId: systemIds.id(), uploadId, dossierId: null, title: 'x', fileName: 'x.docx' };
    await expect(sample.clerk.signing.attach(file)).rejects.toMatchObject({
      code: 'not-signable',
      data: { message: expect.stringContaining('không phải là tệp PDF') },
    });
  });
});

it('what the training token signs says so everywhere and counts nowhere', async () => {
  const { session, token } = await openToken('software', '123456');
  const id = await receivePaper();
  const { batch } = await sample.clerk.signing.start({
    requestId: systemIds.id(),
    session,
    certificate: token.certificates[0]?.id ?? '',
    role: 'person',
    documentIds: [id],
  });
  expect(await settled(batch.id)).toMatchObject({ state: 'done', signed: 1, training: true });
  const { report } = await sample.clerk.signing.verifyDocument({ documentId: id });
  expect(report.signatures).toMatchObject([{ whole: true, training: true, trust: { trusted: false } }]);
  const { history } = await sample.clerk.dossiers.get({ id: id.split('.')[1] ?? '' });
  expect(history.find(({ kind }) => kind === 'document-signed')?.text).toContain('không có giá trị pháp lý');
});
