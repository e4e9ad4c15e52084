import { describe, expect, test } from 'vitest';
import { officeError } from '#renderer/office/index.ts';
import { refusalProblems } from './submit.ts';

describe('a refusal', () => {
  test('stands at the fields it names', () => {
    const failure = officeError('invalid-input', {
      message: 'xem lại',
      fields: [
        { field: 'applicant.phone', message: 'sai số' },
        { field: 'papers.2.name', message: '' },
      ],
    });
    expect([...refusalProblems(failure, 'xem lại')]).toEqual([
      ['applicant.phone', 'sai số'],
      ['papers', 'xem lại'],
    ]);
  });

  test('without a field stands where its code belongs, or nowhere', () => {
    expect([...refusalProblems(officeError('fee-needed'), 'nhập số tiền')]).toEqual([
      ['fee.enteredAmount', 'nhập số tiền'],
    ]);
    expect(refusalProblems(officeError('no-serial-left'), 'hết số').size).toBe(0);
  });
});
