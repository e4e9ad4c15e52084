import { type Clock, officeTimestamp } from '#shared/base/index.ts';
import type { ExchangeCode } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

/** On which side of the served range a program stands. */
export type Unserved = Extract<ExchangeCode, 'version-too-old' | 'version-too-new'>;

/** Whether a refusal is one for its version (P13). */
export const isUnserved = (code: ExchangeCode): code is Unserved =>
  code === 'version-too-old' || code === 'version-too-new';

/** An office came with a program outside the served range: the administrator sees it until it comes with another one. */
export async function noteUnserved(
  { sql, clock }: { sql: Sql; clock: Clock },
  office: string,
  code: Unserved,
): Promise<void> {
  await sql.query('UPDATE offices SET unserved_at = $2, unserved_code = $3 WHERE id = $1', [
    office,
    officeTimestamp(clock.now()),
    code,
  ]);
}
