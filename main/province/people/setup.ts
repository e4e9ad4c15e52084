import { timingSafeEqual } from 'node:crypto';
import { err, type Result } from '#shared/base/index.ts';
import { countFailure, waitSeconds } from './attempts.ts';
import { createPerson, isSetUp, type NewPerson, type Person } from './people.ts';
import type { PeoplePorts } from './ports.ts';

/** Crockford's base 32: nothing on a screen can be misread. 16 characters are 80 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code that lets the first administrator in, for the server's log at start; undefined once somebody is there.
 * Every instance on one database says the same one.
 */
export async function ensureSetupCode(ports: PeoplePorts): Promise<string | undefined> {
  if (await isSetUp(ports)) return undefined;
  const characters = [...ports.ids.bytes(16)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
  const code = characters.replace(/(.{4})(?=.)/g, '$1-');
  await ports.sql.query(
    `insert into settings (key, value) values ('setup-code', $1) on conflict (key) do nothing`,
    [JSON.stringify(code)],
  );
  return findCode(ports);
}

/** Makes the first administrator. The code is good once; afterwards this refuses everything. */
export async function setUp(
  ports: PeoplePorts,
  attempt: { code: string; origin: string; person: Omit<NewPerson, 'role'> },
): Promise<Result<Person, string>> {
  const keys = [`setup ${attempt.origin}`];
  const wait = await waitSeconds(ports, keys);
  if (wait > 0) return err(`Thử sai nhiều lần. Hãy chờ ${wait} giây rồi thử lại.`);
  const code = await findCode(ports);
  if (code === undefined || !sameCode(code, attempt.code)) {
    await countFailure(ports, keys);
    return err('Mã khởi tạo không đúng. Hãy xem lại dòng máy chủ in ra khi khởi động rồi nhập lại.');
  }
  return ports.sql.transaction(async (tx) => {
    await tx.query('lock table people in share row exclusive mode');
    if (await isSetUp({ sql: tx })) return err('Máy chủ đã có quản trị viên. Hãy đăng nhập.');
    const created = await createPerson({ ...ports, sql: tx }, { ...attempt.person, role: 'administrator' });
    if (created.ok) await tx.query(`delete from settings where key = 'setup-code'`);
    return created;
  });
}

async function findCode({ sql }: Pick<PeoplePorts, 'sql'>): Promise<string | undefined> {
  const [row] = await sql.query<{ value: string }>(`select value from settings where key = 'setup-code'`);
  const value: unknown = row === undefined ? undefined : JSON.parse(row.value);
  return typeof value === 'string' ? value : undefined;
}

/** As it is typed from a log: case, blanks and hyphens do no harm, O is 0, I and L are 1. */
function sameCode(code: string, typed: string): boolean {
  const bare = (text: string) =>
    text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1');
  const [one, other] = [Buffer.from(bare(code)), Buffer.from(bare(typed))];
  return one.length === other.length && timingSafeEqual(one, other);
}
