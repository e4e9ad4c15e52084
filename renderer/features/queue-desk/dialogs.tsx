import { Button, Group, Text } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import { LONGEST_OWN_REASON, pauseReasonProblem, type Ticket } from '#shared/queue/index.ts';
import { type Choice, ChoiceList } from './choice-list.tsx';
import type { Target } from './use-queue-actions.ts';

/** The digit that chooses a counter at once; none from 10 on. */
function digitOf(number: number): string | undefined {
  return number < 10 ? String(number) : undefined;
}

/** Which counter this person sits at; their own first. `mayTakeOver`: also where somebody went without leaving. */
export function SitChoice(props: {
  desk: Desk;
  mayTakeOver: boolean;
  onChoose: (counter: number, holder: string | null) => void;
}) {
  const t = useTexts();
  const { desk } = props;
  const own = (number: number): number => (number === desk.suggestedCounter ? 0 : 1);
  const choices = [...desk.counters]
    .sort((a, b) => own(a.number) - own(b.number) || a.number - b.number)
    .map((counter): Choice => {
      const here = counter.number === desk.counter?.number;
      const taken = counter.state !== 'closed' && !here;
      const letters = desk.groups.filter((group) => counter.groups.includes(group.id));
      const state = taken
        ? t('queue.sit.taken', { name: counter.person ?? '' })
        : own(counter.number) === 0
          ? t('queue.sit.suggested')
          : t('queue.sit.free');
      const serves = t('queue.sit.serves', { groups: letters.map(({ letter }) => letter).join(', ') });
      return {
        id: String(counter.number),
        key: digitOf(counter.number),
        title: t('queue.counter', { number: counter.number }),
        detail: `${counter.name} · ${state} · ${serves}`,
        disabled: here || (taken && !props.mayTakeOver),
      };
    });
  if (choices.length === 0) return <Text size="sm">{t('queue.pane.countersNone')}</Text>;
  return (
    <>
      <Text size="sm">{t('queue.sit.text')}</Text>
      <ChoiceList
        label={t('queue.sit.title')}
        choices={choices}
        onChoose={(id) => {
          const counter = desk.counters.find(({ number }) => String(number) === id);
          if (counter !== undefined) props.onChoose(counter.number, counter.person);
        }}
      />
    </>
  );
}

/** Where the ticket goes: another group, or another counter. */
export function TransferChoice(props: { desk: Desk; ticket: Ticket; onChoose: (target: Target) => void }) {
  const t = useTexts();
  const { desk, ticket } = props;
  const targets = new Map<string, Target>();
  const choices: Choice[] = [];
  for (const group of desk.groups) {
    if (group.id === ticket.group) continue;
    const name = t('queue.transfer.group', { name: group.name });
    targets.set(`g${group.id}`, { to: { group: group.id }, name });
    choices.push({
      id: `g${group.id}`,
      key: group.letter,
      title: name,
      detail: t('queue.transfer.groupLine', { count: group.waiting }),
    });
  }
  for (const counter of desk.counters) {
    if (counter.number === desk.counter?.number) continue;
    const name = t('queue.counter', { number: counter.number });
    targets.set(`c${counter.number}`, { to: { counter: counter.number }, name });
    choices.push({
      id: `c${counter.number}`,
      key: digitOf(counter.number),
      title: name,
      detail:
        counter.state === 'closed'
          ? `${counter.name} · ${t('queue.transfer.counterClosed')}`
          : counter.state === 'paused'
            ? `${counter.name} · ${t('queue.transfer.counterPaused')}`
            : [counter.name, counter.person].filter((part) => part !== null).join(' · '),
      disabled: counter.state !== 'open',
    });
  }
  return (
    <>
      <Text size="sm">{t('queue.transfer.text')}</Text>
      <ChoiceList
        label={t('queue.transfer.title', { number: ticket.number })}
        choices={choices}
        onChoose={(id) => {
          const target = targets.get(id);
          if (target !== undefined) props.onChoose(target);
        }}
      />
    </>
  );
}

