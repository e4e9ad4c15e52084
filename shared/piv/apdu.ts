import { concat } from './bytes.ts';

/** A command to a card (ISO/IEC 7816-4); data of any length, sent in short APDUs. */
export type CardCommand = {
  ins: number;
  p1: number;
  p2: number;
  data: Uint8Array;
  /** Whether data is expected back. */
  answer: boolean;
};

/** A card's answer: data and status word (0x9000). */
export type CardAnswer = { data: Uint8Array; status: number };

/** Sends one APDU and brings the answer's bytes. */
export type SendApdu = (apdu: Uint8Array) => Promise<Uint8Array>;

/** A card that answers what no card may. */
export class CardGarbled extends Error {
  override readonly name = 'CardGarbled';
}

export const OK = 0x9000;
const CHAINING = 0x10;
const GET_RESPONSE = 0xc0;
const MOST_DATA = 255;
/** More than any certificate on a card; a card that never ends is broken. */
const MOST_ANSWER = 128 * 1024;

/** The short APDUs of a command in the order in which they are sent: all but the last marked as chained. */
export function encodeCommand({ ins, p1, p2, data, answer }: CardCommand): Uint8Array[] {
  const apdus: Uint8Array[] = [];
  for (let offset = 0; data.length - offset > MOST_DATA; offset += MOST_DATA) {
    const piece = data.subarray(offset, offset + MOST_DATA);
    apdus.push(concat(Uint8Array.of(CHAINING, ins, p1, p2, piece.length), piece));
  }
  const last = data.subarray(apdus.length * MOST_DATA);
  return [...apdus, shortApdu([0x00, ins, p1, p2], last, answer ? 0 : null)];
}

/** Splits an answer; throws CardGarbled when it has no status word. */
export function readAnswer(bytes: Uint8Array): CardAnswer {
  const [high, low] = bytes.subarray(-2);
  if (high === undefined || low === undefined) throw new CardGarbled(`an answer of ${bytes.length} bytes`);
  return { data: bytes.slice(0, -2), status: high * 256 + low };
}

/**
 * One command with everything that belongs to it: chaining, GET RESPONSE while the card has more (61xx), once more with
 * the right length when it asks for that (6Cxx). `once`: never sent again whatever the card answers, as for a PIN.
 */
export async function exchange(
  send: SendApdu,
  command: CardCommand,
  { once }: { once: boolean } = { once: false },
): Promise<CardAnswer> {
  const apdus = encodeCommand(command);
  for (const apdu of apdus.slice(0, -1)) {
    const { data, status } = readAnswer(await send(apdu));
    if (status !== OK) return { data, status };
  }
  const last = apdus.at(-1) ?? new Uint8Array();
  let answer = readAnswer(await send(last));
  if (answer.status >> 8 === 0x6c && !once && command.answer) {
    answer = readAnswer(await send(concat(last.subarray(0, -1), Uint8Array.of(answer.status & 0xff))));
  }
  const pieces = [answer.data];
  let size = answer.data.length;
  while (answer.status >> 8 === 0x61) {
    answer = readAnswer(await send(Uint8Array.of(0x00, GET_RESPONSE, 0, 0, answer.status & 0xff)));
    // A card that has more and gives nothing would be asked for ever.
    if (answer.data.length === 0 && answer.status >> 8 === 0x61) throw new CardGarbled('more, but nothing');
    size += answer.data.length;
    if (size > MOST_ANSWER) throw new CardGarbled('an answer without end');
    pieces.push(answer.data);
  }
  return { data: concat(...pieces), status: answer.status };
}

function shortApdu(header: readonly number[], data: Uint8Array, expected: number | null): Uint8Array {
  return concat(
    Uint8Array.from(header),
    data.length === 0 ? new Uint8Array() : concat(Uint8Array.of(data.length), data),
    expected === null ? new Uint8Array() : Uint8Array.of(expected),
  );
}
