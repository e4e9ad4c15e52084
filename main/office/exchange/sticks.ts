import path from 'node:path';
import {
  containerSha256,
  isAsNamed,
  isStick,
  openStick,
  readContainer,
  type StickContent,
  type StickFile,
  sealStick,
  writeContainer,
} from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import type { EnrolAnswer } from '#shared/exchange/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { buildParcel } from './build-parcel.ts';
import { assertMayEnrol, enrolRequest, join, readEnrolAnswer, waitingKeys } from './enrol.ts';
import { findEnrolment, findRequest, keepRequestInTx } from './enrolment-table.ts';
import { countWanted, wantedFiles, wantFileInTx } from './files-table.ts';
import { moveKeysInTx } from './keys-table.ts';
import {
  findOfficeKeys,
  findProvinceKey,
  findSecret,
  fingerprintOf,
  keepOfficeKeysInTx,
  makeOfficeKeys,
  provinceKeyFor,
} from './office-keys.ts';
import type { ExchangePorts } from './ports.ts';
import { deskRefusal, readAnswer, saidOfFile, sentenceOf } from './read-answer.ts';
import { ExchangeRefused, refusedFor } from './refused.ts';
import { readStickFile, stickNameOf, writeStickFile } from './stick-files.ts';
import { noteStickInTx } from './sticks-table.ts';
import { type TakenAnswer, takeAnswer } from './take-answer.ts';

/** Bytes before compression of the entries on one stick; the rest goes with the next one. */
const RAW_BYTES = 24 * 1024 * 1024;
/** Files beside them. */
const FILES_BYTES = 160 * 1024 * 1024;

const OWN_KEYS = ['waiting', 'present', 'coming', 'past'] as const;
const OWN_FILE =
  'Đây là tệp của chính cơ quan này. Hãy đưa tệp này tới tỉnh để nhập ở đó, rồi chọn ở đây tệp tỉnh trả về (tên có _tra-loi).';

export type ExportedStick = {
  file: string;
  entries: number;
  bytes: number;
  left: { entries: number; files: number };
};

/**
 * Writes one sealed file with everything that is not acknowledged and, after it, files that the province wants. Throws
 * `stick-failed`, `not-enrolled`.
 */
export async function exportStick(ports: ExchangePorts, folder: string): Promise<ExportedStick> {
  const { db, clock, office } = ports;
  if (findEnrolment(db) === undefined) throw new ExchangeRefused('not-enrolled');
  const receiver = provinceKeyFor(db, 'encrypt');
  if (receiver === undefined)
    throw new ExchangeRefused(
      'stick-failed',
      'Tỉnh chưa cho khóa mã hóa nên chưa xuất được tệp. Hãy ghép lại với tỉnh.',
    );
  const files = readFiles(ports);
  const parcel = await buildParcel(ports, {
    way: 'stick',
    rawLimit: RAW_BYTES,
    files: files.map(({ sha256 }) => sha256),
  });
  const sealed = await sealStick({ container: parcel.bytes, files }, receiver);
  const now = clock.now();
  const file = await writeStickFile(folder, stickNameOf(office.profile().agencyCode, now, 'gui'), sealed);
  db.transaction((tx) =>
    noteStickInTx(tx, {
      at: officeTimestamp(now),
      kind: 'exported',
      file,
      entries: parcel.entries,
      parcel: parcel.n,
    }),
  );
  return {
    file,
    entries: parcel.entries,
    bytes: sealed.length,
    left: { entries: Math.max(0, parcel.left), files: countWanted(db).waiting - files.length },
  };
}

/** They stay wanted until the province says otherwise: a stick may be lost. */
function readFiles({ db, files }: ExchangePorts): StickFile[] {
  const found: StickFile[] = [];
  let bytes = 0;
  for (const { sha256 } of wantedFiles(db, 2000)) {
    const content = files.read(sha256);
    if (content === undefined) {
      db.transaction((tx) => wantFileInTx(tx, sha256, null));
      continue;
    }
    if (bytes + content.length > FILES_BYTES) break;
    bytes += content.length;
    found.push({ name: 'attachment', sha256, bytes: content });
  }
  return found;
}

/**
 * Takes the province's answer file. Everything in it is held against what the province signed before anything of it is
 * taken in (P18). A pack that is whole and cannot be used here is refused alone, with its reason beside it in the list of
 * packs, as by wire: verdicts and numbers do not wait for it. Throws `stick-failed`, `exchange-refused` with what is wrong, `not-enrolled`.
 */
export async function importStick(ports: ExchangePorts, file: string): Promise<TakenAnswer> {
  const { db, clock } = ports;
  if (findEnrolment(db) === undefined) throw new ExchangeRefused('not-enrolled');
  const { container, files } = await opened(ports, await readStickFile(file));
  await assertAsNamed(ports, container, files);
  const taken = await takeAnswer(ports, container, 'stick');
  for (const { bytes } of files) await ports.packs.takePack(bytes, (kid) => findProvinceKey(db, kid));
  db.transaction((tx) =>
    noteStickInTx(tx, {
      at: officeTimestamp(clock.now()),
      kind: 'answer-imported',
      file: path.basename(file),
      entries: taken.accepted + taken.rejected + taken.conflict,
      parcel: null,
    }),
  );
  return taken;
}

