import { findExchangeCode } from '#renderer/i18n/index.ts';
import type { OfficeError } from '#renderer/office/index.ts';

/** At which field of joining by network a problem is said: what can't be reached at the address, a wrong code at the code. */
export function fieldOfProblem(failure: Pick<OfficeError, 'code' | 'message'>): 'address' | 'code' | 'form' {
  if (failure.code === 'exchange-unreachable') return 'address';
  if (failure.code !== 'exchange-refused') return 'form';
  const code = findExchangeCode(failure.message);
  return code === 'enrol-code-wrong' || code === 'too-many-attempts' ? 'code' : 'form';
}
