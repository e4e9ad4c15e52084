import { type ServedTicket, ticketAfter } from '#renderer/office/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { emptyForm, isUntouched, type ReceiveForm } from './form.ts';
import { isTicked } from './paper-rows.ts';

/**
 * Whether anything stands in the form that is about somebody. A procedure that is chosen for whoever comes next, and what
 * comes with it unasked, is not.
 */
export function isBegun(form: ReceiveForm): boolean {
  const { procedure, procedureQuery, caseId, channel } = emptyForm(form.requestId);
  const papers = form.papers.filter((row) => row.need === 'added' || isTicked(row));
  return !isUntouched({ ...form, procedure, procedureQuery, caseId, channel, papers });
}

/**
 * The form with the ticket that it was begun under: the one served when its first field was filled. It keeps it whoever
 * is called meanwhile; emptied by hand it is begun anew.
 */
export function withTicket(form: ReceiveForm, served: ServedTicket): ReceiveForm {
  const ticket = ticketAfter(form.ticket, isBegun(form), served);
  return ticket === form.ticket ? form : { ...form, ticket };
}

/** The ticket as it is submitted; absent where it is not known. None came with what was sent. */
export function ticketOf({ ticket, channel }: ReceiveForm): Pick<ReceiveDossier, 'ticket'> {
  if (channel !== 'counter') return { ticket: null };
  return ticket === null ? {} : { ticket: ticket.id };
}
