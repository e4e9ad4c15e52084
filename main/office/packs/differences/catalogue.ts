import {
  type Catalogue,
  type ChannelTerms,
  type FeeRule,
  limitText,
  type Procedure,
} from '#shared/catalog/index.ts';
import { formatDong } from '#shared/money/index.ts';
import { paperChanges } from './catalogue-papers.ts';
import {
  type Change,
  change,
  type Difference,
  dayText,
  isSame,
  type Label,
  pairs,
  rest,
  sorted,
} from './difference.ts';

const LABELS: Readonly<Record<keyof Procedure, Label>> = {
  code: { vi: 'Mã', en: 'Code' },
  name: { vi: 'Tên thủ tục', en: 'Name' },
  field: { vi: 'Lĩnh vực', en: 'Field' },
  level: { vi: 'Cấp giải quyết', en: 'Level' },
  decision: { vi: 'Quyết định công bố', en: 'Decision' },
  applicants: { vi: 'Đối tượng', en: 'Applicants' },
  everydayWords: { vi: 'Từ thường gọi', en: 'Everyday words' },
  validFrom: { vi: 'Bắt đầu hiệu lực', en: 'In force from' },
  validTo: { vi: 'Hết hiệu lực sau ngày', en: 'In force until' },
  channels: { vi: 'Cách nộp', en: 'Ways of filing' },
  cases: { vi: 'Giấy tờ', en: 'Papers' },
  exemptions: { vi: 'Miễn, giảm', en: 'Exemptions' },
  results: { vi: 'Kết quả', en: 'Results' },
  supplementEffect: { vi: 'Khi yêu cầu bổ sung', en: 'When supplements are asked for' },
  legalBasis: { vi: 'Căn cứ pháp lý', en: 'Legal basis' },
  verified: { vi: 'Đã đối chiếu', en: 'Verified' },
  source: { vi: 'Nguồn', en: 'Source' },
};

const CHANNELS = {
  counter: { vi: 'nộp tại quầy', en: 'at the counter' },
  online: { vi: 'nộp trực tuyến', en: 'online' },
  postal: { vi: 'nộp qua dịch vụ bưu chính', en: 'by post' },
} as const satisfies Record<ChannelTerms['channel'], Label>;

/**
 * What a catalogue says otherwise than the one before it, procedure by procedure. The first day of a procedure counts
 * only where it lies ahead: every new version of a catalogue gives all of them its own.
 */
export function catalogueDifferences(before: Catalogue, after: Catalogue): Difference[] {
  const found = pairs(before.procedures, after.procedures, ({ code }) => code).flatMap(
    ({ key, before: old, after: present }): Difference[] => {
      const shown = present ?? old;
      if (shown === undefined) return [];
      if (present === undefined) return [{ what: 'removed', key, title: shown.name, changes: [] }];
      const changes = procedureChanges(old, present, after.effectiveFrom);
      if (old === undefined) return [{ what: 'added', key, title: shown.name, changes }];
      return changes.length === 0 ? [] : [{ what: 'changed', key, title: shown.name, changes }];
    },
  );
  return sorted(found);
}

function procedureChanges(old: Procedure | undefined, present: Procedure, day: string): Change[] {
  const texts = (Object.keys(LABELS) as (keyof Procedure)[]).flatMap((field) => {
    // Of a new procedure the title and what a clerk asks about at first are enough.
    if (old === undefined && !ASKED_FIRST.has(field)) return [];
    if (field === 'validFrom') {
      return change(field, LABELS.validFrom, startText(old, day), startText(present, day));
    }
    const told = changesOf(field, old, present);
    return rest(field, LABELS[field], told, old === undefined || isSame(old[field], present[field]));
  });
  return texts;
}

const ASKED_FIRST: ReadonlySet<keyof Procedure> = new Set(['field', 'channels', 'cases', 'validFrom']);

function startText(procedure: Procedure | undefined, day: string): string {
  return procedure === undefined || procedure.validFrom <= day ? '' : dayText(procedure.validFrom);
}

function changesOf(field: keyof Procedure, old: Procedure | undefined, present: Procedure): Change[] {
  switch (field) {
    case 'channels':
      return channelChanges(old?.channels ?? [], present.channels);
    case 'cases':
      return paperChanges(old?.cases ?? [], present.cases);
    default:
      return change(
        field,
        LABELS[field],
        old === undefined ? '' : textOf(field, old),
        textOf(field, present),
      );
  }
}

function textOf(field: keyof Procedure, procedure: Procedure): string {
  switch (field) {
    case 'everydayWords':
    case 'legalBasis':
      return procedure[field].join('; ');
    case 'exemptions':
      return procedure.exemptions
        .map(
          ({ label, percent, source }) => `${label}: giảm ${percent}%${source === '' ? '' : ` (${source})`}`,
        )
        .join('; ');
    case 'results':
      return procedure.results.map(({ name, code }) => (code === '' ? name : `${name} (${code})`)).join('; ');
    case 'validTo':
      return procedure.validTo === null ? '' : dayText(procedure.validTo);
    case 'supplementEffect':
      return procedure.supplementEffect === 'pause'
        ? 'Tạm dừng thời hạn, sau đó tính tiếp'
        : 'Tính lại thời hạn từ khi đủ hồ sơ';
    case 'verified':
      return procedure.verified ? 'Rồi' : 'Chưa';
    case 'code':
    case 'name':
    case 'field':
    case 'level':
    case 'decision':
    case 'applicants':
    case 'source':
      return procedure[field];
    default:
      return '';
  }
}

function channelChanges(before: readonly ChannelTerms[], after: readonly ChannelTerms[]): Change[] {
  return pairs(before, after, ({ channel }) => channel).flatMap(({ before: old, after: present }) => {
    const channel = (present ?? old)?.channel ?? 'counter';
    const label = (vi: string, en: string): Label => ({
      vi: `${vi} (${CHANNELS[channel].vi})`,
      en: `${en} (${CHANNELS[channel].en})`,
    });
    const of = (say: (terms: ChannelTerms) => string) =>
      [old === undefined ? '' : say(old), present === undefined ? '' : say(present)] as const;
    return [
      ...change(
        'channels',
        label('Thời hạn', 'Time limit'),
        ...of(({ limit }) => limitText(limit) || 'Chưa có thời hạn dùng được'),
      ),
      ...change('channels', label('Ghi chú thời hạn', 'Note on time'), ...of(({ limitNote }) => limitNote)),
      ...change('channels', label('Lệ phí', 'Fee'), ...of(({ fee }) => feeText(fee))),
      ...change('channels', label('Ghi chú lệ phí', 'Note on the fee'), ...of(({ feeNote }) => feeNote)),
    ];
  });
}

/** A rule of a fee in words: `8.000 đ mỗi bản`. */
export function feeText(fee: FeeRule): string {
  switch (fee.kind) {
    case 'free':
      return 'Không thu';
    case 'fixed':
      return formatDong(fee.amount);
    case 'per-copy':
      return `${formatDong(fee.amount)} mỗi ${fee.unit ?? 'bản'}`;
    case 'per-page': {
      const most = fee.maximumPerCopy === null ? '' : `, tối đa ${formatDong(fee.maximumPerCopy)} mỗi bản`;
      return `${formatDong(fee.firstAmount)} mỗi trang cho ${fee.firstPages} trang đầu, từ trang sau ${formatDong(fee.laterAmount)} mỗi trang${most}`;
    }
    case 'set-by-province':
      return 'Do tỉnh quy định, nhập khi tiếp nhận';
    case 'unknown':
      return 'Danh mục chưa có mức, nhập khi tiếp nhận';
  }
}
