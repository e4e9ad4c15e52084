import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { OfficeState, SignedInUser } from '#shared/contract/index.ts';
import { applyEvent } from './apply-event.ts';
import { followEvents } from './events.ts';
import { serialScans } from './newest-listener.ts';
import { queryKeys } from './query-keys.ts';
import { useConnection, useConnectionState } from './react.tsx';

export type Session = {
  /** What the office says of itself; null until it first answered. */
  office: OfficeState | null;
  /** Who works here; also while the screen is locked. */
  user: SignedInUser | null;
  /** The session ended or the person locked it: what is typed stays, nothing is shown until they sign in again. */
  locked: boolean;
  /** After signIn, recover or createOffice. */
  begin(token: string, user: SignedInUser): void;
  /** Ends the session in the office and hides the screens; the same person goes on where they were. */
  lock(): void;
  /** Told just before this window ends its session, while it can still send what was typed. Gives what ends it. */
  onLeaving(listener: () => void): () => void;
  /** Told the id of each dossier whose personal data was erased. Gives what ends it. */
  onErased(listener: (id: string) => void): () => void;
  /**
   * Told the id of each dossier that changed; null: nothing was heard for a while, any may have changed. Gives what ends
   * it.
   */
  onChanged(listener: (id: string | null) => void): () => void;
  /** Ends the session; what was typed is dropped. */
  end(): void;
};

const SessionContext = createContext<Session | null>(null);

/** The session of this window. Throws outside a SessionProvider. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('no SessionProvider above this component');
  return session;
}

const USUAL_MS = 5 * 60_000;
const WAITING_MS = 3_000;

/** A device that can't work yet hears no events: it asks until the office is open, or it is paired. */
function isWaiting(state: OfficeState | undefined): boolean {
  return state?.device != null && (state.device.kind === null || state.phase !== 'ready');
}

type Person = { user: SignedInUser | null; locked: boolean };

/** Keeps who is signed in, in step with the office: ended sessions lock, other people's data never stays in the cache. */
export function SessionProvider(props: { children: ReactNode }) {
  const connection = useConnection();
  const { phase } = useConnectionState();
  const cache = useQueryClient();
  const [person, setPerson] = useState<Person | null>(null);
  const officeState = useQuery({
    queryKey: queryKeys.officeState,
    queryFn: () => connection.client.session.state({}),
    refetchInterval: ({ state }) => (isWaiting(state.data) ? WAITING_MS : USUAL_MS),
    enabled: phase === 'open' || phase === 'connecting',
  });
  const office = officeState.data ?? null;

  // The first answer decides who is here (a token survived a reload of the window).
  useEffect(() => {
    if (office !== null) setPerson((now) => now ?? { user: office.user, locked: false });
  }, [office]);

  useEffect(() => {
    if (phase === 'open') void cache.invalidateQueries({ queryKey: queryKeys.officeState });
  }, [phase, cache]);

  useEffect(
    () =>
      connection.onSignedOut(() => setPerson((now) => (now?.user == null ? now : { ...now, locked: true }))),
    [connection],
  );

  const erasedListeners = useRef(new Set<(id: string) => void>());
  const onErased = useCallback((listener: (id: string) => void) => {
    const listeners = erasedListeners.current;
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);

  const changedListeners = useRef(new Set<(id: string | null) => void>());
  const onChanged = useCallback((listener: (id: string | null) => void) => {
    const listeners = changedListeners.current;
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);

  const working = person?.user != null && !person.locked;
  useEffect(() => {
    if (!working) return undefined;
    const tellChanged = (id: string | null): void => {
      for (const listener of [...changedListeners.current]) listener(id);
    };
    return followEvents(connection, {
      onOpen: () => {
        tellChanged(null);
        void cache.invalidateQueries();
      },
      onEvent: (event) => {
        // First out of what the screens remember, so that nothing asked anew finds it there.
        if (event.kind === 'dossier-erased')
          for (const listener of [...erasedListeners.current]) listener(event.id);
        if (event.kind === 'dossier') tellChanged(event.id);
        // Of several windows of this PC the one that a person works in.
        if (event.kind === 'scan' && document.hasFocus()) serialScans.deliver(event.text);
        applyEvent(cache, event);
      },
      onSignedOut: () => {},
    });
  }, [working, connection, cache]);

  const begin = useCallback(
    (token: string, user: SignedInUser) => {
      connection.token.write(token);
      setPerson((now) => {
        if (now?.user != null && now.user.id !== user.id) cache.clear();
        return { user, locked: false };
      });
      void cache.invalidateQueries();
    },
    [connection, cache],
  );

  const leaving = useRef(new Set<() => void>());
  const onLeaving = useCallback((listener: () => void) => {
    const listeners = leaving.current;
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);

  const leave = useCallback(
    (next: (now: Person | null) => Person) => {
      for (const listener of leaving.current) listener();
      // Locally at once, also without a connection; the office's own idle limit ends what it could not hear.
      connection.client.session.signOut({}).catch(() => {});
      connection.token.write(null);
      setPerson(next);
    },
    [connection],
  );

  const session = useMemo<Session>(
    () => ({
      office,
      user: person?.user ?? null,
      locked: person?.locked ?? false,
      begin,
      onLeaving,
      onErased,
      onChanged,
      lock: () => leave((now) => ({ user: now?.user ?? null, locked: now?.user != null })),
      end: () => {
        leave(() => ({ user: null, locked: false }));
        cache.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.officeState[0] });
        void cache.invalidateQueries({ queryKey: queryKeys.officeState });
      },
    }),
    [office, person, begin, leave, onLeaving, onErased, onChanged, cache],
  );
  return <SessionContext value={session}>{props.children}</SessionContext>;
}
