import type { Clock, Ids } from '#shared/base/index.ts';
import type { CopyDamage } from '#shared/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Database, Migration, ReadableDb } from '../../storage/index.ts';
import type { DeriveKey } from '../../users/index.ts';
import type { CopyProgress } from '../ports.ts';

/** What restoring needs; there may be no open office, or none that can be opened. */
export type RestorePorts = {
  clock: Clock;
  ids: Ids;
  dataDirectory: string;
  migrations: readonly Migration[];
  /** Turns passwords into keys, off the office's thread. */
  deriveKey: DeriveKey;
  /**
   * Makes every view of a salvaged database anew from the entries that are there, and whatever else can be made again;
   * in steps that let others work, told as entries done and to do, until `signal` ends it. Gives the entries that could
   * not be applied, by kind.
   */
  mend: (
    db: Database,
    identity: { office: string; station: string },
    options: { signal: AbortSignal; onProgress: (done: number, total: number) => void },
  ) => Promise<ReadonlyMap<string, number>>;
  /** The code of a dossier, for people; undefined where it is not there. */
  codeOf: (db: ReadableDb, dossierId: string) => string | undefined;
  log: Logger;
};

export type CheckOptions = { signal: AbortSignal; onProgress: (progress: CopyProgress) => void };

/** Collects what is wrong: everything is counted, the first of it named. */
export type Findings = {
  note(what: CopyDamage['what'], name: string, more?: { detail?: string; count?: number }): void;
  has(...kinds: CopyDamage['what'][]): boolean;
  damaged(): CopyDamage[];
  /** How many there are, also beyond those named. */
  count(): number;
};

const MOST_NAMED = 500;

export function createFindings(): Findings {
  const named: CopyDamage[] = [];
  const kinds = new Set<CopyDamage['what']>();
  let all = 0;
  return {
    note(what, name, { detail = '', count = 1 } = {}) {
      kinds.add(what);
      all += 1;
      if (named.length < MOST_NAMED) named.push({ what, name, detail, count });
    },
    has: (...asked) => asked.some((kind) => kinds.has(kind)),
    damaged: () => named,
    count: () => all,
  };
}
