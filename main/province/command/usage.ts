/** What `npm run province -- --help` says; Vietnamese first. */
export const USAGE = `Cách dùng / Usage:  npm run province -- [LỆNH / COMMAND] [tùy chọn / options]

Không ghi lệnh: chạy máy chủ tỉnh / without a command: run the province's server
  --demo               chạy thử với dữ liệu mẫu trong bộ nhớ, không cần cài gì / sample data in memory, nothing to install
  --port N             cổng, mặc định 8440; 0: cổng trống bất kỳ / port, 8440 unless told otherwise; 0: any free one
  --host ĐỊA-CHỈ       mặc định 127.0.0.1: chỉ máy này / only this machine unless told otherwise
  --name TÊN           tên tỉnh mà các cơ quan thấy, khi chưa đặt / the name that offices see, where none is set yet
  --tls-cert TỆP --tls-key TỆP   chứng thư và khóa PEM / certificate and key; or leave TLS to a proxy
  --trust-proxy ĐỊA-CHỈ,…        địa chỉ các proxy được tin (X-Forwarded-For) / addresses of proxies that are believed

Nơi giữ dữ liệu (mọi lệnh) / where the data is (every command)
  --database-url URL   PostgreSQL; nên đặt ở biến môi trường DATABASE_URL / better in the environment: DATABASE_URL
  --directory DIR      cơ sở dữ liệu nhúng trong thư mục này / the embedded database in this folder

Mã hóa khóa của tỉnh trong cơ sở dữ liệu (mọi lệnh) / the province's keys in the database, sealed (every command)
  PROVINCE_SECRET_FILE=TỆP       tệp chứa ít nhất 32 ký tự ngẫu nhiên (hoặc PROVINCE_SECRET ở biến môi trường)
                                 a file with at least 32 random characters (or PROVINCE_SECRET in the environment)
  PROVINCE_SECRET_BEFORE[_FILE]  bí mật trước, khi đang đổi / the secret until now, while it is being changed

Lệnh / commands
  import TỆP --answer TỆP-TRẢ-LỜI
      nhập gói từ USB, ghi tệp trả lời / take in a parcel from a stick, write the answer
  invite TÊN-CƠ-QUAN [--agency-code MÃ] [--code-format KIỂU] [--first-serial N] [--last-serial N] [--lease-days N]
      mời một cơ quan, in mã ghép (dùng một lần, 7 ngày) / invite an office, print its code (once, 7 days)
  invite --again ID
      mã ghép lại cho cơ quan đã biết / a new code for an office that is known
  enrol-request TỆP [--answer TỆP --fingerprint SỐ] [--office ID]
      yêu cầu ghép từ USB: in dấu vân tay để so qua điện thoại; có --fingerprint nghe được thì duyệt và ghi tệp trả lời
      a request from a stick: print the fingerprint to compare by telephone; with the one heard: approve, write the answer
  offices              danh sách cơ quan / list of offices
  revoke ID            ngừng kết nối một cơ quan / shut an office out
  publish-pack LOẠI TỆP --title TÊN --effective-from YYYY-MM-DD --source NGUỒN
      LOẠI: catalogue, calendar, forms
  rotate-keys [--end-present]
      tạo cặp khóa tiếp theo của tỉnh; --end-present: khóa hiện tại đã lộ, ngừng ngay
      make the province's next keys; --end-present: the present ones are in wrong hands and end at once

Cơ sở dữ liệu nhúng chỉ một chương trình mở được: khi máy chủ đang chạy, hãy dùng trang quản trị.
The embedded database is open to one program: while the server runs on it, use its pages.
`;

/** Stands below what is wrong in a command line: the whole usage would push the one line that matters off the screen. */
export const SEE_USAGE = 'Cách dùng đủ mọi lệnh / all commands: npm run province -- --help';
