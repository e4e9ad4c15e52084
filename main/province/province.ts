import { containerSha256, type KeyPair, readOfficeToken, writeContainer } from '#main/parcels/index.ts';
import type { Clock, Ids } from '#shared/base/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import {
  type EnrolRequest,
  type ExchangeCode,
  PARCEL_VERSION,
  type PackKind,
  type Payload,
  SERVED_VERSIONS,
  type VersionRange,
} from '#shared/exchange/index.ts';
import { tidyAnswerFiles } from './answer-files.ts';
import { type Answer, type Caller, createAnswering, nameOf } from './answering.ts';
import { type Attachments, createAttachments } from './attachments/index.ts';
import { findOfficeKey } from './enrol/index.ts';
import { openIdentity, readName } from './identity.ts';
import { openKeys, type ProvinceKeys, type Secrets } from './keys/index.ts';
import { findPack } from './packs/index.ts';
import type { ProvinceLog } from './ports.ts';
import { createRates, type Rates } from './rates/index.ts';
import { type Reading, readHere } from './reading/index.ts';
import { judgeUnread } from './receive/index.ts';
import { sha256 } from './sha256.ts';
import type { Sql, Store } from './store/index.ts';

/** What a province needs of the outside. */
export type ProvinceOptions = {
  store: Store;
  /** How the secret keys lie in the database; left out: as they are. */
  secrets?: Secrets | undefined;
  clock: Clock;
  ids: Ids;
  log: ProvinceLog;
  /** Of the program. */
  version: string;
  /** Payload versions it reads and writes; left out: those of this release. Tests run others beside it (P13). */
  serves?: VersionRange;
  /** The name offices see, for a province that has none yet; null: it goes without. */
  name?: string | null;
  /** Where containers are read; left out: on this thread. The caller closes it. */
  reading?: Reading;
};

/** The far end of the exchange, without HTTP: what pages, command line and server all go through. */
export type Province = {
  readonly id: string;
  readonly version: string;
  readonly sql: Sql;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: ProvinceLog;
  readonly keys: ProvinceKeys;
  readonly rates: Rates;
  readonly attachments: Attachments;
  /** A container in, its answer out (P16). Never throws: every refusal is a signed `province-refusal`. */
  handle(bytes: Uint8Array, caller?: Caller): Promise<Uint8Array>;
  /** The same before it is signed, for whoever looks into it. */
  answer(bytes: Uint8Array, caller: Caller): Promise<Answer>;
  /** The signed answer to a request that was let in. `codeHash` null: by fingerprints that people compared. */
  answerEnrolment(request: EnrolRequest, sha256: string, codeHash: string | null): Promise<Uint8Array>;
  /** The signed answer to whoever asks whether this is the province (P17). */
  hello(nonce: string): Promise<Uint8Array>;
  /** A signed refusal of these bytes. */
  refuse(bytes: Uint8Array, code: ExchangeCode, waitSeconds: number): Promise<Uint8Array>;
  findPack(kind: PackKind, version: number): Promise<Uint8Array | undefined>;
  /** Whose token this is; undefined for one that is not good, or of an office that was shut out. */
  findOfficeOfToken(token: string): Promise<string | undefined>;
  /** Whether an accepted entry of the office names a file of this hash and size, in bytes (P19). */
  wantsAttachment(office: string, sha256: string, bytes: number): Promise<boolean>;
  /** Signs with the present key. */
  sign(payload: Payload): Promise<Uint8Array>;
  /** Reads again what no earlier release could read (P13): once after each start. Gives how many entries were judged. */
  readAnew(): Promise<number>;
  /** What has to be done now and then: the next keys in time, what is over is removed. */
  tidy(): Promise<void>;
};

/** Opens a province on a store: its identity and keys are there from the first start on. */
export async function createProvince(options: ProvinceOptions): Promise<Province> {
  const { store, clock, ids, log, version } = options;
  const { sql } = store;
  const identity = await openIdentity({ sql, clock, ids }, options.name ?? null);
  const keys = await openKeys({ sql, clock, secrets: options.secrets });
  const rates = createRates({ sql, clock });
  const attachments = createAttachments({ sql, clock, ids });
  const serves = options.serves ?? SERVED_VERSIONS;
  const answering = createAnswering({
    ...{ sql, clock, ids, log, version, serves, identity, keys, rates },
    reading: options.reading ?? readHere,
  });
  const sign = createSigner(keys, log, await keys.signing());

  const answer = (bytes: Uint8Array, caller: Caller) =>
    answering.answer(bytes, containerSha256(bytes), caller);

  return {
    ...{ id: identity.id, version },
    ...{ sql, clock, ids, log, keys, rates, attachments, sign, answer },
    async answerEnrolment(request, sha256, codeHash) {
      return sign(await answering.enrolled(request, sha256, codeHash));
    },
    async handle(bytes, caller = { address: null }) {
      return sign((await answer(bytes, caller)).payload);
    },
    async hello(nonce) {
      return sign({
        type: 'hello',
        v: PARCEL_VERSION,
        from: identity.id,
        name: await readName(sql),
        created: officeTimestamp(clock.now()),
        nonce,
        serves,
        keys: await keys.published(),
      });
    },
    refuse: (bytes, code, waitSeconds) =>
      sign(answering.refusal(containerSha256(bytes), { code, waitSeconds })),
    findPack: (kind, number) => findPack(sql, kind, number),
    async findOfficeOfToken(token) {
      const read = await readOfficeToken(token, {
        to: identity.id,
        now: clock.now(),
        findKey: (kid) => findOfficeKey(sql, kid),
      });
      return read.ok ? read.value.office : undefined;
    },
    async wantsAttachment(office, sha256, bytes) {
      const named = await sql.query(
        'SELECT 1 FROM wanted_files WHERE office = $1 AND sha256 = $2 AND bytes = $3 LIMIT 1',
        [office, sha256, bytes],
      );
      return named.length > 0;
    },
    readAnew: () => judgeUnread({ sql, clock, sha256 }),
    async tidy() {
      await rates.tidy();
      await attachments.tidy();
      await tidyAnswerFiles({ sql, clock });
      await keys.renewInTime();
    },
  };
}

/** Signs with the present key; where the database does not answer, with the last one known: a refusal is signed all the same. */
function createSigner(
  keys: ProvinceKeys,
  log: ProvinceLog,
  first: KeyPair,
): (payload: Payload) => Promise<Uint8Array> {
  let last = first;
  return async (payload) => {
    // What it announces was read a moment ago, in the order in which they sign.
    const announces = payload.type === 'province-parcel' ? payload.keys : [];
    if (announces.find(({ use }) => use === 'sign')?.kid === last.public.kid)
      return writeContainer(payload, last);
    try {
      last = await keys.signing();
    } catch (error) {
      log.error('signing key not read', { error: nameOf(error) });
    }
    return writeContainer(payload, last);
  };
}
