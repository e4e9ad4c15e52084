/** Samples per second of every shipped sound: speech loses nothing that is heard across a hall, and stays small. */
export const SAMPLE_RATE = 22_050;

const FULL_SCALE = 32_767;
const HEADER_BYTES = 44;
const FRAME = Math.round(SAMPLE_RATE * 0.01);

/** One sound: samples −1 to 1, mono, `SAMPLE_RATE` per second. */
export type Sound = Float64Array;

/** Reads a RIFF file of mono 16-bit samples at `SAMPLE_RATE`. Throws where it is anything else. */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (text(0) !== 'RIFF' || text(8) !== 'WAVE') throw new Error('not a RIFF WAVE file');
  let at = 12;
  let rightFormat = false;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    if (text(at) === 'fmt ') {
      rightFormat =
        view.getUint16(at + 8, true) === 1 &&
        view.getUint16(at + 10, true) === 1 &&
        view.getUint32(at + 12, true) === SAMPLE_RATE &&
        view.getUint16(at + 22, true) === 16;
    }
    if (text(at) === 'data') {
      if (!rightFormat) throw new Error(`not mono 16-bit sound at ${SAMPLE_RATE} Hz`);
      const count = Math.floor(Math.min(size, bytes.length - at - 8) / 2);
      return Float64Array.from({ length: count }, (_, i) => view.getInt16(at + 8 + 2 * i, true) / FULL_SCALE);
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('no data in the WAVE file');
}

/** Writes the sound as a RIFF file of mono 16-bit samples. */
export function writeWav(sound: Sound): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + 2 * sound.length);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  put(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, 2 * SAMPLE_RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, 2 * sound.length, true);
  for (const [i, sample] of sound.entries())
    view.setInt16(HEADER_BYTES + 2 * i, Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE), true);
  return bytes;
}

/** Root mean square of each hundredth of a second. */
function frameLevels(sound: Sound): number[] {
  const levels: number[] = [];
  for (let at = 0; at < sound.length; at += FRAME) {
    const frame = sound.subarray(at, at + FRAME);
    levels.push(Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length));
  }
  return levels;
}

/**
 * How loud the sound is where it sounds: root mean square of the frames no more than 20 dB below the loudest one, so
 * that neither a pause nor a long consonant makes a word louder than the others.
 */
export function loudness(sound: Sound): number {
  const levels = frameLevels(sound);
  const floor = Math.max(...levels) / 10;
  const heard = levels.filter((level) => level >= floor && level > 0);
  if (heard.length === 0) return 0;
  return Math.sqrt(heard.reduce((sum, level) => sum + level * level, 0) / heard.length);
}

/** Cuts the silence around a sound (40 dB below its loudest frame), leaves a breath of it, and fades both edges. */
export function trim(sound: Sound): Sound {
  const levels = frameLevels(sound);
  const floor = Math.max(...levels) / 100;
  const first = levels.findIndex((level) => level > floor);
  const last = levels.findLastIndex((level) => level > floor);
  if (first < 0 || floor === 0) return new Float64Array(0);
  const cut = sound.slice(Math.max(0, first - 1) * FRAME, Math.min(levels.length, last + 4) * FRAME);
  const edge = Math.min(FRAME, Math.floor(cut.length / 2));
  for (let i = 0; i < edge; i++) {
    const share = i / edge;
    cut[i] = (cut[i] ?? 0) * share;
    cut[cut.length - 1 - i] = (cut[cut.length - 1 - i] ?? 0) * share;
  }
  return cut;
}

/** The same sound at that loudness; peaks above `peak` are bent softly, so that nothing crackles. */
export function level(sound: Sound, target: number, peak = 0.97): Sound {
  const gain = target / loudness(sound);
  const knee = peak * 0.7;
  return sound.map((sample) => {
    const wanted = sample * gain;
    const size = Math.abs(wanted);
    if (size <= knee) return wanted;
    return Math.sign(wanted) * (knee + (peak - knee) * Math.tanh((size - knee) / (peak - knee)));
  });
}
