import { procedures, requireUser } from './context.ts';

export const printing = {
  printers: procedures.printing.printers.handler(async ({ context }) => {
    const { office } = requireUser(context);
    return { printers: await office.printing.printers(), settings: office.printing.settings() };
  }),
  choose: procedures.printing.choose.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    await office.printing.choose(input, user.id);
    return {};
  }),
  openJobs: procedures.printing.openJobs.handler(({ context }) => ({
    jobs: requireUser(context).office.printing.openJobs(),
  })),
  retry: procedures.printing.retry.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return { job: office.printing.retry(input.jobId, user.id) };
  }),
  cancel: procedures.printing.cancel.handler(({ context, input }) => ({
    job: requireUser(context).office.printing.cancel(input.jobId),
  })),
  confirm: procedures.printing.confirm.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return { job: office.printing.confirm(input.jobId, input.printed, user.id) };
  }),
};
