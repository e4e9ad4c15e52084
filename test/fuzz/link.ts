import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { approveFile, importFile } from '#main/province/index.ts';
import { buildParcel } from '#office/exchange/build-parcel.ts';
import { countWanted } from '#office/exchange/files-table.ts';
import {
  type BuiltParcel,
  createExchange,
  type Exchange,
  type ExchangePorts,
  ExchangeRefused,
  findProvinceKey,
  LineBroken,
} from '#office/exchange/index.ts';
import type { DayCompared } from '#office/exchange/reconciliation.ts';
import { sendFiles } from '#office/exchange/send-files.ts';
import { readStanding } from '#office/exchange/state-table.ts';
import { applyLeasesInTx, leaseRequests, leaseWarnings } from '#office/leases/index.ts';
import { requestNewStation } from '#office/station/index.ts';
import { sql } from '#office/storage/index.ts';
import { officeDate } from '#shared/base/index.ts';
import { CONTAINER_TYPE } from '#shared/exchange/index.ts';
import type { Random } from '#test/fixtures/random.ts';
import { Broken } from './ledger.ts';
import type { DeskRooms } from './office.ts';
import type { Seat } from './province.ts';
import { CHANGED_KINDS } from './releases.ts';
import { type Fate, uploadThrough } from './upload.ts';

/** What came of an answer: `taken`, or the code of its refusal. */
export type Taken = string;

/** An office's end of the exchange, without a line: whoever calls carries the bytes. */
export type Link = {
  readonly exchange: Exchange;
  /** `again`: it was with this province before. `lost`: the answer to the first request does not come. */
  enrol(seat: Seat, asked: { way: 'code' | 'stick'; again: boolean; lost: boolean }): Promise<void>;
  build(): Promise<Uint8Array>;
  buildWhole(): Promise<BuiltParcel>;
  /** Sent ahead, while the first one is not answered yet: what comes after it. */
  buildAfter(first: BuiltParcel): Promise<BuiltParcel>;
  take(answer: Uint8Array): Promise<Taken>;
  exportStick(): Promise<Uint8Array>;
  importStick(file: Uint8Array): Promise<Taken>;
  /** Keeps a file and gives its SHA-256. */
  keepFile(bytes: Uint8Array): string;
  hasFile(sha256: string): boolean;
  /** Sends the files that the province wants over a line on which `fate` befalls each piece. */
  sendFiles(seat: Seat, fate: () => Fate): Promise<string>;
  /** Files that wait to be sent. */
  countFiles(): number;
  /** Fetches what is announced; one in four is lost, one in eight comes damaged. */
  fetchPacks(seat: Seat, random: Random): Promise<string>;
  /** What the province last refused the whole parcel for; null: nothing. */
  refusal(): string | null;
  /** Whether the desk says that the two programs understand each other. */
  isServed(): boolean;
  /** The province said that it has more to tell, or to give back. */
  wantsMore(): boolean;
  /** Every rejected entry is to be looked at anew. */
  retryAll(): string;
  /** A person decides about one conflict. */
  settleOne(random: Random): string;
  /** Entries that the province ever gave back. */
  countReturned(): number;
  /** Of those, how many a release wrote that is older than the last. */
  countReturnedOlder(): number;
  /** Every day that the desk shows, counted on both sides. */
  daysCompared(): Promise<DayCompared[]>;
};

const ADDRESS = 'https://192.0.2.9';
const MOST_TRIES = 3;
/** Small, so that what waits seldom fits into one parcel. */
const RAW_LIMIT = 60_000;
const ACTOR = 'u-admin';

