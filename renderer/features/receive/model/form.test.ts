import { describe, expect, test } from 'vitest';
import { emptyForm, isUntouched } from './form.ts';
import { type FormAction, reduceForm } from './reducer.ts';

const formAfter = (...actions: FormAction[]) => actions.reduce(reduceForm, emptyForm('request'));

describe('a form with nothing in it', () => {
  test.each<[string, FormAction[]]>([
    ['after a card that could not be read', [{ kind: 'scan-failed', problem: { message: 'x', raw: 'y' } }]],
    ['with a line for who files it, not written in', [{ kind: 'filer-toggled' }]],
    ['with a line for a helper and a further person', [{ kind: 'people-helper' }, { kind: 'people-added' }]],
    ['with an empty line on a slip', [{ kind: 'slip-line', index: 0, value: ' ' }]],
  ])('%s leaves no draft behind', (_what, actions) => {
    expect(isUntouched(formAfter(...actions))).toBe(true);
  });

  test('nor does a sheet that was only opened', () => {
    const form = emptyForm('request');
    expect(isUntouched({ ...form, slip: { ...form.slip, open: 'refusal' } })).toBe(true);
  });

  test.each<[string, FormAction[]]>([
    ['a letter', [{ kind: 'applicant-typed', field: 'name', value: 'Đ' }]],
    ['who files it', [{ kind: 'filer-typed', field: 'name', value: 'Đ' }]],
    ['a helper', [{ kind: 'people-helper-typed', field: 'phone', value: '0' }]],
    [
      'a further person',
      [{ kind: 'people-added' }, { kind: 'people-typed', index: 0, field: 'birth', value: '1' }],
    ],
    ['what is missing', [{ kind: 'slip-line', index: 0, value: 'Chưa ký' }]],
  ])('it is not with %s', (_what, actions) => {
    expect(isUntouched(formAfter(...actions))).toBe(false);
  });
});
