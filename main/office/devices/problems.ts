import type { DeviceProblem } from '#shared/contract/index.ts';

/** What is wrong and what to do, for a clerk or an administrator who stands before the printer. */
const SENTENCES: Readonly<Record<DeviceProblem, string>> = {
  'not-chosen': 'Chưa chọn máy in phiếu số. Hãy chọn máy in ở trang Thiết bị.',
  'port-missing': 'Không thấy máy in phiếu số. Hãy cắm lại dây và bật nguồn máy in.',
  'port-not-allowed':
    'Tài khoản máy tính này không được phép dùng cổng của máy in. Hãy thêm tài khoản vào nhóm "dialout" (Linux) rồi đăng nhập lại vào máy tính.',
  'port-busy': 'Cổng của máy in đang được một chương trình khác dùng. Hãy đóng chương trình đó.',
  'port-unusable':
    'Không mở được cổng của máy in. Hãy kiểm tra đúng tên cổng, đúng thiết bị, rồi rút ra cắm lại.',
  'driver-missing': 'Thiếu phần điều khiển cổng nối tiếp của chương trình. Hãy cài lại Trạm Một Cửa.',
  'host-unreachable':
    'Không nối được tới địa chỉ mạng của máy in. Hãy kiểm tra dây mạng, nguồn, địa chỉ và cổng của máy in.',
  'no-answer':
    'Máy in không trả lời. Hãy kiểm tra nguồn, dây và tốc độ cổng (baud). Nếu phiếu vẫn ra: quản trị viên bỏ chọn mục "Máy in này báo tình trạng" ở trang Thiết bị.',
  garbled: 'Máy in trả lời không đọc được. Tốc độ cổng (baud) chưa khớp với máy in; hãy chọn lại tốc độ.',
  stalled: 'Máy in không nhận tiếp dữ liệu. Hãy tắt rồi bật lại máy in, và xem phiếu đã ra hay chưa.',
  unplugged: 'Máy in bị ngắt khi đang in. Hãy cắm lại dây, và xem phiếu đã ra hay chưa.',
  'paper-out': 'Máy in phiếu số hết giấy. Hãy thay cuộn giấy mới.',
  'cover-open': 'Nắp máy in phiếu số đang mở. Hãy đóng nắp lại.',
  offline: 'Máy in phiếu số đang tạm ngừng. Hãy bấm nút Feed hoặc tắt rồi bật lại máy in.',
  'printer-error': 'Máy in phiếu số báo lỗi dao cắt hoặc cơ khí. Hãy tắt máy in, gỡ giấy kẹt rồi bật lại.',
  'no-status':
    'Máy in không cho biết tình trạng nên chưa rõ phiếu đã ra hay chưa. Hãy xem máy in rồi trả lời; nếu loại máy này không bao giờ báo, quản trị viên ghi điều đó ở trang Thiết bị.',
  'not-confirmed': 'Máy in chưa xác nhận in xong. Hãy xem phiếu đã ra hay chưa rồi trả lời.',
  interrupted: 'Chương trình dừng đúng lúc đang in phiếu. Hãy xem phiếu đã ra hay chưa rồi trả lời.',
  expired: 'Phiếu chờ máy in quá lâu nên không tự in nữa, tránh in dồn số cũ. Bấm In lại nếu còn cần.',
  'not-printed': 'Phiếu chưa ra. Bấm In lại nếu còn cần.',
  'station-away':
    'Máy tính của quầy này chưa nối với máy chính. Hãy bật máy đó và chạy Trạm Một Cửa ở chế độ quầy; phiếu tự in nếu máy nối lại kịp.',
  'station-lost':
    'Mất liên lạc với máy tính của quầy đúng lúc đang in phiếu. Hãy xem phiếu đã ra ở quầy đó hay chưa rồi trả lời.',
  internal: 'Có lỗi khi in phiếu. Số đã cấp vẫn giữ nguyên; hãy bấm In lại hoặc báo quản trị viên.',
};

/** The sentence; a problem that a newer program wrote gets the general one. */
export function problemSentence(problem: string): string {
  return Object.hasOwn(SENTENCES, problem) ? SENTENCES[problem as DeviceProblem] : SENTENCES.internal;
}

export const PORTS_UNLISTED =
  'Máy tính này không liệt kê được cổng nối tiếp (thiếu gói "udev"). Hãy gõ đường dẫn của cổng, ví dụ /dev/ttyUSB0.';
