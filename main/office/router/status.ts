import type { OfficeEvent } from '#shared/contract/index.ts';
import { OfficeError, verifyInSteps } from '../lifecycle/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';
import { mapped } from './streams.ts';

/** Events for as long as the session runs that asked for them: after signing out nothing more is told. */
async function* followEvents(
  context: CallContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<OfficeEvent> {
  const { token, station } = requireUser(context);
  // Asked anew each time: the office is another one after its database got a new key.
  const status = async (): Promise<OfficeEvent> => ({
    kind: 'status',
    status: await context.core.opened().status(station),
  });
  // Subscribe before the first answer, so that nothing between the two is missed.
  const events = context.core.events.subscribe('event', signal === undefined ? {} : { signal });
  try {
    yield await status();
    for await (const event of events) {
      await context.core.settled();
      if (!context.core.isSignedIn(token)) throw new OfficeError('signed-out');
      // What was scanned is for the screens beside the scanner alone: it may be a citizen's card.
      if (event.kind === 'scan' && event.station !== station) continue;
      yield event;
      // The PC with this counter's printer was connected, or went away.
      const isOfPrinter = event.kind === 'devices' && station !== context.core.opened().station;
      // What the status bar says has nothing to do with drafts, the queue, the LAN and scans, and those come often.
      if (
        isOfPrinter ||
        ![
          'status',
          'office',
          'drafts',
          'queue',
          'ticket-job',
          'devices',
          'lan',
          'scan',
          'tokens',
          'signing',
          'exchange',
        ].includes(event.kind)
      ) {
        yield await status();
      }
    }
  } finally {
    await events.return?.();
  }
}

export const status = {
  get: procedures.status.get.handler(({ context }) => {
    const { office, station } = requireUser(context);
    return office.status(station);
  }),
  events: procedures.status.events.handler(({ context, signal }) =>
    mapped(followEvents(context, signal), context, signal),
  ),
};

export const integrity = {
  verify: procedures.integrity.verify.handler(async ({ context, signal }) => {
    const { office } = requireUser(context);
    const { state, entries, firstBad } = await office.verification.verify({
      signal,
    });
    return { ok: state === 'ok', entries, firstBad };
  }),
  verifyInSteps: procedures.integrity.verifyInSteps.handler(({ context, signal }) => {
    const { office } = requireUser(context);
    return mapped(verifyInSteps(office.verification, signal), context, signal);
  }),
};
