import { isSoundKey } from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import type { ExchangeCode, ProvinceParcel, ReadEntry, Verdict } from '#shared/exchange/index.ts';
import { findEntryOf, ReturnRefused } from '../journal/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { acceptInTx } from './accepted-table.ts';
import { compareHeadsInTx, heldOf, isCode, keptOfAll, takeRefusedInTx } from './agreement.ts';
import { exchangeHeads } from './counts.ts';
import { keepDayInTx } from './days-table.ts';
import { noteLookUpInTx } from './enrolment-table.ts';
import { wantFileInTx } from './files-table.ts';
import { endLeasesOfOthersInTx } from './forget-province.ts';
import { hasNewKeys, isToBeSignedAnewInTx, NewKeysTried, noteKeyAnsweredInTx } from './new-keys.ts';
import { pinProvinceKeysInTx } from './office-keys.ts';
import { type Skew, skewOf } from './outside-clock.ts';
import { noteAnsweredInTx } from './parcels-table.ts';
import type { ExchangePorts } from './ports.ts';
import { type ReadAnswer, readAnswer, saidOfFile, sentenceOf } from './read-answer.ts';
import { ExchangeRefused } from './refused.ts';
import { endRetriesInTx, ownInTx, type Said, saidBetween, sayInTx, unsayInTx } from './said-table.ts';
import { findSettlement } from './settlements.ts';
import { changeStandingInTx, readStanding } from './state-table.ts';
import { changeStationInTx, readStation } from './stations-table.ts';
import { sizesOf, type WantedSizes } from './wanted-files.ts';

/** Refusals that pass by themselves and need no person. */
export const PASSING: ReadonlySet<string> = new Set(['busy', 'internal', 'too-many-attempts']);

/** What an answer brought. */
export type TakenAnswer = {
  /** Entries of which it said so, for the first time. */
  accepted: number;
  rejected: number;
  conflict: number;
  /** Nothing in it was new. */
  known: boolean;
  /** The two sides are further, or further back, than before: another round makes sense. */
  moved: boolean;
  leases: number;
  packs: number;
  /** Entries that the province gave back. */
  returned: number;
  /** The province has more to say: ask again. */
  more: boolean;
  /** The province wants more files than were looked at with this answer. */
  moreFiles: boolean;
  /** Found out just now: another copy of this database writes under one of its stations (P11), or the province lost something. */
  turned: boolean;
  /** Stations of which the province would refuse the same again. */
  refused: string[];
};

/** A parcel that was sent ahead came to nothing, which says nothing: it is sent again, and then has an answer. */
export class SentInVain extends Error {}

/**
 * Takes in an answer, in one SQLite transaction. The same again changes nothing. A refusal of the whole parcel is
 * noted and thrown as `exchange-refused`; so is what is no answer to us. `tookMs`: from its first byte to its last.
 * `ahead`: the parcel left before the one it goes on from was answered; where it is refused, or does not join (P7),
 * nothing of the answer is taken in, and SentInVain is thrown.
 */
export async function takeAnswer(
  ports: ExchangePorts,
  bytes: Uint8Array,
  way: 'wire' | 'stick',
  { tookMs, ahead }: { tookMs: number; ahead: boolean } = { tookMs: 0, ahead: false },
): Promise<TakenAnswer> {
  const { db, log, clock } = ports;
  const arrivedAt = clock.now() - tookMs;
  const answer = await readAnswer(ports, bytes);
  if (ahead && isInVain(answer)) throw new SentInVain();
  const skew = skewOf(db, answer, { way, arrivedAt });
  if (skew.skewMs !== undefined) ports.journal.noteOutsideClock(skew.skewMs);
  if (answer.kind === 'refusal') throw takeRefusal(ports, answer, { skew, way });
  const wanted = await sizesOf(ports, answer.payload.wanted, { way, n: answer.parcel.n });
  try {
    return db.transaction((tx) => takeInTx(ports, tx, { answer, skew, wanted, withMissing: true }));
  } catch (error) {
    if (answer.missing.length === 0) throw error;
    // What was given back must not keep verdicts and numbers from arriving; it comes again with every answer.
    log.error('entries that the province gave back could not be taken', { error });
    return db.transaction((tx) => takeInTx(ports, tx, { answer, skew, wanted, withMissing: false }));
  }
}

