import { describe, expect, it } from 'vitest';
import { LONGEST_OWN_REASON, pauseReasonProblem } from './index.ts';

const OF_OFFICE = ['Họp giao ban', '1'];

describe('why a counter pauses', () => {
  it.each([
    'Họp giao ban',
    '1',
    'Sang phòng 203 đến 14:30',
    'Máy in quầy 2 hỏng',
    'x'.repeat(LONGEST_OWN_REASON),
  ])('%j may be said', (reason) => expect(pauseReasonProblem(reason, OF_OFFICE)).toBeUndefined());

  it.each([
    ['x'.repeat(LONGEST_OWN_REASON + 1), 'ghi ngắn lại'],
    ['?!', 'vài chữ'],
    ['Họp\nchờ', 'một dòng'],
    ['Gọi anh An 0912 345 678', 'số điện thoại'],
    ['Hồ sơ 017195004821', 'số giấy tờ'],
  ])('%j may not, with what to do', (reason, words) =>
    expect(pauseReasonProblem(reason, OF_OFFICE)).toContain(words),
  );
});
