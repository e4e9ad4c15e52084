import { procedures, requireUser } from './context.ts';

export const status = {
  get: procedures.status.get.handler(({ context }) => requireUser(context).office.status()),
  events: procedures.status.events.handler(async function* ({ context, signal }) {
    const { office } = requireUser(context);
    // Subscribe before the first answer, so that nothing between the two is missed.
    const events = context.core.events.subscribe('event', signal === undefined ? {} : { signal });
    yield { kind: 'status' as const, status: await office.status() };
    for await (const event of events) {
      yield event;
      if (event.kind !== 'status' && event.kind !== 'office') {
        yield { kind: 'status' as const, status: await office.status() };
      }
    }
  }),
};

export const integrity = {
  verify: procedures.integrity.verify.handler(async ({ context, signal }) => {
    const { office } = requireUser(context);
    return office.verify(signal);
  }),
};
