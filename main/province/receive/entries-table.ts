import { officeTimestamp } from '#shared/base/index.ts';
import type { ReadEntry } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import { type ErasureName, MOST } from './claims.ts';
import type { EntryName, EntryState, Judgement } from './judge.ts';
import { sentenceOf } from './judge.ts';
import type { Placed } from './lines.ts';

/** An entry with what was judged of it. */
export type JudgedPlaced = Placed & { judgement: Judgement };

/**
 * What is kept of an entry whatever is judged of it, besides its station and body: the columns of its row, as JSON. `at`:
 * milliseconds since 1970; `read`: whether this release knows its kind and version.
 */
export function rowText({ entry, salt }: ReadEntry<Uint8Array>, at: number, read: boolean): string {
  return JSON.stringify({
    seq: entry.seq,
    at,
    mono: entry.mono,
    v: entry.v,
    read,
    actor: entry.actor,
    subject: entry.subject,
    kind: entry.kind,
    bh: entry.bodyHash,
    prev: entry.prev,
    hash: entry.hash,
    salt: salt === null ? null : Buffer.from(salt).toString('hex'),
  });
}

/**
 * Keeps new entries: one statement, however many. Rows are as they were written when the entries were read (`rowText`),
 * their bodies travel beside them, line by line, as the bytes that were hashed (canonical JSON has no line breaks): what
 * was written for this once is not written again while others wait for the office's row.
 */
export async function insertEntries(
  tx: Sql,
  office: string,
  entries: readonly JudgedPlaced[],
): Promise<void> {
  await tx.query(
    `insert into entries (office, station, seq, fork, at, mono, v, read, state, actor, subject, kind, body_hash, prev,
       hash, salt, code, message, against, body)
     select $1, station, seq, fork, at, mono, v, read, state, actor, subject, kind, decode(bh, 'hex'),
       decode(prev, 'hex'), decode(hash, 'hex'), decode(salt, 'hex'), code, message, against,
       case when salt is not null then body end
     from rows from (
       json_to_recordset($2::json) as (station text, seq integer, fork integer, at bigint, mono bigint, v integer,
         read boolean, state text, actor text, subject text, kind text, bh text, prev text, hash text, salt text,
         code text, message text, against jsonb),
       string_to_table($3, E'\\n')
     ) as e(station, seq, fork, at, mono, v, read, state, actor, subject, kind, bh, prev, hash, salt, code, message,
       against, body)`,
    [office, rowsOf(entries), linesOf(entries)],
  );
}

const COMMA = Buffer.from(',');
const LINE_BREAK = Buffer.from('\n');
const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');
const NOTHING = new Uint8Array();

/** The rows with what was judged of each, as a list of JSON. */
function rowsOf(entries: readonly JudgedPlaced[]): Buffer {
  const parts: Uint8Array[] = [OPEN];
  let before: JudgedPlaced | undefined;
  let judged: Uint8Array = NOTHING;
  for (const one of entries) {
    if (before === undefined || !standsAs(before, one)) {
      const { entry, fork, judgement } = one;
      const columns = { station: entry.station, fork, state: judgement.state, ...reasonOf(judgement) };
      judged = Buffer.from(`${JSON.stringify(columns).slice(0, -1)},`);
    }
    if (before !== undefined) parts.push(COMMA);
    before = one;
    // Two objects become one: the first without its end, the other without its beginning.
    parts.push(judged, one.row.subarray(1));
  }
  parts.push(CLOSE);
  return Buffer.concat(parts);
}

/** Whether two entries were accepted on one line, as mostly: then what is written of that is the same. */
function standsAs(one: JudgedPlaced, other: JudgedPlaced): boolean {
  return (
    one.entry.station === other.entry.station &&
    one.fork === other.fork &&
    one.judgement.state === other.judgement.state &&
    one.judgement.code === null &&
    other.judgement.code === null
  );
}

/** A line for each entry, empty where its body was erased: as many lines as rows. */
function linesOf(entries: readonly JudgedPlaced[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const { body } of entries) {
    if (parts.length > 0) parts.push(LINE_BREAK);
    parts.push(body ?? NOTHING);
  }
  return Buffer.concat(parts);
}

/** Code, sentence and other entry of a judgement; nothing where it is accepted. */
export function reasonOf({ code, against }: Judgement) {
  return code === null ? {} : { code, message: sentenceOf(code), against };
}

/** An entry that the province holds, read again. */
export type StoredEntry = ReadEntry & {
  fork: number;
  at: number;
  state: EntryState;
  code: string | null;
  /** Which version a person decided for while it was in conflict; null: nobody did. */
  settledFor: 'ours' | 'theirs' | null;
};

type Row = {
  station: string;
  seq: number;
  fork: number;
  at: number;
  mono: number;
  v: number;
  state: EntryState;
  code: string | null;
  settled_for: 'ours' | 'theirs' | null;
  actor: string;
  subject: string;
  kind: string;
  body_hash: string;
  prev: string;
  hash: string;
  salt: Uint8Array | null;
  body: string | null;
};

const COLUMNS = `e.station, e.seq, e.fork, e.at, e.mono, e.v, e.state, e.code, e.settled->>'keep' as settled_for, e.actor,
  e.subject, e.kind, encode(e.body_hash, 'hex') as body_hash, encode(e.prev, 'hex') as prev, encode(e.hash, 'hex') as hash,
  e.salt, e.body`;

