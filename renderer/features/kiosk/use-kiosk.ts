import { useCallback, useEffect, useReducer, useRef } from 'react';
import {
  newRequestId,
  sendUntilAnswered,
  toOfficeError,
  useConnection,
  useOffice,
  waitForNextTry,
} from '#renderer/office/index.ts';
import { type Asked, nextRound, type Round } from './round.ts';

/** Longer nobody waits before a machine; the help desk is near. */
const LONGEST_WAIT_MS = 25_000;

export type Kiosk = {
  round: Round;
  touchGroup(group: string, hasGrounds: boolean): void;
  touchGround(priority: string | null): void;
  retry(): void;
  beginAnew(): void;
};

/** One round after the other. Every number is asked for under one id until it is known. */
export function useKiosk(): Kiosk {
  const office = useOffice();
  const connection = useConnection();
  const [round, dispatch] = useReducer(nextRound, { step: 'groups' });
  const asked = round.step === 'issuing' ? round.asked : null;
  const underWay = useRef<Asked | null>(null);

  useEffect(() => {
    if (asked === null || underWay.current === asked) return;
    underWay.current = asked;
    const tooLong = new AbortController();
    const timer = setTimeout(() => tooLong.abort(), LONGEST_WAIT_MS);
    const late = new Promise<never>((_, reject) =>
      tooLong.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true }),
    );
    const answered = sendUntilAnswered(asked, {
      send: office.queue.issue,
      onAttempt: (attempt) => dispatch({ kind: 'tried', attempt }),
      waitForNext: () => waitForNextTry(connection, tooLong.signal),
    });
    Promise.race([answered, late])
      .then(
        (issued) => dispatch({ kind: 'issued', issued }),
        (thrown: unknown) => dispatch({ kind: 'failed', full: toOfficeError(thrown).code === 'queue-full' }),
      )
      .finally(() => {
        clearTimeout(timer);
        underWay.current = null;
      });
  }, [asked, office, connection]);

  return {
    round,
    touchGroup: useCallback(
      (group, hasGrounds) =>
        dispatch({ kind: 'group-touched', group, hasGrounds, requestId: newRequestId() }),
      [],
    ),
    touchGround: useCallback((priority) => dispatch({ kind: 'ground-touched', priority }), []),
    retry: useCallback(() => dispatch({ kind: 'retried' }), []),
    beginAnew: useCallback(() => dispatch({ kind: 'begun-anew' }), []),
  };
}
