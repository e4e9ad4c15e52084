import type { PdfErrorCode } from '../forms/index.ts';
import type { PrintProblem } from './driver.ts';

/** Everything that can keep a job from being known as printed. */
export type JobProblem =
  | PrintProblem
  | PdfErrorCode
  | 'archive-failed'
  | 'not-found'
  | 'file-damaged'
  | 'station-expired'
  | 'not-printed'
  | 'superseded';

/** What is wrong and what to do. The dossier is saved in every case, which a clerk in doubt must be told first. */
const SENTENCES: Readonly<Record<JobProblem, string>> = {
  'printer-missing':
    'Không tìm thấy máy in đã chọn. Kiểm tra dây và nguồn hoặc chọn máy in khác, rồi bấm In lại.',
  'printer-stopped':
    'Máy in đang dừng, giấy chưa in và sẽ không tự in. Kiểm tra giấy, nắp, nguồn, rồi bấm In lại.',
  'printer-rejected': 'Máy in không nhận lệnh in. Kiểm tra máy in, rồi bấm In lại.',
  'printer-silent': 'Chưa rõ giấy đã ra hay chưa. Hãy xem khay máy in rồi trả lời: đã in hoặc chưa in.',
  'spooler-missing': 'Máy này chưa có dịch vụ in. Hãy báo quản trị viên, hoặc chọn Thư mục PDF làm máy in.',
  'folder-unwritable':
    'Không ghi được vào thư mục PDF. Kiểm tra ổ đĩa còn chỗ và quyền ghi, hoặc chọn thư mục khác, rồi bấm In lại.',
  'temporary-unwritable':
    'Không ghi được tệp tạm để in nên giấy chưa in. Kiểm tra ổ đĩa còn chỗ và quyền ghi, rồi bấm In lại.',
  cancelled: 'Lệnh in đã bị hủy. Bấm In lại nếu vẫn cần giấy.',
  'cancelled-on-the-way':
    'Lệnh in bị dừng khi giấy đang in nên chưa rõ giấy đã ra hay chưa. Hãy xem khay máy in rồi trả lời: đã in hoặc chưa in.',
  'pdf-timeout': 'Tạo giấy quá lâu. Hồ sơ đã được lưu; bấm In lại.',
  'pdf-worker-died': 'Phần tạo giấy gặp lỗi. Hồ sơ đã được lưu; bấm In lại.',
  'pdf-failed': 'Không tạo được giấy. Hồ sơ đã được lưu; bấm In lại, nếu vẫn lỗi hãy báo quản trị viên.',
  'pdf-closed': 'Chương trình đã đóng khi đang tạo giấy. Bấm In lại.',
  'archive-failed': 'Không lưu được bản gốc của giấy nên chưa in. Kiểm tra ổ đĩa còn chỗ, rồi bấm In lại.',
  'not-found': 'Không tìm thấy bản gốc của giấy trong kho lưu. Hãy báo quản trị viên.',
  'file-damaged': 'Bản gốc của giấy trong kho lưu bị hỏng hoặc bị sửa. Hãy báo quản trị viên.',
  expired: 'Lệnh in đã quá giờ nên không in nữa, tránh in dồn. Bấm In lại nếu vẫn cần giấy.',
  'station-away':
    'Máy tính ở quầy chưa nối với máy chính nên giấy chưa in. Bật máy ở quầy và mở chương trình; nếu giấy không tự in thì bấm In lại.',
  'station-expired':
    'Máy tính ở quầy không nối lại kịp nên giấy không in nữa, tránh in dồn. Bật máy ở quầy rồi bấm In lại, hoặc sang máy chính bấm In lại để in ở đó.',
  'station-lost':
    'Mất liên lạc với máy tính ở quầy khi đang in nên chưa rõ giấy đã ra hay chưa. Hãy xem khay máy in ở quầy rồi trả lời: đã in hoặc chưa in.',
  'paper-incomplete':
    'Giấy không sang đủ tới máy tính ở quầy nên chưa in. Kiểm tra dây mạng, rồi bấm In lại.',
  interrupted:
    'Chương trình dừng đúng lúc đang in nên chưa rõ giấy đã ra hay chưa. Hãy xem khay máy in rồi trả lời: đã in hoặc chưa in.',
  'not-printed': 'Giấy chưa ra. Bấm In lại để in.',
  superseded:
    'Hồ sơ đã được sửa hoặc hủy sau lệnh in này nên giấy cũ không in nữa. Hãy in giấy mới ở trang hồ sơ.',
  internal: 'Có lỗi khi in. Hồ sơ đã được lưu; bấm In lại, nếu vẫn lỗi hãy báo quản trị viên.',
};

/** The sentence for the clerk; a code that a newer program wrote gets the general one. */
export function problemSentence(problem: string): string {
  return isJobProblem(problem) ? SENTENCES[problem] : SENTENCES.internal;
}

function isJobProblem(problem: string): problem is JobProblem {
  return Object.hasOwn(SENTENCES, problem);
}
