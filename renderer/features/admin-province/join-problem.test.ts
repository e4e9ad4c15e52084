import { expect, it } from 'vitest';
import { EXCHANGE_CODES } from '#shared/exchange/index.ts';
import { fieldOfProblem } from './join-problem.ts';

it.each([
  ['exchange-unreachable', '', 'address'],
  ['exchange-refused', EXCHANGE_CODES['enrol-code-wrong'], 'code'],
  ['exchange-refused', EXCHANGE_CODES['office-revoked'], 'form'],
  ['exchange-refused', 'Máy chủ nói khác.', 'form'],
  ['already-enrolled', '', 'form'],
] as const)('%s with “%s” is said at the %s', (code, message, field) => {
  expect(fieldOfProblem({ code, message })).toBe(field);
});
