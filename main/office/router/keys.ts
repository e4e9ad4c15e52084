import {
  beginRecoveryKey,
  confirmRecoveryKey,
  keysState,
  rekeyInSteps,
  setOperatingSystemStore,
} from '../lifecycle/index.ts';
import { procedures, requireUser } from './context.ts';
import { mapped } from './streams.ts';

export const keys = {
  state: procedures.keys.state.handler(({ context }) => keysState(context.core)),
  beginRecoveryKey: procedures.keys.beginRecoveryKey.handler(({ context, input }) => {
    const { user } = requireUser(context);
    return beginRecoveryKey(context.core, user, input.password);
  }),
  confirmRecoveryKey: procedures.keys.confirmRecoveryKey.handler(({ context, input }) => {
    confirmRecoveryKey(context.core, requireUser(context).user, input);
    return {};
  }),
  setOperatingSystem: procedures.keys.setOperatingSystem.handler(async ({ context, input }) => {
    await setOperatingSystemStore(context.core, requireUser(context).user, input.use);
    return {};
  }),
  rekey: procedures.keys.rekey.handler(async ({ context, input, signal }) => {
    const { user } = requireUser(context);
    await context.core.confirmPassword(user, input.password, 'password');
    return mapped(rekeyInSteps(context.core, user.id, signal), context, signal);
  }),
};
