/** What the Electron host itself says to people: menu and dialogs. Screens have their own texts. */
export const TEXTS = {
  title: 'Trạm Một Cửa',
  menu: {
    edit: 'Sửa',
    undo: 'Hoàn tác',
    redo: 'Làm lại',
    cut: 'Cắt',
    copy: 'Sao chép',
    paste: 'Dán',
    selectAll: 'Chọn tất cả',
    view: 'Xem',
    zoomIn: 'Phóng to',
    zoomOut: 'Thu nhỏ',
    zoomReset: 'Cỡ thường',
    fullScreen: 'Toàn màn hình',
    program: 'Chương trình',
    about: 'Giới thiệu',
    quit: 'Thoát',
    hall: 'Sảnh chờ',
  },
  hall: {
    title: (place: number) => `Trạm Một Cửa – màn hình sảnh ${place}`,
    address: (place: number) => `Máy này, màn hình sảnh ${place}`,
    open: (place: number) => `Mở màn hình sảnh ${place} (bảng gọi số, lấy số)`,
  },
  aboutText: (version: string) => `Phiên bản ${version}`,
  screenLost: {
    message: 'Màn hình gặp lỗi nhiều lần.',
    detail:
      'Hồ sơ đã tiếp nhận vẫn còn nguyên. Hãy mở lại màn hình; nếu còn lỗi, thoát rồi mở lại chương trình.',
    reload: 'Mở lại màn hình',
    quit: 'Thoát',
  },
  unfinished: {
    message: 'Còn hồ sơ đang nhập dở.',
    detail: 'Đóng màn hình thì nội dung đang nhập sẽ mất. Hồ sơ đã tiếp nhận không bị ảnh hưởng.',
    stay: 'Ở lại',
    leave: 'Đóng',
  },
  noAnswer: 'Hệ điều hành không trả lời kịp.',
  officeRefused: 'Không mở được dữ liệu của trạm',
  station: {
    refused: 'Không chạy được máy quầy',
    digits: 'Đọc cho quản trị viên bốn chữ số này:',
  },
  officeGone:
    'Phần xử lý dữ liệu không khởi động được. Hãy thoát rồi mở lại chương trình, hoặc báo quản trị viên.',
  dataInUse: (directory: string, pid: number | null) =>
    `Dữ liệu ở "${directory}" đang được một chương trình khác mở${pid === null ? '' : ` (tiến trình ${pid})`}. ` +
    'Hãy dùng cửa sổ hoặc trình duyệt đang mở, hoặc đóng nó rồi mở lại.',
  screensMissing: 'Thiếu tệp màn hình của chương trình. Hãy cài đặt lại.',
  secrets: {
    notReal:
      'Máy này không có kho bí mật thật của hệ điều hành (GNOME Keyring, KWallet), nên không giữ khóa ở đó. ' +
      'Dữ liệu vẫn mở được bằng mật khẩu.',
    damaged: 'Khóa giữ trong kho bí mật của hệ điều hành không đọc được. Hãy mở bằng mật khẩu.',
  },
  print: {
    spooled: 'Đã giao trọn cho hàng đợi in của hệ điều hành.',
    noPrinter: (name: string) =>
      `Không có máy in "${name}". Kiểm tra dây cắm và tên máy in trong phần cài đặt.`,
    notRead: 'Không mở được tệp PDF để in; chưa có gì được gửi tới máy in.',
    refused: (reason: string) => `Máy in từ chối lệnh in (${reason}). Kiểm tra máy in rồi in lại.`,
    unknown: (reason: string) => `Không rõ giấy đã ra hay chưa (${reason}). Hãy nhìn khay giấy rồi trả lời.`,
    late: 'máy in không trả lời',
    crashed: 'chương trình in bị dừng giữa chừng',
  },
} as const;
