import {
  containerSha256,
  enrolmentProof,
  isEnrolmentProof,
  normaliseEnrolCode,
  readSelfSigned,
  writeContainer,
} from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import {
  CONTAINER_TYPE,
  ENROL_PATH,
  type EnrolAnswer,
  type EnrolRequest,
  enrolAnswerText,
  enrolRequestText,
  PARCEL_VERSION,
  type ProvinceRefusal,
} from '#shared/exchange/index.ts';
import { provinceJoined } from '#shared/journal/index.ts';
import { findEntryOf, readLastMono } from '../journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { addressAdvice, addressOf } from './address.ts';
import { type Enrolment, findEnrolment, forgetRequestInTx, keepEnrolmentInTx } from './enrolment-table.ts';
import { forgetProvinceInTx } from './forget-province.ts';
import { moveKeysInTx } from './keys-table.ts';
import { changeLineSettingsInTx, readLineSettings } from './line-settings.ts';
import { hasNewKeys } from './new-keys.ts';
import {
  findOfficeKeys,
  keepOfficeKeysInTx,
  makeOfficeKeys,
  type OfficeKeys,
  pinProvinceKeysInTx,
} from './office-keys.ts';
import type { ExchangePorts } from './ports.ts';
import { deskRefusal, sentenceOf } from './read-answer.ts';
import { ExchangeRefused, refusedFor } from './refused.ts';
import { changeStandingInTx, type ExchangeStanding, readStanding } from './state-table.ts';
import { LineBroken } from './transport.ts';

/** Refused like this by its province, an office may join anew. */
const MAY_JOIN_AGAIN: readonly string[] = [
  'office-revoked',
  'office-unknown',
  'unknown-key',
  'key-not-valid',
];

/**
 * Throws `already-enrolled`, unless the connection was ended here (`leaveProvince`), or the province itself says that this
 * office is none of its own any more.
 */
export function assertMayEnrol(db: ReadableDb): void {
  const enrolment = findEnrolment(db);
  if (enrolment === undefined || enrolment.left_at !== null) return;
  if (!MAY_JOIN_AGAIN.includes(readStanding(db).refusal?.code ?? ''))
    throw new ExchangeRefused('already-enrolled');
}

/** The keys that a request brings: those of an earlier try, so that a lost answer is given again. */
export function waitingKeys(ports: ExchangePorts): OfficeKeys {
  const { db, clock } = ports;
  const kept = findOfficeKeys(db, 'waiting');
  if (kept !== undefined) return kept;
  const keys = makeOfficeKeys(clock.now());
  db.transaction((tx) => keepOfficeKeysInTx(tx, keys, 'waiting', clock.now()));
  return keys;
}

/** The request without its proof. */
export function enrolRequest(ports: ExchangePorts, keys: OfficeKeys): EnrolRequest & { mono: number } {
  const { id, profile } = ports.office;
  const { name, agencyCode, codeFormat } = profile();
  return {
    type: 'enrol-request',
    v: PARCEL_VERSION,
    id: ports.ids.id(),
    created: officeTimestamp(ports.clock.now()),
    mono: readLastMono(ports.db),
    program: { version: ports.program.slice(0, 60) },
    office: { id, name: name.slice(0, 300), agencyCode, codeFormat, station: ports.station },
    keys: [keys.sign.public, keys.encrypt.public],
    proof: null,
  };
}

/** The keys of an earlier try were let in, the answer was lost, and the province has ended them since. */
class WaitingKeysEnded extends ExchangeRefused {}

/** What the province says of a request by keys that it ended. */
const KEYS_ENDED: ReadonlySet<string> = new Set(['office-revoked', 'key-not-valid']);

/** Joins a province over the wire: its keys are pinned because it proves that it knows the code. */
export async function enrolByWire(
  ports: ExchangePorts,
  asked: { address: string; code: string },
  by: { actor: string },
): Promise<{ provinceName: string }> {
  const { db } = ports;
  assertMayEnrol(db);
  const base = addressOf(asked.address);
  if (base === undefined) throw new ExchangeRefused('exchange-unreachable', addressAdvice(asked.address));
  const code = normaliseEnrolCode(asked.code);
  if (code === undefined) throw refusedFor('enrol-code-wrong');
  try {
    return await askByWire(ports, { base, code }, by);
  } catch (error) {
    if (!(error instanceof WaitingKeysEnded)) throw error;
    // By these nobody is let in any more, with whatever code, and no answer to a file that brings them is good.
    db.transaction((tx) => {
      moveKeysInTx(tx, 'waiting', 'past');
      forgetRequestInTx(tx);
    });
    return askByWire(ports, { base, code }, by);
  }
}

