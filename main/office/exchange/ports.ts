import type { KnownKey } from '#main/parcels/index.ts';
import type { Clock, Ids } from '#shared/base/index.ts';
import type { ExchangeSummary, OfficeProfile } from '#shared/contract/index.ts';
import type { Lease, LeaseRequest, PackManifest, VersionRange } from '#shared/exchange/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import type { Transport } from './transport.ts';

/** What the exchange needs of the rooms around it. */
export type ExchangePorts = {
  readonly db: Database;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly office: { readonly id: string; readonly profile: () => OfficeProfile };
  /** The station this office writes under now. */
  readonly station: string;
  /** Version of the program. */
  readonly program: string;
  /** Payload versions it reads and writes; left out: those of this release. Tests run others beside it (P13). */
  readonly serves?: VersionRange;
  readonly leases: LeasesPort;
  readonly packs: PacksPort;
  readonly files: FilesPort;
  /** Where parcels go by wire; tests and proofs put a cut line or a province of this process there. */
  readonly transport: Transport;
  /** The name of a person, for screens. */
  readonly nameOf: (id: string) => string;
  /** Another copy of this database writes under the same station: at its next opening this one begins its own (P11). */
  readonly beginNewStation: () => void;
  readonly log: Logger;
  /** Told after each change that a screen shows. */
  readonly onChanged: (summary: ExchangeSummary) => void;
  /** Told of dossiers of which the province said something, after the commit. */
  readonly onDossierChanged: (id: string) => void;
};

/** Numbers, as the room of leases looks after them. */
export type LeasesPort = {
  requests(): LeaseRequest[];
  applyInTx(tx: WritableDb, leases: readonly Lease[]): { taken: number; ended: number };
  /** How many things about numbers a person should see. */
  countWarnings(): number;
};

/** Packs, as their room looks after them. */
export type PacksPort = {
  held(): { kind: PackManifest['kind']; version: number }[];
  noteManifestsInTx(tx: WritableDb, manifests: readonly PackManifest[]): void;
  /** The office goes over to another province: what the one before announced and is not applied is forgotten. */
  forgetProvinceInTx(tx: WritableDb): void;
  wanted(): PackManifest[];
  takePack(
    bytes: Uint8Array,
    findKey: (kid: string) => KnownKey | undefined,
    expected?: { kind: PackManifest['kind']; version: number },
  ): Promise<{ ok: boolean }>;
};

/** The archive of papers; undefined: not here any more. */
export type FilesPort = { read(sha256: string): Uint8Array | undefined };
