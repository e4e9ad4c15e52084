/** Tells the person at the terminal; standard output stays free for what machines read. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A reason to stop that the person can act on; anything else that is thrown is a fault of the program. */
export class Refused extends Error {}
