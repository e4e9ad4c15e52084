import { officeTimestamp } from '#shared/base/index.ts';
import { type Chain, type Entry, type ErasureTarget, FIRST_PREV } from '#shared/journal/index.ts';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';

/** An entry of this database. `position` is its place in the order of commit over all chains (1, 2, 3 …). */
export type StoredEntry = Entry & { readonly position: number };

/** A row as stored: the entry with what may be erased. `body` is the canonical JSON text. */
export type EntryRecord = {
  readonly entry: StoredEntry;
  readonly chainId: number;
  readonly atMs: number;
  readonly salt: Uint8Array | undefined;
  readonly body: string | undefined;
  /** Position of the erasing entry, where salt and body are gone. */
  readonly erasedBy: number | undefined;
};

export type ChainRow = {
  readonly id: number;
  readonly chain: Chain;
  readonly office: string;
  readonly station: string;
};

/** Where a chain stands. `seq` 0 and FIRST_PREV before its first entry. */
export type ChainHead = { seq: number; hash: string };

type EntryRow = {
  position: number;
  chain_id: number;
  chain: Chain;
  office: string;
  station: string;
  seq: number;
  at: number;
  mono: number;
  actor: string;
  subject: string;
  kind: string;
  v: number;
  body_hash: Buffer;
  prev: Buffer;
  hash: Buffer;
  salt: Buffer | null;
  body: string | null;
  erased_by: number | null;
};

/** The table is `strict`, so a row has these types; a mapper instead of zod because a check reads a million of them. */
function toRecord(value: unknown): EntryRecord {
  const row = value as EntryRow;
  return {
    entry: {
      position: row.position,
      chain: row.chain,
      office: row.office,
      station: row.station,
      seq: row.seq,
      at: officeTimestamp(row.at),
      mono: row.mono,
      actor: row.actor,
      subject: row.subject,
      kind: row.kind,
      v: row.v,
      bodyHash: row.body_hash.toString('hex'),
      prev: row.prev.toString('hex'),
      hash: row.hash.toString('hex'),
    },
    chainId: row.chain_id,
    atMs: row.at,
    salt: row.salt ?? undefined,
    body: row.body ?? undefined,
    erasedBy: row.erased_by ?? undefined,
  };
}

export function findChain(db: ReadableDb, station: string, chain: Chain): ChainRow | undefined {
  return db.find(entryQueries.chain(station, chain)) as ChainRow | undefined;
}

export function allChains(db: ReadableDb): ChainRow[] {
  return db.all(sql`select id, chain, office, station from journal_chains order by id`) as ChainRow[];
}

export function insertChainInTx(tx: WritableDb, chain: Chain, office: string, station: string): number {
  const result = tx.run(
    sql`insert into journal_chains (chain, office, station) values (${chain}, ${office}, ${station})`,
  );
  return Number(result.lastInsertRowid);
}

export function readHead(db: ReadableDb, chainId: number): ChainHead {
  const row = db.find(entryQueries.chainHead(chainId)) as Pick<EntryRow, 'seq' | 'hash'> | undefined;
  return row === undefined ? { seq: 0, hash: FIRST_PREV } : { seq: row.seq, hash: row.hash.toString('hex') };
}

/**
 * The highest `mono` of all chains; 0 in an empty journal. Mostly that of the last entry, but entries that the province
 * gave back keep their times, and it rises within each chain.
 */
export function readLastMono(db: ReadableDb): number {
  return Math.max(0, ...allChains(db).map(({ id }) => latestTimes(db, id, 1)[0]?.mono ?? 0));
}

/** Inserts the row and returns its position. */
export function insertEntryInTx(
  tx: WritableDb,
  chainId: number,
  entry: Entry,
  atMs: number,
  salt: Uint8Array,
  body: string,
): number {
  const result = tx.run(sql`
    insert into journal_entries
      (chain_id, seq, at, mono, actor, subject, kind, v, body_hash, prev, hash, salt, body)
    values (${chainId}, ${entry.seq}, ${atMs}, ${entry.mono}, ${entry.actor}, ${entry.subject}, ${entry.kind},
      ${entry.v}, ${Buffer.from(entry.bodyHash, 'hex')}, ${Buffer.from(entry.prev, 'hex')},
      ${Buffer.from(entry.hash, 'hex')}, ${salt}, ${body})
  `);
  return Number(result.lastInsertRowid);
}

