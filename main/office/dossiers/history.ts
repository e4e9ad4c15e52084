import type { HistoryItem } from '#shared/contract/index.ts';
import { compareDossiers, type MendingReason } from '#shared/dossier/index.ts';
import {
  dossierCancelled,
  dossierCodeGiven,
  dossierCorrected,
  dossierReceived,
  erased,
  erasedLocal,
  paperPrinted,
} from '#shared/journal/index.ts';
import type { HistoryPage } from '../journal/index.ts';
import type { Revision } from './revisions.ts';

type JournalItem = HistoryPage['items'][number];

const OUTCOMES = {
  printed: 'đã in',
  unknown: 'chưa rõ đã in hay chưa',
  failed: 'in không được',
} as const;

/** What an entry without its body is still known to have been. */
const ERASED_WHAT: Readonly<Record<string, string>> = {
  [dossierReceived.kind]: 'Tiếp nhận',
  [dossierCodeGiven.kind]: 'Cấp mã chính thức',
  [dossierCorrected.kind]: 'Sửa hồ sơ',
  [dossierCancelled.kind]: 'Hủy hồ sơ',
  [paperPrinted.kind]: 'In giấy',
};

/**
 * What happened to a dossier, in plain words, newest first. `nameOf` gives the name of a person's id; `revisions` are
 * the dossier's, so that a correction tells what was before; `visit`: the codes of all dossiers of its visit.
 */
export function historyInWords(
  items: readonly JournalItem[],
  nameOf: (id: string) => string,
  revisions: readonly Revision[] = [],
  visit: readonly string[] = [],
): HistoryItem[] {
  return items.map((item) => ({
    at: item.entry.at,
    actor: nameOf(item.entry.actor),
    station: item.entry.station,
    kind: item.entry.kind,
    text: textOf(item),
    details: [...changesIn(item, revisions), ...visitIn(item, visit)],
  }));
}

/** What a correction changed, field by field. */
function changesIn({ entry }: JournalItem, revisions: readonly Revision[]): string[] {
  if (entry.kind !== dossierCorrected.kind) return [];
  const at = revisions.findIndex(({ hash }) => hash === entry.hash);
  const [before, after] = [revisions[at - 1]?.dossier ?? null, revisions[at]?.dossier ?? null];
  if (before === null || after === null) return [];
  return compareDossiers(before, after).map(
    (change) => `${change.label.vi}: ${change.before || '(không có)'} → ${change.after || '(không có)'}`,
  );
}

/** Handed in together with others: which. */
function visitIn({ entry }: JournalItem, visit: readonly string[]): string[] {
  if (entry.kind !== dossierReceived.kind || visit.length < 2) return [];
  return [`Cùng lượt nộp (${visit.length} hồ sơ): ${visit.join(', ')}`];
}

function textOf({ entry, content }: JournalItem): string {
  if (content.state === 'erased')
    return `${ERASED_WHAT[entry.kind] ?? 'Một việc với hồ sơ'}: nội dung đã xóa theo căn cứ ghi ở mục xóa dữ liệu`;
  if (content.state === 'unknown')
    return `Thao tác “${entry.kind}” do phiên bản mới hơn ghi; giữ nguyên, chưa đọc được.`;
  if (entry.kind === erased.kind || entry.kind === erasedLocal.kind) {
    const what = entry.kind === erased.kind ? 'dữ liệu cá nhân' : 'thông tin về giấy đã in';
    return `Xóa ${what} theo ${erased.body.parse(content.body).ground}`;
  }
  if (entry.kind === dossierReceived.kind) {
    const { dossier } = dossierReceived.body.parse(content.body);
    const code = dossier.codes[0]?.code ?? '';
    const missing = dossier.missingPapers.length;
    return `Tiếp nhận, cấp mã ${code}${missing === 0 ? '' : `; còn thiếu ${missing} giấy tờ bắt buộc`}`;
  }
  if (entry.kind === dossierCodeGiven.kind) {
    return `Cấp mã chính thức ${dossierCodeGiven.body.parse(content.body).code} thay mã tạm; mã tạm vẫn tra được`;
  }
  if (entry.kind === dossierCorrected.kind) {
    const { revision, reason, supersedes, printed } = dossierCorrected.body.parse(content.body);
    const paper = printed
      ? `in giấy bản ${revision} thay giấy bản ${supersedes.revision}`
      : 'chưa in giấy mới';
    return `Sửa hồ sơ thành bản ${revision}, ${paper}. Lý do: ${reasonInWords(reason)}`;
  }
  if (entry.kind === dossierCancelled.kind) {
    const { reason } = dossierCancelled.body.parse(content.body);
    return `Hủy hồ sơ; mã và số thứ tự trong sổ không dùng lại. Lý do: ${reasonInWords(reason)}`;
  }
  if (entry.kind === paperPrinted.kind) {
    const paper = paperPrinted.body.parse(content.body);
    const receipt = paper.revision === 1 ? 'iấy tiếp nhận' : `iấy tiếp nhận bản ${paper.revision}`;
    const what = paper.reprint === 0 ? `G${receipt}` : `Bản in lại ${paper.reprint} của g${receipt}`;
    const told = paper.toldBy === 'person' ? ', cán bộ xác nhận' : '';
    return `${what}: ${OUTCOMES[paper.outcome]}${told} (${paper.printer})`;
  }
  return entry.kind;
}

function reasonInWords({ label, text }: MendingReason): string {
  return text === '' ? label : `${label} (${text})`;
}
