/** A device that is not paired: the code, and waiting for the administrator. */
export const pair = {
  title: 'Ghép máy này với văn phòng',
  officeUnknown: 'Văn phòng đang khóa',
  compareTitle: 'So vân tay chứng thư',
  compareText:
    'Trong trình duyệt này, bấm nút bên trái thanh địa chỉ, mở chi tiết chứng thư và đọc dòng SHA-256. So với dãy trên màn hình của quản trị viên (Quản trị → Mạng nội bộ). Đừng so với bất cứ dãy nào hiện trong trang: chỉ dãy do trình duyệt hiện mới là bằng chứng. Khác nhau dù một ký tự: dừng lại, báo quản trị viên.',
  codeTitle: 'Gõ mã ghép máy',
  codeText:
    'Quản trị viên cấp mã ở Quản trị → Mạng nội bộ. Mã có 8 ký tự, dùng một lần, trong 5 phút; chữ hoa hay thường đều được.',
  code: 'Mã ghép máy',
  codeMissing: 'Mã có 8 ký tự. Hãy gõ đủ.',
  send: 'Gửi mã',
  waitingTitle: 'Chờ quản trị viên cho vào',
  waiting:
    'Mã đúng. Hãy đọc 4 chữ số này cho quản trị viên; người đó gõ lại trên màn hình của mình rồi bấm “Cho vào”. Đừng đóng trang này.',
  digits: 'Số của máy này',
  gone: 'Quản trị viên đã từ chối, hoặc đã quá 5 phút. Hãy xin mã mới rồi gõ lại.',
  entering: 'Đã được cho vào. Đang mở màn hình của máy này…',
  locked:
    'Văn phòng đang khóa: từ lúc bật máy chính chưa có ai đăng nhập. Khi có người đăng nhập ở máy chính, màn hình này tự đi tiếp.',
  lockedTitle: 'Đang chờ văn phòng mở',
  new: 'Máy chính chưa được thiết lập. Hãy thiết lập đơn vị ở máy chính trước.',
};
