/** Texts of features/admin-numbers, and of the banner that tells of frozen numbers and a wrong clock. */
export const numbers = {
  title: 'Mã hồ sơ và đồng hồ',
  banner: {
    frozen:
      'Số hồ sơ tạm khóa: dữ liệu này là bản chép hoặc bản khôi phục. Cứ tiếp nhận: giấy mang mã tạm (TAM…), mã chính thức cấp sau.',
    frozenClerk: 'Hãy báo quản trị viên xác nhận mã in sau cùng.',
    frozenAdmin: 'Xác nhận mã in sau cùng',
    clock: {
      'set-back': 'Đồng hồ máy chạy chậm hơn lần ghi trước hoặc giờ của tỉnh. Giấy in lúc này được đánh dấu.',
      'far-ahead':
        'Đồng hồ máy nhảy xa về phía trước hoặc nhanh hơn giờ của tỉnh. Giấy in lúc này được đánh dấu.',
      'before-build':
        'Đồng hồ máy chắc chắn sai (trước ngày có chương trình này). Giấy in lúc này được đánh dấu.',
    },
    clockClerk: 'Hãy nhờ người phụ trách máy chỉnh lại ngày giờ của Windows.',
    clockAdmin: 'Xem và xử lý',
  },
  codes: {
    title: 'Mã hồ sơ',
    good: 'Cấp số bình thường',
    frozen: 'Số đang tạm khóa',
    meanwhile:
      'Trong lúc này quầy vẫn tiếp nhận bằng mã tạm ({{count}} hồ sơ đang mang mã tạm). Khi xác nhận xong, các hồ sơ đó được cấp mã chính thức; mã tạm vẫn tra được mãi mãi.',
    provisional:
      'Còn {{count}} hồ sơ chỉ mang mã tạm vì không biết số của ngày nhận đã dùng đến đâu. Mã tạm vẫn có giá trị tra cứu.',
  },
  found: {
    'behind-mark':
      'Máy này biết những việc đã ghi mà dữ liệu đang mở không có: một bản cũ hơn đã được đặt lại, hoặc phần ghi sau cùng bị mất. Các mã cấp sau bản này không được cấp lại.',
    'other-machine': 'Dữ liệu này lần cuối chạy trên một máy khác. Máy kia có thể đã cấp thêm mã.',
    'other-file':
      'Tệp dữ liệu này là một bản chép, không phải tệp đã dùng lần trước trên máy này. Bản kia có thể đã cấp thêm mã.',
    'unknown-mark':
      'Không có gì trên máy này xác nhận dữ liệu đang mở là bản mới nhất. Có thể còn một bản khác đã cấp thêm mã.',
    restored: 'Dữ liệu này vừa được khôi phục từ bản sao lưu. Sau bản sao đó có thể đã cấp thêm mã.',
    since: 'Phát hiện lúc',
    inside: 'Việc sau cùng trong dữ liệu đang mở',
    outside: 'Việc sau cùng mà máy này biết',
    station: 'Trạm trước → trạm mới',
    nothing: 'không có',
    entry: '{{when}}, mã sau cùng {{code}}',
    noCode: 'chưa có',
    mayLag: '(có thể còn thêm vài giây sau đó)',
  },
  last: {
    code: 'Mã hồ sơ cấp sau cùng',
    slip: 'Số phiếu sau cùng, sổ {{volume}}',
    entry: '{{code}}, {{when}}',
    none: 'chưa cấp mã nào',
  },
  confirm: {
    code: 'Mã trên giấy tiếp nhận in sau cùng',
    codeText: 'Gõ hoặc quét mã. Mã đã biết sau cùng: {{last}}. Số tiếp theo được cấp sau mã bạn nhập.',
    codeTextNone: 'Gõ hoặc quét mã, ví dụ {{example}}. Để trống nếu cơ quan chưa từng in giấy tiếp nhận nào.',
    otherStopped: 'Tôi đã kiểm tra: máy kia hoặc bản kia không còn dùng để tiếp nhận hồ sơ.',
    submit: 'Xác nhận và cấp số tiếp',
    done: 'Đã xác nhận. {{given}} hồ sơ mang mã tạm được cấp mã chính thức.',
    doneSome:
      'Đã xác nhận. {{given}} hồ sơ được cấp mã chính thức; {{kept}} hồ sơ của ngày trước đó giữ mã tạm.',
  },
  releases: {
    title: 'Các lần xác nhận',
    line: '{{when}}, {{by}}: mã in sau cùng {{code}}.',
    none: '(chưa in mã nào)',
    unknown: 'Các mã sau {{after}} đến {{to}}: có thể đã cấp, chưa rõ; không cấp lại.',
    unknownUpTo: 'Các mã đến {{to}}: có thể đã cấp, chưa rõ; không cấp lại.',
  },
  stations: {
    title: 'Các trạm của dữ liệu này',
    since: 'Từ lúc',
    why: 'Vì sao',
    id: 'Số hiệu trạm',
  },
  reasons: {
    'set-up': 'Thiết lập cơ quan',
    'first-mark': 'Bắt đầu theo dõi bản sao',
    'behind-mark': 'Bản cũ hơn được đặt lại',
    'other-machine': 'Chuyển sang máy khác',
    'other-file': 'Tệp dữ liệu là bản chép',
    'unknown-mark': 'Không có gì xác nhận đây là bản mới nhất',
    restored: 'Khôi phục từ bản sao lưu',
  },
  clock: {
    title: 'Đồng hồ của máy',
    good: 'Đồng hồ chạy đúng thứ tự với các bản ghi',
    troubles: {
      'set-back': 'Đồng hồ bị lùi hoặc chạy chậm',
      'far-ahead': 'Đồng hồ nhảy xa về phía trước hoặc chạy nhanh',
      'before-build': 'Đồng hồ chắc chắn sai',
    },
    compare: 'Giờ máy: {{now}}. Giờ gần nhất tin được: {{trusted}}.',
    todo: {
      'set-back':
        'Nếu giờ máy sai, chỉnh lại ngày giờ của Windows; mọi thứ tự trở lại bình thường, muộn nhất khi nối được với tỉnh. Nếu giờ máy đúng (trước đó máy chạy nhanh, hoặc đã chỉnh xong mà không có mạng tới tỉnh), bấm nút dưới đây.',
      'far-ahead':
        'Nếu giờ máy sai, chỉnh lại ngày giờ của Windows; mọi thứ tự trở lại bình thường, muộn nhất khi nối được với tỉnh. Nếu giờ máy đúng (máy nghỉ lâu ngày, hoặc đã chỉnh xong mà không có mạng tới tỉnh), bấm nút dưới đây.',
      'before-build':
        'Chỉnh lại ngày giờ của Windows. Nếu lần nào mở máy cũng sai, pin đồng hồ trên bo mạch đã hết: hãy thay pin.',
    },
    confirm: 'Giờ máy bây giờ là đúng',
    confirmed: 'Đã ghi nhận giờ máy đúng.',
    span: '{{what}}: từ {{from}} đến {{to}}.',
    lasts: 'bây giờ',
    endedBy: '{{by}} xác nhận giờ đúng.',
    papers: 'Giấy cấp trong lúc đồng hồ chưa đúng',
    code: 'Mã hồ sơ',
    what: 'Việc',
    at: 'Giờ ghi lúc đó',
    kinds: { dossier: 'Tiếp nhận: {{title}}', paper: 'In: {{title}}' },
    more: 'Còn nữa; chỉ hiện 500 việc gần nhất.',
  },
};
