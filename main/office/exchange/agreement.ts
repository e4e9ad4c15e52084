import { EXCHANGE_CODES, type ExchangeCode, type ProvinceParcel } from '#shared/exchange/index.ts';
import { findEntryOf } from '../journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { exchangeHeads } from './counts.ts';
import type { Carried, SentParcel } from './parcels-table.ts';
import { sentenceOf } from './read-answer.ts';
import { saidBetween, unsayInTx } from './said-table.ts';
import type { ExchangeStanding } from './state-table.ts';
import { changeStationInTx, keptTo, readStation } from './stations-table.ts';

/** Up to where a parcel was taken in of each station: what its answer does not refuse (P6, P7). */
export function heldOf(
  { carried }: Pick<SentParcel, 'carried'>,
  refused: ProvinceParcel['refused'],
): Map<string, number> {
  const not = new Set(refused.map(({ station }) => station));
  return new Map(
    carried.filter(({ station }) => !not.has(station)).map(({ station, last }) => [station, last]),
  );
}

/** The last entry of each station that the province is known to have. */
export function keptOfAll(db: ReadableDb): Map<string, number> {
  return new Map(exchangeHeads(db).map(({ station }) => [station, keptTo(readStation(db, station))]));
}

/**
 * Up to where the province has what we have. Where it has less than it had, an older copy of it was put back: what it
 * lost is sent again. `held`: what it took in of each station just now, whatever its head is. Gives whether it was found
 * out only now that it has another entry under a number of ours, or lost something.
 */
export function compareHeadsInTx(
  tx: WritableDb,
  { heads, missing }: Pick<ProvinceParcel, 'heads' | 'missing'>,
  held: ReadonlyMap<string, number>,
): boolean {
  const there = new Map(heads.map((head) => [head.station, head]));
  const stations = exchangeHeads(tx);
  const gone = stations.filter(({ station, seq }) =>
    isGone(tx, { station, seq }, there.get(station), missing),
  );
  // What stood beside its chains is gone as well, and no head tells of that.
  if (gone.length > 0)
    for (const { station } of stations)
      if (readStation(tx, station).heldTo > 0) changeStationInTx(tx, station, { heldTo: 0 });
  for (const { station } of gone) changeStationInTx(tx, station, { agreedTo: 0 });
  let turned = gone.length > 0;
  for (const { station } of stations) {
    const head = there.get(station);
    if (head === undefined) continue;
    const standing = readStation(tx, station);
    const ours = findEntryOf(tx, station, 'exchange', head.seq);
    if (ours?.hash === head.hash) {
      // Its chain ends with an entry of ours: beside it there is nothing that follows that entry.
      if (standing.agreedTo !== head.seq || standing.heldTo > 0)
        changeStationInTx(tx, station, { agreedTo: head.seq, heldTo: 0 });
      if (standing.forked) unsayBesideInTx(tx, station, { first: standing.agreedTo + 1, last: head.seq });
      continue;
    }
    // Its head says nothing of ours: neither how far both are the same, nor what it keeps beside.
    const heldTo = held.get(station) ?? 0;
    if (heldTo > keptTo(standing) && !gone.some((one) => one.station === station))
      changeStationInTx(tx, station, { heldTo });
    if (ours === undefined || standing.forked) continue;
    turned = true;
    changeStationInTx(tx, station, { forked: true });
  }
  return turned;
}

/**
 * Whether the province held an entry of ours that it does not hold any more: an older copy of it was put back, and
 * perhaps another copy of the office came first then. `seq`: our last.
 */
function isGone(
  tx: WritableDb,
  { station, seq }: { station: string; seq: number },
  head: ProvinceParcel['heads'][number] | undefined,
  missing: ProvinceParcel['missing'],
): boolean {
  const standing = readStation(tx, station);
  if (head === undefined) return keptTo(standing) > 0;
  const { agreedTo } = standing;
  if (agreedTo === 0) return false;
  // More than ours, all of which both held, and nothing of it comes back: it has another one where ours ends.
  if (head.seq > seq) return agreedTo >= seq && missing.length === 0;
  if (head.seq === agreedTo) return findEntryOf(tx, station, 'exchange', head.seq)?.hash !== head.hash;
  return head.seq < agreedTo;
}

/**
 * What stood beside the province's chain is that chain: an older copy of the province was put back, and this copy of the
 * office came first then.
 */
function unsayBesideInTx(
  tx: WritableDb,
  station: string,
  { first, last }: { first: number; last: number },
): void {
  for (const said of saidBetween(tx, station, first, last))
    if (said.ours && (said.code === 'other-entry' || said.state === 'accepted')) unsayInTx(tx, said);
}

/**
 * What is to be told to people of runs that the province did not take. One that does not join is sent again from where
 * the province's chain ends, which needs nobody; only where there is nothing to go back to it is told as well.
 * `stations`: those of which the same would be refused again.
 */
export function takeRefusedInTx(
  tx: WritableDb,
  refused: ProvinceParcel['refused'],
  { keptBefore, carried }: { keptBefore: ReadonlyMap<string, number>; carried: Carried },
): { refusal: ExchangeStanding['refusal']; stations: string[] } {
  let refusal: ExchangeStanding['refusal'] = null;
  const stations: string[] = [];
  for (const { station, code, head, message } of refused) {
    if (code === ('does-not-join' satisfies ExchangeCode)) {
      const sent = carried.find((run) => run.station === station);
      goBackInTx(tx, station, { head, sentFrom: sent?.first ?? Number.POSITIVE_INFINITY });
      if (keptTo(readStation(tx, station)) < (keptBefore.get(station) ?? 0)) continue;
    }
    refusal ??= { code, message: sentenceOf(code, message) };
    stations.push(station);
  }
  return { refusal, stations };
}

function goBackInTx(
  tx: WritableDb,
  station: string,
  { head, sentFrom }: { head: ProvinceParcel['refused'][number]['head']; sentFrom: number },
): void {
  const { agreedTo } = readStation(tx, station);
  const ours = head === null ? undefined : findEntryOf(tx, station, 'exchange', head.seq);
  if (head === null) changeStationInTx(tx, station, { agreedTo: 0, heldTo: 0 });
  else if (ours?.hash === head.hash) changeStationInTx(tx, station, { agreedTo: head.seq, heldTo: 0 });
  // What it kept beside its chain is not there any more; nor, where that did not join, is what both held.
  else changeStationInTx(tx, station, { agreedTo: sentFrom <= agreedTo + 1 ? 0 : agreedTo, heldTo: 0 });
}

/** Whether the code is one that this release knows. */
export const isCode = (code: string): code is ExchangeCode => Object.hasOwn(EXCHANGE_CODES, code);
