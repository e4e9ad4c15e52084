/** Figures of a measurement, rounded for people: medians say more than means on a shared machine. */

/** The value below which a share (0–1) of the values lies; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The middle value; between the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Rounded to three significant digits, so that a line of figures can be read. */
export function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
}

/** Reads `--name` as a whole number; throws with the option's name otherwise. */
export function wholeNumber(name: string, text: string, least = 0): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least) {
    throw new Error(`--${name} needs a whole number from ${least}, not "${text}"`);
  }
  return value;
}

/** A line for whoever watches; standard output keeps the result alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