function storedOf(office: string, row: Row): StoredEntry {
  const { station, seq, mono, actor, subject, kind, v, prev, hash } = row;
  const at = officeTimestamp(row.at);
  return {
    entry: {
      chain: 'exchange',
      office,
      station,
      seq,
      at,
      mono,
      actor,
      subject,
      kind,
      v,
      bodyHash: row.body_hash,
      prev,
      hash,
    },
    salt: row.salt,
    body: row.body,
    fork: row.fork,
    at: row.at,
    state: row.state,
    code: row.code,
    settledFor: row.settled_for,
  };
}

/** Entries of an office by name, of those that are in this state; in order. */
export async function readNamed(
  tx: Sql,
  office: string,
  names: readonly { station: string; seq: number }[],
  state: EntryState,
): Promise<StoredEntry[]> {
  const possible = names.filter(({ seq }) => seq <= MOST);
  if (possible.length === 0) return [];
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from (select distinct station, seq from json_to_recordset($2::json) as n(station text, seq integer)) n
     cross join lateral (
       select * from entries where office = $1 and station = n.station and seq = n.seq and state = $3 offset 0
     ) e
     order by e.station, e.seq, e.fork`,
    [office, JSON.stringify(possible), state],
  );
  return rows.map((row) => storedOf(office, row));
}

/** Entries of kinds or versions that no earlier release read, some at a time; in order. */
export async function readUnread(
  tx: Sql,
  office: string,
  after: { station: string; seq: number },
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from entries e
     where office = $1 and not read and fork = 0 and (station, seq) > ($2, $3)
     order by station, seq limit $4`,
    [office, after.station, after.seq, limit],
  );
  return rows.map((row) => storedOf(office, row));
}

/** Entries of a main line from a seq on: at most so many, and of bodies not much more than so many bytes. */
export async function readLine(
  tx: Sql,
  office: string,
  from: { station: string; seq: number },
  most: { entries: number; bytes: number },
): Promise<StoredEntry[]> {
  const rows = await tx.query<Row>(
    `select * from (
       select ${COLUMNS}, sum(octet_length(e.body)) over (order by e.seq rows unbounded preceding) as size
       from (
         select * from entries where office = $1 and station = $2 and seq >= $3 and fork = 0 order by seq limit $4
       ) e
     ) e where e.size is null or e.size <= $5 or e.seq = $3 order by e.seq`,
    [office, from.station, from.seq, most.entries, most.bytes],
  );
  return rows.map((row) => storedOf(office, row));
}

/** Writes what was judged anew of entries that are held. `settled`: by which entry, and for which version. */
export async function updateJudged(
  tx: Sql,
  office: string,
  entries: readonly { entry: EntryName; judgement: Judgement; settled: unknown }[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ entry: { station, seq, hash }, judgement, settled }) => ({
    station,
    seq,
    hash,
    state: judgement.state,
    settled,
    ...reasonOf(judgement),
  }));
  await tx.query(
    `update entries e set state = j.state, code = j.code, message = j.message, against = j.against,
       settled = coalesce(j.settled, e.settled), read = true
     from json_to_recordset($2::json) as j(station text, seq integer, hash text, state text, code text, message text,
       against jsonb, settled jsonb)
     where e.office = $1 and e.station = j.station and e.seq = j.seq and e.hash = decode(j.hash, 'hex')`,
    [office, JSON.stringify(rows)],
  );
}

/** Notes what an erasing entry names, whether or not it has come yet. */
export async function noteErasures(
  tx: Sql,
  office: string,
  by: { station: string; seq: number; subject: string },
  targets: readonly ErasureName[],
): Promise<void> {
  await tx.query(
    `insert into erasures (office, station, seq, subject, by_station, by_seq, kept)
     select $1, t.station, t.seq, $2, $3, $4, t.kept
     from json_to_recordset($5::json) as t(station text, seq integer, kept jsonb)
     on conflict (office, station, seq, subject) do nothing`,
    [office, by.subject, by.station, by.seq, JSON.stringify(targets)],
  );
}

/** An entry that lost its body, with what its kind keeps of it. */
export type ErasedRow = {
  station: string;
  seq: number;
  hash: string;
  subject: string;
  kind: string;
  kept: unknown;
};

/**
 * Removes bodies and salts that erasures name, among these entries (`from` … `to` of a station): what an erasing entry
 * of this parcel names, or what of this parcel was erased before it came (P15). An erasing entry is never erased (J11).
 */
export async function eraseBodies(
  tx: Sql,
  office: string,
  spans: readonly { station: string; from: number; to: number }[],
): Promise<ErasedRow[]> {
  if (spans.length === 0) return [];
  return await tx.query<ErasedRow>(
    `update entries e
     set body = null, salt = null, kept = x.kept,
       erased_by = jsonb_build_object('station', x.by_station, 'seq', x.by_seq)
     from json_to_recordset($2::json) as s(station text, "from" integer, "to" integer)
     cross join lateral (
       select * from erasures where office = $1 and station = s.station and seq between s."from" and s."to" offset 0
     ) x
     where e.office = $1 and e.station = x.station and e.seq = x.seq and e.subject = x.subject
       and e.kind <> 'erased' and e.erased_by is null
     returning e.station, e.seq, encode(e.hash, 'hex') as hash, e.subject, e.kind, e.kept`,
    [office, JSON.stringify(spans)],
  );
}
