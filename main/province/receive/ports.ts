import type { Clock, Ids } from '#shared/base/index.ts';
import type {
  ExchangeCode,
  OfficeParcel,
  PackManifest,
  PublicKey,
  VersionRange,
} from '#shared/exchange/index.ts';
import type { Sha256 } from '#shared/journal/index.ts';
import type { Sql } from '../store/index.ts';
import type { CheckedRun } from './lines.ts';

/** What receiving needs of the rooms around. */
export type ReceivePorts = {
  sql: Sql;
  clock: Clock;
  ids: Ids;
  sha256: Sha256;
  /** Who we are. */
  identity: { id: string };
  /** The keys that answers carry, present and coming, as they are in the answer's own transaction. */
  publishedKeys: (sql: Sql) => Promise<readonly PublicKey[]>;
  /** Version of this program. */
  program: string;
  /** The payload versions that it reads and writes; left out: those of this release (P13). */
  serves?: VersionRange;
  /** The packs that an answer announces on a day (`YYYY-MM-DD`). */
  manifests: (sql: Sql, today: string) => Promise<PackManifest[]>;
};

/** A parcel whose signature held. */
export type SignedParcel = {
  payload: Omit<OfficeParcel, 'runs'>;
  /** What it brings, checked (`checkRuns`). */
  runs: readonly CheckedRun[];
  /** Of the container's bytes. */
  sha256: string;
  /** The office whose key signed it. */
  keyOffice: string;
  /** When its first bytes came over the line, milliseconds since 1970; null: in a file that somebody brought. */
  cameAt: number | null;
  /** Settles once what came before it from the same office was taken in here; left out: nothing is waited for. */
  turn?: Promise<void>;
};

/** Why a parcel is refused as a whole, having changed nothing. */
export type ParcelRefusal = { code: ExchangeCode; message: string };
