import type { Sql } from '../store/index.ts';
import type { Bonds } from './judge.ts';
import type { Held, Line } from './lines.ts';

type LineRow = Line & { boundFrom: number | null };

/** Every line of every station of an office. Heads in hexadecimal digits. */
export async function readLines(tx: Sql, office: string): Promise<LineRow[]> {
  return await tx.query<LineRow>(
    `select station, 0 as fork, 1 as first, seq, encode(hash, 'hex') as hash, mono, begun, bound_from as "boundFrom"
     from stations where office = $1
     union all
     select station, fork, first_seq, seq, encode(hash, 'hex'), mono, null, null from forks where office = $1`,
    [office],
  );
}

/** Where stations are bound to leases, and when they began (L10). */
export function bondsOf(rows: readonly Pick<LineRow, 'station' | 'begun' | 'boundFrom'>[]): Bonds {
  const bonds: Bonds = { boundFrom: new Map(), begun: new Map() };
  for (const { station, boundFrom, begun } of rows) {
    if (boundFrom !== null) bonds.boundFrom.set(station, boundFrom);
    if (begun !== null) bonds.begun.set(station, begun);
  }
  return bonds;
}

export async function readBonds(tx: Sql, office: string): Promise<Bonds> {
  return bondsOf(
    await tx.query<Pick<LineRow, 'station' | 'begun' | 'boundFrom'>>(
      'select station, begun, bound_from as "boundFrom" from stations where office = $1',
      [office],
    ),
  );
}

/** The entries of a station from one seq to another, on whichever line. */
export async function readHeld(
  tx: Sql,
  office: string,
  station: string,
  { lo, hi }: { lo: number; hi: number },
): Promise<Held[]> {
  return await tx.query<Held>(
    `select station, seq, fork, encode(hash, 'hex') as hash, mono from entries
     where office = $1 and station = $2 and seq between $3 and $4`,
    [office, station, lo, hi],
  );
}

/** Writes where lines that are not main ones end now (P11). */
export async function writeForks(tx: Sql, office: string, forks: readonly Line[]): Promise<void> {
  await tx.query(
    `insert into forks as f (office, station, fork, first_seq, seq, hash, mono)
     select $1, l.station, l.fork, l.first, l.seq, decode(l.hash, 'hex'), l.mono
     from json_to_recordset($2::json)
       as l(station text, fork integer, first integer, seq integer, hash text, mono bigint)
     on conflict (office, station, fork) do update
       set seq = excluded.seq, hash = excluded.hash, mono = excluded.mono`,
    [office, JSON.stringify(forks)],
  );
}
