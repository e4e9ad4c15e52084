import type { Sql } from '../store/index.ts';
import type { dayChanges } from './day-changes.ts';
import type { Line } from './lines.ts';
import type { Contact, Moved } from './offices-table.ts';
import type { VerdictRow } from './verdicts-table.ts';

/** What a parcel moves besides entries and dossiers. */
export type Ledger = {
  verdicts: readonly VerdictRow[];
  /** Main lines that end elsewhere now. */
  lines: readonly Line[];
  /** From which seq on a station's numbers must lie in leases (L10). */
  boundFrom: ReadonlyMap<string, number>;
  days: ReturnType<typeof dayChanges>;
  row: Moved;
  /** Null: nobody called, entries that were held were judged again. */
  contact: Contact | null;
};

const MOVE = `update offices set feed_n = $2, keys_mono = $3, erases = $4, wants_files = $5,
  program = coalesce($6, program), last_contact_at = coalesce($7, last_contact_at),
  skew_ms = case when $7::text is null then skew_ms else $8::bigint end where id = $1`;

const WRITE = `
  with v as (
    insert into verdicts (office, n, station, seq, last_seq, state, hash, code, message, against)
    select $1, n, station, seq, last_seq, state, hash, code, message, against
    from json_to_recordset($9::json) as v(n bigint, station text, seq integer, last_seq integer, state text, hash text,
      code text, message text, against jsonb)
  ), s as (
    insert into stations (office, station, seq, hash, mono, begun, bound_from)
    select $1, station, seq, decode(hash, 'hex'), mono, begun, bound
    from json_to_recordset($10::json)
      as l(station text, seq integer, hash text, mono bigint, begun bigint, bound integer)
    on conflict (office, station) do update
      set seq = excluded.seq, hash = excluded.hash, mono = excluded.mono, bound_from = excluded.bound_from
  ), d as (
    insert into day_counts as c (office, day, accepted, rejected, conflict)
    select $1, day, accepted, rejected, conflict
    from json_to_recordset($11::json) as d(day date, accepted integer, rejected integer, conflict integer)
    on conflict (office, day) do update set accepted = c.accepted + excluded.accepted,
      rejected = c.rejected + excluded.rejected, conflict = c.conflict + excluded.conflict
  ) ${MOVE}`;

/** Writes verdicts, heads, counts and the office's row with one statement: each costs more than its rows do. */
export async function writeLedger(tx: Sql, office: string, ledger: Ledger): Promise<void> {
  const { row, contact, verdicts, lines, days } = ledger;
  const moved = [
    office,
    row.feedN,
    row.keysMono,
    row.erases,
    row.wantsFiles,
    contact?.program ?? null,
    contact?.at ?? null,
    contact?.skewMs ?? null,
  ];
  if (verdicts.length === 0 && lines.length === 0 && days.length === 0) {
    await tx.query(MOVE, moved);
    return;
  }
  const bound = lines.map((line) => ({ ...line, bound: ledger.boundFrom.get(line.station) ?? null }));
  await tx.query(WRITE, [...moved, JSON.stringify(verdicts), JSON.stringify(bound), JSON.stringify(days)]);
}
