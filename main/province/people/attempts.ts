import { officeTimestamp } from '#shared/base/index.ts';
import type { PeoplePorts } from './ports.ts';

const FREE_TRIES = 4;
const LONGEST_WAIT_SECONDS = 900;

type Ports = Pick<PeoplePorts, 'sql' | 'clock'>;
type Row = { count: number; until: string };

/**
 * Seconds to wait before another try under one of these keys is looked at; 0: now. Kept in the database, so that a
 * restart or another instance forgives nothing.
 */
export async function waitSeconds({ sql, clock }: Ports, keys: readonly string[]): Promise<number> {
  const rows = await sql.query<Row>('select count, until from sign_in_failures where key = any($1)', [keys]);
  const now = clock.now();
  const waits = rows.map(({ until }) => Math.ceil((Date.parse(until) - now) / 1000));
  // A clock that was set back must not turn minutes into days.
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(0, ...waits));
}

/** Counts a failure under each key: the fifth in a row waits 2 s, then 4, 8 … 900 s. A day of quiet forgives. */
export async function countFailure({ sql, clock }: Ports, keys: readonly string[]): Promise<void> {
  const now = clock.now();
  const yesterday = officeTimestamp(now - 86_400_000);
  await sql.query('delete from sign_in_failures where until < $1', [yesterday]);
  for (const key of [...keys].sort()) {
    const [row] = await sql.query<{ count: number }>(
      `insert into sign_in_failures (key, count, until) values ($1, 1, $2)
       on conflict (key) do update set count = sign_in_failures.count + 1 returning count`,
      [key, officeTimestamp(now)],
    );
    const count = row?.count ?? 1;
    const wait = count <= FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_SECONDS, 2 ** (count - FREE_TRIES));
    await sql.query('update sign_in_failures set until = $2 where key = $1', [
      key,
      officeTimestamp(now + wait * 1000),
    ]);
  }
}

export async function forgiveFailures({ sql }: Pick<Ports, 'sql'>, keys: readonly string[]): Promise<void> {
  await sql.query('delete from sign_in_failures where key = any($1)', [keys]);
}
