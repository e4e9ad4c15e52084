import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { approveFile, importFile } from '#main/province/index.ts';
import {
  createExchange,
  type Exchange,
  type ExchangePorts,
  ExchangeRefused,
  LineBroken,
} from '#office/exchange/index.ts';
import { readStanding } from '#office/exchange/state-table.ts';
import { applyLeasesInTx, leaseRequests, leaseWarnings } from '#office/leases/index.ts';
import { requestNewStation } from '#office/station/index.ts';
import { sql } from '#office/storage/index.ts';
import { officeDate } from '#shared/base/index.ts';
import { CONTAINER_TYPE } from '#shared/exchange/index.ts';
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
  /** Entries that the province ever gave back. */
  countReturned(): number;
};

const ADDRESS = 'https://192.0.2.9';
/** Small, so that what waits seldom fits into one parcel. */
const RAW_LIMIT = 60_000;
const ACTOR = 'u-admin';

export function createLink(rooms: DeskRooms): Link {
  const { db, journal, clock, ids, station, profile, disk, codeFormats, noteCodes } = rooms;
  const line: { seat: Seat | undefined } = { seat: undefined };
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
      forgetProvinceInTx: () => undefined,
      wanted: () => [],
      takePack: () => Promise.resolve({ ok: false }),
    },
    files: { read: () => undefined },
    transport: {
      async call({ body }) {
        if (line.seat === undefined || body === undefined) throw new LineBroken('unreachable');
        return { status: 200, type: CONTAINER_TYPE, body: await line.seat.province.handle(body, CALLER) };
      },
      upload: () => Promise.reject(new LineBroken('unreachable')),
      close: () => undefined,
    },
    nameOf: (id) => id,
    beginNewStation: () => requestNewStation(disk.directory),
    log: QUIET,
    onChanged: () => undefined,
    onDossierChanged: () => undefined,
  };
  const exchange = createExchange(ports);
  const stickFolder = path.join(disk.directory, 'stick');
  mkdirSync(stickFolder, { recursive: true });

  async function taking(work: () => Promise<unknown>): Promise<Taken> {
    try {
      await work();
      return 'taken';
    } catch (error) {
      if (error instanceof ExchangeRefused) return error.reason ?? error.code;
      throw error;
    }
  }

  /** Writes bytes where a clerk would choose them, and gives the file's name to what reads it. */
  async function onStick<Value>(bytes: Uint8Array, read: (file: string) => Promise<Value>): Promise<Value> {
    const file = path.join(stickFolder, 'brought.tmc');
    writeFileSync(file, bytes);
    try {
      return await read(file);
    } finally {
      rmSync(file, { force: true });
    }
  }

  /** What was written onto the stick, which is empty again then. */
  function takeOff(file: string): Uint8Array {
    const found = path.resolve(stickFolder, file);
    const bytes = readFileSync(found);
    rmSync(found);
    return new Uint8Array(bytes);
  }

  return {
    exchange,
    async enrol(seat, way) {
      if (way === 'code') {
        line.seat = seat;
        const code = await seat.invite(profile.name, profile.agencyCode);
        await exchange.enrol({ address: ADDRESS, code, actor: ACTOR });
        // From here on whoever runs the fuzz carries the parcels, and nothing by itself.
        line.seat = undefined;
        exchange.changeSettings({ address: '', paused: true, budgetKbits: null, filesBetween: null }, ACTOR);
        return;
      }
      const { file, fingerprint } = await exchange.beginStickEnrolment(stickFolder);
      const asked = await importFile(seat.province, takeOff(file));
      if (asked.kind !== 'waiting') throw new Error(`a request by stick was ${asked.kind}`);
      // Two people read the digits to each other, both ways.
      const approved = await approveFile(seat.province, {
        id: asked.request.id,
        compared: fingerprint,
        record: null,
      });
      if (!approved.ok) throw new Error(approved.message);
      await onStick(approved.answer, async (answer) => {
        const { provinceFingerprint } = await exchange.readStickEnrolment(answer);
        await exchange.finishStickEnrolment({ file: answer, fingerprint: provinceFingerprint, actor: ACTOR });
      });
    },
    build: async () => (await exchange.buildParcel('wire', RAW_LIMIT)).bytes,
    take: (answer) => taking(() => exchange.takeAnswer(answer, 'wire')),
    exportStick: async () => takeOff((await exchange.exportStick(stickFolder)).file),
    importStick: (bytes) => taking(() => onStick(bytes, (file) => exchange.importStick(file))),
    wantsMore: () => readStanding(db).wantsMore,
    retryAll: () => (exchange.retry([]) === 0 ? 'nothing' : 'done'),
    settleOne(random) {
      const open = exchange
        .outbox({ filter: 'conflict', day: null, before: null, limit: 200 })
        .rows.filter(({ station, seq }) => exchange.conflict(station, seq).settled === null);
      if (open.length === 0) return 'nothing';
      const { station: at, seq } = random.pick(open);
      const keep = random.below(2) === 0 ? ('ours' as const) : ('theirs' as const);
      exchange.settle({ station: at, seq, keep, note: 'đã gọi hỏi người dân', actor: ACTOR });
      return keep;
    },
    countReturned: () =>
      (db.one(sql`select coalesce(sum(last - first + 1), 0) as n from returned_stretches`) as { n: number })
        .n,
  };
}

const CALLER = { address: '192.0.2.1' };
const QUIET = { error: () => undefined, warn: () => undefined, info: () => undefined };
