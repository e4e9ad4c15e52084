import { EXCHANGE_CODES, type ExchangeCode, type ProvinceParcel } from '#shared/exchange/index.ts';
import { findEntryOf } from '../journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { exchangeHeads } from './counts.ts';
import { sentenceOf } from './read-answer.ts';
import { saidBetween, unsayInTx } from './said-table.ts';
import type { ExchangeStanding } from './state-table.ts';
import { changeStationInTx, keptTo, readStation } from './stations-table.ts';

/** The last entry of each station that the province is known to have. */
export function keptOfAll(db: ReadableDb): Map<string, number> {
  return new Map(exchangeHeads(db).map(({ station }) => [station, keptTo(readStation(db, station))]));
}

/**
 * Up to where the province has what we have. Where it has less than it had, an older copy of it was put back: what it
 * lost is sent again. Gives whether it has another entry under a number of ours.
 */
export function compareHeadsInTx(tx: WritableDb, heads: ProvinceParcel['heads']): boolean {
  let forked = false;
  const there = new Map(heads.map((head) => [head.station, head]));
  for (const { station } of exchangeHeads(tx)) {
    const head = there.get(station);
    const standing = readStation(tx, station);
    if (head === undefined) {
      if (keptTo(standing) > 0) changeStationInTx(tx, station, { agreedTo: 0, forkedTo: 0 });
      continue;
    }
    const ours = findEntryOf(tx, station, 'exchange', head.seq);
    if (ours === undefined) continue;
    if (ours.hash === head.hash) {
      // Its chain ends with an entry of ours: beside it there is nothing that follows that entry.
      if (standing.agreedTo !== head.seq || standing.forkedTo > 0)
        changeStationInTx(tx, station, { agreedTo: head.seq, forkedTo: 0 });
      if (standing.forked) unsayBesideInTx(tx, station, { first: standing.agreedTo + 1, last: head.seq });
    } else {
      forked = true;
      if (!standing.forked) changeStationInTx(tx, station, { forked: true });
    }
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
  keptBefore: ReadonlyMap<string, number>,
): { refusal: ExchangeStanding['refusal']; stations: string[] } {
  let refusal: ExchangeStanding['refusal'] = null;
  const stations: string[] = [];
  for (const { station, code, head, message } of refused) {
    if (code === ('does-not-join' satisfies ExchangeCode)) {
      goBackInTx(tx, station, head);
      if (keptTo(readStation(tx, station)) < (keptBefore.get(station) ?? 0)) continue;
    }
    refusal ??= { code, message: sentenceOf(code, message) };
    stations.push(station);
  }
  return { refusal, stations };
}

function goBackInTx(tx: WritableDb, station: string, head: ProvinceParcel['refused'][number]['head']): void {
  const ours = head === null ? undefined : findEntryOf(tx, station, 'exchange', head.seq);
  if (head === null) changeStationInTx(tx, station, { agreedTo: 0, forkedTo: 0 });
  else if (ours?.hash === head.hash) changeStationInTx(tx, station, { agreedTo: head.seq, forkedTo: 0 });
  // What it kept beside its chain is not there any more.
  else changeStationInTx(tx, station, { forkedTo: 0 });
}

/** Whether the code is one that this release knows. */
export const isCode = (code: string): code is ExchangeCode => Object.hasOwn(EXCHANGE_CODES, code);
