import type { HistoryItem } from '#shared/contract/index.ts';
import { dossierReceived, erased, erasedLocal, paperPrinted } from '#shared/journal/index.ts';
import type { HistoryPage } from '../journal/index.ts';

type JournalItem = HistoryPage['items'][number];

const OUTCOMES = {
  printed: 'đã in',
  unknown: 'chưa rõ đã in hay chưa',
  failed: 'in không được',
} as const;

/** What an entry without its body is still known to have been. */
const ERASED_WHAT: Readonly<Record<string, string>> = {
  [dossierReceived.kind]: 'Tiếp nhận',
  [paperPrinted.kind]: 'In giấy',
};

/** What happened to a dossier, in plain words, newest first. `nameOf` gives the name of a person's id. */
export function historyInWords(items: readonly JournalItem[], nameOf: (id: string) => string): HistoryItem[] {
  return items.map((item) => ({
    at: item.entry.at,
    actor: nameOf(item.entry.actor),
    station: item.entry.station,
    kind: item.entry.kind,
    text: textOf(item),
  }));
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
  if (entry.kind === paperPrinted.kind) {
    const paper = paperPrinted.body.parse(content.body);
    const what = paper.reprint === 0 ? 'Giấy tiếp nhận' : `Bản in lại ${paper.reprint} của giấy tiếp nhận`;
    const told = paper.toldBy === 'person' ? ', cán bộ xác nhận' : '';
    return `${what}: ${OUTCOMES[paper.outcome]}${told} (${paper.printer})`;
  }
  return entry.kind;
}
