import { officeTimestamp } from '#shared/base/index.ts';
import { bodyHash, type Chain, envelopeHash } from '#shared/journal/index.ts';
import { type LeafRow, type SqlValue, sql, type WritableDb } from '../storage/index.ts';
import { sha256 } from './sha256.ts';

/** A chain as the manifest of a copy knows it; `id` is its key in the rows of entries. */
export type KnownChain = {
  readonly id: number;
  readonly chain: Chain;
  readonly office: string;
  readonly station: string;
};

/** An entry found in a page, proven by its own hash. */
export type SalvagedEntry = {
  readonly position: number;
  readonly chainId: number;
  readonly seq: number;
  readonly row: Row;
};

type Row = {
  at: number;
  mono: number;
  actor: string;
  subject: string;
  kind: string;
  v: number;
  bodyHash: Uint8Array;
  prev: Uint8Array;
  hash: Uint8Array;
  salt: Uint8Array | null;
  body: string | null;
  erasedBy: number | null;
};

/**
 * Reads a row as a row of `journal_entries`; undefined where it is one of another table, or is not as it was written:
 * the hash over the envelope and the hash over the body must both fit (an erased body has none).
 */
export function findSalvagedEntry(
  row: LeafRow,
  chains: ReadonlyMap<number, KnownChain>,
): SalvagedEntry | undefined {
  const [, chainId, seq, at, mono, actor, subject, kind, v, body_hash, prev, hash, salt, body, erasedBy] =
    row.values;
  if (row.values.length < 15 || row.values[0] !== null) return undefined;
  if (!areNumbers(chainId, seq, at, mono, v) || !areTexts(actor, subject, kind)) return undefined;
  if (!areHashes(body_hash, prev, hash)) return undefined;
  const chain = chains.get(Number(chainId));
  if (chain === undefined) return undefined;
  const found: Row = {
    at: Number(at),
    mono: Number(mono),
    actor: String(actor),
    subject: String(subject),
    kind: String(kind),
    v: Number(v),
    bodyHash: bytesOf(body_hash),
    prev: bytesOf(prev),
    hash: bytesOf(hash),
    salt: salt instanceof Uint8Array ? salt : null,
    body: typeof body === 'string' ? body : null,
    erasedBy: typeof erasedBy === 'number' ? erasedBy : null,
  };
  return isGenuine(found, Number(seq), chain)
    ? { position: row.rowid, chainId: chain.id, seq: Number(seq), row: found }
    : undefined;
}

function isGenuine(row: Row, seq: number, chain: KnownChain): boolean {
  const envelope = {
    chain: chain.chain,
    office: chain.office,
    station: chain.station,
    seq,
    at: officeTimestamp(row.at),
    mono: row.mono,
    actor: row.actor,
    subject: row.subject,
    kind: row.kind,
    v: row.v,
    bodyHash: hexOf(row.bodyHash),
    prev: hexOf(row.prev),
  };
  if (envelopeHash(envelope, sha256) !== hexOf(row.hash)) return false;
  if (row.salt === null || row.body === null) return row.erasedBy !== null;
  return bodyHash(row.salt, row.body, sha256) === envelope.bodyHash;
}

/** Puts the chains of a salvaged journal into an empty database, under their old keys. */
export function insertSalvagedChainsInTx(tx: WritableDb, chains: Iterable<KnownChain>): void {
  for (const { id, chain, office, station } of chains) {
    tx.run(sql`
      insert into journal_chains (id, chain, office, station) values (${id}, ${chain}, ${office}, ${station})`);
  }
}

/** Puts an entry back at its own position; one that is there already stays. */
export function insertSalvagedInTx(tx: WritableDb, { position, chainId, seq, row }: SalvagedEntry): void {
  tx.run(sql`
    insert into journal_entries
      (position, chain_id, seq, at, mono, actor, subject, kind, v, body_hash, prev, hash, salt, body, erased_by)
    values (${position}, ${chainId}, ${seq}, ${row.at}, ${row.mono}, ${row.actor}, ${row.subject}, ${row.kind},
      ${row.v}, ${row.bodyHash}, ${row.prev}, ${row.hash}, ${row.salt}, ${row.body}, ${row.erasedBy})
    on conflict do nothing`);
}

/** The gaps of a chain up to its last entry, as ranges; reads the numbers only. */
export function gapsOf(seqs: readonly number[], last: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let expected = 1;
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    if (seq > expected) gaps.push({ from: expected, to: seq - 1 });
    expected = seq + 1;
  }
  if (expected <= last) gaps.push({ from: expected, to: last });
  return gaps;
}

const areNumbers = (...values: (SqlValue | undefined)[]) =>
  values.every((value) => typeof value === 'number');
const areTexts = (...values: (SqlValue | undefined)[]) => values.every((value) => typeof value === 'string');
const areHashes = (...values: (SqlValue | undefined)[]) =>
  values.every((value) => value instanceof Uint8Array && value.length === 32);
const bytesOf = (value: SqlValue | undefined) => (value instanceof Uint8Array ? value : new Uint8Array());
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
