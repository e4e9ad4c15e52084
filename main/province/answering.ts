import { isAsNamed, proofWith, readSelfSigned, type StickFile, signerOf } from '#main/parcels/index.ts';
import { type Clock, type Ids, officeTimestamp } from '#shared/base/index.ts';
import {
  type EnrolAnswer,
  type EnrolRequest,
  EXCHANGE_CODES,
  type ExchangeCode,
  enrolAnswerText,
  MAX_CONTAINER_BYTES,
  PARCEL_VERSION,
  type ProvinceParcel,
  type ProvinceRefusal,
  type VersionRange,
} from '#shared/exchange/index.ts';
import { createArrivalOrder, type Place } from './arrival-order.ts';
import {
  enrolByWire,
  findOfficeKey,
  isUnserved,
  keepRequest,
  noteUnserved,
  type OfficeKey,
  type WaitingRequest,
} from './enrol/index.ts';
import { readName } from './identity.ts';
import type { ProvinceKeys } from './keys/index.ts';
import { manifests } from './packs/index.ts';
import type { ProvinceLog } from './ports.ts';
import type { Rates } from './rates/index.ts';
import type { Reading, ReadParcel } from './reading/index.ts';
import { receiveParcel } from './receive/index.ts';
import { provinceAddresses } from './settings.ts';
import { sha256 } from './sha256.ts';
import { SQLSTATE, type Sql, sqlState } from './store/index.ts';

/**
 * Where a container came from; `address` null: a file that a person brought. `cameAt`: when its first bytes came over the
 * line, milliseconds since 1970; left out: just now. `files`: what lay beside it under the seal, in its order; left out
 * where there was no seal.
 */
export type Caller = { address: string | null; cameAt?: number | undefined; files?: readonly StickFile[] };

/** Why a container is refused: its code, and a sentence where the code's own does not say enough. */
export type Refusal = { code: ExchangeCode; message?: string; waitSeconds?: number };

/** What is said to a container, not signed yet, and what was in it as far as it could be read. */
export type Answer =
  | { payload: ProvinceParcel; parcel: ReadParcel['parcel'] }
  | { payload: EnrolAnswer; office: string }
  | { payload: ProvinceRefusal; office: string | null; waiting: WaitingRequest | null };

export type AnsweringPorts = {
  sql: Sql;
  clock: Clock;
  ids: Ids;
  log: ProvinceLog;
  version: string;
  serves: VersionRange;
  identity: { id: string };
  keys: ProvinceKeys;
  rates: Rates;
  reading: Reading;
};

export type Answering = {
  /** Reads a container and answers it. Never throws. */
  answer(bytes: Uint8Array, sha256: string, caller: Caller): Promise<Answer>;
  refusal(sha256: string, refusal: Refusal): ProvinceRefusal;
  /** `codeHash`: what is kept of the code that the office knew; null: people compared fingerprints. */
  enrolled(request: EnrolRequest, sha256: string, codeHash: string | null): Promise<EnrolAnswer>;
};

/** Seconds after which to try again when the database or we are at fault. */
const LATER_SECONDS = 30;

