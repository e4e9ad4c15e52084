import { ERROR_CODES, type ErrorCode } from '#shared/contract/index.ts';
import { EXCHANGE_CODES, type ExchangeCode } from '#shared/exchange/index.ts';

/** What this room may refuse, by the contract's codes. */
export type RefusalCode = Extract<
  ErrorCode,
  | 'exchange-refused'
  | 'exchange-unreachable'
  | 'already-enrolled'
  | 'not-enrolled'
  | 'stick-failed'
  | 'not-found'
  | 'invalid-input'
>;

/** A refusal that a screen shows; `reason`: what the exchange itself calls it, where it has a word for it. */
export class ExchangeRefused extends Error {
  readonly code: RefusalCode;
  readonly reason: ExchangeCode | null;
  constructor(code: RefusalCode, message: string = ERROR_CODES[code], reason: ExchangeCode | null = null) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

/** Refused with a reason of the exchange's closed list; its sentence unless a better one is known. */
export function refusedFor(reason: ExchangeCode, message: string = EXCHANGE_CODES[reason]): ExchangeRefused {
  return new ExchangeRefused('exchange-refused', message, reason);
}
