import type { ReadableDb } from '../storage/index.ts';
import { isOwnIssuer, leasesFrom } from './leases-table.ts';
import { type Numbering, usableSpans } from './serials.ts';

const KEPT = 'Nội dung đang nhập vẫn được giữ.';
const ASK_PROVINCE =
  'Hãy báo quản trị viên đồng bộ với tỉnh (qua mạng, hoặc xuất ra USB rồi nhập tệp trả lời) để được cấp thêm.';

/**
 * Why no number of a day (`YYYY-MM-DD`) can be given, for the clerk: what is used up, who grants more, and by which way
 * it comes (L5).
 */
export function noSerialMessage(db: ReadableDb, numbering: Numbering, day: string): string {
  const spans = usableSpans(db, numbering, day);
  if (spans.length > 0) {
    const numbers = spans.map(({ first, last }) => `${first}–${last}`).join(', ');
    return isOwnIssuer(db)
      ? `Dải số của ngày ${dayText(day)} (${numbers}) đã dùng hết. Hãy báo quản trị viên. ${KEPT}`
      : `Dải số tỉnh cấp cho ngày ${dayText(day)} (${numbers}) đã dùng hết. ${ASK_PROVINCE} ${KEPT}`;
  }
  if (isOwnIssuer(db)) return `Chưa có dải số cho ngày ${dayText(day)}. Hãy báo quản trị viên. ${KEPT}`;
  return `${noLeaseOn(db, numbering, day)} ${KEPT}`;
}

function noLeaseOn(db: ReadableDb, numbering: Numbering, day: string): string {
  const ofStation = leasesFrom(db, numbering.agencyCode, '').filter(
    (lease) => lease.station === numbering.station && lease.codeFormat === numbering.codeFormat,
  );
  const lasts = ofStation.map(({ lastDay, endedAfter }) =>
    endedAfter !== null && endedAfter < lastDay ? endedAfter : lastDay,
  );
  const first = ofStation.map(({ firstDay }) => firstDay).sort()[0];
  const last = lasts.sort().at(-1);
  if (first === undefined || last === undefined)
    return `Trạm này chưa có dải số tỉnh cấp cho mã cơ quan ${numbering.agencyCode}. ${ASK_PROVINCE}`;
  if (day < first)
    return `Máy đang ghi ngày ${dayText(day)}, trước ngày đầu của dải số tỉnh cấp (${dayText(first)}). Hãy xem lại ngày giờ của máy.`;
  return day > last
    ? `Dải số tỉnh cấp đã hết hạn sau ngày ${dayText(last)}. ${ASK_PROVINCE} Nếu hôm nay không phải ${dayText(day)}, hãy chỉnh lại ngày giờ của máy.`
    : `Ngày ${dayText(day)} không nằm trong dải số tỉnh cấp. ${ASK_PROVINCE}`;
}

const dayText = (day: string) => day.split('-').reverse().join('/');
