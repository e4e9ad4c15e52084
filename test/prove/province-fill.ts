import type { Sql } from '#main/province/index.ts';

/** Entries of the past that a province has stored: as many for each office, in its station `past`. */
export type Fill = { offices: number; stored: number; templates: { body: string }[] };

/** Entries between two verdicts of the past. */
const PER_VERDICT = 20;
/** Rows of one statement. */
const PIECE = 100_000;

/** The id and the agency code of the n-th office. */
export const officeOf = (n: number) => `load-${n}`;
export const agencyOf = (n: number) => `H28.${10 + Math.floor(n / 900)}.${100 + (n % 900)}`;

/** How many past entries an office has, and how many verdicts they made. */
export function pastOf({ offices, stored }: Pick<Fill, 'offices' | 'stored'>): {
  entries: number;
  verdicts: number;
} {
  const entries = Math.floor(stored / offices);
  return { entries, verdicts: Math.ceil(entries / PER_VERDICT) };
}

/** SHA-256's shape without its work: 64 hexadecimal digits of an office's seq. */
const hashOf = (office: string, seq: string) => `md5(${office} || ${seq}) || md5(${seq} || ${office})`;

/** The head of an office's past, as its parcels must name it. */
export const pastHead = `select office, encode(hash, 'hex') as hash from stations where station = 'past'`;

/**
 * Fills the tables as parcels would have, with statements over whole sets: entries of a year with real bodies, their
 * dossiers, codes, verdicts and counts. Triggers that add up figures for pages rest meanwhile.
 */
export async function fillProvince(sql: Sql, fill: Fill, onProgress: (done: number) => void): Promise<void> {
  const { offices, templates } = fill;
  const { entries } = pastOf(fill);
  if (entries === 0) return;
  await sql.query('create table if not exists fill_bodies (n integer primary key, body text)');
  await sql.query('alter table fill_bodies alter column body set compression lz4').catch(() => undefined);
  await sql.query(
    `insert into fill_bodies select ordinality - 1, b.body
     from rows from (json_to_recordset($1::json) as (body text)) with ordinality as b(body, ordinality)`,
    [JSON.stringify(templates)],
  );
  await sql.query('alter table dossiers disable trigger user');
  await sql.query('alter table day_counts disable trigger user');
  // Office by office, as the indexes are; each has the whole year.
  const perPiece = Math.max(1, Math.floor(PIECE / entries));
  const source = `select i.office, i.seq, 'load-' || i.office as id, 'H28.' || (10 + i.office / 900) || '.' || (100 + i.office % 900) as agency,
      date '2025-11-22' + ((i.seq - 1) * 364 / $3::integer) as day,
      lpad(to_hex(i.seq), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(i.office), 12, '0') as dossier
    from (select office, seq from generate_series($1::integer, $2::integer) office, generate_series(1, $3::integer) seq) i`;
  for (let from = 0; from < offices; from += perPiece) {
    const range = [from, Math.min(offices, from + perPiece) - 1, entries];
    await sql.query(
      `insert into entries (office, station, seq, fork, at, mono, v, read, state, actor, subject, kind, body_hash, prev,
         hash, salt, body)
       select s.id, 'past', s.seq, 0, extract(epoch from s.day)::bigint * 1000, extract(epoch from s.day)::bigint * 1000,
         3, true, 'accepted', 'person-1', s.dossier, 'dossier-received', decode(${hashOf('s.id', 's.seq::text')}, 'hex'),
         decode(${hashOf('s.id', '(s.seq - 1)::text')}, 'hex'), decode(${hashOf('s.id', 's.seq::text')}, 'hex'),
         decode(md5(s.dossier), 'hex'), b.body
       from (${source}) s join fill_bodies b on b.n = s.seq % ${templates.length}`,
      range,
    );
    await sql.query(
      `insert into dossiers (id, office, station, seq, revision, received_day, entry_hash, code, code_key, check_hash,
         state, field, procedure_code, procedure_name, received_at, due_at)
       select s.dossier, s.id, 'past', s.seq, 1, s.day, decode(${hashOf('s.id', 's.seq::text')}, 'hex'),
         s.agency || '-' || s.seq, replace(s.agency, '.', '') || 'P' || s.seq, ${hashOf('s.id', 's.seq::text')},
         'received', 'Hộ tịch', '1.004964', 'Đăng ký khai sinh', s.day::text || 'T09:00:00.000+07:00', s.day::text || 'T17:00'
       from (${source}) s`,
      range,
    );
    await sql.query(
      `insert into dossier_codes select replace(s.agency, '.', '') || 'P' || s.seq, s.dossier from (${source}) s`,
      range,
    );
    await sql.query(
      `insert into verdicts (office, n, station, seq, last_seq, state)
       select s.id, (s.seq - 1) / ${PER_VERDICT} + 1, 'past', s.seq, least(s.seq + ${PER_VERDICT - 1}, $3::integer), 'accepted'
       from (${source}) s where (s.seq - 1) % ${PER_VERDICT} = 0`,
      range,
    );
    await sql.query(
      `insert into day_counts (office, day, accepted) select s.id, s.day, count(*) from (${source}) s group by 1, 2`,
      range,
    );
    await sql.query(
      `insert into stations (office, station, seq, hash, mono)
       select s.id, 'past', s.seq, decode(${hashOf('s.id', 's.seq::text')}, 'hex'), extract(epoch from s.day)::bigint * 1000
       from (${source}) s where s.seq = $3::integer`,
      range,
    );
    onProgress((Number(range[1]) + 1) * entries);
  }
  await sql.query(`update offices set feed_n = $1 where id like 'load-%'`, [pastOf(fill).verdicts]);
  await sql.query('alter table dossiers enable trigger user');
  await sql.query('alter table day_counts enable trigger user');
}
