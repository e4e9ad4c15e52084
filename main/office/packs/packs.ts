import { officeTimestamp, type Result } from '#shared/base/index.ts';
import type { PackManifest } from '#shared/exchange/index.ts';
import type { WritableDb } from '../storage/index.ts';
import {
  type AnnouncedPack,
  allAnnounced,
  forgetAnnouncedInTx,
  noteAnnouncedInTx,
  type PackRef,
} from './announced-table.ts';
import { type Comparer, createComparer } from './compare.ts';
import { applyPack, duePacks, PackRefused, rejectPack, undecidedPacks } from './decide.ts';
import { allDecided, appliedPacks, type DecidedPack, isRejected } from './decided-table.ts';
import { createInForce, type InForce } from './in-force.ts';
import { type ListedKind, listPacks, packsOfToday } from './list.ts';
import type { FindKey, PacksPorts } from './ports.ts';
import { type PackRefusal, takePack } from './take.ts';

/** A pack that was refused is asked for again after this time: its bytes may have been hurt on the way. */
const AGAIN_AFTER_MS = 3_600_000;

/** What a province publishes, here: announced, taken, applied or rejected, in force. */
export type Packs = {
  /** What is here, for the province to know. */
  held(): PackRef[];
  /** What the province announced. A version that is known stays as it was first announced (P21). */
  noteManifestsInTx(tx: WritableDb, manifests: readonly PackManifest[]): void;
  /** The office goes over to another province: of the one before, only what was applied stays. */
  forgetProvinceInTx(tx: WritableDb): void;
  /** What is to be fetched, by its hash. */
  wanted(): PackManifest[];
  /**
   * Takes the signed bytes of a pack; harmless to repeat. `expected`: what was asked for, so that a refusal is shown
   * beside it. What is wrong is said in words.
   */
  takePack(bytes: Uint8Array, findKey: FindKey, expected?: PackRef): Promise<Result<PackRef, PackRefusal>>;
  /** In force from now on. Throws PackRefused. */
  apply(ref: PackRef, actor: string): void;
  /** Throws PackRefused. */
  reject(ref: PackRef, reason: string, actor: string): void;
  /** Applies what has its day; told what was applied and what could not be. */
  applyDue(): { applied: PackRef[]; failed: { pack: PackRef; message: string }[] };
  /** Everything announced or decided, by kind, newest first. */
  list(): ListedKind[];
  /** What came into force here today. */
  ofToday(): DecidedPack[];
  /** What is here and nobody decided on. */
  waiting(): PackManifest[];
  findDifferences: Comparer['findDifferences'];
  readonly inForce: InForce;
};

export function createPacks(ports: PacksPorts): Packs {
  const { db, clock } = ports;
  const inForce = createInForce(ports);
  const parts = { ...ports, inForce };
  const comparer = createComparer(parts);
  return {
    inForce,
    held: () =>
      allAnnounced(db)
        .filter(({ held }) => held)
        .map(({ kind, version }) => ({ kind, version })),
    noteManifestsInTx(tx, manifests) {
      const at = officeTimestamp(clock.now());
      const news = manifests.filter((manifest) => noteAnnouncedInTx(tx, manifest, at));
      if (news.length > 0) tx.afterCommit(ports.onChanged);
    },
    forgetProvinceInTx(tx) {
      forgetAnnouncedInTx(tx);
      tx.afterCommit(ports.onChanged);
    },
    wanted() {
      const since = officeTimestamp(clock.now() - AGAIN_AFTER_MS);
      const decided = allDecided(db);
      return allAnnounced(db)
        .filter((pack) => !pack.held && (pack.refusedAt ?? '') < since && !isRejected(decided, pack))
        .filter(({ kind, version }) => version >= (appliedPacks(db, kind).at(-1)?.version ?? 0))
        .map(manifestOf);
    },
    takePack: (bytes, findKey, expected) => takePack(parts, bytes, findKey, expected),
    apply: (ref, actor) => applyPack(parts, ref, actor),
    reject: (ref, reason, actor) => rejectPack(parts, ref, reason, actor),
    list: () => listPacks(ports, comparer),
    ofToday: () => packsOfToday(ports),
    waiting: () => undecidedPacks(db).map(manifestOf),
    findDifferences: comparer.findDifferences,
    applyDue() {
      const applied: PackRef[] = [];
      const failed: { pack: PackRef; message: string }[] = [];
      for (const pack of duePacks(ports)) {
        try {
          applyPack(parts, pack, null);
          applied.push(pack);
        } catch (error) {
          if (!(error instanceof PackRefused)) throw error;
          failed.push({ pack, message: error.message });
        }
      }
      return { applied, failed };
    },
  };
}

function manifestOf({ kind, version, title, effectiveFrom, sha256, bytes }: AnnouncedPack): PackManifest {
  return { kind, version, title, effectiveFrom, sha256, bytes };
}
