import { expect, test } from 'vitest';
import { blamingData, explainDataTrouble } from './data-trouble.ts';
import { StartRefused } from './say.ts';

const failing = (code: string) => Object.assign(new Error(`${code}: something, open '/x'`), { code });

test.each([
  ['EACCES', 'quyền', 'Ask for permission'],
  ['EPERM', 'quyền', 'Ask for permission'],
  ['EROFS', 'chỉ cho đọc', 'read-only'],
  ['ENOSPC', 'đầy', 'Free some space'],
  ['EDQUOT', 'đầy', 'Free some space'],
  ['EEXIST', 'là một tệp', 'is a file'],
  ['ENOTDIR', 'là một tệp', 'is a file'],
  ['ENOENT', 'ổ đĩa', 'not connected'],
  ['ELOOP', 'hệ điều hành', 'The system reports'],
])('%s says what is wrong and what to do, in both languages', (code, vietnamese, english) => {
  const text = explainDataTrouble('/dữ liệu', failing(code)) ?? '';
  expect(text).toContain('"/dữ liệu"');
  expect(text).toContain(vietnamese);
  expect(text).toMatch(/Hãy /);
  expect(text).toContain(english);
  expect(text).toContain(code);
  expect(text).not.toContain('something');
});

test('what the office itself says is passed on with its sentence', () => {
  const full = Object.assign(new Error('Ổ đĩa đã đầy nên chưa ghi được.'), { code: 'database-full' });
  expect(explainDataTrouble('/d', full)).toContain('Ổ đĩa đã đầy nên chưa ghi được.');
});

test('faults of the program stay faults', async () => {
  for (const fault of [new Error('x'), failing('ERR_INVALID_ARG_TYPE'), 'text', null]) {
    expect(explainDataTrouble('/d', fault)).toBeNull();
  }
  const fault = new TypeError('x');
  await expect(blamingData('/d', () => Promise.reject(fault))).rejects.toBe(fault);
  const refused = new StartRefused('as it was');
  await expect(blamingData('/d', () => Promise.reject(refused))).rejects.toBe(refused);
  await expect(blamingData('/d', () => Promise.reject(failing('ENOSPC')))).rejects.toBeInstanceOf(
    StartRefused,
  );
});
