import { isErrorCode } from '#shared/contract/index.ts';
import { StartRefused } from './say.ts';

/**
 * Why a data directory cannot be used, in both languages and with what to do; null when the error is about something
 * else. `error` is what the file system or the office threw while the directory was being opened.
 */
export function explainDataTrouble(directory: string, error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  // The office's own refusals carry their sentence.
  if (isErrorCode(code)) {
    return `Chưa dùng được thư mục dữ liệu "${directory}": ${error.message}

The data directory cannot be used (${code}).`;
  }
  if (!/^E[A-Z0-9]+$/.test(code)) return null;
  const { what, todo, english } = TROUBLES[code] ?? OTHER;
  return `Chưa dùng được thư mục dữ liệu "${directory}": ${what} (${code}).
${todo}

${english} (${code})`;
}

/** Runs a step of opening a data directory; what the directory is to blame for ends the start with its sentence. */
export async function blamingData<Value>(
  directory: string,
  step: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    const reason = error instanceof StartRefused ? null : explainDataTrouble(directory, error);
    throw reason === null ? error : new StartRefused(reason);
  }
}

type Trouble = { what: string; todo: string; english: string };

const ELSEWHERE = 'hoặc chọn thư mục khác: --data THƯ-MỤC';

const NO_PERMISSION: Trouble = {
  what: 'tài khoản máy tính này không có quyền đọc hoặc ghi ở đó',
  todo: `Hãy nhờ quản trị máy cấp quyền, ${ELSEWHERE}`,
  english:
    'This account may not read or write there. Ask for permission, or name another directory: --data DIR.',
};
const FULL: Trouble = {
  what: 'ổ đĩa đã đầy hoặc hết hạn mức',
  todo: `Hãy giải phóng dung lượng rồi chạy lại, ${ELSEWHERE}`,
  english:
    'The disk is full or the quota is used up. Free some space, or name another directory: --data DIR.',
};
const A_FILE: Trouble = {
  what: 'tên này, hoặc một phần của đường dẫn, là một tệp chứ không phải thư mục',
  todo: 'Hãy kiểm tra đường dẫn rồi chọn một thư mục: --data THƯ-MỤC',
  english: 'This name, or a part of the path, is a file. Name a directory: --data DIR.',
};
const READ_ONLY: Trouble = {
  what: 'ổ đĩa chỉ cho đọc',
  todo: `Hãy kiểm tra ổ đĩa, ${ELSEWHERE}`,
  english: 'The disk is read-only. Check it, or name another directory: --data DIR.',
};
const NOT_THERE: Trouble = {
  what: 'không tạo được thư mục ở đó; ổ đĩa có thể chưa được cắm',
  todo: 'Hãy kiểm tra đường dẫn và ổ đĩa rồi chạy lại.',
  english: 'It cannot be made there; perhaps the disk is not connected. Check the path and the disk.',
};
const OTHER: Trouble = {
  what: 'hệ điều hành báo lỗi khi mở thư mục',
  todo: `Hãy kiểm tra đường dẫn và ổ đĩa, ${ELSEWHERE}`,
  english: 'The system reports an error. Check the path and the disk, or name another directory: --data DIR.',
};

const TROUBLES: Readonly<Record<string, Trouble>> = {
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: READ_ONLY,
  ENOSPC: FULL,
  EDQUOT: FULL,
  EEXIST: A_FILE,
  ENOTDIR: A_FILE,
  ENOENT: NOT_THERE,
};
