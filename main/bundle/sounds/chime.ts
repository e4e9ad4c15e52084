import { SAMPLE_RATE, type Sound } from './pcm.ts';

/** E5 and C5: a falling third, as a door bell; each with the overtones of a struck bar, which die away first. */
const TONES = [
  { hertz: 659.26, atSeconds: 0 },
  { hertz: 523.25, atSeconds: 0.38 },
] as const;
const OVERTONES = [
  { ratio: 1, share: 1, decaySeconds: 0.42 },
  { ratio: 2.76, share: 0.16, decaySeconds: 0.12 },
  { ratio: 5.4, share: 0.05, decaySeconds: 0.05 },
] as const;
const SECONDS = 1.35;
const ATTACK_SECONDS = 0.004;

/** The two-tone chime before a call, from sines alone: no recording, no licence. */
export function makeChime(): Sound {
  return Float64Array.from({ length: Math.round(SECONDS * SAMPLE_RATE) }, (_, i) => {
    const now = i / SAMPLE_RATE;
    let sample = 0;
    for (const tone of TONES) {
      const since = now - tone.atSeconds;
      if (since < 0) continue;
      const attack = Math.min(1, since / ATTACK_SECONDS);
      for (const { ratio, share, decaySeconds } of OVERTONES)
        sample +=
          attack *
          share *
          Math.exp(-since / decaySeconds) *
          Math.sin(2 * Math.PI * tone.hertz * ratio * since);
    }
    return sample / 2;
  });
}
