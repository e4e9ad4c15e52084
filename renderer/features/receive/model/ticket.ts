import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { emptyForm, isUntouched, type ReceiveForm } from './form.ts';
import { isTicked } from './paper-rows.ts';

/** Id of the ticket that this person's counter serves now; null: none. Undefined while nobody knows. */
export type ServedTicket = () => string | null | undefined;

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
  if (!isBegun(form)) return form.ticket === null ? form : { ...form, ticket: null };
  if (form.ticket !== null) return form;
  const id = served();
  return id === undefined ? form : { ...form, ticket: { id } };
}

/** The ticket as it is submitted; absent where it is not known. None came with what was sent. */
export function ticketOf({ ticket, channel }: ReceiveForm): Pick<ReceiveDossier, 'ticket'> {
  if (channel !== 'counter') return { ticket: null };
  return ticket === null ? {} : { ticket: ticket.id };
}
