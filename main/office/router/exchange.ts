import { type CallContext, procedures, requireUser } from './context.ts';

const roomOf = (context: CallContext) => requireUser(context).office.exchange;

export const exchange = {
  summary: procedures.exchange.summary.handler(({ context }) => roomOf(context).summary()),
  overview: procedures.exchange.overview.handler(({ context }) => roomOf(context).overview()),
  outbox: procedures.exchange.outbox.handler(({ context, input }) => roomOf(context).outbox(input)),
  reconciliation: procedures.exchange.reconciliation.handler(({ context, input }) =>
    roomOf(context).reconciliation(input.before),
  ),
  ofDossier: procedures.exchange.ofDossier.handler(({ context, input }) =>
    roomOf(context).ofDossier(input.id),
  ),
  retry: procedures.exchange.retry.handler(({ context, input }) => ({
    asked: roomOf(context).retry(input.entries),
  })),
  conflict: procedures.exchange.conflict.handler(({ context, input }) => roomOf(context).conflict(input)),
  settle: procedures.exchange.settle.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    office.exchange.settle({ ...input, actor: user.id });
    return {};
  }),
  enrol: procedures.exchange.enrol.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return office.exchange.enrol({ ...input, actor: user.id });
  }),
  beginStickEnrolment: procedures.exchange.beginStickEnrolment.handler(({ context, input }) =>
    roomOf(context).beginStickEnrolment(input.folder),
  ),
  readStickEnrolment: procedures.exchange.readStickEnrolment.handler(({ context, input }) =>
    roomOf(context).readStickEnrolment(input.file),
  ),
  finishStickEnrolment: procedures.exchange.finishStickEnrolment.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return office.exchange.finishStickEnrolment({ ...input, actor: user.id });
  }),
  setSettings: procedures.exchange.setSettings.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    office.exchange.changeSettings(input, user.id);
    return {};
  }),
  sendNow: procedures.exchange.sendNow.handler(({ context }) => roomOf(context).sendNow()),
  leave: procedures.exchange.leave.handler(({ context }) => {
    const { office, user } = requireUser(context);
    return office.exchange.leave(user.id);
  }),
  renewKeys: procedures.exchange.renewKeys.handler(({ context }) => {
    const { office, user } = requireUser(context);
    return office.exchange.renewKeys(user.id);
  }),
  stickPlaces: procedures.exchange.stickPlaces.handler(async ({ context, input }) => ({
    places: await roomOf(context).stickPlaces(input.folder),
  })),
  exportStick: procedures.exchange.exportStick.handler(({ context, input }) =>
    roomOf(context).exportStick(input.folder),
  ),
  importStick: procedures.exchange.importStick.handler(({ context, input }) =>
    roomOf(context).importStick(input.file),
  ),
};
