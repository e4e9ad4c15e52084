import type { Sql } from '../store/index.ts';

/** An entry that was not accepted, without its body. */
export type OpenEntry = {
  station: string;
  seq: number;
  fork: number;
  kind: string;
  at: number;
  state: 'rejected' | 'conflict';
  code: string | null;
  message: string | null;
  isSettled: boolean;
};

/** Where an entry is; `fork` 0: the main line. */
export type EntryPlace = { office: string; station: string; seq: number; fork: number };

/** An entry with its body, as text; null where it was erased. */
export type StoredEntry = OpenEntry & {
  v: number;
  subject: string;
  body: string | null;
  against: { station: string; seq: number; hash: string } | null;
};

type Row = {
  station: string;
  seq: number;
  fork: number;
  kind: string;
  at: number;
  state: OpenEntry['state'];
  code: string | null;
  message: string | null;
  settled: boolean;
};

const COLUMNS = 'station, seq, fork, kind, at, state, code, message, settled is not null as settled';

/** Entries of an office that were rejected or are in conflict, in the order of their chains, after `after`. */
export async function openEntriesOf(
  sql: Sql,
  asked: {
    office: string;
    state: OpenEntry['state'];
    after: { station: string; seq: number; fork: number } | null;
    limit: number;
  },
): Promise<OpenEntry[]> {
  const rows = await sql.query<Row>(
    `select ${COLUMNS} from entries
     where office = $1 and state <> 'accepted' and state = $2 and (station, seq, fork) > ($3, $4, $5)
     order by office, station, seq, fork limit $6`,
    [
      asked.office,
      asked.state,
      asked.after?.station ?? '',
      asked.after?.seq ?? 0,
      asked.after?.fork ?? 0,
      asked.limit,
    ],
  );
  return rows.map(openOf);
}

/** One entry that was not accepted, or undefined. */
export async function findEntry(sql: Sql, place: EntryPlace): Promise<StoredEntry | undefined> {
  const [row] = await sql.query<
    Row & { v: number; subject: string; body: string | null; against: StoredEntry['against'] }
  >(
    `select ${COLUMNS}, v, subject, body, against from entries
     where office = $1 and station = $2 and seq = $3 and fork = $4 and state <> 'accepted'`,
    [place.office, place.station, place.seq, place.fork],
  );
  return row === undefined
    ? undefined
    : { ...openOf(row), v: row.v, subject: row.subject, body: row.body, against: row.against };
}

/** The entry that another stands against: of the same office first, else whoever's it is by its hash. */
export async function findAgainst(
  sql: Sql,
  office: string,
  against: { station: string; seq: number; hash: string },
): Promise<(StoredEntry & { office: string }) | undefined> {
  const [row] = await sql.query<
    Row & { office: string; v: number; subject: string; body: string | null; against: StoredEntry['against'] }
  >(
    `select office, ${COLUMNS}, v, subject, body, against from entries
     where office = $1 and station = $2 and seq = $3 and hash = decode($4, 'hex')`,
    [office, against.station, against.seq, against.hash],
  );
  return row === undefined
    ? undefined
    : {
        ...openOf(row),
        office: row.office,
        v: row.v,
        subject: row.subject,
        body: row.body,
        against: row.against,
      };
}

function openOf(row: Row): OpenEntry {
  const { settled, ...rest } = row;
  return {
    station: rest.station,
    seq: rest.seq,
    fork: rest.fork,
    kind: rest.kind,
    at: rest.at,
    state: rest.state,
    code: rest.code,
    message: rest.message,
    isSettled: settled,
  };
}
