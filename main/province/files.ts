import {
  containerSha256,
  fingerprint,
  isStick,
  openStick,
  readContainer,
  readSelfSigned,
  type StickFile,
  sealStick,
} from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import { type EnrolRequest, EXCHANGE_CODES, type ProvinceParcel } from '#shared/exchange/index.ts';
import { approveRequest, findEncryptionKey, findOfficeKey, findRequest } from './enrol/index.ts';
import { type Imported, UNANSWERABLE } from './imported.ts';
import type { Province } from './province.ts';

const OWN_ANSWER =
  'Đây là câu trả lời của chính tỉnh, không phải tệp của trạm. Hãy đưa tệp này cho trạm để nhập ở trạm.';
const NO_KEY =
  'Đã nhập tệp này, nhưng không ghi tệp trả lời: khóa mã hóa của cơ quan đã hết hạn, mà tệp không mã hóa thì ai cầm USB cũng ' +
  'đọc được. Hãy cấp mã ghép mới cho cơ quan; ghép xong, cơ quan xuất tệp mới và có tệp trả lời.';

/** Packs beside an answer, bytes; the rest goes with the next one. */
const MAX_PACK_BYTES = 64 * 1024 * 1024;

/**
 * Takes in a file from a stick (P18): a sealed parcel with its attachments, or a request to be let in. It is handled as if
 * it had come by wire; one that is altered, cut, or for somebody else is refused as a whole.
 */
export async function importFile(province: Province, bytes: Uint8Array): Promise<Imported> {
  const opened = isStick(bytes)
    ? await openStick(bytes, { findSecret: (kid) => province.keys.findSecret(kid) })
    : ({ ok: true, value: { container: bytes, files: undefined } } as const);
  if (!opened.ok) {
    const { code } = opened.error;
    return { kind: 'refused', code, message: EXCHANGE_CODES[code], answer: null };
  }
  const { container, files } = opened.value;
  const sender = await senderOf(province, container);
  if (sender.own) return { kind: 'refused', code: 'not-for-us', message: OWN_ANSWER, answer: null };
  const before = await saidTo(province, sender.office);
  const answer = await province.answer(container, {
    address: null,
    ...(files === undefined ? {} : { files }),
  });
  const { payload } = answer;
  if (payload.type === 'enrol-answer') {
    const enrolled = await province.sign(payload);
    return {
      kind: 'enrolled',
      office: payload.to,
      answer: enrolled,
      fingerprint: await signerFingerprint(enrolled),
    };
  }
  if (payload.type === 'province-refusal') {
    if ('waiting' in answer && answer.waiting !== null) return { kind: 'waiting', request: answer.waiting };
    const { code, message } = payload;
    if (UNANSWERABLE.has(code)) return { kind: 'refused', code, message, answer: null };
    const signed = await province.sign(payload);
    const office = 'office' in answer ? answer.office : null;
    return {
      kind: 'refused',
      code,
      message,
      // A refusal says nothing of anybody: it may go open to whoever has no key.
      answer: (office === null ? undefined : await sealed(province, office, signed, [])) ?? signed,
    };
  }
  if (!('parcel' in answer)) throw new TypeError('an answer to a parcel names it');
  const kept = await keepAttachments(province, payload.to, files ?? []);
  const packs = await packsFor(province, payload, answer.parcel.asks.packs);
  const told = {
    ...payload,
    wanted: payload.wanted.filter((sha256) => !kept.has(sha256)),
    files: packs.map(({ sha256 }) => sha256),
  };
  const sealedAnswer = await sealed(province, payload.to, await province.sign(told), packs);
  if (sealedAnswer === undefined) return { kind: 'unanswered', office: payload.to, message: NO_KEY };
  return {
    kind: 'answered',
    office: payload.to,
    answer: sealedAnswer,
    attachments: kept.size,
    repeated: told.feed.verdicts.length > 0 && (await saidTo(province, payload.to)) === before,
    parcel: told,
  };
}

/** Who signed a container, as far as it can be told: we ourselves, or which office. Nothing is taken from this. */
async function senderOf(
  province: Province,
  container: Uint8Array,
): Promise<{ own: boolean; office: string | null }> {
  const keys = await province.keys.published();
  let office: string | null = null;
  const read = await readContainer(container, {
    async findKey(kid) {
      office = (await findOfficeKey(province.sql, kid))?.office ?? null;
      return keys.find((key) => key.kid === kid);
    },
    now: 'created',
  });
  return { own: read.ok, office };
}

