import { constants, privateEncrypt } from 'node:crypto';
import path from 'node:path';
import { findDossier, receiveDossier } from '#office/dossiers/index.ts';
import { startPdfRenderer } from '#office/forms/index.ts';
import type { OpenOffice } from '#office/lifecycle/index.ts';
import { TokenError, type TokenProblem, type TokenSigner } from '#office/tokens/index.ts';
import type { BatchSummary } from '#shared/contract/index.ts';
import { type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { exampleReception, resourcesDirectory, systemIds, type testPorts } from '#test/fixtures/office.ts';
import { type PkiIdentity, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { createPdfWork } from './pdf-work.ts';
import type { PdfWork, SigningPorts } from './ports.ts';
import { createSigning, type Signing } from './signing.ts';

/** DigestInfo of SHA-256 up to the digest itself (RFC 8017 §9.2). */
const SHA256_PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** A token in the test's hand: signs with the keys of the test PKI, and fails when it is told to. */
export type TestToken = {
  readonly signer: TokenSigner;
  /** How many digests it has signed. */
  signed: number;
  /** Before the next digest: null goes on. */
  fails: TokenProblem | null;
  closed: number;
  /** Awaited before each digest. */
  before: () => Promise<void> | void;
};

/** The certificate of an identity stands on it under the id `01`. RSA only. */
export function createTestToken(identity: PkiIdentity, kind: TokenSigner['kind'] = 'pkcs11'): TestToken {
  const token: TestToken = {
    signed: 0,
    fails: null,
    closed: 0,
    before: () => undefined,
    signer: {
      kind,
      certificateOf: (id) => (id === '01' ? identity.der : undefined),
      certificates: () => [identity.der],
      async sign(_id, digest) {
        await token.before();
        if (token.fails !== null) throw new TokenError(token.fails, 'told to fail');
        token.signed += 1;
        return new Uint8Array(
          privateEncrypt(
            { key: identity.privateKey, padding: constants.RSA_PKCS1_PADDING },
            Buffer.concat([SHA256_PREFIX, digest]),
          ),
        );
      },
      async close() {
        token.closed += 1;
      },
    },
  };
  return token;
}

/** Signs by adding a line behind the file: quick, for tests of what happens around it. */
export const quickPdf: PdfWork = {
  async sign({ pdf, field, sign }) {
    await sign(new Uint8Array(32));
    return new Uint8Array(Buffer.concat([pdf, Buffer.from(`\n%signed ${field}`)]));
  },
  addTimestamp: () => Promise.reject(new Error('no network')),
  addValidation: () => Promise.resolve(null),
  verify: () => Promise.resolve({ problem: null, pages: 1, signatures: [], hasValidationData: false }),
  testTimestamp: () => Promise.reject(new Error('no network')),
};

export type SigningOffice = {
  bare: BareOffice;
  open(): OpenOffice;
  room: Signing;
  /** Sessions by their name; put a token in to open one. */
  sessions: Map<string, TestToken>;
  told: (BatchSummary | null)[];
  actor: { id: string; name: string; station: string };
  receive(overrides?: Parameters<typeof exampleReception>[0]): string;
  /** Closes the room as at the end of the program and opens it anew. */
  reopen(overrides?: Partial<SigningPorts>): Promise<Signing>;
  /** Opens another room on the same data without closing the first: as after a cut. */
  openAnew(overrides?: Partial<SigningPorts>): Signing;
  /** Never closed any more: as a program that was ended. */
  abandon(room: Signing): void;
  /** Waits until a batch runs no more. */
  settled(batchId: string): Promise<ReturnType<Signing['batches']['get']>>;
  end(): Promise<void>;
};

/** A sample office whose signing room has tokens and PDFs in the test's hand. */
export async function startSigningOffice(
  overrides: Partial<SigningPorts> = {},
  ports: Parameters<typeof testPorts>[0] = {},
): Promise<SigningOffice> {
  const bare = await startBareOffice(ports);
  const open = () => bare.core.opened();
  await open().signing.close();
  const renderer = startPdfRenderer({
    fontsDirectory: path.join(resourcesDirectory, 'fonts'),
    workerFile: null,
  });
  const sessions = new Map<string, TestToken>();
  const told: (BatchSummary | null)[] = [];
  const rooms = new Set<Signing>();

  function openAnew(changed: Partial<SigningPorts> = {}): Signing {
    const { db, journal, printing, settings, station, paperOf } = open();
    const room = createSigning({
      db,
      journal,
      clock: bare.ports.clock,
      ids: bare.ports.ids,
      station,
      officeId: 'office-of-tests',
      archive: printing.archive,
      renderer,
      papers: {
        documentFor({ dossierId }) {
          const dossier = findDossier(db, dossierId);
          if (dossier === undefined) throw new Error('no such dossier');
          return { documents: [paperOf(dossier)], form: 'form', at: 0 };
        },
        reprintMark: () => '',
        isSuperseded: () => false,
      },
      office: settings,
      pdf: quickPdf,
      findSigner: (session) => sessions.get(session)?.signer,
      resourcesDirectory,
      onChanged: (batch) => told.push(batch),
      onDossierChanged: () => undefined,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      ...overrides,
      ...changed,
    });
    rooms.add(room);
    return room;
  }

  const office: SigningOffice = {
    bare,
    open,
    room: openAnew(),
    sessions,
    told,
    actor: { id: 'u-clerk', name: 'Nguyễn Thị Một', station: 'station' },
    receive: (reception = {}) =>
      receiveDossier(
        { ...open().receivePorts, enqueuePaperInTx: () => undefined },
        { ...exampleReception(reception), requestId: systemIds.id() },
        { id: 'u-clerk', name: 'Nguyễn Thị Một' },
      ).dossier.id,
    async reopen(changed = {}) {
      await office.room.close();
      office.room = openAnew(changed);
      return office.room;
    },
    openAnew,
    abandon(room) {
      rooms.delete(room);
      void room.completions.close();
    },
    async settled(batchId) {
      for (;;) {
        const batch = office.room.batches.get(batchId);
        if (batch.state !== 'running') return batch;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async end() {
      for (const room of rooms) await room.close();
      await renderer.close();
      await bare.end();
    },
  };
  return office;
}

/** The PKI and the work on real PDFs. */
export async function realSigning(roots: () => readonly Uint8Array[] = () => []): Promise<{
  pki: Awaited<ReturnType<typeof sharedSigningPki>>;
  pdf: PdfWork;
}> {
  return {
    pki: await sharedSigningPki(),
    pdf: createPdfWork({ resourcesDirectory, ids: systemIds, roots }),
  };
}
