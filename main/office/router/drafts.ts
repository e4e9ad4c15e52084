import { epochOfOfficeTimestamp, officeMinute } from '#shared/base/index.ts';
import type { DraftHolder } from '#shared/contract/index.ts';
import type { Seat } from '../drafts/index.ts';
import { OfficeError } from '../lifecycle/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';

/** The seat from which a call comes; its window is known from now on. */
function seatOf(context: CallContext, window: string): Seat {
  const { user, station } = requireUser(context);
  context.presence.announce(context.connection, window);
  return { window, station, user: { id: user.id, name: user.name, counter: user.counter } };
}

/** Refuses to receive what somebody else goes on with. Throws `draft-taken`. */
export function refuseIfTaken(context: CallContext, requestId: string): void {
  const { office, user } = requireUser(context);
  const window = context.presence.windowOf(context.connection);
  const holder = office.drafts.findOtherHolder(requestId, user.id, window);
  if (holder !== undefined) throw new OfficeError('draft-taken', { message: takenBy(holder) });
}

function takenBy(holder: DraftHolder): string {
  const place = holder.counter === '' ? '' : ` (${holder.counter})`;
  const time = officeMinute(epochOfOfficeTimestamp(holder.since)).slice(11);
  return `${holder.name}${place} đã mở tiếp hồ sơ này lúc ${time}. Hãy tiếp tục ở đó, hoặc lấy lại từ danh sách hồ sơ đang làm dở.`;
}

export const drafts = {
  list: procedures.drafts.list.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const seat = seatOf(context, input.window);
    return office.drafts.list(seat, input.kind, input.current, context.presence.isAtWork);
  }),
  save: procedures.drafts.save.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const { window, ...draft } = input;
    return { standing: office.drafts.save(seatOf(context, window), draft) };
  }),
  take: procedures.drafts.take.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const draft = office.drafts.take(seatOf(context, input.window), input.requestId);
    if (draft === undefined) {
      throw new OfficeError('not-found', {
        message: 'Hồ sơ này không còn: vừa được tiếp nhận hoặc đã bỏ ở chỗ khác.',
      });
    }
    return { draft };
  }),
  discard: procedures.drafts.discard.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const seat = seatOf(context, input.window);
    const outcome = office.drafts.discard(seat, input.requestId, context.presence.isAtWork);
    if (outcome === 'at-work') throw new OfficeError('draft-taken');
    return {};
  }),
};
