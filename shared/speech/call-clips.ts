import { type ClipName, DIGIT_CLIPS, LETTER_CLIPS } from './clips.ts';

/** What is called out: the number of a ticket (`A005`) and the number of a counter (1 to 99). */
export type SpokenCall = { number: string; counter: number };

const CODE_OF_A = 65;

/**
 * The sounds of a call, in order: chime, "Mời số", letter, three digits one by one, "đến quầy số", the counter in
 * number words. Undefined where the number is no ticket's or the counter is not 1 to 99: it is shown then, not spoken.
 */
export function findCallClips(call: SpokenCall): ClipName[] | undefined {
  const letter = LETTER_CLIPS[call.number.charCodeAt(0) - CODE_OF_A];
  const counter = counterClips(call.counter);
  if (!/^[A-Z]\d{3}$/.test(call.number) || letter === undefined || counter === undefined) return undefined;
  return [
    'chuong',
    'moi-so',
    letter,
    ...[...call.number.slice(1)].map((digit) => digitClip(Number(digit))),
    'den-quay-so',
    ...counter,
  ];
}

/** Number words of 1 to 99: mười only for 10–19, otherwise mươi; mốt and lăm after tens (domain rules of reading). */
function counterClips(counter: number): ClipName[] | undefined {
  if (!Number.isInteger(counter) || counter < 1 || counter > 99) return undefined;
  const tens = Math.floor(counter / 10);
  const unit = counter % 10;
  if (tens === 0) return [digitClip(unit)];
  const clips: ClipName[] = tens === 1 ? ['muoi'] : [digitClip(tens), 'muoi-chuc'];
  if (unit === 5) clips.push('lam');
  else if (unit === 1 && tens > 1) clips.push('mot-sac');
  else if (unit > 0) clips.push(digitClip(unit));
  return clips;
}

function digitClip(digit: number): ClipName {
  const clip = DIGIT_CLIPS[digit];
  if (clip === undefined) throw new RangeError(`not a digit: ${digit}`);
  return clip;
}

/**
 * Milliseconds of silence before a clip within a call. The comma before the counter is heard; digits follow each other
 * as a person reads them out.
 */
export function pauseBefore(clip: ClipName): number {
  if (clip === 'chuong') return 0;
  if (clip === 'moi-so') return 100;
  if (clip === 'den-quay-so') return 260;
  return 50;
}

/** Milliseconds of silence between two calls, and between two speakings of one. */
export const PAUSE_BETWEEN_CALLS_MS = 900;
