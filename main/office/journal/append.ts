import type { z } from 'zod';
import { type Clock, type Ids, officeTimestamp } from '#shared/base/index.ts';
import {
  bodyHash,
  type Chain,
  canonicalJson,
  clockNoticed,
  type EntryKind,
  envelopeHash,
  isEnvelopeId,
  type KindRegistry,
} from '#shared/journal/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import type { ClockWatch } from './clock-watch.ts';
import {
  findChain,
  insertChainInTx,
  insertEntryInTx,
  readHead,
  readLastMono,
  type StoredEntry,
} from './entries-table.ts';
import type { Projector } from './projector.ts';
import { createSalts } from './salts.ts';
import { sha256 } from './sha256.ts';

export type Identity = { readonly office: string; readonly station: string };

export type AppendInput<Kind extends EntryKind> = {
  readonly kind: Kind;
  /** Id of the person or device that acts; never a name. */
  readonly actor: string;
  /** Id of what this is about; `history` finds entries by it. */
  readonly subject: string;
  readonly body: z.input<Kind['body']>;
  /**
   * True when the body has just come out of this kind's own schema (or is built by typed code and covered by tests):
   * parsing again is skipped. The canonical form still refuses what JSON cannot hold.
   */
  readonly parsed?: true;
  /** The station that acts, where it is not the one this office runs on. */
  readonly station?: string;
};

export type AppendedEntry = StoredEntry & {
  /** The PC's clock stands before what is already written: mark what is issued now. */
  readonly clockSetBack: boolean;
};

type ChainState = { readonly id: number; readonly office: string; seq: number; hash: string };

export type Append = {
  append<Kind extends EntryKind>(tx: WritableDb, input: AppendInput<Kind>): AppendedEntry;
  /** Entries of a station's exchange chain were put in by other means: what was known of heads is read anew. */
  noteReturnedInTx(tx: WritableDb): void;
};

/**
 * Returns what appends. The head of each chain is kept in memory; after any rollback it is read anew, because what
 * was appended in that transaction does not exist.
 */
export function createAppend(options: {
  db: Database;
  registry: KindRegistry;
  projectorsOf: ReadonlyMap<string, readonly Projector[]>;
  identity: Identity;
  clock: Clock;
  ids: Ids;
  clockWatch: ClockWatch;
  /** Write an entry whenever the clock begins or ceases to be in doubt. */
  recordsClock: boolean;
  /** Told once after each transaction that appended something. */
  onCommitted: () => void;
}): Append {
  const { db, registry, projectorsOf, identity, clock, clockWatch } = options;
  const nextSalt = createSalts(options.ids);
  const heads: Record<Chain, Map<string, ChainState>> = { exchange: new Map(), local: new Map() };
  /** Of the last entry of the database, in whatever chain; undefined until it is read. */
  let lastMono: number | undefined;
  let rollbacksSeen = db.rollbackCount();
  let tellsAfterCommit = false;

  function dropCacheAfterRollback(): void {
    if (db.rollbackCount() === rollbacksSeen) return;
    rollbacksSeen = db.rollbackCount();
    heads.exchange.clear();
    heads.local.clear();
    lastMono = undefined;
    tellsAfterCommit = false;
    clockWatch.reset();
  }

  function tellAfterCommit(tx: WritableDb): void {
    if (tellsAfterCommit) return;
    tellsAfterCommit = true;
    tx.afterCommit(() => {
      tellsAfterCommit = false;
      options.onCommitted();
    });
  }

  /** Before the entry that is in doubt, so that the stretch in doubt begins with the notice of it. */
  function watchClock(tx: WritableDb): boolean {
    const { trouble, changed } = clockWatch.note(clock.now());
    if (changed && options.recordsClock) {
      const trusted = clockWatch.state().latestAt;
      const body = { trouble, trusted, toldBy: 'clock' as const };
      append(tx, { kind: clockNoticed, actor: identity.station, subject: identity.office, body });
    }
    return trouble === 'set-back';
  }

  function loadHead(tx: WritableDb, chain: Chain, station: string): ChainState {
    const row = findChain(tx, station, chain);
    if (row !== undefined && row.office !== identity.office) {
      throw new Error(`the ${chain} chain of station ${station} belongs to office ${row.office}`);
    }
    const id = row?.id ?? insertChainInTx(tx, chain, identity.office, station);
    const state = { id, office: identity.office, ...readHead(tx, id) };
    heads[chain].set(station, state);
    return state;
  }

  function append<Kind extends EntryKind>(tx: WritableDb, input: AppendInput<Kind>): AppendedEntry {
    dropCacheAfterRollback();
    const { kind } = input;
    if (registry.find(kind.kind) !== kind)
      throw new Error(`entry kind ${kind.kind} is not in the journal's list`);
    for (const id of [input.actor, input.subject]) {
      if (!isEnvelopeId(id)) throw new RangeError(`not an id of ASCII letters, digits and ._:- : "${id}"`);
    }
    tellAfterCommit(tx);
    const clockSetBack = kind.kind === clockNoticed.kind ? false : watchClock(tx);
    const station = input.station ?? identity.station;
    const head = heads[kind.chain].get(station) ?? loadHead(tx, kind.chain, station);
    const body = input.parsed === true ? input.body : kind.body.parse(input.body);
    const text = canonicalJson(body);
    const salt = nextSalt();
    const at = clock.now();
    const envelope = {
      chain: kind.chain,
      office: head.office,
      station,
      seq: head.seq + 1,
      at: officeTimestamp(at),
      mono: Math.max(at, (lastMono ?? readLastMono(tx)) + 1),
      actor: input.actor,
      subject: input.subject,
      kind: kind.kind,
      v: kind.v,
      bodyHash: bodyHash(salt, text, sha256),
      prev: head.hash,
    };
    const entry = { ...envelope, hash: envelopeHash(envelope, sha256) };
    const position = insertEntryInTx(tx, head.id, entry, at, salt, text);
    head.seq = entry.seq;
    lastMono = entry.mono;
    head.hash = entry.hash;
    const appended = { ...entry, position, clockSetBack };
    const projectors = projectorsOf.get(kind.kind);
    if (projectors !== undefined) for (const projector of projectors) projector.apply(tx, appended, body);
    return appended;
  }

  return {
    append,
    noteReturnedInTx(tx) {
      tellAfterCommit(tx);
      heads.exchange.clear();
      lastMono = undefined;
      clockWatch.reset();
    },
  };
}
