import type { OfficeClient } from '#renderer/office/index.ts';
import { findCallClips } from '#shared/speech/index.ts';
import type { Voice } from './announcer.ts';
import { loadClips, type Refused } from './clip-files.ts';
import { playClips } from './speaker.ts';

/**
 * `asleep`: the browser waits for somebody to touch the page before it lets anything be heard; `loading`; `ready`;
 * `failed`: nothing can be heard.
 */
export type SoundState = 'asleep' | 'loading' | 'ready' | 'failed';

/** The sounds and the sound card of one try. */
export type OpenSound = {
  /** Asks the browser for sound; works from within a touch or a key only, unless the host lets pages be heard. */
  resume(): void;
  close(): void;
};

/** Reads the sounds and opens the sound card; tells how it stands, and the voice once there is one. */
export function openSound(
  speech: OfficeClient['speech'],
  tell: {
    state: (state: SoundState) => void;
    voice: (voice: Voice | null) => void;
    refused: (refused: readonly Refused[]) => void;
  },
): OpenSound {
  let ended = false;
  let loaded = false;
  tell.state('loading');
  const audio = openAudio();
  const look = (): void => {
    if (ended || !loaded || audio === null) return;
    tell.state(audio.state === 'running' ? 'ready' : 'asleep');
  };
  const fail = (): void => {
    if (!ended) tell.state('failed');
  };
  const resume = (): void => void audio?.resume().catch(fail);

  async function load(context: AudioContext): Promise<void> {
    const { clips, refused } = await loadClips(context, speech);
    if (ended) return;
    loaded = true;
    tell.refused(refused);
    tell.voice({
      async speak(call) {
        const names = findCallClips(call);
        // While the browser keeps the sound asleep, the screen says so, and the call stands on it.
        if (names === undefined || context.state !== 'running') return;
        await playClips(context, clips, names);
        // It was heard: whatever failed before is over.
        look();
      },
    });
    look();
    resume();
  }

  if (audio === null) fail();
  else {
    audio.addEventListener('statechange', look);
    load(audio).catch(fail);
  }
  return {
    resume,
    close() {
      ended = true;
      tell.voice(null);
      audio?.removeEventListener('statechange', look);
      void audio?.close().catch(() => {});
    },
  };
}

function openAudio(): AudioContext | null {
  try {
    return new AudioContext({ latencyHint: 'interactive' });
  } catch {
    return null;
  }
}
