import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { CounterNow, Desk } from '#shared/contract/index.ts';
import type { Ticket } from '#shared/queue/index.ts';
import classes from './queue-pane.module.css';
import { TicketJobList, type TicketJobs } from './ticket-jobs.tsx';

/** Something that can be done now, with its key. */
export type PaneAction = { key: string; name: string; run: () => void };

const TONES: Record<CounterNow['state'], Tone> = { open: 'good', paused: 'attention', closed: 'neutral' };

/** The lists of the queue: who waits for what, who is held, who did not come, and the counters. */
export function QueuePane(props: {
  desk: Desk;
  actions: readonly PaneAction[];
  /** The tickets at the printer; undefined until the office told. */
  tickets: TicketJobs | undefined;
  onReturn: (ticket: Ticket) => void;
  onSit: () => void;
  onLeave: () => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { desk, tickets } = props;
  const words: Record<CounterNow['state'], string> = {
    open: t('queue.pane.open'),
    paused: t('queue.pane.pausedState'),
    closed: t('queue.pane.closed'),
  };
  return (
    <div className={classes.pane}>
      <Part title={t('queue.pane.actions')} wide>
        <Group gap="xs">
          {props.actions.map((action, index) => (
            <Button
              key={action.key}
              size="compact-md"
              variant="default"
              rightSection={<KeyHint keys={action.key} />}
              data-autofocus={index === 0 || undefined}
              onClick={action.run}
            >
              {action.name}
            </Button>
          ))}
          {!props.actions.some(({ name }) => name === t('queue.primary.choose')) && (
            <Button size="compact-md" variant="default" onClick={props.onSit}>
              {t(desk.counter === null ? 'queue.primary.choose' : 'queue.pane.sit')}
            </Button>
          )}
          {desk.counter !== null && (
            <Button size="compact-md" variant="default" onClick={props.onLeave}>
              {t('queue.pane.leave')}
            </Button>
          )}
        </Group>
      </Part>
      {tickets !== undefined && (tickets.jobs.length > 0 || tickets.printer.state === 'trouble') && (
        <Part title={t('queue.paper.title')} wide>
          <TicketJobList tickets={tickets} />
        </Part>
      )}
      <Part title={t('queue.pane.groups')}>
        <ul className={classes.rows}>
          {desk.groups.map((group) => (
            <li key={group.id} className={classes.row}>
              <span className={classes.letter}>{group.letter}</span>
              <span className={classes.main}>
                {group.name}
                <span className={classes.detail}>
                  {group.waiting === 0
                    ? t('queue.pane.groupEmpty')
                    : group.priority === 0
                      ? t('queue.waiting', { count: group.waiting })
                      : t('queue.pane.groupLine', { waiting: group.waiting, priority: group.priority })}
                  {group.since !== null && ` · ${t('queue.pane.since', { time: formats.time(group.since) })}`}
                </span>
              </span>
              <span className={classes.count}>{group.waiting}</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('queue.pane.counters')}>
        {desk.counters.length === 0 && <p className={classes.none}>{t('queue.pane.countersNone')}</p>}
        <ul className={classes.rows}>
          {desk.counters.map((counter) => (
            <li key={counter.number} className={classes.row}>
              <span className={classes.letter}>{counter.number}</span>
              <span className={classes.main}>
                {counter.name}
                <span className={classes.detail}>
                  {[counter.person, counter.pauseReason].filter((part) => part !== null).join(' · ')}
                  {counter.ticket !== null &&
                    ` · ${t('queue.pane.ticket', { number: counter.ticket.number })}`}
                </span>
              </span>
              <StateBadge tone={TONES[counter.state]}>{words[counter.state]}</StateBadge>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('queue.pane.held')}>
        <Tickets
          desk={desk}
          tickets={desk.held}
          none={t('queue.pane.heldNone')}
          line={(ticket) => t('queue.pane.heldLine', { counter: ticket.counter ?? '' })}
          onReturn={props.onReturn}
        />
      </Part>
      <Part title={t('queue.pane.noShows')}>
        <Tickets
          desk={desk}
          tickets={desk.noShows}
          none={t('queue.pane.noShowsNone')}
          line={(ticket) =>
            t('queue.pane.noShowLine', {
              count: ticket.calls,
              time: formats.time(ticket.lastCalledAt ?? ticket.issuedAt),
            })
          }
          onReturn={props.onReturn}
        />
      </Part>
    </div>
  );
}

function Part(props: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={classes.part} data-wide={props.wide === true || undefined}>
      <h3 className={classes.title}>{props.title}</h3>
      {props.children}
    </section>
  );
}

function Tickets(props: {
  desk: Desk;
  tickets: readonly Ticket[];
  none: string;
  line: (ticket: Ticket) => string;
  onReturn: (ticket: Ticket) => void;
}) {
  const t = useTexts();
  if (props.tickets.length === 0) return <p className={classes.none}>{props.none}</p>;
  return (
    <ul className={classes.rows}>
      {props.tickets.map((ticket) => (
        <li key={ticket.id} className={classes.row}>
          <span className={classes.number}>{ticket.number}</span>
          <span className={classes.main}>
            <span className={classes.detail}>{props.line(ticket)}</span>
          </span>
          {props.desk.counter?.state === 'open' && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${t('queue.pane.back')} ${ticket.number}`}
              onClick={() => props.onReturn(ticket)}
            >
              {t('queue.pane.back')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
