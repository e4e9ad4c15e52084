import { officeTimestamp } from '#shared/base/index.ts';
import type { KeysState, SignedInUser } from '#shared/contract/index.ts';
import { keyStoreSet } from '#shared/journal/index.ts';
import { createLogger } from '../log/index.ts';
import { allUsers, type KeyringState, type NewRecoveryKey } from '../users/index.ts';
import type { OfficeCore } from './core.ts';
import { OfficeError } from './office-error.ts';
import { isRekeying } from './rekey.ts';
import { recordKeys } from './settle-keys.ts';

/** Who and what can open the database. */
export async function keysState(core: OfficeCore): Promise<KeysState> {
  const operatingSystem = await core.keyring().operatingSystemState();
  const state = core.keyring().state();
  const time = (at: number | null) => (at === null ? null : officeTimestamp(at));
  return {
    users: allUsers(core.opened().db).map((user) => ({ ...user, opens: opensOf(state, user) })),
    recovery: {
      madeAt: time(state.recovery.madeAt),
      form: state.recovery.version === 1 ? 'old' : 'present',
    },
    keyMadeAt: time(state.current.madeAt),
    operatingSystem,
    rekeying: isRekeying(core),
  };
}

function opensOf(state: KeyringState, user: { id: string; active: boolean }) {
  if (!user.active) return 'no';
  const wrap = state.users.find(({ userId }) => userId === user.id);
  if (wrap === undefined || !wrap.opens) return 'new-password-needed';
  return wrap.version === 1 ? 'old' : 'yes';
}

/**
 * Makes a recovery key that is shown once. It is kept in memory only and the old one holds: an answer that is lost
 * changes nothing, another begin replaces it. Throws `wrong-password`, `too-many-attempts`.
 */
export async function beginRecoveryKey(
  core: OfficeCore,
  user: SignedInUser,
  password: string,
): Promise<{ id: string; recoveryKey: string }> {
  await core.confirmPassword(user, password, 'password');
  const made = core.keyring().newRecoveryKey();
  shown.set(core, made);
  return { id: made.id, recoveryKey: made.recoveryKey };
}

/** From now on only the shown key opens the database. Throws `not-found`, `wrong-recovery-key`. */
export function confirmRecoveryKey(
  core: OfficeCore,
  user: SignedInUser,
  input: { id: string; lastGroup: string },
): void {
  const keyring = core.keyring();
  const office = core.opened();
  // The answer to the first confirmation may have been lost.
  if (keyring.state().recovery.id === input.id) return;
  const made = shown.get(core);
  if (made === undefined || made.id !== input.id) {
    throw new OfficeError('not-found', {
      message: 'Khóa khôi phục này không còn chờ xác nhận. Khóa cũ vẫn dùng được; hãy tạo lại khóa mới.',
    });
  }
  if (!isLastGroup(made, input.lastGroup)) {
    throw new OfficeError('wrong-recovery-key', {
      field: 'lastGroup',
      message:
        'Chưa đúng nhóm cuối cùng. Xem lại tờ vừa in; khóa cũ vẫn dùng được cho đến khi xác nhận xong.',
    });
  }
  keyring.keepRecoveryKey(made, office.key, user.id, core.ports.clock.now());
  shown.delete(core);
  recordKeys(office, keyring, core.ports, createLogger(core.ports.log, 'lifecycle'));
}

/** Switches the OS store on or off for this database. Throws `key-store-missing`. */
export async function setOperatingSystemStore(
  core: OfficeCore,
  user: SignedInUser,
  use: 'on' | 'off',
): Promise<void> {
  const done = await core.keyring().setOperatingSystem(use, core.opened().key);
  if (!done) throw new OfficeError('key-store-missing');
  await core.settled();
  const { db, journal } = core.opened();
  db.transaction((tx) =>
    journal.appendInTx(tx, { kind: keyStoreSet, actor: user.id, subject: 'key-store', body: { use } }),
  );
}

/** The recovery key that was shown and not confirmed yet. In memory only. */
const shown = new WeakMap<OfficeCore, NewRecoveryKey>();

/** As a typed recovery key is read: case, spaces and look-alikes don't matter. */
function isLastGroup(made: NewRecoveryKey, typed: string): boolean {
  const plain = (text: string) =>
    text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return plain(typed).slice(-4) === made.recoveryKey.slice(-4) && plain(typed).length >= 4;
}
