import type { HistoryItem } from '#shared/contract/index.ts';
import { dossierReceived, paperPrinted } from '#shared/journal/index.ts';
import type { HistoryPage } from '../journal/index.ts';

type JournalItem = HistoryPage['items'][number];

const OUTCOMES = {
  printed: 'đã in',
  unknown: 'chưa rõ đã in hay chưa',
  failed: 'in không được',
} as const;

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
  if (content.state === 'erased') return `Nội dung đã xóa theo ${content.ground}`;
  if (content.state === 'unknown')
    return `Thao tác “${entry.kind}” do phiên bản mới hơn ghi; giữ nguyên, chưa đọc được.`;
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
