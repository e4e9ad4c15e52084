import type { ReadableDb } from '../storage/index.ts';
import { isOwnIssuer, leasesFrom } from './leases-table.ts';
import { type Numbering, usableSpans } from './serials.ts';

/** Why no number of a day can be given, as a sentence; `helps`: who can do something about it. */
export type NoSerial = { why: string; helps: 'province' | 'administrator' | 'clock' };

/** Which way more numbers come from the province just now. */
export type WayToMore = 'asked' | 'line-down' | 'paused' | 'refused' | 'by-stick' | 'ended' | 'unknown';

const KEPT = 'Nội dung đang nhập vẫn được giữ.';
const WAYS: Record<WayToMore, string> = {
  asked:
    'Trạm đang xin tỉnh cấp thêm: đợi vài giây rồi bấm lại F2. Vẫn hết số thì báo quản trị viên gọi quản trị tỉnh mở rộng phần số của cơ quan.',
  'line-down':
    'Hiện không nối được với tỉnh. Hãy báo quản trị viên nối lại, hoặc xuất ra USB rồi nhập tệp trả lời để được cấp thêm.',
  paused:
    'Đường truyền với tỉnh đang tạm dừng. Hãy báo quản trị viên cho chạy tiếp, hoặc xuất ra USB rồi nhập tệp trả lời để được cấp thêm.',
  refused:
    'Tỉnh đang không nhận gói của trạm này nên không cấp thêm. Hãy báo quản trị viên xem lý do ở Kết nối với tỉnh.',
  'by-stick':
    'Hãy báo quản trị viên xuất ra USB đưa tới tỉnh rồi nhập tệp trả lời; vẫn hết số thì gọi quản trị tỉnh mở rộng phần số của cơ quan.',
  ended:
    'Cơ quan chưa ghép lại với tỉnh. Hãy báo quản trị viên ghép (qua mạng hoặc bằng USB) để được cấp thêm.',
  unknown:
    'Hãy báo quản trị viên đồng bộ với tỉnh (qua mạng, hoặc xuất ra USB rồi nhập tệp trả lời) để được cấp thêm.',
};

/** Why no number of a day (`YYYY-MM-DD`) can be given: what is used up, and who grants more (L5). */
export function findNoSerial(db: ReadableDb, numbering: Numbering, day: string): NoSerial {
  const spans = usableSpans(db, numbering, day);
  const own = isOwnIssuer(db);
  if (spans.length > 0) {
    const numbers = spans.map(({ first, last }) => `${first}–${last}`).join(', ');
    return own
      ? { why: `Dải số của ngày ${dayText(day)} (${numbers}) đã dùng hết.`, helps: 'administrator' }
      : { why: `Dải số tỉnh cấp cho ngày ${dayText(day)} (${numbers}) đã dùng hết.`, helps: 'province' };
  }
  if (own) return { why: `Chưa có dải số cho ngày ${dayText(day)}.`, helps: 'administrator' };
  return noLeaseOn(db, numbering, day);
}

/** The sentences for the clerk: why, what helps (one advice), and that nothing is lost. */
export function noSerialMessage({ why, helps }: NoSerial, way: WayToMore = 'unknown'): string {
  if (helps === 'clock') return `${why} ${KEPT}`;
  return `${why} ${helps === 'province' ? WAYS[way] : 'Hãy báo quản trị viên.'} ${KEPT}`;
}

function noLeaseOn(db: ReadableDb, numbering: Numbering, day: string): NoSerial {
  const ofStation = leasesFrom(db, numbering.agencyCode, '').filter(
    (lease) => lease.station === numbering.station && lease.codeFormat === numbering.codeFormat,
  );
  const lasts = ofStation.map(({ lastDay, endedAfter }) =>
    endedAfter !== null && endedAfter < lastDay ? endedAfter : lastDay,
  );
  const first = ofStation.map(({ firstDay }) => firstDay).sort()[0];
  const last = lasts.sort().at(-1);
  if (first === undefined || last === undefined)
    return {
      why: `Trạm này chưa có dải số tỉnh cấp cho mã cơ quan ${numbering.agencyCode}.`,
      helps: 'province',
    };
  if (day < first)
    return {
      why: `Máy đang ghi ngày ${dayText(day)}, trước ngày đầu của dải số tỉnh cấp (${dayText(first)}). Hãy xem lại ngày giờ của máy.`,
      helps: 'clock',
    };
  return {
    why:
      day > last
        ? `Dải số tỉnh cấp đã hết hạn sau ngày ${dayText(last)}. Nếu hôm nay không phải ${dayText(day)}, hãy chỉnh lại ngày giờ của máy.`
        : `Ngày ${dayText(day)} không nằm trong dải số tỉnh cấp.`,
    helps: 'province',
  };
}

const dayText = (day: string) => day.split('-').reverse().join('/');
