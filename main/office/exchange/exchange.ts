import path from 'node:path';
import { officeTimestamp } from '#shared/base/index.ts';
import type { ExchangeOverview, ExchangeState, ExchangeSummary, OutboxRow } from '#shared/contract/index.ts';
import { listMedia } from '../copies/index.ts';
import type { WayToMore } from '../dossiers/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { assertAddress } from './address.ts';
import { type BuiltParcel, buildParcel } from './build-parcel.ts';
import { type Conflict, readConflict, settleConflict } from './conflicts.ts';
import { enrolByWire } from './enrol.ts';
import { findEnrolment } from './enrolment-table.ts';
import { assertEnrolled, leaveProvince } from './leave.ts';
import { changeLineSettingsInTx, type LineSettings, readLineSettings } from './line-settings.ts';
import { lookUpInUse } from './look-up.ts';
import { createLoop } from './loop.ts';
import { keysInUse, keysToCome, renewKeys } from './new-keys.ts';
import { fingerprintOf, KEY_NEARLY_OVER_MS, provinceKeyFor } from './office-keys.ts';
import { findOutboxRow, type OutboxPage, type OutboxQuery, readOfDossier, readOutbox } from './outbox.ts';
import { forgetOutsideClockInTx, rememberOutsideClock } from './outside-clock.ts';
import type { ExchangePorts } from './ports.ts';
import { type Reconciliation, reconcile } from './reconciliation.ts';
import { ExchangeRefused } from './refused.ts';
import { type EntryName, firstSaid, wantRetryInTx } from './said-table.ts';
import { readStation } from './stations-table.ts';
import { freeBytesIn, stickFilesIn } from './stick-files.ts';
import {
  beginStickEnrolment,
  type ExportedStick,
  exportStick,
  finishStickEnrolment,
  importStick,
  readStickEnrolment,
  waitingFingerprint,
} from './sticks.ts';
import { countAttention, type LiveState, overviewOf, summaryOf, wayToMore } from './summary.ts';
import { type TakenAnswer, takeAnswer } from './take-answer.ts';

const LEFT =
  'Kết nối với tỉnh đã kết thúc. Hãy ghép lại (bằng mã ghép hoặc tệp USB); địa chỉ được đặt khi ghép.';

/** A drive, or a folder that somebody named, with the files of the exchange on it. */
export type StickPlace = {
  folder: string;
  label: string;
  freeBytes: number | null;
  files: { file: string; name: string; bytes: number; at: string }[];
};

/** The exchange of an open office with its province. What refuses throws ExchangeRefused. */
export type Exchange = {
  summary(): ExchangeSummary;
  overview(): ExchangeOverview;
  outbox(query: OutboxQuery): OutboxPage;
  reconciliation(before: string | null): Promise<Reconciliation>;
  ofDossier(id: string): { state: ExchangeState | null; rows: OutboxRow[] };
  /** Throws `not-found`. */
  row(station: string, seq: number): OutboxRow;
  /** Has rejected entries looked at anew; none named: all of them. Gives how many. */
  retry(entries: readonly { station: string; seq: number }[]): number;
  /** Throws `not-found`. */
  conflict(entry: EntryName): Conflict;
  settle(asked: Parameters<typeof settleConflict>[1]): void;
  enrol(asked: { address: string; code: string; actor: string }): Promise<{ provinceName: string }>;
  beginStickEnrolment(folder: string): Promise<{ file: string; fingerprint: string }>;
  readStickEnrolment(file: string): Promise<{ provinceName: string; provinceFingerprint: string }>;
  finishStickEnrolment(asked: {
    file: string;
    fingerprint: string;
    actor: string;
  }): Promise<{ provinceName: string }>;
  /** Ends it; nothing is dropped. Gives how many entries the province had not acknowledged. */
  leave(actor: string): { unsent: number };
  changeSettings(settings: LineSettings, actor: string): void;
  /** Tries at once; gives how it stands afterwards. */
  sendNow(): Promise<ExchangeSummary>;
  /** New keys, used once the province has them; those that are on their way to it, where there are any. */
  renewKeys(actor: string): { fingerprint: string };
  stickPlaces(folder: string | null): Promise<StickPlace[]>;
  exportStick(folder: string): Promise<ExportedStick>;
  importStick(file: string): Promise<TakenAnswer>;
  /** A person says that this PC's clock is right: what the province's said against it holds no more. */
  believeClockInTx(tx: WritableDb): void;
  /** For proofs and tests, which carry parcels themselves. */
  buildParcel(way: 'wire' | 'stick', rawLimit: number): Promise<BuiltParcel>;
  takeAnswer(bytes: Uint8Array, way: 'wire' | 'stick'): Promise<TakenAnswer>;
  /** Numbers are out: asks the province for more at once where it can. Gives which way they come. */
  askForNumbers(): WayToMore;
  /** Something was written: it is sent soon. */
  wake(): void;
  /** Ends what is under way. */
  close(): Promise<void>;
};