/** What a province says to containers; signing is the caller's. */
export function createAnswering(ports: AnsweringPorts): Answering {
  const { sql, clock, ids, log, version, serves, identity, keys, rates, reading } = ports;
  const order = createArrivalOrder();

  function refusal(sha256: string, { code, message, waitSeconds }: Refusal): ProvinceRefusal {
    return {
      type: 'province-refusal',
      v: PARCEL_VERSION,
      from: identity.id,
      created: officeTimestamp(clock.now()),
      serves,
      answers: sha256,
      code,
      message: message ?? EXCHANGE_CODES[code],
      waitSeconds: waitSeconds ?? null,
    };
  }

  async function enrolled(
    request: EnrolRequest,
    sha256: string,
    codeHash: string | null,
  ): Promise<EnrolAnswer> {
    const { lookup, address } = await provinceAddresses(sql);
    const answer = {
      answers: sha256,
      to: request.office.id,
      province: { id: identity.id, name: await readName(sql), keys: await keys.published(), lookup, address },
    };
    return {
      type: 'enrol-answer',
      v: PARCEL_VERSION,
      created: officeTimestamp(clock.now()),
      serves,
      ...answer,
      proof: codeHash === null ? null : proofWith(codeHash, enrolAnswerText(request, answer)),
    };
  }

  const refused = (sha256: string, why: Refusal, office: string | null = null): Answer => ({
    payload: refusal(sha256, why),
    office,
    waiting: null,
  });

  async function takeParcel(
    { parcel, runs }: ReadParcel,
    key: OfficeKey,
    containerHash: string,
    { turn, cameAt }: { turn: Promise<void>; cameAt: number | null },
  ): Promise<Answer> {
    const taken = await receiveParcel(
      {
        sql,
        clock,
        ids,
        sha256,
        identity,
        publishedKeys: keys.published,
        program: version,
        serves,
        manifests,
      },
      {
        payload: parcel,
        runs,
        sha256: containerHash,
        keyOffice: key.office,
        cameAt,
        turn,
      },
    );
    return taken.ok ? { payload: taken.value, parcel } : refused(containerHash, taken.error, key.office);
  }

  async function takeEnrolment(
    bytes: Uint8Array,
    sha256: string,
    caller: Caller,
    unread: Refusal,
  ): Promise<Answer> {
    // By the office's own time: a desk whose clock is wrong is let in all the same (P14).
    const read = await readSelfSigned(bytes, { types: ['enrol-request'], now: 'created' });
    if (!read.ok)
      return refused(sha256, read.error.code === 'wrong-type' ? unread : { code: read.error.code });
    const { payload: request, kid } = read.value;
    const office = request.office.id;
    if (request.proof === null) {
      // Whoever is on the wire could fill the list of those who wait; a file was brought by somebody.
      if (caller.address !== null) return refused(sha256, { code: 'enrol-code-wrong' });
      const waiting = await keepRequest({ sql, clock, ids }, { container: bytes, sha256, kid, request });
      if (waiting.decision === null) {
        return { payload: refusal(sha256, { code: 'enrol-waiting' }), office: null, waiting };
      }
      const key = await findOfficeKey(sql, kid);
      if (waiting.decision === 'rejected' || key?.revoked !== false)
        return refused(sha256, { code: 'office-revoked' });
      return { payload: await enrolled(request, sha256, null), office };
    }
    const admitted = await enrolByWire({ sql, clock, rates }, { request, kid, address: caller.address });
    if (!admitted.ok) return refused(sha256, admitted.error);
    log.info('office enrolled', { office });
    return { payload: await enrolled(request, sha256, admitted.value.codeHash), office };
  }

  async function take(bytes: Uint8Array, sha256: string, caller: Caller): Promise<Answer> {
    if (bytes.byteLength > MAX_CONTAINER_BYTES && caller.address !== null) {
      return refused(sha256, { code: 'too-large' });
    }
    const met: { place?: Place } = {};
    try {
      return await takeInTurn(bytes, sha256, caller, met);
    } finally {
      met.place?.done();
    }
  }

  async function takeInTurn(
    bytes: Uint8Array,
    sha256: string,
    caller: Caller,
    met: { key?: OfficeKey | undefined; place?: Place },
  ): Promise<Answer> {
    const now = clock.now();
    const cameAt = caller.address === null ? null : (caller.cameAt ?? now);
    const signer = signerOf(bytes);
    if (!signer.ok) return refused(sha256, { code: signer.error.code });
    met.place = order.take(signer.value);
    const key = await findOfficeKey(sql, signer.value);
    // A request comes with a key of its own; whatever else comes so is not known.
    if (key === undefined) return takeEnrolment(bytes, sha256, caller, { code: 'unknown-key' });
    const read = await reading.read(bytes, { key, now, serves });
    if (read.ok) {
      // Before anything of it is taken in: anybody may have sealed it (P18).
      if (!isWhole(read.value.parcel, caller)) return refused(sha256, { code: 'altered' }, key.office);
      return takeParcel(read.value, key, sha256, { turn: met.place.come, cameAt });
    }
    const { code } = read.error;
    if (code === 'key-not-valid' && key.officeState === 'revoked') {
      return refused(sha256, { code: 'office-revoked' });
    }
    if (code === 'unknown-key' || code === 'wrong-type')
      return takeEnrolment(bytes, sha256, caller, { code });
    if (isUnserved(code)) await noteUnserved({ sql, clock }, key.office, code);
    return refused(sha256, { code });
  }

  return {
    refusal,
    enrolled,
    async answer(bytes, sha256, caller) {
      try {
        return await take(bytes, sha256, caller);
      } catch (error) {
        log.error('container failed', { sha256, error: nameOf(error) });
        return refused(sha256, { code: isBusy(error) ? 'busy' : 'internal', waitSeconds: LATER_SECONDS });
      }
    },
  };
}

/** Whether beside a parcel lie the files that it names; one of a release that named none may have any number of them. */
function isWhole({ files: named }: ReadParcel['parcel'], { files }: Caller): boolean {
  if (files === undefined) return true;
  return isAsNamed(files, 'attachment', named ?? files.map(({ sha256 }) => sha256));
}

/** Others were in the way, which passes. */
const BUSY: ReadonlySet<string> = new Set([
  SQLSTATE.serializationFailure,
  SQLSTATE.deadlockDetected,
  SQLSTATE.lockNotAvailable,
]);

const isBusy = (error: unknown): boolean => {
  const state = sqlState(error);
  return state !== undefined && BUSY.has(state);
};

/** What a log may hold of an error: its kind and place, never its words, in which there may be a person's data. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const frames = error.stack?.split('\n    at ').slice(1).join('\n') ?? '';
  const place = /[\w.-]+\.ts:\d+/.exec(frames)?.[0] ?? '';
  return `${sqlState(error) ?? error.name} ${place}`.trim();
}
