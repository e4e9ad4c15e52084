import { TokenError } from '../tokens/index.ts';
import { type CallContext, procedures, requireCaller, requireUser } from './context.ts';

function placeOf(context: CallContext): { person: string; station: string } {
  const { user, station } = requireUser(context);
  return { person: user.id, station };
}

export const tokens = {
  list: procedures.tokens.list.handler(({ context, input }) => {
    const { office, station } = requireUser(context);
    // What is plugged into another PC is none of this counter's.
    const atCounter = requireCaller(context).device !== null;
    return atCounter ? office.tokens.remote.list(station, input) : office.tokens.list(input);
  }),
  openSession: procedures.tokens.openSession.handler(({ context, input }) => {
    const { office, user, token } = requireUser(context);
    const isStillThere = () => context.core.isSignedIn(token);
    return office.tokens.openSession(input, { person: user.id, isStillThere });
  }),
  adoptSession: procedures.tokens.adoptSession.handler(({ context, input }) => {
    const { office, user, token, station } = requireUser(context);
    // Sessions of this PC are the office's own from the beginning.
    if (requireCaller(context).device === null) throw new TokenError('session-ended', 'not at a counter');
    const isStillThere = () => context.core.isSignedIn(token);
    return office.tokens.remote.adopt({ station, session: input.session }, { person: user.id, isStillThere });
  }),
  closeSession: procedures.tokens.closeSession.handler(async ({ context, input }) => {
    await requireUser(context).office.tokens.closeSession(input.session, placeOf(context));
    return {};
  }),
  testSignature: procedures.tokens.testSignature.handler(({ context, input }) =>
    requireUser(context).office.tokens.testSignature(input, placeOf(context)),
  ),
  settings: procedures.tokens.settings.handler(({ context }) => {
    const { office } = requireUser(context);
    return { settings: office.tokens.settings(), known: office.tokens.knownModules() };
  }),
  change: procedures.tokens.change.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    await office.tokens.change(input, user.id);
    return office.tokens.list({ fresh: true });
  }),
  doctor: procedures.tokens.doctor.handler(async ({ context }) => ({
    findings: await requireUser(context).office.tokens.doctor(),
  })),
};