/** What is known of the exchange while the office runs; starts its loop where a province was joined. */
export function createExchange(ports: ExchangePorts): Exchange {
  const { db, journal, clock, office } = ports;
  rememberOutsideClock(db, journal);
  const live: LiveState & { inFlight: ReadonlyMap<string, number> } = {
    line: 'not-tried',
    lineMessage: '',
    lastTryAt: null,
    nextTryAt: null,
    work: null,
    inFlight: new Map(),
    sentTo: (station) => live.inFlight.get(station) ?? 0,
  };
  const parts = { ...ports, sentTo: (station: string) => live.sentTo(station) };
  const summary = () => summaryOf(db, live, countAttention(db, live, countOthers()));
  const tell = () => ports.onChanged(summary());
  const loop = createLoop({ ports, live, onChanged: tell, onTaken: noteTaken });

  const isForked = () => readStation(db, ports.station).forked;
  /** A new station was asked for since the program started. */
  let beginsAnew = false;

  function countOthers(): number {
    const validTo = keysInUse(db)?.sign.public.validTo;
    const keyEnds = validTo !== undefined && validTo < officeTimestamp(clock.now() + KEY_NEARLY_OVER_MS);
    return ports.leases.countWarnings() + (keyEnds ? 1 : 0) + (isForked() ? 1 : 0);
  }

  function noteTaken(): void {
    // Only of the station that writes here: one of before stays another copy's, too, for good. And whether or not its
    // chain is as long as the other copy's.
    if (isForked() && !beginsAnew) ports.beginNewStation();
    beginsAnew = isForked();
    tell();
  }

  async function take(bytes: Uint8Array, way: 'wire' | 'stick'): Promise<TakenAnswer> {
    const taken = await takeAnswer(ports, bytes, way);
    noteTaken();
    return taken;
  }

  function enrolmentView(): ExchangeOverview['enrolment'] {
    const enrolment = findEnrolment(db);
    if (enrolment === undefined) return null;
    const { name, province, way, since, left_at: leftAt } = enrolment;
    const key = keysInUse(db)?.sign.public;
    return {
      provinceName: name,
      provinceId: province,
      way,
      since,
      leftAt,
      provinceFingerprint: fingerprintOf(provinceKeyFor(db, 'sign')),
      fingerprint: fingerprintOf(key),
      comingFingerprint: fingerprintOf(keysToCome(db)?.sign.public) || null,
      keyValidTo: key?.validTo ?? '',
    };
  }

  loop.restart();
  return {
    summary,
    overview: () =>
      overviewOf(db, live, {
        summary: summary(),
        enrolment: enrolmentView(),
        lookUp: lookUpInUse(db, office.profile()),
        fingerprint: () => waitingFingerprint(ports),
        program: ports.program,
        serves: ports.serves,
        forked: isForked(),
      }),
    outbox: (query) => readOutbox(parts, query),
    reconciliation: (before) => reconcile(db, before),
    ofDossier: (id) => readOfDossier(parts, id),
    row(station, seq) {
      const row = findOutboxRow(parts, station, seq);
      if (row === undefined) throw new ExchangeRefused('not-found');
      return row;
    },
    retry(entries) {
      const wanted = entries.length > 0 ? entries : firstSaid(db, 'rejected', 1000);
      const asked = db.transaction(
        (tx) => wanted.filter(({ station, seq }) => wantRetryInTx(tx, station, seq)).length,
      );
      if (asked > 0) {
        tell();
        loop.wake();
      }
      return asked;
    },
    conflict: (entry) => readConflict(parts, entry),
    settle(asked) {
      settleConflict(parts, asked);
      tell();
      loop.wake();
    },
    async enrol({ address, code, actor }) {
      const joined = await enrolByWire(ports, { address, code }, { actor });
      loop.restart();
      tell();
      return joined;
    },
    async beginStickEnrolment(folder) {
      const begun = await beginStickEnrolment(ports, folder);
      tell();
      return begun;
    },
    async readStickEnrolment(file) {
      const { provinceName, provinceFingerprint } = await readStickEnrolment(ports, file);
      return { provinceName, provinceFingerprint };
    },
    async finishStickEnrolment(asked) {
      const joined = await finishStickEnrolment(ports, asked);
      loop.restart();
      tell();
      return joined;
    },
    leave(actor) {
      const left = leaveProvince(ports, actor);
      loop.restart();
      tell();
      return left;
    },
    changeSettings(settings, actor) {
      // One that was kept before may stay: pausing must always be possible.
      if (settings.address !== readLineSettings(db).address) assertAddress(settings.address);
      if (settings.address.trim() !== '' && findEnrolment(db)?.left_at != null)
        throw new ExchangeRefused('invalid-input', LEFT);
      db.transaction((tx) => changeLineSettingsInTx(tx, journal, settings, { actor, office: office.id }));
      loop.restart();
      tell();
    },
    async sendNow() {
      assertEnrolled(ports);
      await loop.now();
      return summary();
    },
    renewKeys(actor) {
      assertEnrolled(ports);
      const keys = renewKeys(ports, actor);
      tell();
      loop.wake();
      return { fingerprint: fingerprintOf(keys.sign.public) };
    },
    async stickPlaces(folder) {
      const media = await listMedia(process.platform);
      const named = folder === null || folder === '' ? [] : [path.resolve(folder)];
      const places = [
        ...media,
        ...(await Promise.all(
          named
            .filter((one) => media.every((medium) => medium.path !== one))
            .map(async (one) => ({ path: one, label: one, freeBytes: await freeBytesIn(one) })),
        )),
      ];
      return Promise.all(
        places.map(async ({ path: at, label, freeBytes }) => ({
          folder: at,
          label,
          freeBytes,
          files: await stickFilesIn(at),
        })),
      );
    },
    async exportStick(folder) {
      assertEnrolled(ports);
      const exported = await exportStick(ports, folder);
      tell();
      return exported;
    },
    async importStick(file) {
      const taken = await importStick(ports, file);
      noteTaken();
      return taken;
    },
    believeClockInTx(tx) {
      forgetOutsideClockInTx(tx);
      tx.afterCommit(tell);
    },
    buildParcel: (way, rawLimit) => buildParcel(ports, { way, rawLimit }),
    takeAnswer: take,
    askForNumbers() {
      const way = wayToMore(summary());
      if (way === 'asked') loop.ask();
      return way;
    },
    wake: loop.wake,
    close: async () => {
      await loop.close();
      ports.transport.close();
    },
  };
}
