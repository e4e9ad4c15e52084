import { officeTimestamp } from '#shared/base/index.ts';
import type { PeoplePorts } from './ports.ts';

/** What an administrator did. `subject`: id of what it was done to; `detail`: no personal data of citizens. */
export type Act = {
  personId: string | null;
  name: string;
  action: AuditAction;
  subject: string;
  detail: string;
};

/** The closed list, with the words of the audit page. */
export const AUDIT_ACTIONS = {
  'set-up': 'Tạo quản trị viên đầu tiên',
  'signed-in': 'Đăng nhập',
  'sign-in-failed': 'Đăng nhập không được',
  'signed-out': 'Đăng xuất',
  'person-added': 'Thêm người dùng',
  'rights-set': 'Đổi quyền',
  'password-set': 'Đặt lại mật khẩu',
  'office-invited': 'Mời cơ quan',
  'code-made': 'Cấp mã ghép mới',
  'office-approved': 'Duyệt yêu cầu ghép',
  'office-refused': 'Từ chối yêu cầu ghép',
  'office-revoked': 'Thu hồi cơ quan',
  'share-changed': 'Đổi phần số của cơ quan',
  'station-ended': 'Kết thúc một trạm',
  'file-taken': 'Nhập tệp USB',
  'file-given': 'Tải tệp trả lời',
  'entry-opened': 'Mở dữ liệu cá nhân của bản ghi',
  'pack-published': 'Công bố gói',
  'setting-changed': 'Đổi cài đặt',
  'keys-made': 'Tạo khóa kế tiếp của tỉnh',
  'keys-ended': 'Ngừng khóa đang dùng của tỉnh',
  'figures-exported': 'Xuất số liệu',
} as const;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Writes it down, in the transaction of the act itself where `sql` is one. */
export async function audit({ sql, clock }: Pick<PeoplePorts, 'sql' | 'clock'>, act: Act): Promise<void> {
  await sql.query(
    'insert into audit (at, person, name, action, subject, detail) values ($1, $2, $3, $4, $5, $6)',
    [
      officeTimestamp(clock.now()),
      act.personId,
      act.name,
      act.action,
      act.subject,
      act.detail.slice(0, 1000),
    ],
  );
}

export type AuditLine = {
  n: number;
  at: string;
  name: string;
  action: string;
  subject: string;
  detail: string;
};

/** The latest lines before `before` (null: from the newest on). */
export async function listAudit(
  { sql }: Pick<PeoplePorts, 'sql'>,
  before: number | null,
  limit: number,
): Promise<AuditLine[]> {
  return sql.query<AuditLine>(
    'select n, at, name, action, subject, detail from audit where n < $1 order by n desc limit $2',
    [before ?? 2_147_483_647, limit],
  );
}
