import { expect, test } from 'vitest';
import type { Certified } from './certified.ts';
import { tillFile } from './till.ts';

const LINE: Certified = {
  id: 'd1',
  code: '000.1',
  at: '2026-11-23T08:01:00.000+07:00',
  procedureCode: '2.000815',
  name: 'Bùi Văn Một',
  paper: 'Học bạ',
  copies: 3,
  pages: 2,
  amount: 12_000,
  atOnce: true,
  dueAt: null,
  cancelled: false,
  job: null,
};

test('the day for the till: in order, what was cancelled without numbers, the sums last', () => {
  const lines: Certified[] = [
    {
      ...LINE,
      id: 'd3',
      code: '000.3',
      at: '2026-11-23T08:03:00.000+07:00',
      name: '=1+1',
      copies: 1,
      amount: 2000,
    },
    { ...LINE, id: 'd2', code: '000.2', at: '2026-11-23T08:02:00.000+07:00', cancelled: true },
    LINE,
  ];
  const file = tillFile(lines, {
    columns: {
      time: 'Giờ',
      code: 'Mã',
      name: 'Tên',
      paper: 'Giấy tờ',
      copies: 'Bản',
      pages: 'Trang',
      fee: 'Tiền',
      state: 'Tình trạng',
    },
    time: (at) => at.slice(11, 16),
    state: ({ cancelled }) => (cancelled ? 'Đã hủy' : 'Đã trả'),
    total: 'Cộng',
    requests: (count) => `${count} yêu cầu`,
  });
  expect(file.replace('\u{feff}', '').trimEnd().split('\r\n')).toEqual([
    '"Giờ";"Mã";"Tên";"Giấy tờ";"Bản";"Trang";"Tiền";"Tình trạng"',
    '"08:01";"000.1";"Bùi Văn Một";"Học bạ";"3";"2";"12000";"Đã trả"',
    '"08:02";"000.2";"Bùi Văn Một";"Học bạ";"";"";"";"Đã hủy"',
    `"08:03";"000.3";"'=1+1";"Học bạ";"1";"2";"2000";"Đã trả"`,
    '"Cộng";"";"2 yêu cầu";"";"4";"";"14000";""',
  ]);
});
