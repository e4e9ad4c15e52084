/** Words about the exchange with the province that several screens share: states, entries, the line, reasons. */
export const exchange = {
  states: {
    held: 'Đang giữ',
    sent: 'Đã gửi',
    accepted: 'Tỉnh đã nhận',
    rejected: 'Bị từ chối',
    conflict: 'Mâu thuẫn',
  },
  /** What each state means, one sentence. */
  stateTexts: {
    held: 'Nằm ở máy này, chưa rời khỏi đây.',
    sent: 'Đã gửi hoặc đã ghi ra USB, tỉnh chưa trả lời. Chưa tính là đã nhận.',
    accepted: 'Tỉnh đã nhận và đã ký trả lời.',
    rejected: 'Tỉnh không nhận, có lý do. Vẫn được giữ ở đây và gửi lại được.',
    conflict: 'Ở tỉnh có một bản khác. Cả hai đều được giữ; cần người xem và quyết định.',
  },
  retrying: 'Chờ tỉnh xét lại',
  kinds: {
    'dossier-received': 'Tiếp nhận hồ sơ',
    'dossier-corrected': 'Sửa hồ sơ',
    'dossier-cancelled': 'Hủy hồ sơ hoặc phiếu',
    'dossier-code-given': 'Cấp mã chính thức',
    'slip-given': 'Lập phiếu',
    'document-signed': 'Ký số giấy tờ',
    'signature-completed': 'Bổ sung dấu thời gian cho chữ ký',
    'serial-range-granted': 'Đặt dải số',
    'serials-frozen': 'Tạm khóa dải số',
    'serials-released': 'Mở lại dải số',
    'province-joined': 'Ghép với tỉnh',
    'office-keys-set': 'Đổi khóa của cơ quan',
    'conflict-settled': 'Quyết định mâu thuẫn',
    'freeze-lifted': 'Mở lại dải số nhờ dải số mới của tỉnh',
    'lease-taken': 'Nhận dải số của tỉnh',
    'lease-ended': 'Kết thúc dải số của tỉnh',
    'fee-receipt-requested': 'Thu tiền, chờ số biên lai',
    'fee-receipt-numbered': 'Ghi số biên lai',
    'fee-receipt-withdrawn': 'Rút khoản thu',
    'fee-receipt-ended': 'Biên lai bị hủy hoặc thay',
    erased: 'Xóa dữ liệu cá nhân',
  },
  unknownKind: 'Loại chưa biết: {{kind}}',
  unknownKindText: 'Do một bản chương trình mới hơn ghi. Vẫn được giữ và gửi đi nguyên vẹn.',
  entry: 'Bản ghi số {{seq}}',
  line: {
    states: {
      none: 'Gửi bằng USB',
      paused: 'Đang tạm dừng',
      'not-tried': 'Chưa thử nối',
      reached: 'Nối được tới tỉnh',
      unreachable: 'Không nối được',
      silent: 'Nối được nhưng tỉnh im lặng',
      'not-the-province': 'Máy khác trả lời thay tỉnh',
      refused: 'Tỉnh không nhận',
    },
    texts: {
      none: 'Chưa đặt địa chỉ của tỉnh. Xuất ra USB và nhập tệp trả lời ở Hộp gửi đi, mục USB.',
      paused:
        'Quản trị viên đã tạm dừng đường truyền. Bản ghi được giữ ở máy này; bàn tiếp nhận vẫn làm việc.',
      'not-tried': 'Chương trình sẽ tự thử. Bấm Gửi ngay nếu muốn thử luôn.',
      reached: 'Bản ghi mới được gửi sau ít giây.',
      unreachable:
        'Kiểm tra dây mạng hoặc Wi-Fi. Chương trình tự thử lại; nếu mất mạng lâu, gửi bằng USB. Bàn tiếp nhận vẫn làm việc.',
      silent:
        'Đường truyền mở nhưng không có trả lời, thường do VPN đã đứt. Nối lại VPN hoặc mạng. Chương trình tự thử lại; bàn tiếp nhận vẫn làm việc.',
      'not-the-province':
        'Thường là trang đăng nhập Wi-Fi hoặc máy chủ trung gian. Mở trình duyệt đăng nhập Wi-Fi, hoặc báo người phụ trách mạng. Không có gì được gửi cho máy đó.',
      refused: 'Máy chủ đúng là của tỉnh nhưng chưa nhận. Xem lý do; bàn tiếp nhận vẫn làm việc.',
    },
  },
  lamp: {
    notEnrolled: 'Chưa ghép với tỉnh · giữ {{count}} bản ghi',
    counts: 'Đồng bộ: {{held}} giữ, {{rejected}} từ chối',
    conflicts: '{{count}} mâu thuẫn',
    attention: '{{count}} việc cần xem',
    lines: {
      paused: 'đang tạm dừng',
      unreachable: 'không nối được',
      silent: 'tỉnh im lặng',
      'not-the-province': 'máy khác trả lời thay tỉnh',
      refused: 'tỉnh không nhận',
    },
  },
  codes: {
    'number-not-leased':
      'Số hồ sơ không nằm trong dải số tỉnh cấp cho trạm này. Hãy báo quản trị tỉnh kiểm tra dải số rồi gửi lại.',
    'agency-not-yours':
      'Mã cơ quan trong mã hồ sơ không thuộc cơ quan này. Hãy báo quản trị tỉnh kiểm tra mã cơ quan rồi gửi lại.',
    'body-malformed':
      'Nội dung bản ghi không đúng mẫu của loại này. Hãy cập nhật chương trình rồi gửi lại, hoặc báo nơi hỗ trợ.',
    'subject-unknown': 'Bản ghi nói về một hồ sơ mà tỉnh chưa có. Hãy gửi lại sau khi hồ sơ đó được nhận.',
    'code-taken': 'Mã này đã thuộc một hồ sơ khác ở tỉnh. Hãy xem cả hai hồ sơ rồi chọn cách xử lý.',
    'stale-base':
      'Hồ sơ đã được sửa ở một bản khác trước khi bản sửa này tới. Hãy xem cả hai bản rồi chọn bản đúng.',
    'other-entry':
      'Ở tỉnh đã có một bản ghi khác mang cùng số: có hai bản sao của cơ sở dữ liệu này. Cả hai đều được giữ; hãy xem và quyết định.',
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
    'answers-another':
      'Tệp trả lời này không trả lời tệp nào đã xuất từ trạm này. Hãy chọn đúng tệp trả lời.',
    'out-of-turn': 'Tệp trả lời này dựa trên một tệp trả lời trước chưa nhập. Hãy nhập tệp trước đã.',
    'office-unknown': 'Tỉnh không biết cơ quan này. Hãy ghép lại với tỉnh.',
    'office-revoked': 'Tỉnh đã ngừng kết nối của cơ quan này. Hãy liên hệ quản trị tỉnh.',
    'enrol-code-wrong':
      'Mã ghép không đúng, đã dùng hoặc đã hết hạn. Hãy xem lại đủ 12 ký tự chưa; đủ và đúng rồi mà vẫn vậy thì xin mã mới của quản trị tỉnh.',
    'enrol-waiting': 'Yêu cầu ghép chưa được quản trị tỉnh duyệt. Hãy gọi điện để so dấu vân tay hai bên.',
    'too-many-attempts': 'Thử sai nhiều lần. Hãy chờ rồi thử lại.',
    busy: 'Máy chủ tỉnh đang bận. Trạm sẽ tự thử lại sau.',
    internal: 'Máy chủ tỉnh gặp lỗi. Trạm sẽ tự thử lại sau; không mất gì.',
  },
  sticks: {
    drive: '{{label}}, còn trống {{size}}',
    driveUnknown: '{{label}}',
    thisFolder: 'Thư mục {{folder}}',
    other: 'Thư mục khác',
    otherPath: 'Đường dẫn',
    otherExample: 'Ví dụ: E:\\ hoặc /media/usb',
    look: 'Xem thư mục này',
    none: 'Không thấy USB nào. Cắm USB rồi bấm Tìm lại, hoặc nhập đường dẫn.',
    refresh: 'Tìm lại USB',
    missing: 'Hãy nhập đường dẫn, hoặc chọn một USB.',
    file: '{{size}}, ghi lúc {{when}}',
    noFiles: 'Không có tệp nào của Trạm Một Cửa ở đây.',
    chooseFile: 'Hãy chọn một tệp.',
  },
  dossier: {
    title: 'Với tỉnh',
    badge: 'Tỉnh: {{state}}',
    nothing: 'Chưa có bản ghi nào của hồ sơ này gửi đi.',
    toOutbox: 'Mở Hộp gửi đi',
    more: 'Chỉ hiện 200 bản ghi cũ nhất.',
  },
};
