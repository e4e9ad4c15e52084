import type { Examination, ExamineStep } from '../doctor/index.ts';
import { inSteps } from '../lifecycle/index.ts';
import { procedures, requireUser } from './context.ts';
import { mapped } from './streams.ts';

export const doctor = {
  plugged: procedures.doctor.plugged.handler(({ context }) => requireUser(context).office.doctor.plugged()),
  examine: procedures.doctor.examine.handler(({ context, signal }) => {
    const { office } = requireUser(context);
    const steps = inSteps<ExamineStep, Examination>(signal, (options) => office.doctor.examine(options));
    return mapped(steps, context, signal);
  }),
  bundle: procedures.doctor.bundle.handler(({ context, signal }) =>
    requireUser(context).office.doctor.bundle(
      context.core.recentLines(),
      // Whoever does not wait any more stops the examination.
      signal ?? new AbortController().signal,
    ),
  ),
};
