import { err, officeTimestamp, ok, type Result } from '#shared/base/index.ts';
import { isWeakPassword, Verifier, verifierOf } from './password.ts';
import type { PeoplePorts } from './ports.ts';
import { Role } from './role.ts';
import { closeSessionsOf } from './sessions.ts';

export type Person = {
  id: string;
  login: string;
  name: string;
  role: Role;
  active: boolean;
  createdAt: string;
};

export type NewPerson = { login: string; name: string; role: Role; password: string };

const WEAK =
  'Mật khẩu quá dễ đoán. Hãy đặt ít nhất 12 ký tự, không lặp, không chứa tên đăng nhập; một câu vài chữ là tốt.';
const LOGIN = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/** How sign-in names are compared. */
export function loginKey(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}

/** Adds a person. Refused, with a sentence: a name that is taken or no name, a password that is too easy. */
export async function createPerson(ports: PeoplePorts, person: NewPerson): Promise<Result<Person, string>> {
  const login = loginKey(person.login);
  const name = person.name.normalize('NFC').trim();
  if (!LOGIN.test(login)) {
    return err('Tên đăng nhập gồm 2–40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch. Hãy sửa lại.');
  }
  if (name === '' || name.length > 120) return err('Chưa có họ tên, hoặc họ tên quá dài. Hãy nhập lại.');
  if (isWeakPassword(person.password, login)) return err(WEAK);
  const id = ports.ids.id();
  const createdAt = officeTimestamp(ports.clock.now());
  const verifier = await verifierOf(person.password, ports.ids.bytes(16));
  const rows = await ports.sql.query(
    `insert into people (id, login, name, role, verifier, active, created_at)
     values ($1, $2, $3, $4, $5, true, $6) on conflict (login) do nothing returning id`,
    [id, login, name, person.role, JSON.stringify(verifier), createdAt],
  );
  if (rows.length === 0) return err('Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.');
  return ok({ id, login, name, role: person.role, active: true, createdAt });
}

/** Everybody, by sign-in name. */
export async function listPeople({ sql }: Pick<PeoplePorts, 'sql'>): Promise<Person[]> {
  const rows = await sql.query<{
    id: string;
    login: string;
    name: string;
    role: string;
    active: boolean;
    created_at: string;
  }>('select id, login, name, role, active, created_at from people order by login');
  return rows.map(({ created_at, role, ...rest }) => ({
    ...rest,
    role: Role.parse(role),
    createdAt: created_at,
  }));
}

/** Whether anybody may sign in at all; before, only the setup code opens the pages. */
export async function isSetUp({ sql }: Pick<PeoplePorts, 'sql'>): Promise<boolean> {
  return (await sql.query('select 1 from people limit 1')).length > 0;
}

/**
 * Changes role and whether the person may come in; ends the person's sessions. Refused where nobody could administer
 * the province any more.
 */
export async function setRights(
  { sql }: Pick<PeoplePorts, 'sql'>,
  id: string,
  rights: { role: Role; active: boolean },
): Promise<Result<void, string>> {
  return sql.transaction(async (tx) => {
    await tx.query('lock table people in share row exclusive mode');
    const others = await tx.query(
      `select 1 from people where id <> $1 and active and role = 'administrator' limit 1`,
      [id],
    );
    const stays = rights.active && rights.role === 'administrator';
    if (!stays && others.length === 0) {
      return err('Phải còn ít nhất một quản trị viên đang hoạt động. Hãy giao quyền cho người khác trước.');
    }
    await tx.query('update people set role = $2, active = $3 where id = $1', [
      id,
      rights.role,
      rights.active,
    ]);
    await closeSessionsOf({ sql: tx }, id);
    return ok(undefined);
  });
}

/** Sets a new password and ends every session of the person. */
export async function setPassword(
  ports: PeoplePorts,
  id: string,
  password: string,
): Promise<Result<void, string>> {
  const [person] = await ports.sql.query<{ login: string }>('select login from people where id = $1', [id]);
  if (person === undefined) return err('Không có người dùng này. Hãy tải lại trang.');
  if (isWeakPassword(password, person.login)) return err(WEAK);
  const verifier = await verifierOf(password, ports.ids.bytes(16));
  await ports.sql.query('update people set verifier = $2 where id = $1', [id, JSON.stringify(verifier)]);
  await closeSessionsOf(ports, id);
  return ok(undefined);
}

/** The verifier of an active person with this name; null for nobody. */
export async function findVerifier(
  { sql }: Pick<PeoplePorts, 'sql'>,
  login: string,
): Promise<{ id: string; verifier: Verifier } | undefined> {
  const [row] = await sql.query<{ id: string; verifier: string }>(
    'select id, verifier from people where login = $1 and active',
    [loginKey(login)],
  );
  return row === undefined ? undefined : { id: row.id, verifier: Verifier.parse(JSON.parse(row.verifier)) };
}