function isInVain(answer: ReadAnswer): boolean {
  // That the province is busy holds for the one before as well: it is waited for, not sent at once again.
  if (answer.kind === 'refusal') return !PASSING.has(answer.payload.code);
  return answer.payload.refused.some(({ code }) => code === ('does-not-join' satisfies ExchangeCode));
}

/** Notes what the province refuses, and gives it as what is thrown. */
function takeRefusal(
  ports: ExchangePorts,
  { payload, parcel }: Extract<ReadAnswer, { kind: 'refusal' }>,
  { skew, way }: { skew: Skew; way: 'wire' | 'stick' },
): ExchangeRefused {
  const { code } = payload;
  const message = sentenceOf(code, payload.message);
  return ports.db.transaction((tx) => {
    changeStandingInTx(tx, skew);
    const told = way === 'stick' ? saidOfFile(message) : message;
    const refused = new ExchangeRefused('exchange-refused', told, isCode(code) ? code : null);
    // A later parcel was answered: what was refused before is so no longer.
    if (parcel.n < readStanding(tx).answeredN) return refused;
    if (isToBeSignedAnewInTx(tx, parcel, code)) return new NewKeysTried();
    changeStandingInTx(tx, {
      ...(PASSING.has(code) ? {} : { refusal: { code, message } }),
      // So that the next one is written as both know it (P13).
      serves: payload.serves,
    });
    return refused;
  });
}

function takeInTx(
  ports: ExchangePorts,
  tx: WritableDb,
  {
    answer,
    skew,
    wanted,
    withMissing,
  }: {
    answer: Extract<ReadAnswer, { kind: 'answer' }>;
    skew: Skew;
    wanted: WantedSizes;
    withMissing: boolean;
  },
): TakenAnswer {
  const { payload, parcel } = answer;
  const now = ports.clock.now();
  const at = officeTimestamp(now);
  const standing = readStanding(tx);
  const keptBefore = keptOfAll(tx);
  // An answer to an older parcel than one that was answered says what was so before.
  const isNewest = parcel.n >= standing.answeredN;
  const hadNewKeys = hasNewKeys(tx);
  const returned = isNewest && withMissing ? takeMissing(ports, tx, payload.from, answer.missing) : 0;
  const counts = takeVerdicts(tx, payload.feed.verdicts, standing.cursor, at);
  const cursor = Math.max(standing.cursor, payload.feed.upTo);
  changeStandingInTx(tx, { cursor, ...skew });
  noteAnsweredInTx(tx, parcel.n, at);
  endRetriesInTx(tx, parcel.n);
  let turned = false;
  let leases = { taken: 0, ended: 0 };
  let refused: string[] = [];
  if (isNewest) {
    turned = compareHeadsInTx(tx, payload, heldOf(parcel, payload.refused));
    const { refusal, stations } = takeRefusedInTx(tx, payload.refused, {
      keptBefore,
      carried: parcel.carried,
    });
    refused = stations;
    if (returned === 0 || isOwnChainWhole(ports, tx, payload.heads)) {
      changeStandingInTx(tx, { erasedTo: ports.journal.eraseReturnedInTx(tx, standing.erasedTo) });
      endLeasesOfOthersInTx(ports, tx, payload.leases);
      leases = ports.leases.applyInTx(tx, payload.leases);
    }
    ports.packs.noteManifestsInTx(tx, payload.packs);
    const keys = payload.keys.filter(isSoundKey);
    if (keys.some((key) => key.use === 'sign')) pinProvinceKeysInTx(tx, keys, now);
    for (const day of payload.days) keepDayInTx(tx, day, at);
    for (const [sha256, bytes] of wanted.sizes) wantFileInTx(tx, sha256, bytes);
    if (payload.lookup !== undefined) noteLookUpInTx(tx, payload.lookup);
    changeStandingInTx(tx, {
      answeredN: parcel.n,
      lastAnswerAt: at,
      serves: payload.serves,
      provinceProgram: payload.program.version,
      refusal,
      wantsMore: payload.feed.more,
    });
    noteKeyAnsweredInTx(tx, parcel, { hadNewKeys });
  }
  const isSame = cursor === standing.cursor && leases.taken + leases.ended + returned === 0;
  const kept = [...keptOfAll(tx)];
  return {
    ...counts,
    known: parcel.answeredAt !== null && isSame,
    moved: !isSame || kept.some(([station, to]) => to !== (keptBefore.get(station) ?? 0)),
    leases: leases.taken,
    packs: payload.packs.length,
    returned,
    more: payload.feed.more,
    moreFiles: isNewest && wanted.more,
    turned,
    refused,
  };
}

