import { hash as oneHash } from 'node:crypto';
import type { Sha256 } from '#shared/journal/index.ts';

/** Where the parts of what is hashed lie one behind the other; as large as the largest so far. */
let together = Buffer.allocUnsafeSlow(64 * 1024);

/** As the journal hashes. One call for all parts: an object that takes them one by one costs more than what it hashes. */
export const sha256: Sha256 = (first = '', ...rest) => {
  if (rest.length === 0) return oneHash('sha256', first, 'hex');
  const parts = [first, ...rest];
  // No character takes more than three bytes of UTF-8 for each of its units.
  const most = parts.reduce((sum, part) => sum + part.length * (typeof part === 'string' ? 3 : 1), 0);
  if (most > together.length) together = Buffer.allocUnsafeSlow(most);
  let length = 0;
  for (const part of parts) {
    if (typeof part === 'string') length += together.write(part, length, 'utf8');
    else {
      together.set(part, length);
      length += part.length;
    }
  }
  return oneHash('sha256', together.subarray(0, length), 'hex');
};
