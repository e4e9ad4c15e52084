import type { TicketJob } from '#shared/contract/index.ts';
import { OfficeError } from '../lifecycle/index.ts';
import { type CallContext, procedures, requireCaller, requireUser } from './context.ts';
import { mapped } from './streams.ts';

const isUnderWay = ({ state }: TicketJob) => state === 'waiting' || state === 'printing';

/** One order from now on, until the printer or the time has settled it. */
async function* followTicket(
  context: CallContext,
  jobId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<TicketJob> {
  // Subscribe before the first answer, so that nothing between the two is missed.
  const events = context.core.events.subscribe('event', signal === undefined ? {} : { signal });
  try {
    const job = context.core.opened().devices.findTicketJob(jobId);
    if (job === undefined) throw new OfficeError('not-found');
    yield job;
    if (!isUnderWay(job)) return;
    for await (const event of events) {
      if (event.kind !== 'ticket-job' || event.job.id !== jobId) continue;
      yield event.job;
      if (!isUnderWay(event.job)) return;
    }
  } finally {
    await events.return?.();
  }
}

const roomOf = (context: CallContext) => requireUser(context).office.devices;

export const devices = {
  stations: procedures.devices.stations.handler(({ context }) => {
    const { office, station: here } = requireUser(context);
    return { stations: office.devices.stations().map((one) => ({ ...one, here: one.station === here })) };
  }),
  state: procedures.devices.state.handler(({ context, input }) => roomOf(context).state(input.station)),
  change: procedures.devices.change.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    const { station, ...settings } = input;
    return office.devices.change(settings, user.id, station);
  }),
  testTicket: procedures.devices.testTicket.handler(({ context, input }) => ({
    job: roomOf(context).testTicket(input.station),
  })),
  openTicketJobs: procedures.devices.openTicketJobs.handler(({ context }) => {
    const { office, station } = requireUser(context);
    return office.devices.openTicketJobs(station);
  }),
  followTicket: procedures.devices.followTicket.handler(({ context, input, signal }) => {
    requireCaller(context);
    return mapped(followTicket(context, input.jobId, signal), context, signal);
  }),
  confirmTicket: procedures.devices.confirmTicket.handler(({ context, input }) => ({
    job: roomOf(context).confirmTicket(input.jobId, input.printed),
  })),
  retryTicket: procedures.devices.retryTicket.handler(({ context, input }) => ({
    job: roomOf(context).retryTicket(input.jobId),
  })),
  simulatedPaper: procedures.devices.simulatedPaper.handler(async ({ context, input }) => {
    const { office, station } = requireUser(context);
    return { papers: await office.devices.simulatedPapers(input.station ?? station) };
  }),
  simulate: procedures.devices.simulate.handler(({ context, input }) => {
    const { station, ...conditions } = input;
    return roomOf(context).simulate(conditions, station);
  }),
};
