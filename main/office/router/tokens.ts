import { procedures, requireCaller, requireUser } from './context.ts';

export const tokens = {
  list: procedures.tokens.list.handler(({ context, input }) => {
    const { office, station } = requireUser(context);
    // What is plugged into another PC is none of this counter's; its bar says "none" and no error.
    if (requireCaller(context).device !== null) return { station, tokens: [], troubles: [] };
    return office.tokens.list(input);
  }),
  openSession: procedures.tokens.openSession.handler(({ context, input }) => {
    const { office, user, token } = requireUser(context);
    const isStillThere = () => context.core.isSignedIn(token);
    return office.tokens.openSession(input, { person: user.id, isStillThere });
  }),
  closeSession: procedures.tokens.closeSession.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    await office.tokens.closeSession(input.session, user.id);
    return {};
  }),
  testSignature: procedures.tokens.testSignature.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return office.tokens.testSignature(input, user.id);
  }),
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
