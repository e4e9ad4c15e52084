import { OfficeError } from '../lifecycle/index.ts';
import { procedures, requireUser } from './context.ts';

export const scanner = {
  state: procedures.scanner.state.handler(({ context }) => requireUser(context).office.scanner.state()),
  choose: procedures.scanner.choose.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    await office.scanner.choose(input.settings, user.id);
    return office.scanner.state();
  }),
  simulate: procedures.scanner.simulate.handler(({ context, input }) => {
    if (!requireUser(context).office.scanner.simulate(input.text)) throw new OfficeError('not-found');
    return {};
  }),
};
