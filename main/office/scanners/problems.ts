import type { DeviceProblem } from '#shared/contract/index.ts';
import { LineError } from '../devices/index.ts';

/** The line ended by itself. */
export const SCANNER_UNPLUGGED =
  'Máy quét vừa bị rút ra hoặc mất nguồn. Hãy cắm lại; chương trình tự nhận lại.';

/** What is wrong with the line of a scanner and what to do. */
const SENTENCES: Partial<Record<DeviceProblem, string>> = {
  'port-missing': 'Không thấy máy quét. Hãy cắm lại dây; nếu đã cắm, hãy chọn lại cổng.',
  'port-not-allowed':
    'Tài khoản máy tính này không được phép dùng cổng của máy quét. Hãy thêm tài khoản vào nhóm "dialout" (Linux) rồi đăng nhập lại vào máy tính.',
  'port-busy': 'Cổng của máy quét đang được một chương trình khác dùng. Hãy đóng chương trình đó.',
  'driver-missing': 'Thiếu phần điều khiển cổng nối tiếp của chương trình. Hãy cài lại Trạm Một Cửa.',
  unplugged: SCANNER_UNPLUGGED,
  'station-away':
    'Máy tính của quầy này chưa nối với máy chính. Hãy bật máy đó và chạy Trạm Một Cửa ở chế độ quầy.',
};
const UNUSABLE =
  'Không mở được cổng của máy quét. Hãy kiểm tra đúng tên cổng, đúng thiết bị, rồi rút ra cắm lại.';

/** The sentence for what opening its line was rejected with. */
export function scannerProblem(thrown: unknown): string {
  return thrown instanceof LineError ? scannerSentence(thrown.problem) : UNUSABLE;
}

/** The sentence for what another PC says of its scanner. */
export function scannerSentence(problem: DeviceProblem): string {
  return SENTENCES[problem] ?? UNUSABLE;
}
