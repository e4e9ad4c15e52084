import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z
  .object({
    station: z.string(),
    agreed_to: z.int(),
    held_to: z.int(),
    forked: z.int(),
    stick_to: z.int(),
    counted_to: z.int(),
  })
  .transform((row) => ({
    station: row.station,
    agreedTo: row.agreed_to,
    heldTo: row.held_to,
    forked: row.forked === 1,
    stickTo: row.stick_to,
    countedTo: row.counted_to,
  }));

/**
 * Where a station's exchange chain stands with the province. `agreedTo`: the last entry of which both are known to hold
 * the same, and so everything before it. `forked`: the province has another entry under a number of ours. `heldTo`:
 * the last of ours that the province holds, in its chain or beside it, where its head is none of ours and so does not tell; else 0. `stickTo`: the last that went onto a stick.
 */
export type StationStanding = z.output<typeof Row>;

/** What is known of a station; nothing yet of one that was never exchanged. */
export function readStation(db: ReadableDb, station: string): StationStanding {
  const row = db.find(sql`select * from exchange_stations where station = ${station}`);
  if (row !== undefined) return Row.parse(row);
  return { station, agreedTo: 0, heldTo: 0, forked: false, stickTo: 0, countedTo: 0 };
}

/** The last entry that the province is known to have, whether in its chain or beside it: what is after it is sent. */
export function keptTo({ agreedTo, heldTo }: StationStanding): number {
  return Math.max(agreedTo, heldTo);
}

/** Changes some of what is known of a station. */
export function changeStationInTx(
  tx: WritableDb,
  station: string,
  change: Partial<Omit<StationStanding, 'station'>>,
): void {
  const next = { ...readStation(tx, station), ...change };
  tx.run(sql`
    insert into exchange_stations (station, agreed_to, held_to, forked, stick_to, counted_to)
    values (${station}, ${next.agreedTo}, ${next.heldTo}, ${next.forked ? 1 : 0}, ${next.stickTo},
      ${next.countedTo})
    on conflict (station) do update set agreed_to = excluded.agreed_to, held_to = excluded.held_to,
      forked = excluded.forked, stick_to = excluded.stick_to, counted_to = excluded.counted_to`);
}
