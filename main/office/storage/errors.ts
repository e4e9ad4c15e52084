/** What can be wrong with the database as a whole; each has a message for the clerk in `messages`. */
export type StorageErrorCode =
  | 'wrong-key'
  | 'database-damaged'
  | 'database-newer'
  | 'database-full'
  | 'database-busy'
  | 'database-unwritable';

const messages: Record<StorageErrorCode, string> = {
  'wrong-key':
    'Không mở được cơ sở dữ liệu: khóa không đúng. Hãy đăng nhập bằng tài khoản của chính máy này, hoặc dùng mã khôi phục đã in khi cài đặt.',
  'database-damaged':
    'Cơ sở dữ liệu bị hỏng. Hãy ngừng tiếp nhận trên máy này, giữ nguyên thư mục dữ liệu và báo quản trị viên khôi phục từ bản sao lưu gần nhất.',
  'database-newer':
    'Cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ra. Hãy cài lại phiên bản mới nhất rồi mở lại; không có dữ liệu nào bị thay đổi.',
  'database-full':
    'Ổ đĩa đã đầy nên chưa ghi được. Hãy giải phóng dung lượng ổ đĩa chứa dữ liệu rồi làm lại thao tác vừa rồi.',
  'database-busy':
    'Cơ sở dữ liệu đang được một chương trình khác sử dụng. Hãy đóng cửa sổ Trạm Một Cửa khác (hoặc phần mềm sao lưu, diệt vi-rút đang quét) rồi thử lại.',
  'database-unwritable':
    'Không ghi được vào thư mục dữ liệu. Hãy kiểm tra ổ đĩa còn kết nối và tài khoản máy tính có quyền ghi, rồi mở lại chương trình.',
};

/** A fault of the database itself. `message` is Vietnamese and says what to do; `cause` is for the log. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, options?: { cause?: unknown; detail?: string }) {
    super(options?.detail === undefined ? messages[code] : `${messages[code]} (${options.detail})`, {
      cause: options?.cause,
    });
    this.code = code;
  }
}

/** The SQLite result code (`SQLITE_CONSTRAINT_UNIQUE` …) of a thrown value; undefined when it came from elsewhere. */
export function findSqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** True when a statement was refused by a unique index or primary key. */
export function isUniqueViolation(error: unknown): boolean {
  const code = findSqliteCode(error);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** Turns faults of disk and file into a StorageError; everything else (constraints, faulty SQL) stays as it is. */
export function translateSqliteError(error: unknown): unknown {
  const code = findSqliteCode(error);
  if (code === undefined) return error;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new StorageError('database-damaged', { cause: error });
  }
  if (code === 'SQLITE_FULL') return new StorageError('database-full', { cause: error });
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StorageError('database-busy', { cause: error });
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN' || code.startsWith('SQLITE_READONLY')) {
    return new StorageError('database-unwritable', { cause: error });
  }
  return error;
}
