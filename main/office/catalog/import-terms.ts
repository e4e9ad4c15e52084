import type { Channel, ChannelTerms, FeeRule, TimeLimit } from '#shared/catalog/index.ts';
import { normalizeText } from '#shared/text/index.ts';
import type { ImportProblem, PortalChannel, PortalProcedure } from './portal-format.ts';

const UNITS: Readonly<Record<string, TimeLimit['unit']>> = {
  'ngày làm việc': 'working-day',
  ngày: 'day',
  giờ: 'hour',
  tháng: 'month',
};
const CHANNELS: Readonly<Record<string, Channel>> = {
  counter: 'counter',
  online: 'online',
  postal: 'postal',
};

/**
 * Time and fee per channel. A channel stated twice (once in đồng at the commune, once in another currency abroad) is
 * taken in đồng; the other goes into the note.
 */
export function importTerms(source: PortalProcedure, problems: ImportProblem[]): ChannelTerms[] {
  const terms = new Map<Channel, ChannelTerms>();
  for (const row of [...source.channels].sort((a, b) => foreign(a) - foreign(b))) {
    const channel = CHANNELS[row.channel];
    if (channel === undefined) {
      problems.push({ code: source.code, message: `Không rõ cách nộp "${row.channel}": bỏ qua.` });
      continue;
    }
    const known = terms.get(channel);
    if (known !== undefined) {
      known.feeNote = joinNotes(known.feeNote, readableNote(normalizeText(row.note)));
      continue;
    }
    const notes = splitNote(row.note);
    terms.set(channel, {
      channel,
      ...importLimit(source, row, notes.time),
      fee: importFee(row, notes.fee),
      feeNote: joinNotes(readableNote(notes.fee), shownAmount(row)),
    });
  }
  if (terms.size === 0) problems.push({ code: source.code, message: 'Không có cách nộp nào dùng được.' });
  return [...terms.values()];
}

function foreign(row: PortalChannel): number {
  return row.fee_amount !== null && row.fee_currency !== '' && row.fee_currency !== 'VND' ? 1 : 0;
}

/** A limit by law goes before the portal's figure; a figure without a unit is no limit, and nothing is guessed. */
function importLimit(
  source: PortalProcedure,
  row: PortalChannel,
  timeNote: string,
): Pick<ChannelTerms, 'limit' | 'limitNote'> {
  const law = normalizeText(source.statutory_time_note);
  if (source.statutory_rule === 'same_day_15h') {
    return { limit: { value: 1, unit: 'same-day' }, limitNote: joinNotes(law, timeNote) };
  }
  if (source.statutory_rule === 'working_days' && isCount(source.statutory_value)) {
    return {
      limit: { value: source.statutory_value, unit: 'working-day' },
      limitNote: joinNotes(law, timeNote),
    };
  }
  const unit = UNITS[normalizeText(row.time_unit).toLowerCase()];
  if (unit !== undefined && isCount(row.time_value)) {
    return { limit: { value: row.time_value, unit }, limitNote: joinNotes(law, timeNote) };
  }
  return { limit: null, limitNote: joinNotes(whyNoLimit(row), law, timeNote) };
}

function whyNoLimit(row: PortalChannel): string {
  const unit = normalizeText(row.time_unit);
  if (row.time_value === null) return 'Cổng dịch vụ công không ghi thời hạn.';
  if (unit === '') return `Cổng dịch vụ công ghi "${row.time_value}" không kèm đơn vị thời gian.`;
  return `Cổng dịch vụ công ghi "${row.time_value} ${unit}", không tính được.`;
}

function isCount(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= 10_000;
}

function importFee(row: PortalChannel, feeNote: string): FeeRule {
  if (row.fee_set_by_province) return { kind: 'set-by-province' };
  const amount = row.fee_amount;
  if (amount === 0 || (amount === null && row.portal_shows_free)) return { kind: 'free' };
  if (amount === null || !Number.isInteger(amount) || amount < 0 || foreign(row) === 1)
    return { kind: 'unknown' };
  const perPage = perPageRule(feeNote);
  if (perPage !== undefined) return perPage;
  const unit = /^\(\/(bản|trường hợp)\)/iu.exec(feeNote)?.[1]?.toLowerCase();
  // A tariff per page whose steps could not be read is not a fixed amount.
  if (/^\(\/trang\)/iu.test(feeNote)) return { kind: 'unknown' };
  return unit === undefined ? { kind: 'fixed', amount } : { kind: 'per-copy', amount, unit };
}

/** "2.000 đồng/trang; từ trang thứ 3 trở lên thu 1.000 đồng/trang, tối đa thu không quá 200.000 đồng/bản". */
function perPageRule(note: string): FeeRule | undefined {
  const match =
    /([\d.]+) đồng\/trang; từ trang thứ (\d+) trở lên thu ([\d.]+) đồng\/trang, tối đa thu không quá ([\d.]+) đồng\/bản/u.exec(
      note,
    );
  if (match === null) return undefined;
  const [first, from, later, maximum] = match.slice(1).map((text) => Number(text.replaceAll('.', '')));
  if (first === undefined || from === undefined || later === undefined || maximum === undefined)
    return undefined;
  return {
    kind: 'per-page',
    firstPages: from - 1,
    firstAmount: first,
    laterAmount: later,
    maximumPerCopy: maximum,
  };
}

/** The portal puts what concerns the fee into parentheses and what concerns the time before or without them. */
function splitNote(note: string): { time: string; fee: string } {
  const text = normalizeText(note);
  if (text === '' || text.startsWith('(')) return { time: '', fee: text };
  const speaksOfFee = /phí/iu.test(text);
  const speaksOfTime = /ngày|giờ|thời hạn/iu.test(text);
  return { time: speaksOfTime && !speaksOfFee ? text : '', fee: speaksOfFee ? text : '' };
}

/** An amount beside "set by the province" is an example of one province: worth showing, not worth computing with. */
function shownAmount(row: PortalChannel): string {
  return row.fee_set_by_province && row.fee_amount !== null && row.fee_amount > 0
    ? `Cổng dịch vụ công hiển thị ${row.fee_amount.toLocaleString('de-DE')} đồng.`
    : '';
}

/** The note without the portal's parentheses and with its "(/bản)" written out. */
function readableNote(note: string): string {
  const unit = /^\(\/([^)]+)\)/u.exec(note);
  const text = unit === null ? note : `Tính theo ${unit[1]}. ${note.slice(unit[0].length)}`;
  let inner = text.replace(/^[(\s-]+/u, '').trim();
  while (inner.endsWith(')') && count(inner, ')') > count(inner, '(')) inner = inner.slice(0, -1).trim();
  return inner;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function joinNotes(...notes: string[]): string {
  return [...new Set(notes.filter((note) => note !== ''))].join(' ');
}
