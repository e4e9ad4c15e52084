import { useTexts } from '#renderer/i18n/index.ts';
import { useKey } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import { isNoShowFirst } from './desk-state.ts';
import { QUEUE_KEYS } from './queue-keys.ts';
import type { StripAction } from './small-actions.tsx';
import type { QueueActions } from './use-queue-actions.ts';

/** What stands open above the screen. */
export type Opened = 'pane' | 'sit' | 'transfer' | 'pause' | 'back' | 'issue';

type MoveKey = 'recall' | 'hold' | 'skip' | 'no-show' | 'finish';

/** One key each for what else is done with the queue; only those that mean something now are registered and shown. */
export function useStripActions(options: {
  desk: Desk;
  actions: QueueActions;
  onOpen: (opened: Opened) => void;
}): StripAction[] {
  const t = useTexts();
  const { desk, actions, onOpen } = options;
  const { counter } = desk;
  const ticket = counter?.ticket ?? null;
  const paused = counter?.state === 'paused';
  const backCount = desk.held.length + desk.noShows.length;
  const noShowFirst = ticket !== null && isNoShowFirst(ticket, desk.callsBeforeNoShow);

  const move = (kind: MoveKey, marked = false): StripAction => ({
    key: QUEUE_KEYS[kind],
    name: t(`queue.moves.${kind}`),
    run: () => {
      if (ticket !== null) actions.move(ticket, kind);
    },
    place: 'ticket',
    marked,
    ...(kind === 'recall' && ticket !== null && ticket.calls > 1
      ? { count: ticket.calls, countText: t('queue.calls', { count: ticket.calls }) }
      : {}),
  });
  const noShow = move('no-show', noShowFirst);
  const ofTicket: StripAction[] = [
    ...(noShowFirst ? [noShow] : []),
    // A counter that pauses calls nobody.
    ...(paused ? [] : [move('recall')]),
    move('hold'),
    move('skip'),
    ...(noShowFirst ? [] : [noShow]),
    {
      key: QUEUE_KEYS.transfer,
      name: t('queue.moves.transfer'),
      run: () => onOpen('transfer'),
      place: 'ticket',
    },
    move('finish'),
  ];
  const pause: StripAction = {
    key: QUEUE_KEYS.pause,
    name: t(paused ? 'queue.more.goOn' : 'queue.more.pause'),
    run: () => (paused ? actions.goOn() : onOpen('pause')),
    place: 'always',
  };
  const back: StripAction = {
    key: QUEUE_KEYS.back,
    name: t('queue.more.back'),
    run: () => onOpen('back'),
    place: 'always',
    // Who was finished can be taken back, too, and nobody waits for it.
    ...(backCount > 0
      ? { count: backCount, countText: t('queue.pane.backCount', { count: backCount }) }
      : {}),
  };
  const issue: StripAction = {
    key: QUEUE_KEYS.issue,
    name: t('queue.more.issue'),
    run: () => onOpen('issue'),
    place: 'always',
    least: true,
  };
  const pane: StripAction = {
    key: QUEUE_KEYS.pane,
    name: t('queue.more.pane'),
    run: () => onOpen('pane'),
    place: 'always',
    stays: true,
  };

  const serving = ticket !== null;
  const canBack = counter?.state === 'open' && backCount + desk.finished.length > 0;
  useQueueKey('recall', ofTicket, serving && !paused);
  useQueueKey('hold', ofTicket, serving);
  useQueueKey('skip', ofTicket, serving);
  useQueueKey('no-show', ofTicket, serving);
  useQueueKey('transfer', ofTicket, serving);
  useQueueKey('finish', ofTicket, serving);
  useQueueKey('pause', [pause], counter !== null, paused ? 'goOn' : 'pause');
  useQueueKey('back', [back], canBack);
  useQueueKey('issue', [issue], desk.groups.length > 0);
  useQueueKey('pane', [pane], true);

  return [
    ...(serving ? ofTicket : []),
    ...(counter === null ? [] : [pause]),
    ...(canBack ? [back] : []),
    ...(desk.groups.length > 0 ? [issue] : []),
    pane,
  ];
}

/** Registers the key of one of these; held down it counts once. */
function useQueueKey(
  name: Exclude<keyof typeof QUEUE_KEYS, 'primary'>,
  among: readonly StripAction[],
  enabled: boolean,
  label: Exclude<keyof typeof QUEUE_KEYS, 'primary'> | 'goOn' = name,
): void {
  const t = useTexts();
  const key = QUEUE_KEYS[name];
  useKey(
    key,
    (event) => {
      if (!event.repeat) among.find((action) => action.key === key)?.run();
    },
    { label: t(`queue.keys.${label}`), reach: 'screens', enabled },
  );
}
