import type { Ids } from '#shared/base/index.ts';
import { SALT_BYTES } from '#shared/journal/index.ts';

const SALTS_DRAWN = 64;

/** Salts cut from larger draws: asking the system for 16 bytes costs more than everything else in an append. */
export function createSalts(ids: Ids): () => Uint8Array {
  let pool: Uint8Array = new Uint8Array();
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = ids.bytes(SALTS_DRAWN * SALT_BYTES);
      used = 0;
    }
    used += SALT_BYTES;
    return pool.subarray(used - SALT_BYTES, used);
  };
}
