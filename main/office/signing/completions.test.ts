import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemIds } from '#test/fixtures/office.ts';
import { sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { paperDocumentId } from './documents.ts';
import { PdfWorkError } from './ports.ts';
import {
  createTestToken,
  quickPdf,
  realSigning,
  type SigningOffice,
  startSigningOffice,
} from './testing.oracle.ts';

vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PATIENCE = { timeout: 50_000, interval: 20 };
const SOON = { betweenTriesMs: 1, afterRoundMs: 60_000, longestMs: 120_000, timeoutMs: 40_000 };

let office: SigningOffice;
beforeEach(async () => {
  office = await startSigningOffice({ completionTimes: SOON });
  office.sessions.set('s1', createTestToken((await sharedSigningPki()).organisation));
  office.sessions.set('s2', createTestToken((await sharedSigningPki()).clerk));
});
afterEach(() => office.end());

async function sign(documentIds: string[], session = 's1') {
  const role = session === 's1' ? 'organisation' : 'person';
  const { id } = office.room.batches.start(
    { requestId: systemIds.id(), session, certificate: '01', role, documentIds },
    office.actor,
  );
  expect(await office.settled(id)).toMatchObject({ state: 'done', signed: documentIds.length });
}
const newPaper = () => paperDocumentId(office.receive(), 1);
const signaturesOf = (documentId: string) =>
  office.room.documentsOf(documentId.split('.')[1] ?? '')[0]?.signatures ?? [];
const settings = () => office.room.settings().settings;
const stamped = (pdf: Uint8Array) => new Uint8Array(Buffer.concat([pdf, Buffer.from('\n%stamped')]));

describe('what comes later', () => {
  it('is tried three times, then after a pause; the signature stands meanwhile and is told as pending', async () => {
    let asked = 0;
    await office.reopen({
      pdf: {
        ...quickPdf,
        addTimestamp() {
          asked += 1;
          return Promise.reject(new Error('no network'));
        },
      },
    });
    await sign([newPaper()]);
    await vi.waitFor(
      () => expect(office.room.completions.pending(null, 10).rows[0]?.tries).toBe(1),
      PATIENCE,
    );
    expect(asked).toBe(3);
    const { rows, total } = office.room.completions.pending(null, 10);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      timestamp: 'pending',
      lastProblem: expect.stringContaining('tự thử lại'),
    });
    // The pause holds, whoever wakes it; a person may ask all the same.
    office.room.completions.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBe(3);
    office.room.completions.tryNow();
    await vi.waitFor(
      () => expect(office.room.completions.pending(null, 10).rows[0]?.tries).toBe(2),
      PATIENCE,
    );
    expect(asked).toBe(6);
  });

  it('where the service is down the others do not each wait for it', async () => {
    let asked = 0;
    await office.reopen({
      completionTimes: { atOnce: 1 },
      pdf: {
        ...quickPdf,
        addTimestamp: () => {
          asked += 1;
          return Promise.reject(new Error('no network'));
        },
      },
    });
    office.room.changeSettings(
      { ...settings(), timestamps: { enabled: false, address: '' }, validation: false },
      'u',
    );
    const ids = Array.from({ length: 5 }, newPaper);
    office.room.changeSettings({ ...settings(), timestamps: { enabled: true, address: '' } }, 'u');
    await sign(ids);
    await vi.waitFor(
      () =>
        expect(office.room.completions.pending(null, 10).rows.map(({ tries }) => tries > 0)).toEqual(
          ids.map(() => true),
        ),
      PATIENCE,
    );
    expect(asked).toBeLessThanOrEqual(3 * 3);
  });

  it('is not asked for at all where it was switched off, nor for training', async () => {
    office.room.changeSettings(
      { ...settings(), timestamps: { enabled: false, address: '' }, validation: false },
      'u',
    );
    const id = newPaper();
    await sign([id]);
    expect(signaturesOf(id)[0]).toMatchObject({ timestamp: 'off', validation: 'off' });
    office.room.changeSettings(
      { ...settings(), timestamps: { enabled: true, address: '' }, validation: true },
      'u',
    );
    office.sessions.set('soft', createTestToken((await sharedSigningPki()).organisation, 'software'));
    const training = newPaper();
    const { id: batch } = office.room.batches.start(
      {
        requestId: systemIds.id(),
        session: 'soft',
        certificate: '01',
        role: 'organisation',
        documentIds: [training],
      },
      office.actor,
    );
    await office.settled(batch);
    expect(signaturesOf(training)[0]).toMatchObject({ training: true, timestamp: 'off', validation: 'off' });
    expect(office.room.completions.count()).toBe(0);
  });

  it('a file that was signed again meanwhile loses nothing: the timestamp is asked for anew', async () => {
    const gate = Promise.withResolvers<void>();
    let asked = 0;
    await office.reopen({
      pdf: {
        ...quickPdf,
        async addTimestamp({ pdf }) {
          asked += 1;
          if (asked === 1) await gate.promise;
          return { pdf: stamped(pdf), at: Date.UTC(2026, 10, 22), place: 'document' as const };
        },
      },
    });
    office.room.changeSettings({ ...settings(), validation: false }, 'u');
    const id = newPaper();
    await sign([id]);
    await vi.waitFor(() => expect(asked).toBe(1), PATIENCE);
    await sign([id], 's2');
    gate.resolve();
    await vi.waitFor(() => expect(office.room.completions.count()).toBe(0), PATIENCE);
    const { pdf } = await office.room.readFile(id, 'newest');
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/%(signed|stamped)/g),
    ).toEqual(['%signed', '%signed', '%stamped']);
    expect(signaturesOf(id).map(({ timestamp }) => timestamp)).toEqual(['added', 'added']);
    const { journal } = office.open();
    const before = journal.viewDigests();
    expect(journal.rebuild().finished).toBe(true);
    expect(journal.viewDigests()).toEqual(before);
  });

  it('a fault of the file is told and not asked for three times', async () => {
    let asked = 0;
    await office.reopen({
      pdf: {
        ...quickPdf,
        addTimestamp() {
          asked += 1;
          return Promise.reject(new PdfWorkError('broken', null));
        },
      },
    });
    await sign([newPaper()]);
    await vi.waitFor(
      () => expect(office.room.completions.pending(null, 10).rows[0]?.tries).toBe(1),
      PATIENCE,
    );
    expect(asked).toBe(1);
    expect(office.room.completions.pending(null, 10).rows[0]?.lastProblem).toContain('hỏng');
  });

  it('ends with the office, and goes on at its next start', async () => {
    await office.reopen({
      pdf: {
        ...quickPdf,
        addTimestamp: ({ signal }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      },
    });
    office.room.changeSettings({ ...settings(), validation: false }, 'u');
    await sign([newPaper()]);
    await office.reopen({
      pdf: {
        ...quickPdf,
        addTimestamp: async ({ pdf }) => ({ pdf: stamped(pdf), at: null, place: 'signature' }),
      },
    });
    await vi.waitFor(() => expect(office.room.completions.count()).toBe(0), PATIENCE);
  });

  it('comes from a real authority and real issuers, and an independent reader accepts the file (needs pdfsig)', async () => {
    const { pdf, pki } = await realSigning(() => office.room.roots.ders());
    await office.reopen({ pdf });
    office.room.changeSettings(
      { ...settings(), timestamps: { enabled: true, address: pki.services.tsaUrl }, validation: true },
      'u',
    );
    office.room.roots.add(pki.root.der, office.room.roots.read(pki.root.der).certificate.fingerprint, 'u');
    office.room.roots.add(
      pki.intermediate.der,
      office.room.roots.read(pki.intermediate.der).certificate.fingerprint,
      'u',
    );
    const id = newPaper();
    await sign([id]);
    await vi.waitFor(
      () => expect(signaturesOf(id)).toMatchObject([{ timestamp: 'added', validation: 'added' }]),
      PATIENCE,
    );
    const { pdf: file } = await office.room.readFile(id, 'newest');
    const report = (await office.room.verify(file)).report;
    expect(report).toMatchObject({ problem: null, hasValidationData: true });
    expect(report.signatures[0]).toMatchObject({
      whole: true,
      trust: { trusted: true },
      timestamp: { whole: true },
    });
    const name = path.join(mkdtempSync(path.join(os.tmpdir(), 'tram-stamped-')), 'a.pdf');
    writeFileSync(name, file);
    expect(execFileSync('pdfsig', ['-nocert', name], { encoding: 'utf8' })).toContain('Signature is Valid');
    const { items } = office.open().journal.history(id.split('.')[1] ?? '', { limit: 10 });
    expect(items.map(({ entry }) => entry.kind)).toContain('signature-completed');
  });
});

