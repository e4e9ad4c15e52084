import {
  containerSha256,
  fingerprint,
  isStick,
  openStick,
  sealStick,
  writeContainer,
} from '#main/parcels/index.ts';
import { approveFile, importFile } from '#main/province/index.ts';
import { buildParcel } from '#office/exchange/build-parcel.ts';
import { enrolByWire, enrolRequest, join, readEnrolAnswer, waitingKeys } from '#office/exchange/enrol.ts';
import { createExchange, type Exchange, ExchangeRefused } from '#office/exchange/index.ts';
import { findSecret, provinceKeyFor } from '#office/exchange/office-keys.ts';
import type { ExchangePorts } from '#office/exchange/ports.ts';
import { allSaid, wantRetryInTx } from '#office/exchange/said-table.ts';
import { findSettlement } from '#office/exchange/settlements.ts';
import { readStanding } from '#office/exchange/state-table.ts';
import { takeAnswer } from '#office/exchange/take-answer.ts';
import { applyLeasesInTx, leaseRequests, leaseWarnings } from '#office/leases/index.ts';
import { requestNewStation } from '#office/station/index.ts';
import { officeDate } from '#shared/base/index.ts';
import { CONTAINER_TYPE } from '#shared/exchange/index.ts';
import { conflictSettled } from '#shared/journal/index.ts';
import type { Random } from '#test/fixtures/random.ts';
import type { DeskRooms } from './office.ts';
import type { Seat } from './province.ts';

/** What came of an answer: `taken`, or the code of its refusal. */
export type Taken = string;

/** An office's end of the exchange, without a line: whoever calls carries the bytes. */
export type Link = {
  readonly exchange: Exchange;
  enrol(seat: Seat, way: 'code' | 'stick'): Promise<void>;
  build(): Promise<Uint8Array>;
  take(answer: Uint8Array): Promise<Taken>;
  exportStick(): Promise<Uint8Array>;
  importStick(file: Uint8Array): Promise<Taken>;
  /** The province said that it has more to tell, or to give back. */
  wantsMore(): boolean;
  /** Every rejected entry is to be looked at anew. */
  retryAll(): string;
  /** A person decides about one conflict. */
  settleOne(random: Random): string;
  /** Entries that the province gave back so far. */
  returned(): number;
};

const ADDRESS = 'http://192.0.2.9';
/** Small, so that what waits seldom fits into one parcel. */
const RAW_LIMIT = 60_000;
const ACTOR = 'u-admin';

export function createLink(rooms: DeskRooms): Link {
  const { db, journal, clock, ids, station, profile, disk, codeFormats, noteCodes } = rooms;
  let seatNow: Seat | undefined;
  let returned = 0;
  const numbering = { ...profile, station };
  const today = () => officeDate(clock.now());
  const ports: ExchangePorts = {
    db,
    journal,
    clock,
    ids,
    office: { id: disk.office, profile: () => profile },
    station,
    program: '0.0.0-fuzz',
    leases: {
      requests: () => leaseRequests(db, numbering, today()),
      applyInTx: (tx, leases) => {
        const applied = applyLeasesInTx(tx, { journal, clock, profile, station, codeFormats }, leases);
        tx.afterCommit(() => noteCodes(applied.given));
        return applied;
      },
      countWarnings: () => leaseWarnings(db, numbering, today()).length,
    },
    packs: {
      held: () => [],
      noteManifestsInTx: () => undefined,
      wanted: () => [],
      takePack: () => Promise.resolve({ ok: false }),
    },
    files: { read: () => undefined },
    transport: {
      async call({ body }) {
        if (seatNow === undefined || body === undefined) throw new Error('no line');
        return { status: 200, type: CONTAINER_TYPE, body: await seatNow.province.handle(body, CALLER) };
      },
      upload: () => Promise.reject(new Error('no line')),
      close: () => undefined,
    },
    nameOf: (id) => id,
    beginNewStation: () => requestNewStation(disk.directory),
    log: QUIET,
    onChanged: () => undefined,
    onDossierChanged: () => undefined,
  };
  const exchange = createExchange(ports);

  async function taking(work: () => Promise<Awaited<ReturnType<typeof takeAnswer>>>): Promise<Taken> {
    try {
      const taken = await work();
      returned += taken.returned;
      if (taken.forked) ports.beginNewStation();
      return 'taken';
    } catch (error) {
      if (error instanceof ExchangeRefused) return error.reason ?? error.code;
      throw error;
    }
  }

  return {
    exchange,
    async enrol(seat, way) {
      if (way === 'code') {
        seatNow = seat;
        const code = await seat.invite(profile.name, profile.agencyCode);
        await enrolByWire(ports, { address: ADDRESS, code }, { actor: ACTOR });
        return;
      }
      const keys = waitingKeys(ports);
      const request = await writeContainer(enrolRequest(ports, keys), keys.sign);
      const asked = await importFile(seat.province, request);
      if (asked.kind !== 'waiting') throw new Error(`a request by stick was ${asked.kind}`);
      // The two people read the same digits to each other.
      const compared = fingerprint(keys.sign.public);
      const approved = await approveFile(seat.province, { id: asked.request.id, compared, record: null });
      if (!approved.ok) throw new Error(approved.message);
      const answer = await readEnrolAnswer(approved.answer);
      if (answer.answers !== containerSha256(request)) throw new Error('an answer to another request');
      join(ports, { answer, way: 'stick', address: null, actor: ACTOR });
    },
    build: async () => (await buildParcel(ports, { way: 'wire', rawLimit: RAW_LIMIT })).bytes,
    take: (answer) => taking(() => takeAnswer(ports, answer, 'wire')),
    async exportStick() {
      const { bytes } = await buildParcel(ports, { way: 'stick', rawLimit: 10 * RAW_LIMIT });
      const key = provinceKeyFor(db, 'encrypt');
      if (key === undefined) throw new Error('no key to seal to');
      return sealStick({ container: bytes, files: [] }, key);
    },
    async importStick(file) {
      if (!isStick(file)) return taking(() => takeAnswer(ports, file, 'stick'));
      const opened = await openStick(file, { findSecret: (kid) => findSecret(db, kid) });
      if (!opened.ok) return opened.error.code;
      return taking(() => takeAnswer(ports, opened.value.container, 'stick'));
    },
    wantsMore: () => readStanding(db).wantsMore,
    retryAll() {
      const rejected = allSaid(db, 'rejected');
      db.transaction((tx) => {
        for (const said of rejected) wantRetryInTx(tx, said.station, said.seq);
      });
      return rejected.length === 0 ? 'nothing' : 'done';
    },
    settleOne(random) {
      const open = allSaid(db, 'conflict').filter((said) => findSettlement(db, said) === undefined);
      if (open.length === 0) return 'nothing';
      const { station: at, seq, hash } = random.pick(open);
      const keep = random.below(2) === 0 ? ('ours' as const) : ('theirs' as const);
      db.transaction((tx) =>
        journal.appendInTx(tx, {
          kind: conflictSettled,
          actor: ACTOR,
          subject: disk.office,
          body: { of: { station: at, seq, hash }, keep, note: 'fuzz' },
        }),
      );
      return keep;
    },
    returned: () => returned,
  };
}

const CALLER = { address: '192.0.2.1' };
const QUIET = { error: () => undefined, warn: () => undefined, info: () => undefined };