async function askByWire(
  ports: ExchangePorts,
  { base, code }: { base: string; code: string },
  by: { actor: string },
): Promise<{ provinceName: string }> {
  const keys = waitingKeys(ports);
  const request = enrolRequest(ports, keys);
  const proved: EnrolRequest = { ...request, proof: enrolmentProof(code, enrolRequestText(request)) };
  const bytes = await writeContainer(proved, keys.sign);
  const reply = await ports.transport
    .call({
      method: 'POST',
      url: `${base}${ENROL_PATH}`,
      body: bytes,
      budget: null,
      signal: AbortSignal.timeout(60_000),
    })
    .catch((error: unknown) => {
      if (error instanceof LineBroken) throw new ExchangeRefused('exchange-unreachable');
      throw error;
    });
  if (reply.status !== 200 || !reply.type.startsWith(CONTAINER_TYPE)) {
    throw new ExchangeRefused(
      'exchange-unreachable',
      'Có máy trả lời ở địa chỉ này nhưng không phải máy chủ tỉnh (có thể là trang đăng nhập Wi-Fi hoặc proxy). Hãy mở trình duyệt để đăng nhập mạng, kiểm tra địa chỉ rồi thử lại.',
    );
  }
  const { answer } = await readEnrolAnswer(reply.body, (refusal) => {
    const Refused = KEYS_ENDED.has(refusal.code) ? WaitingKeysEnded : ExchangeRefused;
    return new Refused('exchange-refused', sentenceOf(refusal.code, refusal.message));
  });
  const text = enrolAnswerText(request, answer);
  const isOurs = answer.answers === containerSha256(bytes) && answer.to === ports.office.id;
  if (!isOurs || answer.proof === null || !isEnrolmentProof(code, text, answer.proof)) {
    throw refusedFor(
      'unknown-key',
      'Máy chủ này không chứng minh được mình biết mã ghép. Hãy kiểm tra địa chỉ với quản trị tỉnh.',
    );
  }
  join(ports, { answer, way: 'wire', address: base, actor: by.actor, mono: request.mono });
  return { provinceName: answer.province.name };
}

/**
 * Reads what may be an answer to an enrolment; throws what the province says against it. `kid`: the key that signed it, the
 * only one of those it names that whoever wrote it is known to have. `refusedBy`: a refusal as what is thrown.
 */
export async function readEnrolAnswer(
  bytes: Uint8Array,
  refusedBy: (refusal: ProvinceRefusal) => ExchangeRefused,
): Promise<{ answer: EnrolAnswer; kid: string }> {
  const read = await readSelfSigned(bytes, { types: ['enrol-answer', 'province-refusal'], now: 'created' });
  if (!read.ok) throw deskRefusal(read.error.code);
  const { payload, kid } = read.value;
  if (payload.type === 'province-refusal') throw refusedBy(payload);
  return { answer: payload, kid };
}

/** From here on the office exchanges with this province. `mono`: as the request that was answered told it. */
export function join(
  ports: ExchangePorts,
  joined: { answer: EnrolAnswer; way: Enrolment['way']; address: string | null; actor: string; mono: number },
): void {
  const { db, clock } = ports;
  db.transaction((tx) => joinInTx(ports, tx, joined, clock.now()));
}

/**
 * New keys that were told after the office asked to be let in, and are still to be sent: the province will take them as any
 * that are told from here on. Those from before it does not, nor any that it has heard of already.
 */
function keysToldSince(tx: WritableDb, mono: number): ExchangeStanding['keysToldIn'] {
  const { keysToldIn } = readStanding(tx);
  if (keysToldIn === null || hasNewKeys(tx)) return null;
  const told = findEntryOf(tx, keysToldIn.station, 'exchange', keysToldIn.seq);
  return told === undefined || told.mono <= mono ? null : { ...keysToldIn, tried: false };
}

function joinInTx(
  ports: ExchangePorts,
  tx: WritableDb,
  { answer, way, address, actor, mono }: Parameters<typeof join>[1],
  now: number,
): void {
  const { province } = answer;
  const before = findEnrolment(tx);
  if (before !== undefined && before.province !== province.id) forgetProvinceInTx(ports, tx);
  const keysToldIn = keysToldSince(tx, mono);
  moveKeysInTx(tx, 'present', 'past');
  if (keysToldIn === null) moveKeysInTx(tx, 'coming', 'past');
  moveKeysInTx(tx, 'waiting', 'present');
  pinProvinceKeysInTx(tx, province.keys, now);
  const since = officeTimestamp(now);
  const { id, name, lookup } = province;
  keepEnrolmentInTx(tx, { province: id, name, lookup, way, since });
  forgetRequestInTx(tx);
  changeStandingInTx(tx, { refusal: null, keysToldIn, serves: answer.serves });
  const settings = readLineSettings(tx);
  const told = address ?? addressOf(province.address ?? '') ?? settings.address;
  if (told !== settings.address) {
    const by = { actor, office: ports.office.id };
    changeLineSettingsInTx(tx, ports.journal, { ...settings, address: told }, by);
  }
  const keys = findOfficeKeys(tx, 'present');
  ports.journal.appendInTx(tx, {
    kind: provinceJoined,
    actor,
    subject: ports.office.id,
    body: {
      province: id,
      name,
      way,
      provinceKeys: province.keys.map(({ kid }) => kid),
      officeKeys: keys === undefined ? [] : [keys.sign.public.kid, keys.encrypt.public.kid],
    },
  });
}
