/** What a clerk reads for each error of the contract, when the office sent no better sentence. */
export const errors = {
  'invalid-input': 'Dữ liệu gửi lên chưa đúng. Xem lại các ô được đánh dấu rồi thử lại.',
  'signed-out': 'Phiên làm việc đã hết. Hãy đăng nhập lại; nội dung đang nhập vẫn được giữ.',
  'not-allowed': 'Tài khoản này không có quyền làm việc đó. Hãy nhờ quản trị viên.',
  'wrong-password': 'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt.',
  'too-many-attempts': 'Nhập sai nhiều lần. Hãy chờ rồi thử lại.',
  'wrong-recovery-key': 'Khóa khôi phục không đúng. Kiểm tra từng nhóm ký tự trên tờ giấy đã in.',
  'already-set-up': 'Máy này đã được thiết lập.',
  'not-set-up': 'Máy này chưa được thiết lập. Hãy làm theo các bước ở màn hình đầu tiên.',
  locked: 'Cơ sở dữ liệu đang khóa. Hãy đăng nhập để mở.',
  'not-found': 'Không tìm thấy. Có thể mục này đã được đổi hoặc xóa.',
  erased: 'Dữ liệu cá nhân của hồ sơ này đã xóa theo quy định; chỉ còn mã, ngày nhận và căn cứ xóa.',
  'dossier-open':
    'Hồ sơ này còn đang giải quyết. Hãy giải quyết xong hoặc rút hồ sơ trước, hoặc ghi lý do phải xóa ngay.',
  'confirmation-differs': 'Mã hoặc số vừa gõ để xác nhận không khớp. Hãy gõ lại đúng như trên màn hình.',
  'name-taken': 'Tên này đã có. Hãy chọn tên khác.',
  'weak-password': 'Mật khẩu quá ngắn hoặc quá dễ đoán. Dùng ít nhất 10 ký tự.',
  'old-key-wraps':
    'Khóa của một số người còn ở dạng cũ. Mỗi người hãy đăng nhập một lần, hoặc quản trị viên đặt lại mật khẩu cho họ.',
  'rekey-running': 'Cơ sở dữ liệu đang được đổi khóa. Hãy chờ xong rồi thử lại.',
  'key-store-missing':
    'Máy này không có kho khóa dùng được của hệ điều hành. Cơ sở dữ liệu vẫn mở bằng đăng nhập.',
  'unknown-procedure': 'Thủ tục này không có trong danh mục đang áp dụng. Hãy chọn lại.',
  'due-needed': 'Danh mục chưa có thời hạn dùng được. Hãy nhập ngày giờ trả và lý do.',
  'due-in-past': 'Ngày giờ trả phải sau lúc nhận. Hãy nhập lại.',
  'fee-needed': 'Mức phí do tỉnh quy định, chưa có trong danh mục. Hãy nhập số tiền (0 nếu miễn).',
  'exemption-needs-ground': 'Hãy ghi căn cứ miễn, giảm (giấy tờ đã xem).',
  'no-serial-left': 'Dải số của hôm nay đã hết. Hãy báo quản trị viên cấp thêm dải số.',
  'request-reused':
    'Biểu mẫu này đã được tiếp nhận với nội dung khác. Hãy mở hồ sơ đã tiếp nhận để kiểm tra.',
  'device-not-paired':
    'Máy này chưa được ghép với văn phòng, hoặc đã bị gỡ. Hãy nhờ quản trị viên cấp mã rồi ghép lại.',
  'pairing-failed': 'Mã không đúng, đã hết hạn hoặc đã dùng. Hãy nhờ quản trị viên cấp mã mới rồi gõ lại.',
  'ticket-of-another-day':
    'Phiếu này của ngày khác, số không còn dùng được nên không in lại. Hãy cấp số mới cho người dân.',
  'pairing-running':
    'Một quản trị viên khác đang ghép máy. Hãy chờ người đó xong, hoặc hủy mã của người đó trước.',
  'address-taken': 'Địa chỉ hoặc cổng này không mở được trên máy này. Hãy chọn địa chỉ hoặc cổng khác.',
  'queue-full': 'Số của nhóm này hôm nay đã cấp hết (999). Hãy chọn nhóm khác hoặc báo quầy hướng dẫn.',
  'counter-taken': 'Quầy này đang có người ngồi. Hãy chọn quầy khác, hoặc nhờ người đó rời quầy trước.',
  'no-counter': 'Chưa chọn quầy. Hãy chọn quầy đang ngồi rồi gọi số.',
  'ticket-moved': 'Số này vừa được xử lý ở chỗ khác. Hãy xem lại hàng đợi rồi làm tiếp.',
  'queue-settings-wrong': 'Thiết lập hàng đợi chưa dùng được. Hãy sửa mục được đánh dấu rồi lưu lại.',
  'token-missing': 'Không thấy USB ký số này. Hãy cắm lại rồi bấm Tìm lại.',
  'token-failed': 'USB ký số báo lỗi. Hãy rút ra, cắm lại rồi thử lại; việc đã ký xong vẫn còn.',
  'pin-wrong': 'Mã PIN không đúng. Hãy xem số lần còn lại trước khi nhập lại.',
  'pin-locked': 'USB ký số đã bị khóa vì nhập sai mã PIN. Hãy liên hệ nơi cấp chứng thư để mở khóa.',
  'pin-last-try':
    'Chỉ còn một lần nhập mã PIN; sai nữa USB ký số sẽ bị khóa. Hãy chắc chắn rồi xác nhận để nhập.',
  'session-ended': 'USB ký số đã được đóng lại. Hãy nhập mã PIN để ký tiếp.',
  'not-signable': 'Tệp này không ký được. Hãy xem lý do, sửa rồi thử lại.',
  'signing-running': 'Lô này đang ký. Hãy chờ xong hoặc bấm Dừng, rồi làm lại.',
  'draft-taken':
    'Hồ sơ này đang được nhập tiếp ở chỗ khác. Hãy tiếp tục ở đó, hoặc mở lại từ danh sách hồ sơ đang làm dở.',
  'slip-settled':
    'Phiếu này đã được tiếp nhận tiếp hoặc đã hủy. Hãy mở phiếu để xem hồ sơ đã nhận, hoặc tiếp nhận như hồ sơ mới.',
  'corrected-meanwhile': 'Hồ sơ này vừa được người khác sửa. Hãy xem chỗ đã đổi rồi làm lại trên bản mới.',
  'due-changes': 'Ngày hẹn trả thay đổi. Hãy xem ngày cũ, ngày mới và xác nhận.',
  'nothing-corrected': 'Chưa có gì thay đổi so với bản đang có. Hãy sửa ít nhất một mục.',
  'dossier-cancelled': 'Hồ sơ này đã hủy nên không sửa hay hủy lần nữa. Nếu cần, hãy tiếp nhận hồ sơ mới.',
  'dossier-closed': 'Hồ sơ đã kết thúc nên không sửa hay hủy được nữa.',
  'fee-taken-meanwhile': 'Hồ sơ này vừa được thu tiền ở chỗ khác. Hãy xem các khoản đã thu rồi mới thu tiếp.',
  'more-than-due': 'Số tiền nhiều hơn số còn phải thu. Hãy xem lại, hoặc xác nhận là thu đúng như vậy.',
  'receipt-settled': 'Khoản thu này không còn ở trạng thái đó nữa. Hãy xem lại danh sách rồi làm tiếp.',
  'receipt-number-taken': 'Số biên lai này đã ghi cho một khoản thu khác. Hãy xem lại từng ký tự.',
  'collector-unknown':
    'Chưa có tên và mã số thuế của cơ quan thu. Quản trị viên nhập ở trang Biên lai trước khi xuất.',
  'exchange-refused': 'Máy chủ tỉnh không nhận. Hãy xem lý do rồi thử lại.',
  'exchange-unreachable':
    'Không nối được tới máy chủ tỉnh. Kiểm tra mạng và địa chỉ rồi thử lại, hoặc dùng USB; bàn tiếp nhận vẫn làm việc.',
  'already-enrolled': 'Cơ quan này đã ghép với tỉnh. Muốn ghép với nơi khác, hãy ngừng kết nối cũ trước.',
  'not-enrolled': 'Cơ quan này chưa ghép với tỉnh. Hãy nhờ quản trị viên ghép ở trang Kết nối với tỉnh.',
  'pack-superseded': 'Đã áp dụng bản mới hơn của loại này, nên gói này không dùng được nữa.',
  'pack-unusable': 'Gói này không dùng được. Hãy xem lý do, rồi báo quản trị tỉnh công bố lại.',
  'stick-failed': 'Không đọc hoặc ghi được tệp trên USB. Hãy cắm lại USB, kiểm tra dung lượng rồi thử lại.',
  'printer-missing': 'Không tìm thấy máy in đã chọn. Kiểm tra dây và nguồn, hoặc chọn máy in khác.',
  'print-failed': 'Máy in báo lỗi. Kiểm tra máy in rồi bấm in lại; hồ sơ đã được lưu.',
  'file-damaged': 'Bản lưu của giấy này bị hỏng hoặc bị sửa. Hãy báo quản trị viên.',
  'copy-place-missing':
    'Không thấy nơi sao lưu. Hãy cắm lại USB hoặc nối lại ổ đĩa, kiểm tra đường dẫn rồi thử lại.',
  'copy-place-full': 'Nơi sao lưu đã đầy. Hãy giải phóng dung lượng hoặc chọn ổ khác rồi sao lưu lại.',
  'copy-place-unwritable':
    'Không ghi được vào nơi sao lưu. Hãy mở khóa chống ghi của USB hoặc chọn thư mục khác.',
  'copy-running': 'Đang có một bản sao lưu hoặc một lần thử khôi phục chạy. Hãy chờ xong hoặc bấm Dừng.',
  'copy-unusable': 'Đây không phải là bản sao dùng được của Trạm Một Cửa. Hãy chọn bản sao khác.',
  'wrong-key': 'Khóa không mở được cơ sở dữ liệu này. Hãy dùng khóa khôi phục hoặc báo quản trị viên.',
  'database-damaged': 'Cơ sở dữ liệu bị hỏng. Đừng tắt máy; hãy báo quản trị viên để khôi phục từ bản sao.',
  'database-newer': 'Cơ sở dữ liệu do phiên bản mới hơn ghi. Hãy cập nhật Trạm Một Cửa trên máy này.',
  'database-full':
    'Ổ đĩa đã đầy nên chưa ghi được. Hãy giải phóng dung lượng ổ đĩa rồi làm lại thao tác vừa rồi.',
  'database-busy':
    'Cơ sở dữ liệu đang được một chương trình khác sử dụng. Hãy đóng chương trình đó rồi thử lại.',
  'database-unwritable':
    'Không ghi được vào thư mục dữ liệu. Hãy kiểm tra ổ đĩa và quyền ghi, rồi mở lại chương trình.',
  'client-too-old': 'Màn hình này cũ hơn máy chủ của văn phòng. Hãy tải lại trang.',
  timeout: 'Chưa có trả lời. Thao tác có thể đã được ghi; hãy thử lại, việc lặp lại là an toàn.',
  disconnected: 'Mất kết nối với phần lưu trữ. Đang nối lại; nội dung đang nhập vẫn được giữ.',
  internal: 'Có lỗi trong chương trình. Nội dung đang nhập vẫn được giữ; hãy thử lại hoặc báo quản trị viên.',
};
