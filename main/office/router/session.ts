import { officeTimestamp } from '#shared/base/index.ts';
import { CONTRACT_VERSION } from '#shared/contract/index.ts';
import { userActiveSet, userCreated } from '#shared/journal/index.ts';
import { createOffice, createSample, OfficeError, setupOptions } from '../lifecycle/index.ts';
import { getOfficeSettings } from '../settings/index.ts';
import { allUsers, findUser, findUserByLogin, isWeakPassword } from '../users/index.ts';
import { findUserOf, procedures, requireUser } from './context.ts';

export const session = {
  state: procedures.session.state.handler(({ context }) => {
    const { core } = context;
    const open = core.findOpened();
    const office = open === undefined ? null : getOfficeSettings(open.db);
    return {
      phase: core.phase(),
      version: core.ports.version,
      contract: CONTRACT_VERSION,
      office: office?.profile ?? null,
      sample: office?.sample ?? false,
      station: core.station(),
      user: findUserOf(context) ?? null,
      now: officeTimestamp(core.ports.clock.now()),
    };
  }),
  signIn: procedures.session.signIn.handler(async ({ context, input }) => {
    const signedIn = await context.core.signIn(input.login, input.password, context.connection.from);
    context.connection.token = signedIn.token;
    return signedIn;
  }),
  resume: procedures.session.resume.handler(({ context, input }) => {
    const user = context.core.findSessionUser(input.token);
    if (user === undefined) throw new OfficeError('signed-out');
    context.connection.token = input.token;
    return { user };
  }),
  signOut: procedures.session.signOut.handler(({ context }) => {
    if (context.connection.token !== null) context.core.signOut(context.connection.token);
    context.connection.token = null;
    return {};
  }),
  changePassword: procedures.session.changePassword.handler(async ({ context, input }) => {
    const { user } = requireUser(context);
    await context.core.changePassword(user.id, input.current, input.next, context.connection.from);
    return {};
  }),
  recover: procedures.session.recover.handler(async ({ context, input }) => {
    const { recoveryKey, login, password } = input;
    const signedIn = await context.core.recover(recoveryKey, login, password, context.connection.from);
    context.connection.token = signedIn.token;
    return signedIn;
  }),
};

export const setup = {
  options: procedures.setup.options.handler(({ context }) => setupOptions(context.core)),
  createOffice: procedures.setup.createOffice.handler(async ({ context, input }) => {
    const made = await createOffice(context.core, input, context.connection.from);
    context.connection.token = made.token;
    return made;
  }),
  createSample: procedures.setup.createSample.handler(({ context, input }) =>
    createSample(context.core, input.tree),
  ),
};

export const users = {
  list: procedures.users.list.handler(({ context }) => ({ users: allUsers(requireUser(context).office.db) })),
  create: procedures.users.create.handler(async ({ context, input }) => {
    const { user: administrator, office } = requireUser(context);
    const { password, ...person } = input;
    if (findUserByLogin(office.db, person.login) !== undefined) {
      throw new OfficeError('name-taken', {
        field: 'login',
        message: 'Tên đăng nhập này đã có. Hãy chọn tên khác.',
      });
    }
    if (isWeakPassword(password, person.login)) throw new OfficeError('weak-password', { field: 'password' });
    const id = context.core.ports.ids.id();
    // The wrap first: should the power fail in between, an unknown user's wrap opens nothing on the screens.
    await context.core.keyring().setPassword({ id, login: person.login }, password, office.key);
    office.db.transaction((tx) =>
      office.journal.appendInTx(tx, {
        kind: userCreated,
        actor: administrator.id,
        subject: id,
        body: { id, ...person },
      }),
    );
    return { id };
  }),
  setActive: procedures.users.setActive.handler(({ context, input }) => {
    const { user: administrator, office } = requireUser(context);
    const person = findUser(office.db, input.id);
    if (person === undefined) throw new OfficeError('not-found');
    if (person.id === administrator.id && !input.active) {
      throw new OfficeError('not-allowed', { message: 'Không thể khóa tài khoản của chính mình.' });
    }
    office.db.transaction((tx) =>
      office.journal.appendInTx(tx, {
        kind: userActiveSet,
        actor: administrator.id,
        subject: input.id,
        body: { id: input.id, active: input.active },
      }),
    );
    context.core.keyring().setActive(input.id, input.active);
    if (!input.active) context.core.endSessionsOf(input.id);
    return {};
  }),
  setPassword: procedures.users.setPassword.handler(async ({ context, input }) => {
    const { user: administrator } = requireUser(context);
    await context.core.setPassword(input.id, input.password, {
      actor: administrator.id,
      how: 'administrator',
    });
    if (input.id !== administrator.id) context.core.endSessionsOf(input.id);
    return {};
  }),
};
