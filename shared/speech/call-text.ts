import { numberInWords } from '../text/index.ts';
import type { SpokenCall } from './call-clips.ts';

/**
 * The sentence of a call as it is written: "Mời số A không không năm, đến quầy số hai". The letter stays a letter: a
 * reader, by eye or by machine, says it in its own way. A number that is no ticket's stands as it is.
 */
export function callText(call: SpokenCall): string {
  const digits = /^[A-Z]\d{3}$/.test(call.number)
    ? [call.number.charAt(0), ...[...call.number.slice(1)].map((digit) => numberInWords(Number(digit)))]
    : [call.number];
  return `Mời số ${digits.join(' ')}, đến quầy số ${numberInWords(call.counter)}`;
}
