import {
  createProvince,
  importFile,
  inviteAgain,
  inviteOffice,
  openReading,
  openStore,
  type Province,
  revokeOffice,
  type Sql,
  type Store,
} from '#main/province/index.ts';
import { changeShare, endStation } from '#main/province/leases/index.ts';
import { type NewPack, publishPack } from '#main/province/packs/index.ts';
import { sha256 } from '#office/journal/index.ts';
import { type Clock, type Ids, officeDate } from '#shared/base/index.ts';
import { rangeOf } from './releases.ts';

/** A real province on its own database, with a line to its storage that can be cut. */
export type Seat = {
  /** As it runs now. */
  readonly province: Province;
  readonly sql: Sql;
  readonly kind: Store['kind'];
  /** The next transaction fails at its very end: everything was done, nothing is kept. */
  cutNextCommit(): void;
  /** Whether a cut is still waiting for its transaction. */
  isCutWaiting(): boolean;
  /** What the server last wrote into its log as a failure. */
  lastError(): string;
  /** Nothing came that could have been cut. */
  cutNothing(): void;
  /** The release that the server runs; see RELEASES. */
  readonly release: number;
  /** Starts the server anew on its database, as another release. */
  restart(release: number): Promise<void>;
  /** Shuts an office out. */
  revoke(office: string): Promise<void>;
  /** A code for an office that is known. */
  inviteAgain(office: string): Promise<string>;
  /** Publishes a pack; gives why not. */
  publish(pack: Omit<NewPack, 'by' | 'source'>): Promise<string | null>;
  /** Ends a station; its numbers hold until so many days before today. */
  endStation(office: string, station: string, daysAgo: number): Promise<void>;
  /** Writes the agency code of an office anew; gives why not. */
  changeAgency(office: string, agencyCode: string): Promise<string | null>;
  invite(name: string, agencyCode: string): Promise<string>;
  /** As the page and the command do with a file; `code`: of the refusal, null where it was taken in. */
  importStick(file: Uint8Array): Promise<{ code: string | null; answer: Uint8Array | null }>;
  close(): Promise<void>;
};

const DAY_MS = 86_400_000;

class Cut extends Error {}

export async function openSeat(options: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly databaseUrl?: string | undefined;
}): Promise<Seat> {
  const { clock, ids, databaseUrl } = options;
  const store = await openStore({ databaseUrl });
  let cut = false;
  const sql: Sql = {
    query: (text, parameters) => store.sql.query(text, parameters),
    transaction: (work) =>
      store.sql.transaction(async (tx) => {
        const value = await work(tx);
        if (cut) {
          cut = false;
          throw new Cut('the line to the database was cut');
        }
        return value;
      }),
  };
  // As the server reads them: a parcel of more than a few entries in another thread.
  const reading = openReading();
  const nothing = () => undefined;
  let failure = '';
  const start = (release: number) =>
    createProvince({
      store: { sql, kind: store.kind, close: () => store.close() },
      reading,
      clock,
      ids,
      log: {
        info: nothing,
        warn: nothing,
        error: (message, more) => (failure = `${message} ${JSON.stringify(more)}`),
      },
      version: `0.0.${release}-fuzz`,
      serves: rangeOf(release),
      name: 'Tỉnh Thử',
    });
  let release = 0;
  let province = await start(release);
  const changed = { sql: store.sql, clock, ids };
  return {
    get province() {
      return province;
    },
    get release() {
      return release;
    },
    async restart(next) {
      release = next;
      province = await start(next);
    },
    async revoke(office) {
      await revokeOffice(changed, office);
    },
    async inviteAgain(office) {
      const invitation = await inviteAgain(changed, office);
      if (invitation === undefined) throw new Error(`the province does not know ${office}`);
      return invitation.code;
    },
    async publish(pack) {
      const { sign, id: provinceId } = province;
      const ports = { sql: store.sql, clock, provinceId, sign, sha256 };
      const published = await publishPack(ports, { ...pack, source: 'thử', by: 'quản trị' });
      return published.ok ? null : published.error;
    },
    async endStation(office, station, daysAgo) {
      const after = officeDate(clock.now() - daysAgo * DAY_MS);
      await endStation(store.sql, clock, { office, station, after });
    },
    async changeAgency(office, agencyCode) {
      const [row] = await store.sql.query<{ first: number; last: number; days: number; format: string }>(
        `select first_serial as first, last_serial as last, lease_days as days, code_format as format
         from offices where id = $1`,
        [office],
      );
      if (row === undefined) throw new Error(`the province does not know ${office}`);
      const { first: firstSerial, last: lastSerial, days: leaseDays, format: codeFormat } = row;
      const share = { office, agencyCode, codeFormat, firstSerial, lastSerial, leaseDays };
      const outcome = await changeShare(store.sql, clock, share);
      return outcome.ok ? null : outcome.error.code;
    },
    sql: store.sql,
    kind: store.kind,
    cutNextCommit: () => {
      cut = true;
    },
    isCutWaiting: () => cut,
    lastError: () => failure,
    cutNothing: () => {
      cut = false;
    },
    async invite(name, agencyCode) {
      const { code } = await inviteOffice(
        { sql: store.sql, clock, ids },
        { name, agencyCode, codeFormat: 'current-4' },
      );
      return code;
    },
    async importStick(file) {
      const imported = await importFile(province, file);
      if (imported.kind === 'answered') return { code: null, answer: imported.answer };
      if (imported.kind === 'refused') return { code: imported.code, answer: imported.answer };
      if (imported.kind === 'unanswered') return { code: imported.kind, answer: null };
      throw new Error(`a stick file was ${imported.kind}`);
    },
    async close() {
      await reading.close();
      await store.close();
    },
  };
}
