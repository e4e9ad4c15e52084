import type { SigningSettings, VerifiedFile } from '#shared/contract/index.ts';
import { findUser } from '../users/index.ts';
import { type Attachments, createAttachments } from './attachments.ts';
import { type Batches, createBatches } from './batches.ts';
import { itemsOfDocument } from './batches-table.ts';
import { type Candidate, candidatesOfDay } from './candidates.ts';
import { type Completions, createCompletions } from './completions.ts';
import { documentsOfDossier, getDocument, paperDocumentId } from './documents.ts';
import { createSigningErasure, type SigningErasure } from './erasure.ts';
import { readNewest, readOriginal, sha256Of } from './files.ts';
import type { SigningPorts } from './ports.ts';
import { createRoots, type Roots } from './roots.ts';
import {
  changeSigningSettingsInTx,
  getSigningSettings,
  loadTimestampDefault,
  organisationName,
  rolesOf,
  timestampAddress,
} from './settings.ts';
import { type SignedShare, signedShare } from './share.ts';
import { type TimestampTest, testTimestamp } from './test-timestamp.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { findNewestFile } from './views.ts';

/** The signing room. Methods throw SigningRefused where a person asked for what can't be. */
export type Signing = {
  uploads: Uploads;
  attachments: Attachments;
  batches: Batches;
  completions: Completions;
  roots: Pick<Roots, 'read'> & {
    list(): ReturnType<Roots['list']>;
    add(file: Uint8Array, fingerprint: string, actor: string): ReturnType<Roots['list']>;
    remove(fingerprint: string, actor: string): ReturnType<Roots['list']>;
    /** DER, for whoever judges a chain. */
    ders(): Uint8Array[];
  };
  erasure: SigningErasure;
  documentsOf(dossierId: string): ReturnType<typeof documentsOfDossier>;
  candidates(asked: { day: string; only: 'unsigned' | 'all'; cursor: string | null; limit: number }): {
    rows: Candidate[];
    nextCursor: string | null;
  };
  /** The newest file of a document, or the one nobody signed. */
  readFile(
    documentId: string,
    which: 'newest' | 'original',
  ): Promise<{ pdf: Uint8Array; sha256: string; fileName: string }>;
  /** Hash of the signed paper of a revision; undefined where nobody signed it. */
  findSignedPaper(dossierId: string, revision: number): string | undefined;
  verify(pdf: Uint8Array): Promise<VerifiedFile>;
  options(): {
    roles: ReturnType<typeof rolesOf>;
    organisation: string;
    hasSeal: boolean;
    personTitle: string;
    timestamps: boolean;
  };
  settings(): {
    settings: SigningSettings;
    defaults: { organisation: string; timestampAddress: string; timestampSource: string };
  };
  changeSettings(settings: SigningSettings, actor: string): void;
  testTimestamp(address: string, signal: AbortSignal): Promise<TimestampTest>;
  share(month: string): SignedShare;
  /** Ends the batches after the file at hand and what is asked for over the network. Idempotent. */
  close(): Promise<void>;
};

/** Opens the room: settles what the last run left, and goes on asking for what is pending. */
export function createSigning(ports: SigningPorts & { officeId: string }): Signing {
  const { db, journal, clock } = ports;
  const timestampDefault = loadTimestampDefault(ports.resourcesDirectory);
  const names = (id: string) => findUser(db, id)?.name ?? id;
  const parts = { db, nameOf: names };
  const underWay = new Set<string>();
  const roots = createRoots({ db, journal, office: ports.officeId });
  const completions = createCompletions({ ...ports, timestampDefault, underWay });
  const batches = createBatches({
    ...ports,
    parts,
    timestampDefault,
    underWay,
    roots: roots.ders,
    onChanged(batch) {
      ports.onChanged(batch);
      // A file was signed: its timestamp is asked for behind the counter's back.
      completions.wake();
    },
  });
  const attachments = createAttachments({
    ...ports,
    parts,
    isInBatch: (id) =>
      itemsOfDocument(db, id).some(({ state }) => state === 'waiting' || state === 'signing'),
  });
  const settings = () => getSigningSettings(db);
  completions.wake();

  return {
    uploads: createUploads(clock),
    attachments,
    batches,
    completions,
    roots: {
      read: roots.read,
      ders: roots.ders,
      list: () => roots.list(names),
      add(file, fingerprint, actor) {
        roots.add(file, fingerprint, actor);
        ports.onChanged(null);
        // What no chain led to before may lead to one now.
        completions.tryNow();
        return roots.list(names);
      },
      remove(fingerprint, actor) {
        roots.remove(fingerprint, actor);
        ports.onChanged(null);
        return roots.list(names);
      },
    },
    erasure: createSigningErasure(db),
    documentsOf: (dossierId) => documentsOfDossier(parts, dossierId),
    candidates: (asked) => candidatesOfDay({ ...parts, now: clock.now() }, asked),
    async readFile(documentId, which) {
      const document = getDocument(parts, documentId);
      const file = await (which === 'newest' ? readNewest : readOriginal)(ports, documentId);
      const isSigned = which === 'newest' && document.signedSha256 !== null;
      const fileName = isSigned ? document.fileName.replace(/(\.pdf)?$/i, '_da-ky.pdf') : document.fileName;
      return { pdf: file.pdf, sha256: file.sha256, fileName };
    },
    findSignedPaper: (dossierId, revision) =>
      findNewestFile(db, paperDocumentId(dossierId, revision))?.sha256,
    async verify(pdf) {
      return { sha256: sha256Of(pdf), bytes: pdf.length, report: await ports.pdf.verify(pdf, clock.now()) };
    },
    options() {
      const now = settings();
      return {
        roles: rolesOf(now),
        organisation: organisationName(now, ports.office()),
        hasSeal: now.organisation.sealPng !== null,
        personTitle: now.person.title,
        timestamps: timestampAddress(now, timestampDefault) !== null,
      };
    },
    settings: () => ({
      settings: settings(),
      defaults: {
        organisation: ports.office().profile.name,
        timestampAddress: timestampDefault.address,
        timestampSource: timestampDefault.source,
      },
    }),
    changeSettings(next, actor) {
      db.transaction((tx) => {
        changeSigningSettingsInTx(tx, journal, { settings: next, actor, subject: ports.officeId });
        tx.afterCommit(() => ports.onChanged(null));
      });
      completions.tryNow();
    },
    testTimestamp: (address, signal) => testTimestamp(ports.pdf, address, signal),
    share: (month) => signedShare(db, month),
    async close() {
      await Promise.all([batches.close(), completions.close()]);
    },
  };
}
