import { OBSTACLE_CODES, type ObstacleCode } from '#shared/contract/index.ts';
import { StorageError } from '../storage/index.ts';
import { KeyringDamaged } from '../users/index.ts';
import { OfficeError } from './office-error.ts';

/** Why the office of this data directory cannot be opened, with the sentence that says what to do. */
export type Obstacle = { code: ObstacleCode; message: string };

const KEEP = 'Đừng xóa gì trong thư mục dữ liệu và đừng thiết lập lại máy này';

export const damagedKeyring: Obstacle = {
  code: 'database-damaged',
  message: `Tệp khóa keys.json và bản sao của nó bị hỏng nên chưa mở được cơ sở dữ liệu. ${KEEP}; hãy báo quản trị viên khôi phục tệp này từ bản sao lưu rồi mở lại chương trình.`,
};

export const lostKeyring: Obstacle = {
  code: 'database-damaged',
  message: `Có cơ sở dữ liệu nhưng thiếu tệp khóa keys.json nên chưa mở được. ${KEEP}; hãy báo quản trị viên khôi phục tệp này từ bản sao lưu rồi mở lại chương trình.`,
};

export const missingDatabase: Obstacle = {
  code: 'database-damaged',
  message: `Không thấy tệp cơ sở dữ liệu office.db, hoặc tệp trống. ${KEEP}; hãy kiểm tra ổ đĩa, khôi phục tệp này từ bản sao lưu rồi mở lại chương trình.`,
};

/** The password was right, for it opened the keyring: only the file can be wrong. */
export const foreignDatabase: Obstacle = {
  code: 'wrong-key',
  message: `Tệp cơ sở dữ liệu office.db không khớp với tệp khóa keys.json: tệp bị hỏng ở đầu, hoặc là của máy khác. ${KEEP}; hãy báo quản trị viên khôi phục cả hai tệp từ cùng một bản sao lưu.`,
};

const unreadable: Obstacle = {
  code: 'database-unwritable',
  message:
    'Tài khoản máy tính này không có quyền đọc thư mục dữ liệu. Hãy mở chương trình bằng tài khoản đã thiết lập, hoặc nhờ quản trị viên cấp quyền.',
};

/** The obstacle behind what opening threw; undefined when it is no fault of the files. */
export function findObstacle(error: unknown): Obstacle | undefined {
  if (error instanceof KeyringDamaged) return damagedKeyring;
  if (error instanceof StorageError && error.code === 'wrong-key') return foreignDatabase;
  if (error instanceof OfficeError || error instanceof StorageError) {
    const code = OBSTACLE_CODES.find((candidate) => candidate === error.code);
    return code === undefined ? undefined : { code, message: error.message };
  }
  if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')) {
    return unreadable;
  }
  return undefined;
}

/** The obstacle as the error that a call answers with. */
export function obstacleError({ code, message }: Obstacle): OfficeError {
  return new OfficeError(code, { message });
}
