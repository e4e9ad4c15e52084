import { IconPlugConnectedX } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useConnectionState } from '#renderer/office/index.ts';
import { useKey } from '#renderer/ui/index.ts';
import type { Board, BoardCall } from '#shared/contract/index.ts';
import classes from './board.module.css';
import { CounterGrid } from './counter-grid.tsx';
import type { Line } from './follow-board.ts';
import { LastCalls } from './last-calls.tsx';
import { NewestCall } from './newest-call.tsx';
import { SoundBar } from './sound-bar.tsx';
import { useBoard } from './use-board.ts';
import { useBoardClock } from './use-board-clock.ts';
import { useScreenAwake } from './use-screen-awake.ts';
import { useSound } from './use-sound.ts';
import { useStandingOut } from './use-standing-out.ts';

/**
 * The board for a second screen or a television: numbers and counters, never names. `person`: whose session shows it,
 * with the way back; null on a device that is nothing but a board, from which nothing leads anywhere.
 */
export function BoardPage(props: { person: { name: string; onLeave: () => void } | null }) {
  const t = useTexts();
  const formats = useFormats();
  useScreenAwake();
  const heard = useRef<(board: Board) => void>(() => {});
  const onBoard = useCallback((board: Board) => heard.current(board), []);
  const { board, cameAt, line } = useBoard(onBoard);
  const sound = useSound((board?.spokenTimes ?? 0) > 0);
  heard.current = sound.show;
  const now = useBoardClock(board?.now ?? null, cameAt);
  const newest = board?.calls[0] ?? null;
  const call = sound.speaking ?? newest;
  const standsOut = useStandingOut(call?.call ?? null, board !== null) || sound.speaking !== null;
  const believed = line === 'open' && board !== null;
  return (
    <div
      className={classes.screen}
      data-line={line}
      data-sound={sound.state}
      data-speaking={sound.speaking?.call}
    >
      {props.person !== null && <Leave onLeave={props.person.onLeave} />}
      <header className={classes.head}>
        <h1 className={classes.office}>{board === null ? t('board.title') : board.office}</h1>
        {board?.sample === true && <span className={classes.sample}>{t('board.sample')}</span>}
        {believed && now !== null && (
          <p className={classes.clock}>
            <span className={classes.day}>{formats.moment(now).replace(formats.time(now), '').trim()}</span>
            <span className={classes.time}>{formats.time(now)}</span>
          </p>
        )}
      </header>
      {believed ? (
        <main className={classes.main} data-few={board.counters.length <= 1 || undefined}>
          <NewestCall call={call} standsOut={standsOut} />
          <CounterGrid counters={board.counters} called={standsOut ? call : null} />
          <LastCalls calls={pastCalls(board, call)} />
        </main>
      ) : (
        <NoLine line={line} signedIn={props.person !== null} />
      )}
      <SoundBar
        sound={sound}
        wanted={believed && board.spokenTimes > 0}
        waiting={believed ? board.waiting : null}
        person={props.person?.name ?? null}
      />
    </div>
  );
}

/** Calls that neither the large number nor a counter shows any more. */
function pastCalls(board: Board, shown: BoardCall | null): BoardCall[] {
  return board.calls.filter(
    (call) =>
      call.call !== shown?.call &&
      !board.counters.some(({ number, ticket }) => number === call.counter && ticket === call.number),
  );
}

/** Escape leads a person back; it is no key of a board that stands alone. */
function Leave(props: { onLeave: () => void }) {
  const t = useTexts();
  useKey('Escape', props.onLeave, { label: t('board.leave') });
  return null;
}

/** Instead of numbers that may not be true any more. */
function NoLine(props: { line: Line; signedIn: boolean }) {
  const t = useTexts();
  const state = useConnectionState();
  const lost = props.line === 'lost';
  const text =
    state.phase === 'lost' && state.notLetIn
      ? t('board.notLetIn')
      : props.line === 'closed'
        ? t('board.closed')
        : props.line === 'refused'
          ? props.signedIn
            ? t('board.signedOut')
            : t('board.revoked')
          : t('board.askAtCounter');
  return (
    <main className={classes.away}>
      <div role={props.line === 'opening' ? 'status' : 'alert'} className={classes.awayWords}>
        {lost && <IconPlugConnectedX aria-hidden className={classes.awayIcon ?? ''} stroke={1.5} />}
        <p className={classes.awayTitle}>
          {props.line === 'opening' || lost
            ? t(lost ? 'board.reconnecting' : 'board.opening')
            : t('board.stopped')}
        </p>
        {props.line !== 'opening' && <p className={classes.awayText}>{text}</p>}
      </div>
    </main>
  );
}
