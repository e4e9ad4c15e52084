import { sql, type WritableDb } from '../storage/index.ts';
import { keepKeyInTx, keysOf } from './keys-table.ts';
import { forgetSaidInTx } from './said-table.ts';
import { changeStandingInTx } from './state-table.ts';

/** The office joins another province: nothing that the one before knew or said holds any more. */
export function forgetProvinceInTx(tx: WritableDb): void {
  forgetSaidInTx(tx);
  tx.run(sql`delete from exchange_accepted`);
  tx.run(sql`delete from exchange_days`);
  tx.run(sql`delete from exchange_files`);
  tx.run(sql`update exchange_stations set agreed_to = 0, forked_to = 0, forked = 0, stick_to = 0`);
  for (const key of keysOf(tx, 'province')) keepKeyInTx(tx, { ...key, state: 'past' }, 0);
  changeStandingInTx(tx, { cursor: 0, lastAnswerAt: null, wantsMore: false });
}
