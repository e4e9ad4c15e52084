import { procedures, requireUser } from './context.ts';

export const printing = {
  printers: procedures.printing.printers.handler(async ({ context, input: { station } }) => {
    const { printing } = requireUser(context).office;
    return { printers: await printing.printers(station), settings: printing.settings(station) };
  }),
  choose: procedures.printing.choose.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    const { station, ...settings } = input;
    await office.printing.choose(settings, user.id, station);
    return {};
  }),
  testPage: procedures.printing.testPage.handler(({ context, input }) =>
    requireUser(context).office.printing.printTestPage(input),
  ),
  openJobs: procedures.printing.openJobs.handler(({ context }) => ({
    jobs: requireUser(context).office.printing.openJobs(),
  })),
  retry: procedures.printing.retry.handler(({ context, input }) => {
    const { office, user, station } = requireUser(context);
    return { job: office.printing.retry(input.jobId, user.id, station) };
  }),
  cancel: procedures.printing.cancel.handler(({ context, input }) => ({
    job: requireUser(context).office.printing.cancel(input.jobId),
  })),
  confirm: procedures.printing.confirm.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return { job: office.printing.confirm(input.jobId, input.printed, user.id) };
  }),
};