/** How much was said to an office so far. */
async function saidTo({ sql }: Province, office: string | null): Promise<number> {
  const [row] = await sql.query<{ feed_n: number | string }>('select feed_n from offices where id = $1', [
    office,
  ]);
  return Number(row?.feed_n ?? 0);
}

/** What approving came to; `fingerprint` as for a file that is taken in. The message is for the administrator. */
export type Approved =
  | { ok: true; office: string; answer: Uint8Array; fingerprint: string }
  | { ok: false; message: string };

/**
 * Approves a request that waits, after the fingerprint that the office reads out was compared with ours: `compared` is
 * what the person heard. Gives the answer file, whose own fingerprint the office compares. `record`: the office as it was
 * invited, where it was.
 */
export async function approveFile(
  province: Province,
  asked: { id: string; compared: string; record: string | null },
): Promise<Approved> {
  const kept = await findRequest(province.sql, asked.id);
  if (kept === undefined) return { ok: false, message: 'Không có yêu cầu này. Hãy nhập lại tệp yêu cầu.' };
  if (kept.decision === 'rejected') {
    return { ok: false, message: 'Yêu cầu này đã bị từ chối. Hãy bảo cơ quan xuất yêu cầu mới.' };
  }
  if (digits(asked.compared) !== digits(kept.fingerprint)) {
    return {
      ok: false,
      message: 'Dấu vân tay không khớp. Không duyệt tệp này; hãy gọi lại cơ quan theo số điện thoại đã biết.',
    };
  }
  const read = await readSelfSigned(kept.container, { types: ['enrol-request'], now: 'created' });
  if (!read.ok) return { ok: false, message: EXCHANGE_CODES[read.error.code] };
  const request: EnrolRequest = read.value.payload;
  const done = await approveRequest(province, { id: asked.id, request, record: asked.record });
  if (!done.ok) return { ok: false, message: done.error.message ?? EXCHANGE_CODES[done.error.code] };
  // Approved before, and shut out since.
  const key = await findOfficeKey(province.sql, read.value.kid);
  if (key?.revoked !== false) return { ok: false, message: EXCHANGE_CODES['office-revoked'] };
  province.log.info('office enrolled', { office: request.office.id });
  const answer = await province.answerEnrolment(request, containerSha256(kept.container), null);
  return { ok: true, office: request.office.id, answer, fingerprint: await signerFingerprint(answer) };
}

/**
 * Of the key that signed this very file: at a change of keys the province has several, and the office shows the signer's
 * (P3).
 */
async function signerFingerprint(answer: Uint8Array): Promise<string> {
  const read = await readSelfSigned(answer, { types: ['enrol-answer'], now: 'created' });
  const key = read.ok ? read.value.key : null;
  if (key === null) throw new TypeError('an answer to a request is signed by one of its keys');
  return fingerprint(key);
}

const digits = (text: string): string => text.replace(/\D/g, '');

/** Attachments count once an accepted entry names them, as by wire. */
async function keepAttachments(
  province: Province,
  office: string,
  files: readonly StickFile[],
): Promise<Set<string>> {
  const kept = new Set<string>();
  for (const { sha256, bytes } of files) {
    if (bytes.byteLength === 0) continue;
    if (!(await province.wantsAttachment(office, sha256, bytes.byteLength))) continue;
    if (await province.attachments.keep(office, sha256, bytes)) kept.add(sha256);
  }
  return kept;
}

async function packsFor(
  province: Province,
  { packs }: ProvinceParcel,
  held: readonly { kind: string; version: number }[],
): Promise<StickFile[]> {
  const files: StickFile[] = [];
  let size = 0;
  for (const { kind, version, bytes } of packs) {
    if (held.some((one) => one.kind === kind && one.version === version)) continue;
    if (size + bytes > MAX_PACK_BYTES) continue;
    const container = await province.findPack(kind, version);
    if (container === undefined) continue;
    files.push({ name: 'pack', sha256: containerSha256(container), bytes: container });
    size += container.byteLength;
  }
  return files;
}

/** Sealed to the office; undefined for one without a key that is good. */
async function sealed(
  province: Province,
  office: string,
  container: Uint8Array,
  files: StickFile[],
): Promise<Uint8Array | undefined> {
  const now = officeTimestamp(province.clock.now());
  const key = await findEncryptionKey(province.sql, office, now);
  return key === undefined ? undefined : sealStick({ container, files }, key);
}
