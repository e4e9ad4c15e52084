import { z } from 'zod';
import { Hash } from '../journal/index.ts';

/**
 * Why an entry was not accepted, or a parcel or file was refused: the closed list between office and province, with the
 * sentence for people where the sender has no better one. `rejected` entries can be tried again, `conflict` ones are
 * decided by a person, `refused` parcels were not looked into any further and changed nothing.
 */
export const EXCHANGE_CODES = {
  // Entries, rejected
  'number-not-leased':
    'Số hồ sơ không nằm trong dải số tỉnh cấp cho trạm này. Hãy báo quản trị tỉnh kiểm tra dải số rồi gửi lại.',
  'agency-not-yours':
    'Mã cơ quan trong mã hồ sơ không thuộc cơ quan này. Hãy báo quản trị tỉnh kiểm tra mã cơ quan rồi gửi lại.',
  'body-malformed':
    'Nội dung bản ghi không đúng mẫu của loại này. Hãy cập nhật chương trình rồi gửi lại, hoặc báo nơi hỗ trợ.',
  'subject-unknown': 'Bản ghi nói về một hồ sơ mà tỉnh chưa có. Hãy gửi lại sau khi hồ sơ đó được nhận.',
  // Entries, in conflict
  'code-taken': 'Mã này đã thuộc một hồ sơ khác ở tỉnh. Hãy xem cả hai hồ sơ rồi chọn cách xử lý.',
  'stale-base':
    'Hồ sơ đã được sửa ở một bản khác trước khi bản sửa này tới. Hãy xem cả hai bản rồi chọn bản đúng.',
  'other-entry':
    'Ở tỉnh đã có một bản ghi khác mang cùng số: có hai bản sao của cơ sở dữ liệu này. Cả hai đều được giữ; hãy xem và quyết định.',
  // Parcels and files, refused
  'not-a-parcel': 'Tệp này không phải gói dữ liệu của Trạm Một Cửa. Hãy chọn đúng tệp.',
  'cut-short': 'Tệp bị thiếu phần cuối. Hãy chép lại tệp từ USB gốc, hoặc xuất lại.',
  altered: 'Tệp đã bị thay đổi sau khi ký. Không dùng tệp này; hãy xuất lại.',
  'unknown-key': 'Gói ký bằng khóa không quen. Hãy kiểm tra đơn vị gửi và việc ghép với tỉnh.',
  'key-not-valid': 'Khóa ký của gói đã hết hạn hoặc bị thu hồi. Hãy ghép lại với tỉnh.',
  'not-for-us':
    'Gói này gửi cho nơi khác. Tệp trạm xuất ra (tên có _gui) nhập ở tỉnh, tệp tỉnh trả về (tên có _tra-loi) nhập ở trạm. Hãy chọn đúng tệp.',
  'wrong-type':
    'Tệp đúng là gói dữ liệu nhưng không phải loại cần ở bước này: tệp về việc ghép và tệp về bản ghi là hai loại. Hãy xem tên và giờ của tệp rồi chọn lại.',
  malformed: 'Gói đúng chữ ký nhưng nội dung sai mẫu. Hãy cập nhật chương trình ở hai đầu.',
  'version-too-old': 'Chương trình ở trạm quá cũ so với tỉnh. Hãy cập nhật; bàn tiếp nhận vẫn làm việc.',
  'version-too-new': 'Chương trình ở trạm mới hơn tỉnh. Hãy chờ tỉnh cập nhật; bàn tiếp nhận vẫn làm việc.',
  'too-large': 'Gói quá lớn. Hãy cập nhật chương trình, hoặc báo nơi hỗ trợ.',
  'does-not-join':
    'Tỉnh còn thiếu các bản ghi trước gói này. Trạm sẽ gửi lại từ chỗ còn thiếu; không mất gì.',
  'broken-chain': 'Chuỗi bản ghi trong gói bị đứt. Hãy kiểm tra nhật ký ở trạm và báo nơi hỗ trợ.',
  'answers-another': 'Tệp trả lời này không trả lời tệp nào đã xuất từ trạm này. Hãy chọn đúng tệp trả lời.',
  'out-of-turn': 'Tệp trả lời này dựa trên một tệp trả lời trước chưa nhập. Hãy nhập tệp trước đã.',
  'office-unknown': 'Tỉnh không biết cơ quan này. Hãy ghép lại với tỉnh.',
  'office-revoked': 'Tỉnh đã ngừng kết nối của cơ quan này. Hãy liên hệ quản trị tỉnh.',
  'enrol-code-wrong':
    'Mã ghép không đúng, đã dùng hoặc đã hết hạn. Hãy xem lại đủ 12 ký tự chưa; đủ và đúng rồi mà vẫn vậy thì xin mã mới của quản trị tỉnh.',
  'enrol-waiting': 'Yêu cầu ghép chưa được quản trị tỉnh duyệt. Hãy gọi điện để so dấu vân tay hai bên.',
  'too-many-attempts': 'Thử sai nhiều lần. Hãy chờ rồi thử lại.',
  busy: 'Máy chủ tỉnh đang bận. Trạm sẽ tự thử lại sau.',
  internal: 'Máy chủ tỉnh gặp lỗi. Trạm sẽ tự thử lại sau; không mất gì.',
} as const;
export type ExchangeCode = keyof typeof EXCHANGE_CODES;
export const ExchangeCode = z.enum(Object.keys(EXCHANGE_CODES) as [ExchangeCode, ...ExchangeCode[]]);

/**
 * What the province says of entries, in the order in which it came to say it (`n`, 1, 2, 3 … for each office). The same
 * entry may come again: after a new try, or once a conflict was settled; the last one holds.
 */
export const Verdict = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('accepted'),
    n: z.int().min(1),
    station: z.string(),
    from: z.int(),
    to: z.int(),
    /**
     * Of the one entry that is spoken of, where it stood otherwise before: another copy of the office may have written
     * another under its number. Absent where all of these were accepted as they came, and from an older province.
     */
    hash: Hash.optional(),
  }),
  z.object({
    state: z.enum(['rejected', 'conflict']),
    n: z.int().min(1),
    station: z.string(),
    seq: z.int().min(1),
    /** Of the entry that is spoken of; with `other-entry` not the one the province had first. */
    hash: Hash,
    /** May be one that this release does not know; then `message` is shown. */
    code: z.string(),
    message: z.string(),
    /** The entry it stands against; null where there is none. */
    against: z.object({ station: z.string(), seq: z.int(), hash: Hash }).nullable(),
  }),
]);
export type Verdict = Readonly<z.infer<typeof Verdict>>;
