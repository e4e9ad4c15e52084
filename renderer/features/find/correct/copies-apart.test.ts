import { expect, test } from 'vitest';
import { copiesApart } from './copies-apart.ts';

const form = (copies: string[], quantity: string) => ({
  papers: copies.map((count, index) => ({
    key: String(index),
    requirementId: null,
    name: 'Giấy khai sinh',
    required: false,
    originals: '1',
    copies: count,
    handling: 'present' as const,
  })),
  fee: { amount: '', quantity, pages: '1', exemptionId: '', exemptionGround: '' },
});

test('copies that were corrected in the papers but not in the fee are told, and the other way round', () => {
  const initial = form(['2', ''], '2');
  expect(copiesApart(form(['5', ''], '2'), initial)).toEqual({ papers: 5, fee: 2 });
  expect(copiesApart(form(['2', '1'], '2'), initial)).toEqual({ papers: 3, fee: 2 });
  expect(copiesApart(form(['2', ''], '4'), initial)).toEqual({ papers: 2, fee: 4 });
  expect(copiesApart(form(['5', ''], '5'), initial)).toBeUndefined();
});

test('nothing is said of what nobody touched, of no copies, and of what is no number', () => {
  expect(copiesApart(form(['3'], '1'), form(['3'], '1'))).toBeUndefined();
  expect(copiesApart(form([''], '1'), form(['2'], '2'))).toBeUndefined();
  expect(copiesApart(form(['hai'], '1'), form(['2'], '2'))).toBeUndefined();
});
