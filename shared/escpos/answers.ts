import { isStatusByte } from './status.ts';

/** What a printer says. */
export type PrinterAnswer =
  /** To DLE EOT. */
  | { readonly kind: 'status'; readonly byte: number }
  /** To GS ( H: everything before it is done. */
  | { readonly kind: 'done'; readonly id: string }
  /** To GS r. */
  | { readonly kind: 'paper'; readonly byte: number }
  /** To DLE DC4 8. */
  | { readonly kind: 'cleared' }
  /** None of them: another speed, another device. */
  | { readonly kind: 'noise'; readonly byte: number };

const HEADER = 0x37;
const DONE = 0x22;
const CLEARED = 0x25;

/** An answer as bytes; for printers that are simulated. */
export function encodeAnswer(answer: PrinterAnswer): Uint8Array {
  if (answer.kind === 'done') {
    return Uint8Array.of(HEADER, DONE, ...Array.from(answer.id, (letter) => letter.charCodeAt(0)), 0);
  }
  return answer.kind === 'cleared' ? Uint8Array.of(HEADER, CLEARED, 0) : Uint8Array.of(answer.byte);
}

/** Reads answers from bytes that arrive in any pieces. */
export function createAnswerReader(): { read(bytes: Uint8Array): PrinterAnswer[]; forget(): void } {
  let kept: number[] = [];

  function next(): PrinterAnswer | undefined {
    const [first, second] = kept;
    if (first === undefined) return undefined;
    if (first !== HEADER) {
      kept = kept.slice(1);
      if (isStatusByte(first)) return { kind: 'status', byte: first };
      return (first & 0x90) === 0 ? { kind: 'paper', byte: first } : { kind: 'noise', byte: first };
    }
    if (second === undefined) return undefined;
    const length = second === DONE ? 7 : second === CLEARED ? 3 : 1;
    if (kept.length < length) return undefined;
    const taken = kept.slice(0, length);
    if (length === 1 || taken.at(-1) !== 0) {
      kept = kept.slice(1);
      return { kind: 'noise', byte: first };
    }
    kept = kept.slice(length);
    return length === 3
      ? { kind: 'cleared' }
      : { kind: 'done', id: String.fromCharCode(...taken.slice(2, 6)) };
  }

  return {
    read(bytes) {
      kept.push(...bytes);
      const answers: PrinterAnswer[] = [];
      for (let answer = next(); answer !== undefined; answer = next()) answers.push(answer);
      return answers;
    },
    forget() {
      kept = [];
    },
  };
}
