import { createHash } from 'node:crypto';
import { officeTimestamp } from '#shared/base/index.ts';
import type { PeoplePorts } from './ports.ts';
import { Role } from './role.ts';

/** A session ends after this long without a request, and after this long in any case. */
const IDLE_MINUTES = 30;
const LONGEST_HOURS = 12;

/** Who is signed in, and the token that every form of this session must bring. */
export type Session = { personId: string; name: string; login: string; role: Role; csrf: string };

/** Opens a session and returns its token, which only the browser keeps: the database has its hash. */
export async function openSession({ sql, clock, ids }: PeoplePorts, personId: string): Promise<string> {
  const token = Buffer.from(ids.bytes(32)).toString('base64url');
  const now = clock.now();
  await sql.query('delete from sessions where last_used_at < $1', [
    officeTimestamp(now - IDLE_MINUTES * 60_000),
  ]);
  await sql.query(
    'insert into sessions (token_hash, person, csrf, opened_at, last_used_at) values ($1, $2, $3, $4, $4)',
    [hashOf(token), personId, Buffer.from(ids.bytes(24)).toString('base64url'), officeTimestamp(now)],
  );
  return token;
}

/** The session of a token that is known, not idle too long and of an active person. Asking counts as use. */
export async function findSession(
  { sql, clock }: Pick<PeoplePorts, 'sql' | 'clock'>,
  token: string,
): Promise<Session | undefined> {
  const now = clock.now();
  const [row] = await sql.query<{ person: string; csrf: string; name: string; login: string; role: string }>(
    `update sessions s set last_used_at = $2
     from people p
     where s.token_hash = $1 and p.id = s.person and p.active
       and s.last_used_at >= $3 and s.opened_at >= $4
     returning s.person, s.csrf, p.name, p.login, p.role`,
    [
      hashOf(token),
      officeTimestamp(now),
      officeTimestamp(now - IDLE_MINUTES * 60_000),
      officeTimestamp(now - LONGEST_HOURS * 3_600_000),
    ],
  );
  if (row === undefined) return undefined;
  return {
    personId: row.person,
    name: row.name,
    login: row.login,
    role: Role.parse(row.role),
    csrf: row.csrf,
  };
}

export async function closeSession({ sql }: Pick<PeoplePorts, 'sql'>, token: string): Promise<void> {
  await sql.query('delete from sessions where token_hash = $1', [hashOf(token)]);
}

/** Ends every session of a person: after a new password, or when the person may no longer come in. */
export async function closeSessionsOf({ sql }: Pick<PeoplePorts, 'sql'>, personId: string): Promise<void> {
  await sql.query('delete from sessions where person = $1', [personId]);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
