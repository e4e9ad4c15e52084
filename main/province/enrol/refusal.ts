import type { ExchangeCode } from '#shared/exchange/index.ts';

/** Why an office is not let in. `message`: where the code's own sentence does not say enough. */
export type EnrolRefusal = { code: ExchangeCode; message?: string; waitSeconds?: number };

/** Rolls a transaction back and carries the reason out of it. */
export class NotLetIn extends Error {
  readonly refusal: EnrolRefusal;
  constructor(refusal: EnrolRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
