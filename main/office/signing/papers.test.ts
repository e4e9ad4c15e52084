import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findKnownFile } from '#office/copies/index.ts';
import { findDossier } from '#office/dossiers/index.ts';
import { sql } from '#office/storage/index.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';
import { paperDocumentId } from './documents.ts';
import { knownSigningFiles } from './known-files.ts';
import { createTestToken, realSigning, type SigningOffice, startSigningOffice } from './testing.oracle.ts';

vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PATIENCE = { timeout: 40_000, interval: 50 };

let office: SigningOffice;
beforeEach(async () => {
  const { pki, pdf } = await realSigning();
  office = await startSigningOffice({ pdf });
  office.sessions.set('s1', createTestToken(pki.organisation));
});
afterEach(() => office.end());

async function sign(...documentIds: string[]) {
  const { id } = office.room.batches.start(
    { requestId: systemIds.id(), session: 's1', certificate: '01', role: 'organisation', documentIds },
    office.actor,
  );
  const batch = await office.settled(id);
  expect(batch).toMatchObject({ state: 'done', signed: documentIds.length });
}

function getDossier(id: string) {
  const dossier = findDossier(office.open().db, id);
  if (dossier === undefined) throw new Error('no such dossier');
  return dossier;
}

const allPrinted = () => vi.waitFor(() => expect(office.open().printing.counts().waiting).toBe(0), PATIENCE);

async function reprint(dossierId: string) {
  const { printing } = office.open();
  const job = printing.reprint(getDossier(dossierId), systemIds.id(), { id: 'u1', name: 'Một' });
  await vi.waitFor(
    () => expect(printing.jobsOf(dossierId).find(({ id }) => id === job.id)?.state).toBe('printed'),
    PATIENCE,
  );
  return printing.readPaper(job.id);
}

function textOf(pdf: Uint8Array): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'tram-signed-')), 'a.pdf');
  writeFileSync(file, pdf);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

describe('a signed paper', () => {
  it('that was never printed is printed as it was signed', async () => {
    const dossierId = office.receive();
    await sign(paperDocumentId(dossierId, 1));
    const signed = await office.room.readFile(paperDocumentId(dossierId, 1), 'newest');
    const printed = await reprint(dossierId);
    expect(Buffer.from(printed.pdf).equals(signed.pdf)).toBe(true);
    expect(printed.fileName).toMatch(/_da-ky\.pdf$/);
    expect(textOf(printed.pdf)).not.toContain('BẢN IN LẠI');
  });

  it('is what a reprint marks, and the marked copy claims no signature', async () => {
    const clerk = await office.bare.signedIn('clerk');
    const { dossier } = await clerk.dossiers.receive(exampleReception());
    await allPrinted();
    await sign(paperDocumentId(dossier.id, 1));
    const { pdf } = await reprint(dossier.id);
    const text = textOf(pdf);
    expect(text).toContain('BẢN IN LẠI 1');
    expect(text).toContain(office.room.options().organisation);
    expect(Buffer.from(pdf).includes('/Type /Sig')).toBe(false);
    const [first] = office
      .open()
      .printing.papersOf(dossier.id, (id) => id)
      .filter((paper) => paper.reprint === 0);
    const given = await clerk.dossiers.paperPdf({ paperId: first?.id ?? '' });
    expect(Buffer.from(given.pdfBase64, 'base64').includes('ETSI.CAdES.detached')).toBe(true);
    const { history } = await clerk.dossiers.get({ id: dossier.id });
    expect(history.find(({ kind }) => kind === 'document-signed')?.text).toMatch(
      /^Ký số cơ quan “Giấy tiếp nhận .*” bằng chứng thư của /,
    );
  });

  it('is known to whoever copies the archive', async () => {
    const dossierId = office.receive();
    await sign(paperDocumentId(dossierId, 1));
    const { db, printing } = office.open();
    const files = [...knownSigningFiles(db)].flat();
    expect(files.map(({ id }) => id.split('.')[0])).toEqual(['original', 'signed']);
    for (const { id, sha256 } of files) {
      expect(printing.archive.read(sha256).length).toBeGreaterThan(0);
      expect(findKnownFile(db, id)).toMatchObject({ sha256, dossierId });
    }
    const [one] = files;
    expect([...knownSigningFiles(db, one?.sha256.slice(0, 3))].flat()).toEqual([one]);
  });
});

describe('an erasure', () => {
  it('takes what was signed and attached, and leaves that it was', async () => {
    const administrator = await office.bare.signedIn('administrator');
    const dossierId = office.receive();
    const pdf = Buffer.from((await office.room.readFile(paperDocumentId(office.receive(), 1), 'newest')).pdf);
    const attach = (to: string | null) =>
      office.room.attachments.add(
        { requestId: systemIds.id(), dossierId: to, title: 'Thông báo Qxời', fileName: 'qxoi', pdf },
        'u1',
      );
    const attached = await attach(dossierId);
    const shared = await attach(null);
    expect(shared.originalSha256).toBe(attached.originalSha256);
    await sign(paperDocumentId(dossierId, 1), attached.id);
    const gone = [...knownSigningFiles(office.open().db)]
      .flat()
      .filter((file) => file.dossierId === dossierId && file.sha256 !== shared.originalSha256);
    expect(gone.length).toBeGreaterThanOrEqual(3);
    const archived = (sha256: string) =>
      existsSync(
        path.join(office.bare.ports.dataDirectory, 'archive', sha256.slice(0, 2), `${sha256}.pdf.sealed`),
      );
    expect(gone.every(({ sha256 }) => archived(sha256))).toBe(true);
    const outcome = await administrator.erasure.erase({
      dossierIds: [dossierId],
      confirmation: getDossier(dossierId).codes[0]?.code ?? '',
      groundId: 'law-91-2025-request',
      document: '12/QĐ-UBND ngày 21/11/2026',
      reason: '',
      openReason: 'chủ thể yêu cầu',
    });
    expect(outcome).toMatchObject({ clean: true, dossiers: [{ outcome: 'erased' }] });
    await vi.waitFor(() => expect(gone.filter(({ sha256 }) => archived(sha256))).toEqual([]), PATIENCE);
    // The same PDF belongs to somebody else, too.
    expect(archived(shared.originalSha256 ?? '')).toBe(true);
    const { db, journal } = office.open();
    const rows = db.all(
      sql`select role, certificate, fingerprint from signatures where dossier_id = ${dossierId}`,
    );
    expect(rows).toEqual([
      { role: 'organisation', certificate: '', fingerprint: '' },
      { role: 'organisation', certificate: '', fingerprint: '' },
    ]);
    expect(
      db.all(sql`select title, made, sha256 from signing_rows where title <> '' or sha256 is not null`),
    ).toEqual([]);
    expect(() => office.room.documentsOf(dossierId)).toThrow('đã xóa');
    const before = journal.viewDigests();
    expect(journal.rebuild().finished).toBe(true);
    expect(journal.viewDigests()).toEqual(before);
  });
});
