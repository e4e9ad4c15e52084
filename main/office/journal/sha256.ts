import { createHash, hash } from 'node:crypto';
import type { Sha256 } from '#shared/journal/index.ts';

/** SHA-256 by node:crypto, as 64 lower-case hexadecimal digits. */
export const sha256: Sha256 = (first, ...rest) => {
  if (first === undefined) return hash('sha256', '', 'hex');
  if (rest.length === 0) return hash('sha256', first, 'hex');
  const digest = createHash('sha256').update(first);
  for (const part of rest) digest.update(part);
  return digest.digest('hex');
};
