import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useOffice } from '#renderer/office/index.ts';
import type { Board, BoardCall } from '#shared/contract/index.ts';
import { createAnnouncer } from './announcer.ts';
import type { Refused } from './clip-files.ts';
import { type OpenSound, openSound, type SoundState } from './open-sound.ts';

export type Sound = {
  state: SoundState;
  speaking: BoardCall | null;
  /** Recordings of the office that could not be used. */
  refused: readonly Refused[];
  /** The board as it came: what is new on it is spoken. Stays the same function. */
  show: (board: Board) => void;
  /** Asks for sound (again); must be called by a touch or a key. */
  wake: () => void;
};

/** The voice of the board for as long as it is shown. `wanted`: the office has calls spoken at all. */
export function useSound(wanted: boolean): Sound {
  const office = useOffice();
  const [state, setState] = useState<SoundState>('loading');
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [announcer] = useState(() => createAnnouncer(() => setState('failed')));
  const speaking = useSyncExternalStore(announcer.speaking.subscribe, announcer.speaking.get);
  const opened = useRef<OpenSound | null>(null);
  const open = useCallback(() => {
    opened.current?.close();
    opened.current = openSound(office.speech, { state: setState, voice: announcer.use, refused: setRefused });
  }, [office, announcer]);

  useEffect(() => {
    if (!wanted) return undefined;
    open();
    return () => {
      opened.current?.close();
      opened.current = null;
    };
  }, [wanted, open]);

  // Any touch or key is the gesture that the browser waits for.
  useEffect(() => {
    const touch = (): void => opened.current?.resume();
    window.addEventListener('pointerdown', touch);
    window.addEventListener('keydown', touch);
    return () => {
      window.removeEventListener('pointerdown', touch);
      window.removeEventListener('keydown', touch);
    };
  }, []);

  return {
    state,
    speaking,
    refused,
    show: announcer.show,
    wake: () => (state === 'failed' ? open() : opened.current?.resume()),
  };
}
