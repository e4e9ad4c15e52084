import type { HistoryItem } from '#shared/contract/index.ts';
import {
  compareDossiers,
  type DossierSlip,
  gapInWords,
  type MendingReason,
  type PaperKind,
} from '#shared/dossier/index.ts';
import {
  dossierCancelled,
  dossierCodeGiven,
  dossierCorrected,
  dossierReceived,
  erased,
  erasedLocal,
  paperPrinted,
  signatureCompleted,
  slipGiven,
} from '#shared/journal/index.ts';
import type { HistoryPage } from '../journal/index.ts';
import { FEES_WHAT, feesInWords } from './history-fees.ts';
import { SIGNING_WHAT, signingInWords } from './history-signing.ts';
import type { Revision } from './revisions.ts';

type JournalItem = HistoryPage['items'][number];

const OUTCOMES = {
  printed: 'đã in',
  unknown: 'chưa rõ đã in hay chưa',
  failed: 'in không được',
} as const;

const PAPERS: Readonly<Record<PaperKind, string>> = {
  receipt: 'giấy tiếp nhận',
  'supplement-slip': 'phiếu yêu cầu bổ sung',
  'refusal-slip': 'phiếu từ chối tiếp nhận',
};

const SLIPS: Readonly<Record<DossierSlip['kind'], string>> = {
  supplement: 'Yêu cầu bổ sung, chưa tiếp nhận',
  refusal: 'Từ chối tiếp nhận',
};

/** What an entry without its body is still known to have been. */
const ERASED_WHAT: Readonly<Record<string, string>> = {
  [dossierReceived.kind]: 'Tiếp nhận',
  [slipGiven.kind]: 'Lập phiếu',
  [dossierCodeGiven.kind]: 'Cấp mã chính thức',
  [dossierCorrected.kind]: 'Sửa hồ sơ',
  [dossierCancelled.kind]: 'Hủy hồ sơ',
  [paperPrinted.kind]: 'In giấy',
  ...SIGNING_WHAT,
  ...FEES_WHAT,
};

/** What a dossier's entries do not say themselves. */
export type HistoryContext = {
  /** The dossier's, so that a correction tells what was before. */
  revisions: readonly Revision[];
  /** The codes of the dossiers of its visit that are the same person's. */
  visit: readonly string[];
  /** The slip it follows, in words; null where it follows none. */
  follows: string | null;
  /** Of a slip: what became of it in entries about other dossiers, with their positions in the journal. */
  elsewhere: readonly { position: number; item: HistoryItem }[];
};

const NO_CONTEXT: HistoryContext = { revisions: [], visit: [], follows: null, elsewhere: [] };

/** What happened to a dossier, in plain words, newest first. `nameOf` gives the name of a person's id. */
export function historyInWords(
  items: readonly JournalItem[],
  nameOf: (id: string) => string,
  context: Partial<HistoryContext> = {},
): HistoryItem[] {
  const { revisions, visit, follows, elsewhere } = { ...NO_CONTEXT, ...context };
  const isSlip = items.some(({ entry }) => entry.kind === slipGiven.kind);
  const told = items.map((item) => ({
    position: item.entry.position,
    item: {
      at: item.entry.at,
      // What comes later to a signature, the program fetches by itself.
      actor: item.entry.kind === signatureCompleted.kind ? 'Chương trình' : nameOf(item.entry.actor),
      station: item.entry.station,
      kind: item.entry.kind,
      text: textOf(item, isSlip),
      details: [
        ...changesIn(item, revisions),
        ...slipIn(item),
        ...(item.entry.kind === dossierReceived.kind && follows !== null ? [follows] : []),
        ...visitIn(item, visit),
        ...(item.content.state === 'known'
          ? (elsewhereInWords(item.entry.kind, item.content.body)?.details ?? [])
          : []),
      ],
    },
  }));
  // The journal's order: with the clock set back, later entries have earlier times.
  return [...told, ...elsewhere].sort((a, b) => b.position - a.position).map(({ item }) => item);
}

/** Everything that a slip asked for. */
function slipIn({ entry, content }: JournalItem): string[] {
  if (entry.kind !== slipGiven.kind || content.state !== 'known') return [];
  const { gaps, until } = slipGiven.body.parse(content.body).dossier.slip;
  return [
    ...gaps.map((gap, index) => `${index + 1}. ${gapInWords(gap)}`),
    ...(until === null ? [] : [`Bổ sung đến hết ngày ${until.split('-').reverse().join('/')}`]),
  ];
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

function textOf({ entry, content }: JournalItem, isSlip: boolean): string {
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
    const what = dossier.atOnce === true ? 'Tiếp nhận và trả kết quả ngay' : 'Tiếp nhận';
    return `${what}, cấp mã ${code}${missing === 0 ? '' : `; còn thiếu ${missing} giấy tờ bắt buộc`}`;
  }
  if (entry.kind === slipGiven.kind) {
    const { codes, slip } = slipGiven.body.parse(content.body).dossier;
    return `${SLIPS[slip.kind]} (phiếu ${codes[0]?.code ?? ''}). Lý do: ${reasonInWords(slip.reason)}`;
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
    const what = isSlip
      ? 'Hủy phiếu; số của phiếu không dùng lại'
      : 'Hủy hồ sơ; mã và số thứ tự trong sổ không dùng lại';
    return `${what}. Lý do: ${reasonInWords(reason)}`;
  }
  if (entry.kind === paperPrinted.kind) {
    const paper = paperPrinted.body.parse(content.body);
    const name = `${PAPERS[paper.paper]}${paper.revision === 1 ? '' : ` bản ${paper.revision}`}`;
    const what =
      paper.reprint === 0
        ? `${name.charAt(0).toUpperCase()}${name.slice(1)}`
        : `Bản in lại ${paper.reprint} của ${name}`;
    const told = paper.toldBy === 'person' ? ', cán bộ xác nhận' : '';
    return `${what}: ${OUTCOMES[paper.outcome]}${told} (${paper.printer})`;
  }
  return elsewhereInWords(entry.kind, content.body)?.text ?? entry.kind;
}

/** Entries of the rooms that have words of their own. */
const elsewhereInWords = (kind: string, body: unknown) =>
  signingInWords(kind, body) ?? feesInWords(kind, body);

/** The reason from the list, and what was added to it. */
export function reasonInWords({ label, text }: MendingReason): string {
  return text === '' ? label : `${label} (${text})`;
}
