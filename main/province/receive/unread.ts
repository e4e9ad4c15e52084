import { WAIT_FOR_LOCKS } from '../store/index.ts';
import { readUnread } from './entries-table.ts';
import type { OfficeRow } from './offices-table.ts';
import { lockOffice } from './offices-table.ts';
import type { ReceivePorts } from './ports.ts';
import { judgeHeld } from './take-in.ts';

/** Entries of one transaction. */
const PAGE = 500;

/**
 * Reads entries again that no earlier release could read, and judges those that this one can (J14, P13): once after an
 * update. Several instances may do it at once. Returns how many were judged.
 */
export async function judgeUnread(ports: Pick<ReceivePorts, 'sql' | 'clock' | 'sha256'>): Promise<number> {
  const offices = await ports.sql.query<{ office: string }>(
    'select distinct office from entries where not read order by office',
  );
  let judged = 0;
  for (const { office } of offices) {
    for (
      let after: { station: string; seq: number } | undefined = { station: '', seq: 0 };
      after !== undefined;
    ) {
      const from: { station: string; seq: number } = after;
      const page = await ports.sql.transaction(async (tx) => {
        // Given up here it would stay unread until the next start.
        await tx.query(WAIT_FOR_LOCKS);
        const row: OfficeRow | undefined = await lockOffice(tx, office);
        if (row === undefined) return undefined;
        const entries = await readUnread(tx, office, from, PAGE);
        judged += await judgeHeld(tx, ports, row, entries);
        return entries.length < PAGE ? undefined : entries.at(-1)?.entry;
      });
      after = page;
    }
  }
  return judged;
}
