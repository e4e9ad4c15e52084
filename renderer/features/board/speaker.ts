import { type ClipName, PAUSE_BETWEEN_CALLS_MS, pauseBefore } from '#shared/speech/index.ts';

/** The sounds of a call, read for playing. */
export type Clips = ReadonlyMap<ClipName, AudioBuffer>;

/** Seconds between asking for a sound and its begin: enough for every sound to be in its place. */
const LEAD = 0.03;

/** How long a running sound may stand still until it is said that nothing is heard. */
const STANDSTILL_MS = 2500;

/**
 * Plays a list of clips. Each clip is put on the clock of the sound card beforehand, so that a busy page
 * tears no word apart. Rejects where the sound stands still: the loudspeaker
 * was pulled out, or the browser took the sound away.
 */
export function playClips(audio: AudioContext, clips: Clips, names: readonly ClipName[]): Promise<void> {
  const sources: AudioBufferSourceNode[] = [];
  let at = audio.currentTime + LEAD;
  for (const name of names) {
    const buffer = clips.get(name);
    if (buffer === undefined) throw new Error(`no sound ${name}`);
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    at += pauseBefore(name) / 1000;
    source.start(at);
    at += buffer.duration;
    sources.push(source);
  }
  const last = sources.at(-1);
  return new Promise((resolve, reject) => {
    let before = audio.currentTime;
    const watch = setInterval(() => {
      if (audio.currentTime > before) {
        before = audio.currentTime;
        return;
      }
      finish();
      for (const source of sources) source.stop();
      reject(new Error(`the sound stands still (${audio.state})`));
    }, STANDSTILL_MS);
    const finish = (): void => clearInterval(watch);
    if (last === undefined) {
      finish();
      resolve();
      return;
    }
    last.addEventListener('ended', () => {
      finish();
      setTimeout(resolve, PAUSE_BETWEEN_CALLS_MS);
    });
  });
}
