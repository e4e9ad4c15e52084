import { err, officeDate, ok, type Result } from '#shared/base/index.ts';
import { type DossierCodeFormat, formatDossierCode, parseDossierCode } from '#shared/dossier/index.ts';
import { type SerialUsed, serialsReleased } from '#shared/journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { findFreeze } from './freezes-table.ts';
import { giveCodesInTx, type NumberingPorts } from './give-codes.ts';
import { looksProvisional } from './provisional.ts';
import { findLastSerial } from './serials.ts';

/** Why a confirmation is not taken: the field and the sentence for the administrator. */
export type ReleaseProblem = { field: 'code' | 'otherStopped' | null; message: string };

/** What an administrator says; an empty code: no code was ever printed. */
export type Confirmation = { code: string; otherStopped: boolean };

/**
 * Ends a freeze: checks the last printed code, records who vouched for it, and gives the dossiers of meanwhile their own
 * codes behind it. Writes nothing where it is refused. Returns the codes given.
 */
export function releaseNumbersInTx(
  tx: WritableDb,
  ports: NumberingPorts,
  confirmation: Confirmation,
  by: { actor: string; office: string },
): Result<{ given: string[]; last: string | null }, ReleaseProblem> {
  const freeze = findFreeze(tx, ports.station);
  if (freeze === undefined) return ok({ given: [], last: null });
  if (ports.journal.clockState().trouble !== null) {
    return refuse(
      null,
      'Đồng hồ máy chưa đúng nên chưa kiểm tra được ngày của mã. Hãy chỉnh lại ngày giờ trước.',
    );
  }
  if (freeze.reason !== 'behind-mark' && !confirmation.otherStopped) {
    return refuse(
      'otherStopped',
      'Hai máy cùng cấp số sẽ trùng mã. Hãy ngừng tiếp nhận ở máy kia (hoặc bản kia), rồi đánh dấu vào ô này.',
    );
  }
  const checked = checkLastCode(tx, ports, confirmation.code);
  if (!checked.ok) return checked;
  const { last, code, knownLast } = checked.value;
  ports.journal.appendInTx(tx, {
    kind: serialsReleased,
    actor: by.actor,
    subject: by.office,
    body: { last, code, otherStopped: confirmation.otherStopped, knownLast },
  });
  return ok({ given: giveCodesInTx(tx, ports, by.actor), last: code });
}

type LastCode = { last: SerialUsed | null; code: string | null; knownLast: SerialUsed | null };

/** Reads the last printed code and holds it against format, agency, day and what is known to be used. */
export function checkLastCode(
  db: ReadableDb,
  ports: NumberingPorts,
  text: string,
): Result<LastCode, ReleaseProblem> {
  const { agencyCode, codeFormat } = ports.profile;
  const today = officeDate(ports.clock.now());
  const knownLast = findLastSerial(db, agencyCode, today) ?? null;
  const scanned = codeOfScan(text);
  if (scanned === '') {
    return knownLast === null
      ? ok({ last: null, code: null, knownLast })
      : refuse('code', 'Hãy nhập hoặc quét mã trên giấy tiếp nhận in sau cùng.');
  }
  if (looksProvisional(scanned)) {
    return refuse('code', 'Đây là mã tạm. Hãy nhập mã chính thức trên giấy tiếp nhận in sau cùng.');
  }
  const parsed = parseDossierCode(scanned);
  if (!parsed.ok) return refuse('code', parsed.error.message);
  const { date: day, serial: number, code } = parsed.value;
  if (parsed.value.agencyCode !== agencyCode) {
    return refuse(
      'code',
      `Mã này của cơ quan ${parsed.value.agencyCode}, không phải ${agencyCode}. Hãy xem lại giấy.`,
    );
  }
  const format = findFormat(ports.codeFormats, codeFormat);
  const expected = formatDossierCode(format, agencyCode, day, number);
  if (!expected.ok || expected.value !== code) {
    return refuse('code', `Mã không đúng kiểu của cơ quan (ví dụ ${format.example}). Hãy xem lại giấy.`);
  }
  if (day > today)
    return refuse('code', 'Mã này ghi một ngày chưa tới. Hãy xem lại giấy, hoặc chỉnh ngày của máy.');
  if (knownLast !== null && isBefore({ day, number }, knownLast)) {
    const known = formatDossierCode(format, agencyCode, knownLast.day, knownLast.number);
    return refuse(
      'code',
      `Sau mã này đã cấp mã ${known.ok ? known.value : knownLast.number}. Hãy tìm giấy tiếp nhận in sau cùng.`,
    );
  }
  return ok({ last: { agencyCode, day, number }, code, knownLast });
}

function findFormat(formats: readonly DossierCodeFormat[], key: string): DossierCodeFormat {
  const format = formats.find((candidate) => candidate.key === key);
  if (format === undefined) throw new Error(`unknown code format ${key}`);
  return format;
}

const isBefore = (left: { day: string; number: number }, right: { day: string; number: number }) =>
  left.day < right.day || (left.day === right.day && left.number < right.number);

/** The code in what a scanner reads off a receipt: an address with `ma=`, or the code with its check value. */
function codeOfScan(text: string): string {
  const trimmed = text.trim();
  const inAddress = /[?&]ma=([^&#\s]+)/.exec(trimmed)?.[1];
  if (inAddress !== undefined) {
    try {
      return decodeURIComponent(inAddress);
    } catch {
      return inAddress;
    }
  }
  return /^(\S+)\s+[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{8}$/.exec(trimmed)?.[1] ?? trimmed;
}

function refuse(field: ReleaseProblem['field'], message: string): { ok: false; error: ReleaseProblem } {
  return err({ field, message });
}
