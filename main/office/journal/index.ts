/**
 * The journal of the office: append with the views in one transaction, erase, verify, rebuild, read histories.
 * `createJournal` is the door; who adds a view writes a projector (`defineProjector`, `on`).
 */
import type { Clock, Ids } from '#shared/base/index.ts';
import {
  tables as allTables,
  type Chain,
  clockNoticed,
  createKindRegistry,
  type EntryKind,
  type ErasureTarget,
  type TableEntry,
} from '#shared/journal/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import { type AppendedEntry, type AppendInput, createAppend, type Identity } from './append.ts';
import { appendReturnedInTx, eraseReturnedInTx, type ReturnedInput } from './append-returned.ts';
import { type ClockSpan, clockSpans } from './clock-notices.ts';
import { type ClockState, createClockWatch } from './clock-watch.ts';
import { erasableTargets } from './entries-table.ts';
import { type EraseInput, eraseBodiesInTx } from './erase.ts';
import { type CarriedEntry, type HistoryPage, readEntriesAfter, readHistory } from './history.ts';
import { indexProjectors, type Projector } from './projector.ts';
import {
  digestViews,
  type MendOptions,
  mendViews,
  type RebuildOptions,
  type RebuildResult,
  rebuildViews,
} from './rebuild.ts';
import {
  type HighWaterMark,
  readHeads,
  type VerifyOptions,
  type VerifyResult,
  verifyJournal,
  verifyJournalHead,
} from './verify.ts';

export type { AppendedEntry, AppendInput, Identity } from './append.ts';
export { type ReturnedInput, ReturnRefused } from './append-returned.ts';
export {
  findEntryAt,
  findEntryOf,
  findSeqBefore,
  readChainBack,
  readEntriesAbout,
  readTimesAfter,
} from './chain-rows.ts';
export { type ClockSpan, clockNoticesProjector } from './clock-notices.ts';
export type { ClockState } from './clock-watch.ts';
export { readLastMono, type StoredEntry } from './entries-table.ts';
export type { EraseInput } from './erase.ts';
export type { CarriedEntry, Content, HistoryItem, HistoryPage } from './history.ts';
export { findLastEntry, holdsHead, knownHeads } from './marks.ts';
export {
  assertEveryViewHasProjector,
  defineProjector,
  type Handler,
  on,
  type Projector,
} from './projector.ts';
export type { MendOptions, RebuildOptions, RebuildResult } from './rebuild.ts';
export { returnedStretchesProjector } from './returned.ts';
export {
  findSalvagedEntry,
  gapsOf,
  insertSalvagedChainsInTx,
  insertSalvagedInTx,
  type KnownChain,
} from './salvage.ts';
export { sha256 } from './sha256.ts';
export { type JournalSurvey, kindAfter, type SurveyedChain, surveyJournal } from './survey.ts';
export {
  type BadEntry,
  type Fault,
  type HighWaterMark,
  type VerifyOptions,
  type VerifyResult,
  verifyJournal,
} from './verify.ts';

export type Journal = {
  /**
   * Appends one entry in the caller's transaction and brings the views up to date. Throws ZodError when the body does
   * not fit its kind; the transaction is then rolled back as a whole.
   */
  appendInTx<Kind extends EntryKind>(tx: WritableDb, input: AppendInput<Kind>): AppendedEntry;
  /** Every entry about a subject that may still be erased, in both chains and of every station. */
  erasableOf(subject: string): ErasureTarget[];
  /** Takes back entries that the province gave back (P12), with an entry that says so; see append-returned.ts. */
  appendReturnedInTx(tx: WritableDb, input: ReturnedInput): number;
  /** Erases of it, behind a position, what belongs to an erased subject (P15); gives up to where that is done. */
  eraseReturnedInTx(tx: WritableDb, after: number): number;
  /** Removes bodies of one subject with their ground on record; see erase.ts. */
  eraseBodyInTx(tx: WritableDb, input: EraseInput): AppendedEntry[];
  /** Whether the PC's clock is in doubt now, and why. */
  clockState(): ClockState;
  /** How far the PC's clock stands before the province's, milliseconds; null: not known (P14). */
  noteOutsideClock(differenceMs: number | null): void;
  /** Everything written while it was, newest first. */
  clockSpans(): ClockSpan[];
  /** A person says that the clock is right now; from here on it is believed. */
  believeClockInTx(tx: WritableDb, actor: string): void;
  verify(options?: VerifyOptions): Promise<VerifyResult>;
  /** The latest entries only; for every start. */
  verifyHead(marks?: readonly HighWaterMark[]): VerifyResult;
  heads(): HighWaterMark[];
  rebuild(options?: RebuildOptions): RebuildResult;
  /** In steps, for a salvaged database that nobody has open; see `mendViews`. False where it was stopped. */
  mend(options: MendOptions): Promise<boolean>;
  /** SHA-256 (hex) by view table; contentless FTS5 tables are left out. */
  viewDigests(): Record<string, string>;
  history(subject: string, options: { before?: number; limit: number }): HistoryPage;
  /** Of this station unless another is named. */
  entriesAfter(chain: Chain, seq: number, limit: number, station?: string): CarriedEntry[];
};

