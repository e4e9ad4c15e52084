import { z } from 'zod';

/** Keys that this program signs with and checks; `other` is shown by name only. */
export const CertificateKey = z.enum(['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384', 'other']);
export type CertificateKey = z.infer<typeof CertificateKey>;

/** What a key may be used for (RFC 5280 §4.2.1.3), in the order of its bits. */
export const CertificateUsage = z.enum([
  'digital-signature',
  'non-repudiation',
  'key-encipherment',
  'data-encipherment',
  'key-agreement',
  'certificate-signing',
  'crl-signing',
  'encipher-only',
  'decipher-only',
]);
export type CertificateUsage = z.infer<typeof CertificateUsage>;

/** Owner or issuer as the certificate names it. Empty where it says nothing. */
export const CertificateName = z.object({
  commonName: z.string(),
  organisation: z.string(),
  unit: z.string(),
  title: z.string(),
  locality: z.string(),
  province: z.string(),
  /** Two letters. */
  country: z.string(),
  email: z.string(),
  /** Mã số thuế, from `MST:…` in UID or serialNumber, or `VATVN-…`; empty where none. */
  taxCode: z.string(),
  /** Căn cước, chứng minh, hộ chiếu, from `CCCD:…`, `CMND:…`, `HC:…`; empty where none. */
  personalNumber: z.string(),
  /** UID and serialNumber verbatim. */
  ids: z.array(z.string()),
  /** The whole name in the order of the certificate, `CN=…, O=…`. */
  text: z.string(),
});
export type CertificateName = z.infer<typeof CertificateName>;

/** A certificate (X.509) as plain data. */
export const CertificateView = z.object({
  /** SHA-256 of the certificate, lower-case hex: names it everywhere. */
  fingerprint: z.string(),
  /** Lower-case hex. */
  serialNumber: z.string(),
  subject: CertificateName,
  issuer: CertificateName,
  /** Who it is, for people: the common name, else the organisation, else the whole name. */
  owner: z.string(),
  /** Office timestamps. */
  validFrom: z.string(),
  validTo: z.string(),
  key: CertificateKey,
  /** `RSA 2048 bit`, `ECDSA P-256`. */
  keyText: z.string(),
  /** Null: the certificate does not restrict it. */
  usages: z.array(CertificateUsage).nullable(),
  /** Object identifiers; empty where it does not restrict them. */
  extendedUsages: z.array(z.string()),
  /** Object identifiers. */
  policies: z.array(z.string()),
  /** Whether it may issue certificates. */
  authority: z.boolean(),
  selfIssued: z.boolean(),
  /** Addresses named in the certificate, http and https only. */
  ocspAddresses: z.array(z.string()),
  crlAddresses: z.array(z.string()),
  issuerAddresses: z.array(z.string()),
});
export type CertificateView = z.infer<typeof CertificateView>;

/** Why a certificate is not trusted; a closed list, the gravest first. */
export const ChainProblem = z.enum([
  'unreadable',
  'signature-wrong',
  'revoked',
  'issuer-revoked',
  'not-allowed-to-sign',
  'issuer-not-allowed',
  'not-understood',
  'algorithm-weak',
  'issuer-missing',
  'root-unknown',
  'expired',
  'not-yet-valid',
  'issuer-expired',
  'revocation-unknown',
]);
export type ChainProblem = z.infer<typeof ChainProblem>;

/** What a person reads for each problem: what is wrong and what to do. */
export const CHAIN_PROBLEM_TEXTS: Readonly<Record<ChainProblem, string>> = {
  unreadable: 'Không đọc được chứng thư số: tệp hoặc USB ký số có thể bị hỏng. Lấy lại chứng thư từ nơi cấp.',
  'signature-wrong':
    'Chữ ký của nơi cấp trên chứng thư số không đúng: chứng thư có thể bị giả hoặc bị sửa. Không dùng chứng thư này, báo nơi cấp.',
  revoked: 'Chứng thư số đã bị thu hồi: không dùng để ký nữa, liên hệ nơi cấp để được cấp lại.',
  'issuer-revoked':
    'Chứng thư của nơi cấp đã bị thu hồi: không dùng chứng thư này, liên hệ nơi cấp để được cấp lại.',
  'not-allowed-to-sign':
    'Chứng thư số này không được cấp để ký văn bản: chọn chứng thư khác, hoặc đề nghị nơi cấp cấp chứng thư để ký.',
  'issuer-not-allowed':
    'Nơi đứng tên cấp không có quyền cấp chứng thư số này: không dùng chứng thư này, báo nơi cấp.',
  'not-understood':
    'Chứng thư số có điều kiện bắt buộc mà chương trình không hiểu nên không dám tin: gửi chứng thư cho bộ phận hỗ trợ.',
  'algorithm-weak':
    'Chứng thư số được ký bằng thuật toán không còn an toàn: đề nghị nơi cấp cấp lại chứng thư.',
  'issuer-missing':
    'Thiếu chứng thư của nơi cấp nên chưa kiểm tra được: cài đủ chứng thư trung gian của nơi cấp, hoặc nối mạng rồi kiểm tra lại.',
  'root-unknown':
    'Chưa tin được nơi cấp: chứng thư gốc này chưa có trong danh sách tin cậy. Quản trị đối chiếu mã kiểm tra với nơi cấp rồi thêm chứng thư gốc.',
  expired: 'Chứng thư số đã hết hạn ở thời điểm này: gia hạn với nơi cấp rồi cập nhật vào USB ký số.',
  'not-yet-valid':
    'Chứng thư số chưa đến ngày có hiệu lực ở thời điểm này: kiểm tra đồng hồ máy tính, hoặc chờ đến ngày có hiệu lực.',
  'issuer-expired':
    'Chứng thư của nơi cấp không còn hiệu lực ở thời điểm này: kiểm tra đồng hồ máy tính, rồi hỏi nơi cấp về chứng thư mới.',
  'revocation-unknown':
    'Chưa hỏi được nơi cấp xem chứng thư số có bị thu hồi không: kiểm tra lại khi có mạng.',
};

/** Whether a certificate leads to a root that this office trusts, at a time. */
export const ChainView = z.object({
  trusted: z.boolean(),
  /** The gravest first; when trusted, at most that nobody could be asked about revocation. */
  problems: z.array(ChainProblem),
  /** In Vietnamese: by whom it is trusted, or why not and what to do. */
  detail: z.string(),
  /** From the certificate itself as far towards the root as was found. */
  path: z.array(z.object({ fingerprint: z.string(), owner: z.string(), validTo: z.string() })),
  /** Of the certificate and its issuers: `unknown` where nobody could be asked. */
  revocation: z.enum(['good', 'revoked', 'unknown', 'not-asked']),
});
export type ChainView = z.infer<typeof ChainView>;
