import {
  applyReceived,
  applySlip,
  type DossierContent,
  type DossierField,
  describeDossier,
} from '#shared/dossier/index.ts';
import {
  createKindRegistry,
  dossierCorrected,
  dossierReceived,
  entryKinds,
  slipGiven,
} from '#shared/journal/index.ts';
import type { StoredEntry } from '../reports/index.ts';
import { time } from './texts.ts';

const registry = createKindRegistry(entryKinds);

/** What an entry says, in lines for people. `personal`: tells of a person, and is masked unless somebody opens it. */
export type EntryLine = { key: string; label: string; value: string; personal: boolean };

/** What could be read of an entry. */
export type EntryView = { lines: EntryLine[]; note: string | null };

/** What kinds are called on the pages; others go by their own name. */
const KINDS: Readonly<Record<string, string>> = {
  'dossier-received': 'Tiếp nhận hồ sơ',
  'dossier-corrected': 'Sửa hồ sơ',
  'dossier-cancelled': 'Hủy hồ sơ',
  'dossier-code-given': 'Cấp mã hồ sơ',
  'slip-given': 'Phiếu yêu cầu bổ sung / từ chối',
  'serial-range-granted': 'Dải số',
  'serials-frozen': 'Tạm khóa số',
  'serials-released': 'Mở khóa số',
  'lease-taken': 'Nhận dải số của tỉnh',
  'lease-ended': 'Dải số hết',
  'province-joined': 'Ghép với tỉnh',
  'province-left': 'Kết thúc kết nối',
  'office-keys-set': 'Đổi khóa',
  'conflict-settled': 'Quyết định mâu thuẫn',
  'document-signed': 'Ký giấy tờ',
  'signature-completed': 'Hoàn tất chữ ký',
  'fee-receipt-requested': 'Thu tiền, chờ số biên lai',
  'fee-receipt-numbered': 'Ghi số biên lai',
  'fee-receipt-withdrawn': 'Rút khoản thu',
  'fee-receipt-ended': 'Biên lai bị hủy hoặc thay',
  erased: 'Xóa dữ liệu',
};

export function kindLabel(kind: string): string {
  return KINDS[kind] ?? kind;
}

/**
 * Reads an entry for a person. Everything of a dossier but the procedure, its papers, dates and money counts as
 * personal; of an entry that is no dossier every value does: nobody knows what a later kind holds.
 */
export function viewEntry(entry: StoredEntry): EntryView {
  if (entry.body === null) return { lines: [], note: 'Nội dung đã được xóa; phong bì của bản ghi vẫn giữ.' };
  let body: unknown;
  try {
    body = JSON.parse(entry.body);
    const read = registry.read(entry.kind, entry.v, body);
    if (!read.known) {
      return {
        lines: rawLines(body),
        note: 'Loại bản ghi này mới hơn chương trình của tỉnh. Bản ghi được giữ nguyên và sẽ đọc được sau khi cập nhật.',
      };
    }
    const dossier = dossierOf(entry.kind, read.body);
    return { lines: dossier === undefined ? rawLines(read.body) : dossierLines(dossier), note: null };
  } catch {
    return { lines: rawLines(body), note: 'Nội dung không đúng mẫu của loại này.' };
  }
}

/** A value nobody opened: how long it is stays unknown, too. */
export function masked(line: EntryLine): string {
  return line.personal ? '•••••' : line.value;
}

function dossierOf(kind: string, body: unknown): DossierContent | undefined {
  switch (kind) {
    case dossierReceived.kind:
      return dossierReceived.body.parse(body).dossier;
    case dossierCorrected.kind:
      return dossierCorrected.body.parse(body).dossier;
    case slipGiven.kind:
      return slipGiven.body.parse(body).dossier;
    default:
      return undefined;
  }
}

/** What tells of no person: the rest is masked. */
const OPEN_FIELDS =
  /^(procedure$|papers\.|missingPapers$|dossierCopies$|fee\.(amount|quantity|pages)$|due\.at$)/;

function dossierLines(content: DossierContent): EntryLine[] {
  const dossier = content.slip === undefined ? applyReceived(content) : applySlip(content);
  const described = describeDossier(dossier).map(({ key, label, value }: DossierField) => ({
    key,
    label: label.vi,
    value,
    personal: !OPEN_FIELDS.test(key),
  }));
  return [
    {
      key: 'codes',
      label: 'Mã hồ sơ',
      value: content.codes.map(({ code }) => code).join(', '),
      personal: false,
    },
    { key: 'receivedAt', label: 'Nhận lúc', value: time(content.receivedAt), personal: false },
    ...described,
  ];
}

function rawLines(body: unknown): EntryLine[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).map(([key, value]) => ({
    key,
    label: key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    personal: true,
  }));
}