export type JournalOptions = {
  db: Database;
  kinds: readonly EntryKind[];
  /** Called in this order for each entry. */
  projectors: readonly Projector[];
  identity: Identity;
  clock: Clock;
  ids: Ids;
  /** Have trouble with the clock recorded (needs `clockNoticesProjector`); `builtAt` in milliseconds since 1970. */
  clockGuard?: { readonly builtAt: number | null };
  /** Told once after each transaction that appended something. */
  onCommitted?: () => void;
  /** Default: shared/journal's list; a test with its own views passes its own. */
  tables?: readonly TableEntry[];
};

/** Throws when a kind is defined twice or a projector writes a table that is not its own view. */
export function createJournal(options: JournalOptions): Journal {
  const { db, projectors, identity, clock, tables = allTables } = options;
  const registry = createKindRegistry(options.kinds);
  const projectorsOf = indexProjectors(projectors, tables);
  const recordsClock = options.clockGuard !== undefined;
  const builtAt = options.clockGuard?.builtAt ?? null;
  const clockWatch = createClockWatch(db, clock, { builtAt, records: recordsClock });
  const onCommitted = options.onCommitted ?? (() => undefined);
  const { append, noteReturnedInTx } = createAppend({
    ...options,
    registry,
    projectorsOf,
    clockWatch,
    recordsClock,
    onCommitted,
  });
  const parts = { db, registry, projectors, projectorsOf, tables };
  return {
    appendInTx: append,
    erasableOf: (subject) => erasableTargets(db, subject),
    appendReturnedInTx: (tx, input) =>
      appendReturnedInTx({ ...parts, append, noteReturnedInTx, identity }, tx, input),
    eraseReturnedInTx: (tx, after) =>
      eraseReturnedInTx({ ...parts, append, noteReturnedInTx, identity }, tx, after),
    eraseBodyInTx: (tx, input) => eraseBodiesInTx({ ...parts, append }, tx, input),
    clockState: () => clockWatch.state(),
    noteOutsideClock: (differenceMs) => clockWatch.noteOutside(differenceMs),
    clockSpans: () => clockSpans(db),
    believeClockInTx(tx, actor) {
      const trusted = clock.now();
      clockWatch.believe(trusted);
      const body = { trouble: null, trusted, toldBy: 'person' as const };
      append(tx, { kind: clockNoticed, actor, subject: identity.office, body });
    },
    verify: (verifyOptions) => verifyJournal(db, verifyOptions),
    verifyHead: (marks) => verifyJournalHead(db, marks),
    heads: () => readHeads(db),
    rebuild: (rebuildOptions) => rebuildViews({ ...parts, ...rebuildOptions }),
    mend: (mendOptions) => mendViews({ ...parts, ...mendOptions }),
    viewDigests: () => digestViews(db, projectors, tables),
    history: (subject, page) => readHistory(db, registry, subject, page),
    entriesAfter: (chain, seq, limit, station) =>
      readEntriesAfter(db, station ?? identity.station, chain, seq, limit),
  };
}
