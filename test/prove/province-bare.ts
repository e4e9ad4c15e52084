import type { Sql } from '#main/province/index.ts';

/** An entry as it travels, which a baseline writes down as it is. */
export type BareRow = {
  at: string;
  mono: number;
  actor: string;
  subject: string;
  kind: string;
  v: number;
  salt?: string;
  body?: string;
};

/** What a collector without any check would keep: the same columns that travel, compressed as the province's are. */
export const bareTable = `
  create table bare_entries (
    office text collate "C" not null,
    station text collate "C" not null,
    seq integer not null,
    at text not null,
    mono bigint not null,
    actor text not null,
    subject text not null,
    kind text not null,
    v integer not null,
    salt text,
    body text,
    primary key (office, station, seq)
  )`;

/** Makes its bodies as small, and as quickly, as the province's are; nothing where the server can't. */
export const bareCompression = 'alter table bare_entries alter column body set compression lz4';

/** Writes entries with one statement: neither hashed nor read, joined to nothing. */
export async function insertBare(
  sql: Sql,
  office: string,
  station: string,
  first: number,
  entries: readonly BareRow[],
): Promise<void> {
  await sql.query(
    `insert into bare_entries (office, station, seq, at, mono, actor, subject, kind, v, salt, body)
     select $1, $2, $3 + ordinality - 1, at, mono, actor, subject, kind, v, salt, body
     from rows from (json_to_recordset($4::json) as (at text, mono bigint, actor text, subject text, kind text,
       v integer, salt text, body text)) with ordinality`,
    [office, station, first, JSON.stringify(entries)],
  );
}
