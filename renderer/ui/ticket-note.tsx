import { IconTicket } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { type FormTicket, ticketBeside, useTicketNow } from '#renderer/office/index.ts';
import classes from './ticket-note.module.css';

/**
 * At the head of a form that goes with a ticket of the hall: whose it is while another one is served, and nothing
 * otherwise. It stays mounted, so that a screen reader is told of what comes into it.
 */
export function TicketNote(props: { ticket: FormTicket | null }) {
  const t = useTexts();
  const beside = ticketBeside(props.ticket, useTicketNow());
  return (
    <p className={classes.note} data-ticket-note role="status">
      {beside !== undefined && (
        <>
          <IconTicket aria-hidden size="1.1em" stroke={1.7} />
          <span>
            {beside.own === null
              ? t('queue.form.ofNone', { served: beside.served })
              : t('queue.form.ofTicket', { number: beside.own, served: beside.served })}
          </span>
        </>
      )}
    </p>
  );
}
