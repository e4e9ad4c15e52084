/** What was found, as a file for spreadsheets. */
export const exported = {
  button: 'Xuất CSV',
  key: 'Xuất danh sách ra tệp',
  title: 'Xuất danh sách hồ sơ',
  what: 'Mọi hồ sơ và phiếu của lần tìm này, mỗi cái một dòng, với các cột: {{columns}}. Tệp CSV mở bằng Excel, có tên người nộp: hãy cất và xóa như mọi giấy tờ có dữ liệu cá nhân.',
  collecting: 'Đang lấy danh sách: {{count}} dòng',
  ready: 'Đã lấy xong {{count}} hồ sơ.',
  readySlips: 'Đã lấy xong {{count}} hồ sơ, {{slips}} phiếu.',
  save: 'Lưu tệp',
  failed: 'Chưa xuất được: {{reason}}',
  columns: {
    code: 'Mã hồ sơ',
    name: 'Người nộp',
    number: 'Số giấy tờ (bốn số cuối)',
    procedureCode: 'Mã thủ tục',
    procedure: 'Thủ tục',
    receivedAt: 'Nhận lúc',
    dueAt: 'Hẹn trả',
    state: 'Tình trạng',
    fee: 'Phí, lệ phí (đồng)',
    receivedBy: 'Người nhận',
  },
};