it('what a cut left in the archive of a timestamp that was never recorded goes with the next try', async () => {
  const { archive } = office.open().printing;
  const written: string[] = [];
  let cut = true;
  const pdf = {
    ...quickPdf,
    addTimestamp: async ({ pdf: file }: { pdf: Uint8Array }) => ({
      pdf: new Uint8Array(Buffer.concat([file, Buffer.from(`\n%stamped ${systemIds.id()}`)])),
      at: null,
      place: 'document' as const,
    }),
  };
  await office.reopen({
    pdf,
    archive: {
      ...archive,
      async write(bytes) {
        const sha256 = await archive.write(bytes);
        if (!cut || !Buffer.from(bytes).includes('%stamped')) return sha256;
        written.push(sha256);
        return new Promise<string>(() => undefined);
      },
    },
  });
  office.room.changeSettings({ ...settings(), validation: false }, 'u');
  const id = newPaper();
  await sign([id]);
  await vi.waitFor(() => expect(written).toHaveLength(1), PATIENCE);
  office.abandon(office.room);
  cut = false;
  office.room = office.openAnew({ pdf });
  await vi.waitFor(() => expect(signaturesOf(id)[0]?.timestamp).toBe('added'), PATIENCE);
  expect(() => archive.read(written[0] ?? '')).toThrow('not-found');
});