/** Why the counter pauses: one of the office's reasons, or in words. */
export function PauseChoice(props: { reasons: readonly string[]; onChoose: (reason: string) => void }) {
  const t = useTexts();
  const [other, setOther] = useState('');
  const [asked, setAsked] = useState(false);
  const problem =
    other.trim() === '' ? t('queue.pause.otherNeeded') : pauseReasonProblem(other.trim(), props.reasons);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (problem === undefined) props.onChoose(other.trim());
    else setAsked(true);
  }

  return (
    <>
      <Text size="sm">{t('queue.pause.text')}</Text>
      <ChoiceList
        label={t('queue.pause.title')}
        choices={props.reasons.map((reason, index) => ({
          id: reason,
          key: digitOf(index + 1),
          title: reason,
        }))}
        onChoose={props.onChoose}
      />
      <form onSubmit={submit} noValidate>
        <Group align="flex-end" gap="xs" mt="sm">
          <TextField
            label={t('queue.pause.other')}
            maxLength={LONGEST_OWN_REASON}
            style={{ flex: 1 }}
            data-autofocus={props.reasons.length === 0 || undefined}
            value={other}
            onChange={(event) => setOther(event.currentTarget.value)}
            error={asked ? problem : undefined}
          />
          <Button type="submit" variant="default">
            {t('queue.pause.otherButton')}
          </Button>
        </Group>
      </form>
    </>
  );
}

/** What becomes of the ticket that is served, when somebody else is taken back. */
export type Aside = { ticket: Ticket; move: 'hold' | 'finish' } | null;

/** Who stands here again: who was held, who had not come, then who was finished here last. A counter serves one, so the other is put aside. */
export function BackChoice(props: {
  desk: Desk;
  /** Already chosen in the lists. */
  chosen: Ticket | null;
  onChoose: (ticket: Ticket, aside: Aside) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { desk } = props;
  const [chosen, setChosen] = useState(props.chosen);
  const serving = desk.counter?.ticket ?? null;
  const tickets = [...desk.held, ...desk.noShows, ...desk.finished];
  if (chosen !== null && serving !== null)
    return (
      <AsideChoice back={chosen} serving={serving} onChoose={(aside) => props.onChoose(chosen, aside)} />
    );
  if (tickets.length === 0) return <Text size="sm">{t('queue.back.none')}</Text>;
  const nameOf = (ticket: Ticket): string =>
    desk.groups.find((group) => group.id === ticket.group)?.name ?? ticket.group;
  const stateOf = (ticket: Ticket): string => {
    if (ticket.state === 'held') return t('queue.back.heldLine', { counter: ticket.counter ?? '' });
    if (ticket.state === 'finished')
      return t('queue.back.finishedLine', { time: formats.time(ticket.endedAt ?? ticket.issuedAt) });
    return t('queue.back.noShowLine', { time: formats.time(ticket.lastCalledAt ?? ticket.issuedAt) });
  };
  return (
    <>
      <Text size="sm">{t('queue.back.text', { counter: desk.counter?.number ?? '' })}</Text>
      <ChoiceList
        label={t('queue.back.title')}
        choices={tickets.map((ticket, index) => ({
          id: ticket.id,
          key: digitOf(index + 1),
          title: ticket.number,
          detail: `${nameOf(ticket)} · ${stateOf(ticket)}`,
        }))}
        onChoose={(id) => {
          const ticket = tickets.find((one) => one.id === id);
          if (ticket === undefined) return;
          if (serving === null) props.onChoose(ticket, null);
          else setChosen(ticket);
        }}
      />
    </>
  );
}

function AsideChoice(props: { back: Ticket; serving: Ticket; onChoose: (aside: Aside) => void }) {
  const t = useTexts();
  const { back, serving } = props;
  const top = useRef<HTMLDivElement>(null);
  // The list before it had the cursor and is gone.
  useEffect(() => top.current?.querySelector('button')?.focus(), []);
  const words = { number: serving.number, back: back.number };
  return (
    <div ref={top}>
      <Text size="sm">{t('queue.back.aside', words)}</Text>
      <ChoiceList
        label={t('queue.back.aside', words)}
        choices={[
          { id: 'finish', key: '1', title: t('queue.back.finishFirst', words) },
          { id: 'hold', key: '2', title: t('queue.back.holdFirst', words) },
        ]}
        onChoose={(move) => props.onChoose({ ticket: serving, move: move === 'hold' ? 'hold' : 'finish' })}
      />
    </div>
  );
}
