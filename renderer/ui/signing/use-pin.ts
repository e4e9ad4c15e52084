import { useCallback, useEffect, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  closeTokenSession,
  type OfficeError,
  openTokenSession,
  type TokenSession,
  toOfficeError,
  useOffice,
  useSession,
} from '#renderer/office/index.ts';
import type { PinState, TokenPlugged } from '#shared/contract/index.ts';
import { pinRisk } from './signers.ts';
import { useLookAnew, useTokens } from './use-tokens.ts';

export type PinAsking = {
  /** The token as it is now; null: it is not plugged in any more. */
  token: TokenPlugged | null;
  /** What the token tells now, the answer to a wrong PIN included. */
  pin: PinState | null;
  phase: 'looking' | 'ready' | 'sending';
  problem: string | null;
  /** Looks at the token anew. */
  look: () => void;
  /** Sends a PIN once. `sure`: the last try was confirmed. */
  send: (pin: string, sure: boolean) => void;
};

/**
 * Asks one token for a session. First what it tells of the tries left, then one PIN, one try; after a refusal what is
 * left is asked anew, and nothing is sent again by itself. Nothing here keeps a PIN.
 */
export function usePin(
  tokenId: string,
  onSession: (opened: TokenSession) => void,
  onClose: () => void,
): PinAsking {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const errorText = useErrorText();
  const tokens = useTokens();
  const lookAnew = useLookAnew();
  const [phase, setPhase] = useState<PinAsking['phase']>('looking');
  const [problem, setProblem] = useState<string | null>(null);
  const [told, setTold] = useState<PinState | null>(null);
  const here = useRef(true);
  const close = useRef(onClose);
  close.current = onClose;

  const look = useCallback(() => {
    setPhase('looking');
    lookAnew()
      .then(() => setTold(null))
      .catch((thrown: unknown) => setProblem(errorText(toOfficeError(thrown))))
      .finally(() => setPhase('ready'));
  }, [lookAnew, errorText]);

  useEffect(() => {
    here.current = true;
    look();
    return () => {
      here.current = false;
    };
  }, [look]);
  // Whoever comes back to a locked screen begins anew.
  const { locked } = session;
  useEffect(() => {
    if (locked) close.current();
  }, [locked]);

  function refused(failure: OfficeError): void {
    if (failure.pin !== null) setTold(failure.pin);
    else if (failure.code === 'pin-last-try') setTold({ state: 'last', triesLeft: null });
    else if (failure.code === 'pin-locked') setTold({ state: 'locked', triesLeft: null });
    const unanswered = failure.code === 'timeout' || failure.code === 'disconnected';
    setProblem(unanswered ? t('tokens.pin.unanswered') : errorText(failure));
    setPhase('looking');
    lookAnew()
      .then(() => setTold(null))
      // What the refusal told still stands.
      .catch(() => {})
      .finally(() => setPhase('ready'));
  }

  function send(pin: string, sure: boolean): void {
    if (phase !== 'ready') return;
    setPhase('sending');
    setProblem(null);
    openTokenSession(office, { token: tokenId, pin, confirmLastTry: sure }).then(
      (opened) => {
        if (here.current) onSession(opened);
        else void closeTokenSession(office, opened.session);
      },
      (thrown: unknown) => refused(toOfficeError(thrown)),
    );
  }

  const token = tokens.data?.tokens.find(({ id }) => id === tokenId) ?? null;
  const now = token?.pin ?? null;
  // Of two that differ the graver one: a token must not be locked because an older answer was shown.
  const pin = told !== null && (now === null || pinRisk(told) !== 'none') ? told : now;
  return { token, pin, phase, problem, look, send };
}
