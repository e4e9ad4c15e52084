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
 * lost is sent again. `held`: what it took in of each station just now, whatever its head is. Gives whether it has another entry under a number of ours.
 */
export function compareHeadsInTx(
  tx: WritableDb,
  heads: ProvinceParcel['heads'],
  held: ReadonlyMap<string, number>,
): boolean {
  let forked = false;
  const there = new Map(heads.map((head) => [head.station, head]));
  for (const { station } of exchangeHeads(tx)) {
    const head = there.get(station);
    const standing = readStation(tx, station);
    if (head === undefined) {
      if (keptTo(standing) > 0) changeStationInTx(tx, station, { agreedTo: 0, heldTo: 0 });
      continue;
    }
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
    if (heldTo > keptTo(standing)) changeStationInTx(tx, station, { heldTo });
    if (ours === undefined) continue;
    forked = true;
    if (!standing.forked) changeStationInTx(tx, station, { forked: true });
    // Both held ours there: an older copy of it was put back, and another copy of the office came first then.
    if (head.seq <= standing.agreedTo) changeStationInTx(tx, station, { agreedTo: 0, heldTo: 0 });
  }
  return forked;
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