/**
 * False: more of this station is still to come back, and what was written now would stand under a number that the province
 * holds, as though another copy had (P11); a code might be given a second time.
 */
function isOwnChainWhole(
  { station }: ExchangePorts,
  tx: WritableDb,
  heads: ProvinceParcel['heads'],
): boolean {
  const there = heads.find((head) => head.station === station)?.seq ?? 0;
  return there <= (exchangeHeads(tx).find((head) => head.station === station)?.seq ?? 0);
}

function takeMissing(
  { journal, log }: ExchangePorts,
  tx: WritableDb,
  province: string,
  runs: Extract<ReadAnswer, { kind: 'answer' }>['missing'],
): number {
  let taken = 0;
  for (const run of runs) {
    const station = run[0]?.entry.station ?? '';
    const head = exchangeHeads(tx).find((one) => one.station === station)?.seq ?? 0;
    const entries = run.filter(({ entry }) => entry.seq > head);
    try {
      // What was erased and is not explained here is left for another time: nothing is said of what is not here.
      const appended = journal.appendReturnedInTx(tx, { province, entries });
      taken += appended;
      ownWhatWasSaid(tx, station, entries.slice(0, appended));
    } catch (error) {
      // Written before anything of it: another copy went on under this station (P11), which the heads tell.
      if (!(error instanceof ReturnRefused)) throw error;
      log.warn('entries that the province gave back do not join', { station, error });
    }
  }
  return taken;
}

/** Verdicts of these may have come before them, where not everything comes back in one answer. */
function ownWhatWasSaid(tx: WritableDb, station: string, returned: readonly ReadEntry[]): void {
  const [first, last] = [returned[0], returned.at(-1)];
  if (first === undefined || last === undefined) return;
  const hashes = new Set(returned.map(({ entry }) => entry.hash));
  for (const said of saidBetween(tx, station, first.entry.seq, last.entry.seq))
    if (!said.ours && hashes.has(said.hash)) ownInTx(tx, said);
}

function takeVerdicts(
  tx: WritableDb,
  verdicts: readonly Verdict[],
  cursor: number,
  at: string,
): { accepted: number; rejected: number; conflict: number } {
  const counts = { accepted: 0, rejected: 0, conflict: 0 };
  for (const verdict of verdicts) {
    if (verdict.n <= cursor) continue;
    const { station } = verdict;
    if (verdict.state === 'accepted') {
      const { from: first, to: last, hash: named } = verdict;
      const held = named === undefined ? undefined : findEntryOf(tx, station, 'exchange', first)?.hash;
      // Not of ours, where it names another that stands under our number.
      if (held === undefined || held === named) acceptInTx(tx, station, { first, last });
      for (const said of saidBetween(tx, station, first, last)) {
        if (named !== undefined && said.hash !== named) continue;
        // What another copy wrote under these numbers stays in conflict until a person decided, whatever becomes of the first.
        const beside = said.code === 'other-entry' || (named !== undefined && isBeside(tx, said));
        if (!beside) unsayInTx(tx, said);
        else if (named !== undefined || (said.state === 'conflict' && findSettlement(tx, said) !== undefined))
          sayInTx(tx, { ...said, state: 'accepted', n: verdict.n, saidAt: at });
      }
      counts.accepted += last - first + 1;
      continue;
    }
    const { seq, hash, code, message, against, state, n } = verdict;
    const ours = findEntryOf(tx, station, 'exchange', seq)?.hash === hash;
    sayInTx(tx, { station, seq, hash, state, ours, n, code, message, against, saidAt: at });
    if (ours && code === 'other-entry') {
      const { heldTo, agreedTo } = readStation(tx, station);
      // The first of ours beside its chain follows one that both hold; its head, which is another one's, never says so.
      const isFirst = !saidBetween(tx, station, seq - 1, seq - 1).some(
        (said) => said.ours && said.code === 'other-entry',
      );
      changeStationInTx(tx, station, {
        forked: true,
        heldTo: Math.max(heldTo, seq),
        agreedTo: isFirst ? Math.max(agreedTo, seq - 1) : agreedTo,
      });
    }
    counts[state] += 1;
  }
  return counts;
}

/** Whether an entry of ours lies beside the chain that the province follows, whose ranges never hold it (P11). */
function isBeside(tx: WritableDb, { station, seq, ours }: Said): boolean {
  const { forked, agreedTo } = readStation(tx, station);
  return ours && forked && seq > agreedTo;
}