/** The same for an entry that was written before; `erasedBy`: position of the erasing entry where its body is gone. */
export function insertReturnedEntryInTx(
  tx: WritableDb,
  chainId: number,
  record: {
    position: number;
    entry: Entry;
    atMs: number;
    salt: Uint8Array | null;
    body: string | null;
    erasedBy: number | null;
  },
): void {
  const { entry } = record;
  tx.runOne(sql`
    insert into journal_entries
      (position, chain_id, seq, at, mono, actor, subject, kind, v, body_hash, prev, hash, salt, body, erased_by)
    values (${record.position}, ${chainId}, ${entry.seq}, ${record.atMs}, ${entry.mono}, ${entry.actor},
      ${entry.subject}, ${entry.kind}, ${entry.v}, ${Buffer.from(entry.bodyHash, 'hex')},
      ${Buffer.from(entry.prev, 'hex')}, ${Buffer.from(entry.hash, 'hex')}, ${record.salt}, ${record.body},
      ${record.erasedBy})`);
}

/** The statements, apart from their running, so that a test can look at their plans. */
export const entryQueries = {
  chain: (station: string, chain: Chain): Sql => sql`
    select id, chain, office, station from journal_chains where station = ${station} and chain = ${chain}`,
  chainHead: (chainId: number): Sql => sql`
    select seq, hash from journal_entries where chain_id = ${chainId} order by seq desc limit 1`,
  page: (after: number, limit: number): Sql => sql`
    select e.*, c.chain, c.office, c.station
    from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.position > ${after} order by e.position limit ${limit}`,
  at: (position: number): Sql => sql`
    select e.*, c.chain, c.office, c.station
    from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.position = ${position}`,
  inChain: (chainId: number, seq: number): Sql => sql`
    select e.*, c.chain, c.office, c.station
    from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.chain_id = ${chainId} and e.seq = ${seq}`,
  chainAfter: (chainId: number, seq: number, limit: number): Sql => sql`
    select e.*, c.chain, c.office, c.station
    from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.chain_id = ${chainId} and e.seq > ${seq} order by e.seq limit ${limit}`,
  subjectBefore: (subject: string, before: number, limit: number): Sql => sql`
    select e.*, c.chain, c.office, c.station
    from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.subject = ${subject} and e.position < ${before} order by e.position desc limit ${limit}`,
  subjectAfter: (subject: string, after: number, limit: number): Sql => sql`
    select e.*, c.chain, c.office, c.station
    from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.subject = ${subject} and e.position > ${after} order by e.position limit ${limit}`,
  latest: (chainId: number, limit: number): Sql => sql`
    select position, at, mono from journal_entries where chain_id = ${chainId} order by seq desc limit ${limit}`,
  last: (): Sql => sql`select coalesce(max(position), 0) as position from journal_entries`,
};

export function records(db: ReadableDb, query: Sql): EntryRecord[] {
  return db.all(query).map(toRecord);
}

export function findRecord(db: ReadableDb, query: Sql): EntryRecord | undefined {
  const row = db.find(query);
  return row === undefined ? undefined : toRecord(row);
}

export function findTarget(db: ReadableDb, target: ErasureTarget): EntryRecord | undefined {
  const chain = findChain(db, target.station, target.chain);
  return chain === undefined ? undefined : findRecord(db, entryQueries.inChain(chain.id, target.seq));
}

/** The entries of a subject that still have a body and may lose it, oldest first. */
export function erasableTargets(db: ReadableDb, subject: string): ErasureTarget[] {
  return db.all(sql`
    select c.chain, c.station, e.seq from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.subject = ${subject} and e.body is not null and e.kind not in ('erased', 'erased-local')
    order by e.position`) as ErasureTarget[];
}

/** The position of the last entry; 0 when there is none. */
export function lastPosition(db: ReadableDb): number {
  return (db.one(entryQueries.last()) as { position: number }).position;
}

/** Removes salt and body; the trigger allows it only when the erasing entry names this one. */
export function eraseBodyOfEntryInTx(tx: WritableDb, position: number, erasedBy: number): void {
  tx.runOne(sql`
    update journal_entries set salt = null, body = null, erased_by = ${erasedBy} where position = ${position}
  `);
}

/** Wall clock and mono of the latest entries of a chain, newest first. */
export function latestTimes(
  db: ReadableDb,
  chainId: number,
  limit: number,
): { position: number; at: number; mono: number }[] {
  return db.all(entryQueries.latest(chainId, limit)) as { position: number; at: number; mono: number }[];
}
