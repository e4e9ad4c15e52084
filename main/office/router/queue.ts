import type { Board, SignedInUser } from '#shared/contract/index.ts';
import { OfficeError } from '../lifecycle/index.ts';
import type { CounterPerson } from '../queue/index.ts';
import { isStillThere } from './caller.ts';
import { type CallContext, procedures, requireCaller, requireUser } from './context.ts';
import { mapped } from './streams.ts';

const personOf = ({ id, role, counter }: SignedInUser): CounterPerson => ({ id, role, counter });

/** The queue and who calls. */
function atQueue(context: CallContext) {
  const { office, user } = requireUser(context);
  return { queue: office.queue, person: personOf(user) };
}

/** The board now, and anew with each commit that changes it, for as long as the session runs or the device is paired. */
async function* followBoard(context: CallContext, signal: AbortSignal | undefined): AsyncGenerator<Board> {
  requireCaller(context);
  // Asked anew each time: the office is another one after its database got a new key.
  const now = () => context.core.opened().queue;
  // Subscribe before the first answer, so that nothing between the two is missed.
  const events = context.core.events.subscribe('event', signal === undefined ? {} : { signal });
  try {
    let shown = now().version();
    yield now().board();
    for await (const event of events) {
      if (event.kind !== 'queue' && event.kind !== 'office') continue;
      await context.core.settled();
      if (!isStillThere(context)) throw new OfficeError('signed-out');
      // Of changes that came while the one before was told, the last says everything.
      if (event.kind === 'queue' && now().version() === shown) continue;
      shown = now().version();
      yield now().board();
    }
  } finally {
    await events.return?.();
  }
}

export const queue = {
  options: procedures.queue.options.handler(({ context }) => requireCaller(context).office.queue.options()),
  issue: procedures.queue.issue.handler(({ context, input }) => {
    const { office, actor, station } = requireCaller(context);
    return office.queue.issue(input, { actor, station });
  }),
  desk: procedures.queue.desk.handler(({ context }) => {
    const { queue, person } = atQueue(context);
    return queue.desk(person);
  }),
  sit: procedures.queue.sit.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.sit(person, input);
  }),
  ticket: procedures.queue.ticket.handler(({ context, input }) => atQueue(context).queue.ticket(input)),
  leave: procedures.queue.leave.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.leave(person, input.counter);
  }),
  callNext: procedures.queue.callNext.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.callNext(person, input);
  }),
  move: procedures.queue.move.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.move(person, input);
  }),
  takeBack: procedures.queue.takeBack.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.takeBack(person, input);
  }),
  transfer: procedures.queue.transfer.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.transfer(person, input);
  }),
  pause: procedures.queue.pause.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.pause(person, input.reason);
  }),
  goOn: procedures.queue.goOn.handler(({ context }) => {
    const { queue, person } = atQueue(context);
    return queue.goOn(person);
  }),
  board: procedures.queue.board.handler(({ context, signal }) =>
    mapped(followBoard(context, signal), context, signal),
  ),
  today: procedures.queue.today.handler(({ context, input }) => atQueue(context).queue.today(input)),
  settings: procedures.queue.settings.handler(({ context }) => atQueue(context).queue.settings()),
  change: procedures.queue.change.handler(({ context, input }) => {
    const { queue, person } = atQueue(context);
    return queue.change(input, person.id);
  }),
};
