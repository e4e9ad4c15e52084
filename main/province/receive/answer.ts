import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import { parsePlainDate } from '#shared/calendar/index.ts';
import {
  type CarriedEntry,
  carryRun,
  type DayCount,
  type Head,
  type Lease,
  type OfficeParcel,
  type PackManifest,
  type ProvinceParcel,
  type PublicKey,
  type RefusedRun,
  type Run,
  SERVED_VERSIONS,
  type Verdict,
} from '#shared/exchange/index.ts';
import { addDays, type LeaseRow, readLeases } from '../leases/index.ts';
import type { Sql } from '../store/index.ts';
import { readLine } from './entries-table.ts';
import type { Line } from './lines.ts';
import type { ReceivePorts, SignedParcel } from './ports.ts';
import { readFeed } from './verdicts-table.ts';

/** Verdicts in one answer; the rest comes with the next. */
const MOST_VERDICTS = 2000;
/** Entries of a station that are given back in one answer (the desk appends them in one go), and about how many bytes of bodies. */
const MISSING = { entries: 300, bytes: 4 * 1024 * 1024 };
/** Leases whose days are over are named for so long. */
export const LEASE_DAYS_AFTER = 40;

/**
 * The answer to a parcel. `lines`: where the lines of the office's stations end; `feed`: all verdicts after the office's
 * cursor; `leases`: all of the office, perhaps with older ones. Null: as the tables say.
 */
export async function answerParcel(
  tx: Sql,
  ports: ReceivePorts,
  { payload, sha256 }: SignedParcel,
  known: {
    lines: readonly Line[];
    refused: RefusedRun[];
    wanted: string[];
    packs: PackManifest[];
    keys: readonly PublicKey[];
    /** Where the public look-up is (P22). */
    lookup: string | null;
    feed: readonly Verdict[] | null;
    leases: readonly LeaseRow[] | null;
  },
): Promise<ProvinceParcel> {
  const office = payload.from;
  const now = ports.clock.now();
  const today = officeDate(now);
  const fromDay = addDays(today, -LEASE_DAYS_AFTER);
  const [feed, leases, days] = await Promise.all([
    known.feed === null
      ? readFeed(tx, office, payload.after, MOST_VERDICTS)
      : { verdicts: known.feed.slice(0, MOST_VERDICTS), more: known.feed.length > MOST_VERDICTS },
    known.leases ?? readLeases(tx, office, fromDay),
    readDays(tx, office, payload.asks.days),
  ]);
  const main = known.lines.filter(({ fork }) => fork === 0);
  return {
    type: 'province-parcel',
    // As it asked: it reads what it writes.
    v: payload.v,
    id: ports.ids.id(),
    from: ports.identity.id,
    to: office,
    created: officeTimestamp(now),
    program: { version: ports.program },
    answers: sha256,
    serves: ports.serves ?? SERVED_VERSIONS,
    feed: {
      after: payload.after,
      upTo: feed.verdicts.at(-1)?.n ?? payload.after,
      more: feed.more,
      verdicts: feed.verdicts,
    },
    heads: main.slice(0, 1000).map(headOf),
    refused: known.refused,
    missing: await missingRuns(tx, payload, main),
    leases: leases
      .filter(({ lastDay }) => lastDay >= fromDay)
      .slice(-1000)
      .map(leaseOf),
    packs: known.packs,
    keys: [...known.keys],
    lookup: known.lookup,
    days,
    wanted: known.wanted,
  };
}

const headOf = ({ station, seq, hash }: Line): Head => ({ station, seq, hash });

const leaseOf = ({
  office: _office,
  scope: _scope,
  ...lease
}: Lease & { office: string; scope: number }): Lease => lease;

/** What the province counts of these days (P20); a day that does not exist is left out. */
async function readDays(tx: Sql, office: string, days: readonly string[]): Promise<DayCount[]> {
  const asked = [...new Set(days)].filter((day) => parsePlainDate(day) !== undefined).sort();
  if (asked.length === 0) return [];
  return await tx.query<DayCount>(
    `select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(c.accepted, 0) as accepted,
       coalesce(c.rejected, 0) as rejected, coalesce(c.conflict, 0) as conflict
     from unnest($2::date[]) as d(day) left join day_counts c on c.office = $1 and c.day = d.day order by d.day`,
    [office, asked],
  );
}

/**
 * What the office does not have any more of its own stations (P12). Where the office's head is another entry than the
 * one here, its copy went another way, and nothing can be put behind it (P11).
 */
async function missingRuns(
  tx: Sql,
  payload: Pick<OfficeParcel, 'from' | 'heads'>,
  main: readonly Line[],
): Promise<Run[]> {
  const office = payload.from;
  const heads = new Map(payload.heads.map((head) => [head.station, head]));
  const runs: Run[] = [];
  let left = MISSING.bytes;
  for (const line of main) {
    const head = heads.get(line.station);
    if (left <= 0 || (head !== undefined && head.seq >= line.seq)) continue;
    // The head itself comes along, to see that it is the same entry.
    const from = { station: line.station, seq: Math.max(1, head?.seq ?? 1) };
    const entries = await readLine(tx, office, from, { entries: MISSING.entries, bytes: left });
    const [first] = entries;
    if (head !== undefined && first?.entry.hash !== head.hash) continue;
    const missing = head === undefined ? entries : entries.slice(1);
    if (missing.length === 0) continue;
    const run = carryRun(missing);
    runs.push(run);
    left -= bytesOf(run.entries);
  }
  return runs;
}

const bytesOf = (entries: readonly CarriedEntry[]) =>
  entries.reduce((sum, entry) => sum + ('body' in entry ? entry.body.length : 0), 0);