export function createLink(rooms: DeskRooms): Link {
  const { db, journal, clock, ids, station, profile, disk, codeFormats, noteCodes, packs, serves } = rooms;
  const line: { seat: Seat | undefined; lost: number; fate: () => Fate } = {
    seat: undefined,
    lost: 0,
    fate: () => 'arrives',
  };
  const fileOf = (sha256: string) => path.join(disk.directory, 'files', sha256);
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
    serves,
    leases: {
      requests: () => leaseRequests(db, numbering, today()),
      applyInTx: (tx, leases) => {
        const applied = applyLeasesInTx(tx, { journal, clock, profile, station, codeFormats }, leases);
        tx.afterCommit(() => noteCodes(applied.given));
        return applied;
      },
      countWarnings: () => leaseWarnings(db, numbering, today()).length,
    },
    packs,
    files: {
      read(sha256) {
        try {
          return new Uint8Array(readFileSync(fileOf(sha256)));
        } catch {
          return undefined;
        }
      },
    },
    transport: {
      async call({ body }) {
        if (line.seat === undefined || body === undefined) throw new LineBroken('unreachable');
        // Each office calls from its own address.
        const address = `192.0.2.${disk.index}`;
        const answer = await line.seat.province.handle(body, { address });
        line.lost -= 1;
        if (line.lost >= 0) throw new LineBroken('cut');
        return { status: 200, type: CONTAINER_TYPE, body: answer };
      },
      async upload(call) {
        if (line.seat === undefined) throw new LineBroken('unreachable');
        await uploadThrough(line.seat.province, call, line.fate);
      },
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
    async enrol(seat, { way, again, lost }) {
      if (way === 'code') {
        line.seat = seat;
        line.lost = lost ? 1 : 0;
        const code = again
          ? await seat.inviteAgain(disk.office)
          : await seat.invite(profile.name, profile.agencyCode);
        for (let tries = 1; ; tries += 1) {
          try {
            await exchange.enrol({ address: ADDRESS, code, actor: ACTOR });
            break;
          } catch (error) {
            // The clerk presses the button once more.
            if (tries >= MOST_TRIES || !(error instanceof ExchangeRefused)) throw error;
            if (error.code !== 'exchange-unreachable') throw error;
          }
        }
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
        record: again ? disk.office : null,
      });
      if (!approved.ok) throw new Error(approved.message);
      await onStick(approved.answer, async (answer) => {
        const { provinceFingerprint } = await exchange.readStickEnrolment(answer);
        await exchange.finishStickEnrolment({ file: answer, fingerprint: provinceFingerprint, actor: ACTOR });
      });
    },
    build: async () => (await exchange.buildParcel('wire', RAW_LIMIT)).bytes,
    buildWhole: () => exchange.buildParcel('wire', RAW_LIMIT),
    buildAfter: ({ upTo }) => buildParcel(ports, { way: 'wire', rawLimit: RAW_LIMIT, after: upTo }),
    take: (answer) => taking(() => exchange.takeAnswer(answer, 'wire')),
    exportStick: async () => takeOff((await exchange.exportStick(stickFolder)).file),
    importStick: (bytes) => taking(() => onStick(bytes, (file) => exchange.importStick(file))),
    keepFile(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      mkdirSync(path.join(disk.directory, 'files'), { recursive: true });
      writeFileSync(fileOf(sha256), bytes);
      return sha256;
    },
    hasFile: (sha256) => existsSync(fileOf(sha256)),
    async sendFiles(seat, fate) {
      if (countWanted(db).waiting === 0) return 'nothing';
      line.seat = seat;
      line.fate = fate;
      try {
        await sendFiles(ports, {
          base: ADDRESS,
          live: {
            line: 'reached',
            lineMessage: '',
            lastTryAt: null,
            nextTryAt: null,
            work: null,
            sentTo: () => 0,
          },
          signal: new AbortController().signal,
          budget: null,
          mayGoOn: () => true,
          onChanged: () => undefined,
        });
        return countWanted(db).waiting === 0 ? 'all sent' : 'refused';
      } catch (error) {
        if (error instanceof LineBroken) return 'cut';
        throw error;
      } finally {
        line.seat = undefined;
      }
    },
    countFiles: () => countWanted(db).waiting,
    async fetchPacks(seat, random) {
      const outcomes = new Set<string>();
      for (const { kind, version } of packs.wanted()) {
        const bytes = await seat.province.findPack(kind, version);
        if (bytes === undefined) throw new Broken(`${kind} ${version} was announced, and is not there`);
        const damaged = random.below(8) === 0;
        if (damaged) bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
        if (random.below(4) === 0) outcomes.add('lost');
        else {
          const findKey = (kid: string) => findProvinceKey(db, kid);
          const taken = await packs.takePack(bytes, findKey, { kind, version });
          if (taken.ok && damaged) throw new Broken(`a damaged pack was taken: ${kind} ${version}`);
          outcomes.add(taken.ok ? 'taken' : damaged ? 'damaged' : `refused: ${taken.error.code}`);
        }
      }
      return [...outcomes].sort().join(', ') || 'nothing';
    },
    refusal: () => readStanding(db).refusal?.code ?? null,
    isServed: () => exchange.overview().versions.served,
    wantsMore: () => readStanding(db).wantsMore,
    retryAll: () => (exchange.retry([]) === 0 ? 'nothing' : 'done'),
    settleOne(random) {
      const open = exchange
        .outbox({ filter: 'conflict', day: null, before: null, limit: 200 })
        .rows.filter((row) => exchange.conflict(row).settled === null);
      if (open.length === 0) return 'nothing';
      const { station: at, seq, hash } = random.pick(open);
      const keep = random.below(2) === 0 ? ('ours' as const) : ('theirs' as const);
      exchange.settle({ station: at, seq, hash, keep, note: 'đã gọi hỏi người dân', actor: ACTOR });
      return keep;
    },
    async daysCompared() {
      const days: DayCompared[] = [];
      for (let before: string | null = null; ; ) {
        const page = await exchange.reconciliation(before);
        days.push(...page.days);
        before = page.next;
        if (before === null) return days;
      }
    },
    countReturned: () =>
      (db.one(sql`select coalesce(sum(last - first + 1), 0) as n from returned_stretches`) as { n: number })
        .n,
    countReturnedOlder: () =>
      CHANGED_KINDS.reduce((sum, { kind, v }) => {
        const row = db.one(sql`
          select count(*) as n from returned_stretches s
          join journal_chains c on c.station = s.station and c.chain = 'exchange'
          join journal_entries e on e.chain_id = c.id and e.seq between s.first and s.last
          where e.kind = ${kind} and e.v < ${v}`) as { n: number };
        return sum + row.n;
      }, 0),
  };
}

const QUIET = { error: () => undefined, warn: () => undefined, info: () => undefined };
