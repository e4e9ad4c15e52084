import { officeTimestamp } from '#shared/base/index.ts';
import { CONTRACT_VERSION, type OfficeState } from '#shared/contract/index.ts';
import {
  createOffice,
  createPerson,
  createSample,
  OfficeError,
  setPersonActive,
  setupOptions,
} from '../lifecycle/index.ts';
import { getOfficeSettings } from '../settings/index.ts';
import { allUsers } from '../users/index.ts';
import { findDevice, findSessionHere, requireDevice } from './caller.ts';
import { type CallContext, procedures, requireUser } from './context.ts';

/** What a device is told of itself; null: a window of this PC. */
function deviceState(context: CallContext, office: string): OfficeState['device'] {
  const { device: origin } = context.connection.from;
  if (origin === undefined) return null;
  const device = findDevice(context);
  return {
    kind: device?.kind ?? null,
    name: device?.name ?? '',
    office,
    overLan: origin.overLan,
  };
}

export const session = {
  state: procedures.session.state.handler(({ context }) => {
    const { core } = context;
    const { token } = context.connection;
    const open = core.findOpened();
    const office = open === undefined ? null : getOfficeSettings(open.db);
    const live = token === null ? undefined : findSessionHere(context, token, 'idle');
    const device = deviceState(context, office?.profile?.name ?? '');
    if (device !== null && device.kind !== 'counter') {
      return {
        phase: core.phase(),
        version: '',
        contract: CONTRACT_VERSION,
        office: null,
        sample: device.kind !== null && (office?.sample ?? false),
        station: '',
        user: null,
        obstacle: null,
        now: officeTimestamp(core.ports.clock.now()),
        device,
      };
    }
    return {
      phase: core.phase(),
      version: core.ports.version,
      contract: CONTRACT_VERSION,
      office: office?.profile ?? null,
      sample: office?.sample ?? false,
      station: live?.station ?? core.station(),
      user: live?.user ?? null,
      obstacle: core.obstacle(),
      now: officeTimestamp(core.ports.clock.now()),
      device,
    };
  }),
  signIn: procedures.session.signIn.handler(async ({ context, input }) => {
    const device = requireDevice(context);
    const signedIn = await context.core.signIn(
      input.login,
      input.password,
      context.connection.from,
      device === null ? null : { device: device.id, station: device.station },
    );
    // Whoever signed in here before is gone: their session must not live on unseen.
    if (context.connection.token !== null) context.core.signOut(context.connection.token);
    context.connection.token = signedIn.token;
    return signedIn;
  }),
  resume: procedures.session.resume.handler(({ context, input }) => {
    const live = findSessionHere(context, input.token);
    if (live === undefined) throw new OfficeError('signed-out');
    context.connection.token = input.token;
    return { user: live.user };
  }),
  signOut: procedures.session.signOut.handler(({ context }) => {
    if (context.connection.token !== null) context.core.signOut(context.connection.token);
    context.connection.token = null;
    return {};
  }),
  changePassword: procedures.session.changePassword.handler(async ({ context, input }) => {
    const { user, token } = requireUser(context);
    await context.core.changePassword(user.id, input, token);
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
    const { user: administrator } = requireUser(context);
    const { password, ...person } = input;
    return { id: await createPerson(context.core, person, password, administrator.id) };
  }),
  setActive: procedures.users.setActive.handler(({ context, input }) => {
    const { user: administrator } = requireUser(context);
    setPersonActive(context.core, input.id, input.active, administrator.id);
    // The counter at which they sat is free.
    context.core.events.publish('event', { kind: 'queue' });
    return {};
  }),
  setPassword: procedures.users.setPassword.handler(async ({ context, input }) => {
    const { user: administrator, token } = requireUser(context);
    await context.core.resetPassword(input.id, input.password, { actor: administrator.id, token });
    return {};
  }),
};
