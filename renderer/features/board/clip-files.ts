import type { OfficeClient } from '#renderer/office/index.ts';
import type { RefusedRecording } from '#shared/contract/index.ts';
import { CLIP_NAMES, type ClipName } from '#shared/speech/index.ts';
import type { Clips } from './speaker.ts';

/** Addresses of the shipped sounds by file name; the builder puts them beside the page. */
const SHIPPED = import.meta.glob<string>('../../../resources/sounds/*.wav', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** A file of the office that does not take its sound's place, and why. */
export type Refused = RefusedRecording | { file: string; reason: 'sound' };

function shippedAddress(clip: ClipName): string {
  const address = SHIPPED[`../../../resources/sounds/${clip}.wav`];
  if (address === undefined) throw new Error(`no sound ${clip}`);
  return address;
}

/**
 * Every sound, an office's own recording before the shipped one. A recording that cannot be played is named and the
 * shipped sound stays: a call never lacks a word. Rejects where a shipped sound cannot be had.
 */
export async function loadClips(
  audio: AudioContext,
  speech: OfficeClient['speech'],
): Promise<{ clips: Clips; refused: Refused[] }> {
  const own = await speech.recordings({}).catch(() => ({ recordings: [], refused: [] }));
  const refused: Refused[] = [...own.refused];
  const clips = new Map<ClipName, AudioBuffer>();
  await Promise.all(
    CLIP_NAMES.map(async (clip) => {
      if (own.recordings.some((recording) => recording.clip === clip)) {
        try {
          const { data } = await speech.recording({ clip });
          clips.set(clip, await audio.decodeAudioData(bytesOf(data)));
          return;
        } catch {
          refused.push({ file: clip, reason: 'sound' });
        }
      }
      const answer = await fetch(shippedAddress(clip));
      if (!answer.ok) throw new Error(`${clip}: ${answer.status}`);
      clips.set(clip, await audio.decodeAudioData(await answer.arrayBuffer()));
    }),
  );
  return { clips, refused };
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
}