/** Throws where beside the answer lies something else than its signer put there: anybody may have sealed the file. */
async function assertAsNamed(
  ports: ExchangePorts,
  container: Uint8Array,
  files: readonly StickFile[],
): Promise<void> {
  const { kind, payload } = await readAnswer(ports, container);
  const announced = kind === 'answer' ? new Set(payload.packs.map(({ sha256 }) => sha256)) : null;
  // A province of a release that did not name them yet: what it announces, it may have put there.
  const named =
    (kind === 'answer' ? payload.files : []) ??
    files.map(({ sha256 }) => sha256).filter((sha256) => announced?.has(sha256));
  if (!isAsNamed(files, 'pack', named)) throw deskRefusal('altered');
}

/** What lies in a file: sealed to us, or a bare container. */
async function opened({ db }: ExchangePorts, bytes: Uint8Array): Promise<StickContent> {
  if (!isStick(bytes) && bytes.length > 0) {
    if (await isOwn(db, bytes)) throw refusedFor('not-for-us', OWN_FILE);
    return { container: bytes, files: [] };
  }
  let toProvince = false;
  const content = await openStick(bytes, {
    findSecret(kid) {
      toProvince = findProvinceKey(db, kid) !== undefined;
      return findSecret(db, kid);
    },
  });
  if (!content.ok && content.error.code === 'not-for-us' && toProvince)
    throw refusedFor('not-for-us', OWN_FILE);
  if (!content.ok) throw deskRefusal(content.error.code);
  return content.value;
}

/** Whether this office signed it: a request, which is not sealed. */
async function isOwn(db: ReadableDb, container: Uint8Array): Promise<boolean> {
  const keys = OWN_KEYS.map((state) => findOfficeKeys(db, state)?.sign.public);
  const findKey = (kid: string) => keys.find((key) => key?.kid === kid);
  return (await readContainer(container, { findKey, now: 'created' })).ok;
}

/** Writes the request file for joining by stick; the fingerprint is read aloud by telephone. */
export async function beginStickEnrolment(
  ports: ExchangePorts,
  folder: string,
): Promise<{ file: string; fingerprint: string }> {
  const { db, clock, office } = ports;
  assertMayEnrol(db);
  const now = clock.now();
  // What became of a file before this one nobody here knows: its keys may be let in and ended, and its answer fits no more.
  const anew = findRequest(db) !== undefined;
  const keys = anew ? makeOfficeKeys(now) : waitingKeys(ports);
  const request = enrolRequest(ports, keys);
  const bytes = await writeContainer(request, keys.sign);
  const at = officeTimestamp(now);
  const name = stickNameOf(office.profile().agencyCode, now, 'yeu-cau-ghep');
  const file = await writeStickFile(folder, name, bytes);
  db.transaction((tx) => {
    if (anew) {
      moveKeysInTx(tx, 'waiting', 'past');
      keepOfficeKeysInTx(tx, keys, 'waiting', now);
    }
    keepRequestInTx(tx, { sha256: containerSha256(bytes), createdAt: at, file, mono: request.mono });
    noteStickInTx(tx, { at, kind: 'enrolment', file, entries: 0, parcel: null });
  });
  return { file, fingerprint: fingerprintOf(keys.sign.public) };
}

/** The fingerprint of the signing key that the office asks to be let in with. */
export function waitingFingerprint({ db }: Pick<ExchangePorts, 'db'>): string {
  return fingerprintOf(findOfficeKeys(db, 'waiting')?.sign.public);
}

/** Reads an answer file of an enrolment without taking it. The fingerprint is that of the key that signed it. */
export async function readStickEnrolment(
  ports: ExchangePorts,
  file: string,
): Promise<{ answer: EnrolAnswer; provinceName: string; provinceFingerprint: string }> {
  const { container } = await opened(ports, await readStickFile(file));
  const request = findRequest(ports.db)?.sha256;
  const { answer, kid } = await readEnrolAnswer(container, ({ answers, code, message }) =>
    answers === request
      ? new ExchangeRefused('exchange-refused', saidOfFile(sentenceOf(code, message)))
      : refusedFor('answers-another'),
  );
  if (answer.to !== ports.office.id) throw refusedFor('not-for-us');
  if (answer.answers !== request) throw refusedFor('answers-another');
  const { name, keys } = answer.province;
  return {
    answer,
    provinceName: name,
    provinceFingerprint: fingerprintOf(keys.find((key) => key.kid === kid)),
  };
}

/** Joins the province once a person has compared the fingerprint, which is passed back. */
export async function finishStickEnrolment(
  ports: ExchangePorts,
  asked: { file: string; fingerprint: string; actor: string },
): Promise<{ provinceName: string }> {
  assertMayEnrol(ports.db);
  const read = await readStickEnrolment(ports, asked.file);
  const digits = (text: string) => text.replace(/\D/g, '');
  if (digits(asked.fingerprint) !== digits(read.provinceFingerprint) || digits(asked.fingerprint) === '') {
    throw refusedFor(
      'unknown-key',
      'Dấu vân tay không khớp với tệp này. Hãy đọc lại qua điện thoại với quản trị tỉnh; nếu vẫn khác, không dùng tệp này.',
    );
  }
  const mono = findRequest(ports.db)?.mono ?? 0;
  join(ports, { answer: read.answer, way: 'stick', address: null, actor: asked.actor, mono });
  return { provinceName: read.provinceName };
}
