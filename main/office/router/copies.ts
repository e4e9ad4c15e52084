import type { CheckStep } from '#shared/contract/index.ts';
import { CopyStopped, type RestoreRights } from '../copies/index.ts';
import { OfficeError } from '../lifecycle/index.ts';
import { allUsers } from '../users/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';
import { toContractError } from './errors.ts';

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
  if (core.obstacle() === null) throw new OfficeError('locked');
  return { office: core.findOfficeId(), administratorOfCopy: true, origin };
}

/** The steps of a check as they come; a slow reader misses steps, never the result. Leaving stops it. */
async function* checkInSteps(
  context: CallContext,
  input: { folder: string; credential: Parameters<CallContext['core']['restoring']['check']>[1] },
  signal: AbortSignal | undefined,
): AsyncGenerator<CheckStep> {
  const rights = rightsOf(context);
  const leaving = new AbortController();
  let step: CheckStep | undefined;
  let wake = (): void => undefined;
  let finished = false;
  const checked = context.core.restoring.check(input.folder, input.credential, rights, {
    signal: signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]),
    onProgress(progress) {
      step = { kind: 'progress', ...progress };
      wake();
    },
  });
  const onEnd = (): void => {
    finished = true;
    wake();
  };
  checked.then(onEnd, onEnd);
  try {
    while (!finished || step !== undefined) {
      if (step === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const next = step;
      step = undefined;
      yield next;
    }
    yield { kind: 'result', ...(await checked) };
  } catch (error) {
    if (error instanceof CopyStopped) return;
    throw toContractError(error, context.log);
  } finally {
    leaving.abort();
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
    return checkInSteps(context, input, signal);
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
