import { SAMPLE_RATE, type Sound } from './pcm.ts';

const WINDOW = 900;
const HOP = 300;
const LOWEST = Math.floor(SAMPLE_RATE / 70);
const HIGHEST = Math.floor(SAMPLE_RATE / 310);

/**
 * The pitch of a voice in hertz where it is clear, by correlation of the samples with themselves: what an ear hears as the
 * tone of a word. Knows nothing of how the sound was made.
 */
export function pitches(sound: Sound): number[] {
  const found: number[] = [];
  for (let at = 0; at + WINDOW + LOWEST < sound.length; at += HOP) {
    const here = sound.subarray(at, at + WINDOW);
    const energy = here.reduce((sum, sample) => sum + sample * sample, 0);
    if (Math.sqrt(energy / WINDOW) < 0.035) continue;
    const alike: number[] = [];
    for (let lag = HIGHEST; lag < LOWEST; lag++) {
      let both = 0;
      let later = 0;
      for (let i = 0; i < WINDOW; i++) {
        const sample = sound[at + lag + i] ?? 0;
        both += (here[i] ?? 0) * sample;
        later += sample * sample;
      }
      alike.push(both / Math.sqrt(energy * later + 1e-12));
    }
    const best = Math.max(...alike);
    // The first peak that is nearly the highest: later ones are multiples of the same period.
    const first = alike.findIndex(
      (one, i) => one > 0.92 * best && one >= (alike[i - 1] ?? -1) && one >= (alike[i + 1] ?? -1),
    );
    if (best > 0.75 && first >= 0) found.push(SAMPLE_RATE / (HIGHEST + first));
  }
  return found;
}

/** The middle pitch of a part of the word: shares 0 to 1 of its voiced length. */
export function pitchOf(found: readonly number[], from: number, to: number): number {
  const part = found.slice(Math.floor(from * found.length), Math.ceil(to * found.length));
  return [...part].sort((a, b) => a - b)[part.length >> 1] ?? Number.NaN;
}
