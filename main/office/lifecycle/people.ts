import type { Role } from '#shared/contract/index.ts';
import { userActiveSet, userCreated } from '#shared/journal/index.ts';
import { allUsers, findUser, findUserByLogin, isWeakPassword } from '../users/index.ts';
import type { OfficeCore } from './core.ts';
import { OfficeError } from './office-error.ts';

/** Gives a person an account; returns its id. Throws `name-taken`, `weak-password`. */
export async function createPerson(
  core: OfficeCore,
  person: { login: string; name: string; role: Role; counter: string },
  password: string,
  administrator: string,
): Promise<string> {
  const refuseTaken = () => {
    if (findUserByLogin(core.opened().db, person.login) === undefined) return;
    throw new OfficeError('name-taken', {
      field: 'login',
      message: 'Tên đăng nhập này đã có. Hãy chọn tên khác.',
    });
  };
  refuseTaken();
  if (isWeakPassword(password, person.login)) throw new OfficeError('weak-password', { field: 'password' });
  const id = core.ports.ids.id();
  const keyring = core.keyring();
  const wrap = await keyring.wrap({ id, login: person.login, active: true }, password);
  await core.settled();
  const { db, journal, key } = core.opened();
  // The name may have been taken meanwhile, and its wrap must not be pushed aside by this one.
  refuseTaken();
  // The wrap first: should the power fail in between, it opens nothing, for nobody has its id.
  keyring.keep(wrap, key);
  try {
    db.transaction((tx) =>
      journal.appendInTx(tx, {
        kind: userCreated,
        actor: administrator,
        subject: id,
        body: { id, ...person },
      }),
    );
  } catch (error) {
    keyring.forget(id);
    throw error;
  }
  return id;
}

/** Closes or opens an account again. A closed account's sessions end at once. Throws `not-found`, `not-allowed`. */
export function setPersonActive(core: OfficeCore, id: string, active: boolean, administrator: string): void {
  const { db, journal, key } = core.opened();
  const person = findUser(db, id);
  if (person === undefined) throw new OfficeError('not-found');
  if (person.id === administrator && !active) {
    throw new OfficeError('not-allowed', { message: 'Không thể khóa tài khoản của chính mình.' });
  }
  // Follows from the rule above as long as only an active administrator may ask; it must hold whoever asks.
  const others = allUsers(db).filter(
    (user) => user.active && user.role === 'administrator' && user.id !== id,
  );
  if (!active && person.role === 'administrator' && others.length === 0) {
    throw new OfficeError('not-allowed', {
      message:
        'Đây là quản trị viên cuối cùng đang hoạt động nên không khóa được. Hãy thêm quản trị viên khác trước.',
    });
  }
  if (person.active !== active) {
    db.transaction((tx) =>
      journal.appendInTx(tx, {
        kind: userActiveSet,
        actor: administrator,
        subject: id,
        body: { id, active },
      }),
    );
  }
  // Also where the view says so already: a power cut may have come between the two.
  core.keyring().setActive(id, active, key);
  if (!active) core.endSessionsOf(id);
}
