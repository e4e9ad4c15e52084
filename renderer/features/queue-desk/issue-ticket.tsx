import { Button, Group, Loader, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  newRequestId,
  sendUntilAnswered,
  toOfficeError,
  useConnection,
  useOffice,
  waitForNextTry,
} from '#renderer/office/index.ts';
import { StateBadge } from '#renderer/ui/index.ts';
import type { Desk, IssuedTicket } from '#shared/contract/index.ts';
import { ChoiceList } from './choice-list.tsx';
import classes from './queue-pane.module.css';
import { TicketPaperState } from './ticket-paper-state.tsx';

const ORDINARY = '';

/** A ticket given at the counter: group, then ordinary or a ground of priority. Both keys pressed twice give one. */
export function IssueTicket(props: { desk: Desk; onDone: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const connection = useConnection();
  const errorText = useErrorText();
  const [group, setGroup] = useState<string | null>(null);
  const [requestId, setRequestId] = useState(newRequestId);
  const ending = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    ending.current = controller;
    return () => controller.abort();
  }, []);
  const issue = useMutation({
    mutationFn: (asked: { group: string; priority: string | null; requestId: string }) =>
      sendUntilAnswered(asked, {
        send: office.queue.issue,
        onAttempt: () => {},
        waitForNext: () => waitForNextTry(connection, ending.current.signal),
      }),
  });
  const { desk } = props;

  if (issue.data !== undefined)
    return (
      <Issued
        issued={issue.data}
        onDone={props.onDone}
        onAgain={() => {
          setRequestId(newRequestId());
          setGroup(null);
          issue.reset();
        }}
      />
    );
  if (issue.isPending)
    return (
      <Group role="status" gap="xs">
        <Loader size="sm" /> {t('queue.issue.issuing')}
      </Group>
    );
  const send = (chosen: string, priority: string | null): void =>
    issue.mutate({ group: chosen, priority, requestId });
  return (
    <>
      {issue.error !== null && (
        <StateBadge tone="bad">
          <span role="alert">{errorText(toOfficeError(issue.error))}</span>
        </StateBadge>
      )}
      {group === null ? (
        <>
          <Text size="sm">{t('queue.issue.group')}</Text>
          <ChoiceList
            key="group"
            label={t('queue.issue.title')}
            choices={desk.groups.map((one) => ({
              id: one.id,
              key: one.letter,
              title: one.name,
              detail: t('queue.issue.line', { count: one.waiting }),
            }))}
            onChoose={(id) => (desk.priorities.length === 0 ? send(id, null) : setGroup(id))}
          />
        </>
      ) : (
        <Grounds desk={desk} onChoose={(ground) => send(group, ground)} />
      )}
    </>
  );
}

function Grounds(props: { desk: Desk; onChoose: (ground: string | null) => void }) {
  const t = useTexts();
  const top = useRef<HTMLDivElement>(null);
  // The list before it had the cursor and is gone.
  useEffect(() => top.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={top}>
      <Text size="sm">{t('queue.issue.ground')}</Text>
      <ChoiceList
        label={t('queue.issue.ground')}
        choices={[
          { id: ORDINARY, title: t('queue.issue.ordinary'), key: '0' },
          ...props.desk.priorities.map((ground, index) => ({
            id: ground.id,
            title: ground.name,
            key: index < 9 ? String(index + 1) : undefined,
          })),
        ]}
        onChoose={(id) => props.onChoose(id === ORDINARY ? null : id)}
      />
    </div>
  );
}

function Issued(props: { issued: IssuedTicket; onDone: () => void; onAgain: () => void }) {
  const t = useTexts();
  const { issued } = props;
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <div role="status">
      <p className={classes.issued}>{t('queue.issue.done', { number: issued.ticket.number })}</p>
      <Text>
        {issued.ahead === 0 ? t('queue.issue.aheadNone') : t('queue.issue.ahead', { count: issued.ahead })}{' '}
        {issued.estimateMinutes !== null &&
          issued.ahead > 0 &&
          t('queue.issue.estimate', { minutes: issued.estimateMinutes })}
      </Text>
      <TicketPaperState jobId={issued.jobId} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onAgain}>
          {t('queue.issue.again')}
        </Button>
        <Button ref={close} onClick={props.onDone}>
          {t('common.close')}
        </Button>
      </Group>
    </div>
  );
}
