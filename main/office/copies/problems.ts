import type { ErrorCode } from '#shared/contract/index.ts';

/** What can go wrong with a copy, as a screen is told. */
export type CopyErrorCode = Extract<
  ErrorCode,
  | 'copy-place-missing'
  | 'copy-place-full'
  | 'copy-place-unwritable'
  | 'copy-running'
  | 'copy-unusable'
  | 'wrong-password'
  | 'wrong-recovery-key'
  | 'not-allowed'
  | 'too-many-attempts'
  | 'database-busy'
>;

const MESSAGES: Record<CopyErrorCode, string> = {
  'copy-place-missing':
    'Không thấy nơi sao lưu. Hãy cắm lại USB hoặc nối lại ổ đĩa, kiểm tra đường dẫn, rồi bấm Sao lưu ngay. Các bản sao cũ không bị thay đổi.',
  'copy-place-full':
    'Nơi sao lưu đã đầy nên bản sao chưa xong và đã được bỏ. Hãy giải phóng dung lượng hoặc chọn ổ khác rồi sao lưu lại. Các bản sao cũ không bị thay đổi.',
  'copy-place-unwritable':
    'Không ghi được vào nơi sao lưu (ổ chỉ đọc, hoặc không có quyền ghi). Hãy mở khóa chống ghi của USB hoặc chọn thư mục khác. Các bản sao cũ không bị thay đổi.',
  'copy-running': 'Đang có một bản sao lưu hoặc một lần thử khôi phục chạy. Hãy chờ xong hoặc bấm Dừng.',
  'copy-unusable': 'Đây không phải là bản sao dùng được của Trạm Một Cửa. Hãy chọn bản sao khác.',
  'wrong-password':
    'Tên đăng nhập hoặc mật khẩu không mở được bản sao này. Dùng mật khẩu vào lúc bản sao được tạo, hoặc khóa khôi phục.',
  'wrong-recovery-key':
    'Khóa khôi phục không mở được bản sao này. Kiểm tra từng nhóm ký tự trên tờ giấy đã in.',
  'too-many-attempts': 'Nhập sai nhiều lần. Hãy chờ rồi thử lại.',
  'database-busy':
    'Một chương trình khác (phần mềm diệt vi-rút, sao lưu, cửa sổ Trạm Một Cửa khác) đang giữ tệp dữ liệu nên chưa khôi phục được; dữ liệu cũ vẫn nguyên. Hãy đóng chương trình đó rồi khôi phục lại.',
  'not-allowed': 'Tài khoản này không có quyền làm việc đó. Hãy nhờ quản trị viên.',
};

/** A refusal or failure about copies; `message` is Vietnamese and says what to do, `cause` is for the log. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
  readonly code: CopyErrorCode;
  readonly waitSeconds: number | null;
  constructor(
    code: CopyErrorCode,
    options: { message?: string; cause?: unknown; waitSeconds?: number } = {},
  ) {
    super(options.message ?? MESSAGES[code], { cause: options.cause });
    this.code = code;
    this.waitSeconds = options.waitSeconds ?? null;
  }
}

/** Somebody stopped it: nothing is wrong and nothing was made. */
export class CopyStopped extends Error {
  override readonly name = 'CopyStopped';
}

const TOO_LARGE =
  'Ổ này không chứa được tệp lớn như cơ sở dữ liệu (USB định dạng FAT32 chỉ nhận tệp dưới 4 GB, hoặc có hạn mức). Hãy dùng ổ định dạng exFAT hay NTFS. Các bản sao cũ không bị thay đổi.';

/** What the system said about the place of copies, as an error of ours; anything else is returned as it is. */
export function toCopyError(error: unknown): unknown {
  if (error instanceof CopyError || error instanceof CopyStopped) return error;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CopyError('copy-place-full', { cause: error });
    case 'EFBIG':
      return new CopyError('copy-place-full', { cause: error, message: TOO_LARGE });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new CopyError('copy-place-unwritable', { cause: error });
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'EIO':
    case 'ENOTCONN':
    case 'EHOSTDOWN':
    case 'ESTALE':
    case 'ETIMEDOUT':
    case 'UNKNOWN':
      return new CopyError('copy-place-missing', { cause: error });
    default:
      return error;
  }
}
