import { ExchangeRefused } from '../exchange/index.ts';
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
  retry: procedures.exchange.retry.handler(() => ({ asked: 0 })),
  conflict: procedures.exchange.conflict.handler(({ context, input }) => {
    roomOf(context).row(input.station, input.seq);
    throw new ExchangeRefused('not-found');
  }),
  settle: procedures.exchange.settle.handler(({ context, input }) => {
    roomOf(context).row(input.station, input.seq);
    throw new ExchangeRefused('not-found');
  }),
  enrol: procedures.exchange.enrol.handler(() => {
    throw new ExchangeRefused('exchange-unreachable');
  }),
  beginStickEnrolment: procedures.exchange.beginStickEnrolment.handler(() => {
    throw new ExchangeRefused('stick-failed');
  }),
  readStickEnrolment: procedures.exchange.readStickEnrolment.handler(() => {
    throw new ExchangeRefused('stick-failed');
  }),
  finishStickEnrolment: procedures.exchange.finishStickEnrolment.handler(() => {
    throw new ExchangeRefused('stick-failed');
  }),
  setSettings: procedures.exchange.setSettings.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    office.exchange.changeSettings(input, user.id);
    return {};
  }),
  sendNow: procedures.exchange.sendNow.handler(() => {
    throw new ExchangeRefused('not-enrolled');
  }),
  renewKeys: procedures.exchange.renewKeys.handler(() => {
    throw new ExchangeRefused('not-enrolled');
  }),
  stickPlaces: procedures.exchange.stickPlaces.handler(() => ({ places: [] })),
  exportStick: procedures.exchange.exportStick.handler(() => {
    throw new ExchangeRefused('not-enrolled');
  }),
  importStick: procedures.exchange.importStick.handler(() => {
    throw new ExchangeRefused('not-enrolled');
  }),
};
