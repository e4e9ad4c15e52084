import type { CheckStep, CopyCredential } from '#shared/contract/index.ts';
import { type CopyProgress, CopyStopped, type RestoreRights } from '../copies/index.ts';
import { inSteps, OfficeError, type StepOptions } from '../lifecycle/index.ts';
import { allUsers } from '../users/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';
import { mapped } from './streams.ts';

/**
 * Who may restore: whoever sits at a PC that is not set up and can open the copy; an administrator of a working
 * office; and where the database cannot be opened at all, an administrator of the copy itself.
 */
function rightsOf(context: CallContext): RestoreRights {
  const { core, connection } = context;
  const { origin } = connection.from;
  if (core.phase() === 'new') return { office: null, administratorOfCopy: false, origin };
  if (core.phase() === 'ready') {
    const { user, office } = requireUser(context);
    if (user.role !== 'administrator') throw new OfficeError('not-allowed');
    return { office: office.settings().profile.id, administratorOfCopy: false, origin };
  }
  const obstacle = core.obstacle();
  if (obstacle === null) throw new OfficeError('locked');
  // Nothing is wrong with the data: another program works with it, and would go on in files that are exchanged.
  if (obstacle.code === 'database-busy') {
    throw new OfficeError('database-busy', {
      message: `Chưa khôi phục được vì dữ liệu của máy này đang được dùng. ${obstacle.message}`,
    });
  }
  return { office: core.findOfficeId(), administratorOfCopy: true, origin };
}

/** The steps of a check as they come. Leaving stops it, which is no failure. */
async function* checkInSteps(
  context: CallContext,
  input: { folder: string; credential: CopyCredential },
  signal: AbortSignal | undefined,
): AsyncGenerator<CheckStep> {
  const { restoring } = context.core;
  const rights = rightsOf(context);
  try {
    yield* inSteps(signal, ({ signal, onStep }: StepOptions<CopyProgress>) =>
      restoring.check(input.folder, input.credential, rights, { signal, onProgress: onStep }),
    );
  } catch (error) {
    if (!(error instanceof CopyStopped)) throw error;
  }
}

export const copies = {
  state: procedures.copies.state.handler(({ context }) => requireUser(context).office.copies.state()),
  list: procedures.copies.list.handler(async ({ context }) => ({
    copies: await requireUser(context).office.copies.list(),
  })),
  media: procedures.copies.media.handler(async ({ context }) => ({
    media: await requireUser(context).office.copies.media(),
  })),
  change: procedures.copies.change.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    await office.copies.change(input, user.id);
    return {};
  }),
  make: procedures.copies.make.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    await office.copies.make(input.folder, user.id);
    return {};
  }),
  drill: procedures.copies.drill.handler(async ({ context }) => {
    const { office, user } = requireUser(context);
    await office.copies.drill(user.id);
    return {};
  }),
  stop: procedures.copies.stop.handler(({ context }) => {
    requireUser(context).office.copies.stop();
    return {};
  }),
  look: procedures.copies.look.handler(async ({ context, input }) => {
    const { office } = rightsOf(context);
    const db = context.core.findOpened()?.db ?? null;
    return { copies: await context.core.restoring.look(input.folder, { office, db }) };
  }),
  check: procedures.copies.check.handler(({ context, input, signal }) => {
    rightsOf(context);
    return mapped(checkInSteps(context, input, signal), context, signal);
  }),
  restore: procedures.copies.restore.handler(async ({ context, input }) => {
    const { core, connection } = context;
    rightsOf(context);
    core.restoring.require(input.ticket);
    const open = core.findOpened();
    if (open !== undefined) for (const person of allUsers(open.db)) core.endSessionsOf(person.id);
    const before = await core.replaceData(() => core.restoring.swap(input.ticket));
    connection.token = null;
    return { before };
  }),
};
