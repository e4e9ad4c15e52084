import {
  documentAttached,
  documentRemoved,
  documentSigned,
  signatureCompleted,
} from '#shared/journal/index.ts';

/** What an entry about signing without its body is still known to have been. */
export const SIGNING_WHAT: Readonly<Record<string, string>> = {
  [documentAttached.kind]: 'Thêm tệp để ký',
  [documentRemoved.kind]: 'Bỏ tệp thêm để ký',
  [documentSigned.kind]: 'Ký số',
  [signatureCompleted.kind]: 'Bổ sung chữ ký số',
};

const ROLES = { organisation: 'cơ quan', person: 'cá nhân' } as const;
const TIMESTAMPS = {
  off: 'Không lấy dấu thời gian',
  pending: 'Dấu thời gian: chờ lấy khi có mạng',
  added: 'Có dấu thời gian',
} as const;

/** An entry about signing in plain words; undefined where it is about something else. */
export function signingInWords(kind: string, body: unknown): { text: string; details: string[] } | undefined {
  if (kind === documentAttached.kind) {
    const { title, fileName } = documentAttached.body.parse(body);
    return { text: `Thêm tệp PDF “${title}” để ký`, details: [`Tệp: ${fileName}`] };
  }
  if (kind === documentRemoved.kind) return { text: 'Bỏ một tệp PDF thêm nhầm, chưa ký', details: [] };
  if (kind === documentSigned.kind) {
    const { title, role, certificate, training, timestamp } = documentSigned.body.parse(body);
    const { owner, issuer, serial } = certificate;
    const mark = training ? ' (chứng thư tập huấn, không có giá trị pháp lý)' : '';
    return {
      text: `Ký số ${ROLES[role]} “${title}” bằng chứng thư của ${owner}${mark}`,
      details: [`Chứng thư số ${serial}, nơi cấp: ${issuer}`, ...(training ? [] : [TIMESTAMPS[timestamp]])],
    };
  }
  if (kind === signatureCompleted.kind) {
    const { timestamp, validations } = signatureCompleted.body.parse(body);
    const what = [
      ...(timestamp === null ? [] : ['dấu thời gian']),
      ...(validations.length === 0 ? [] : ['dữ liệu kiểm tra lâu dài']),
    ].join(' và ');
    const details = timestamp === null ? [] : [`Máy chủ dấu thời gian: ${timestamp.address}`];
    return { text: `Đã bổ sung ${what} cho chữ ký số`, details };
  }
  return undefined;
}
