const RANDOM_BYTES = 10;

/**
 * A UUID of version 7 (RFC 9562 §5.7) from milliseconds since 1970 and ten random bytes. Ids made one after the other
 * stand beside each other in an index, which then grows at its end instead of everywhere. `counter` (12 bits) takes
 * the place of the first random ones where ids of one millisecond must rise. Throws RangeError for too few bytes.
 */
export function uuidV7(milliseconds: number, random: Uint8Array, counter?: number): string {
  if (random.length < RANDOM_BYTES) throw new RangeError(`${random.length} random bytes instead of ten`);
  const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const [high = 0, low = 0, variant = 0, ...rest] = random.slice(0, RANDOM_BYTES);
  const time = milliseconds.toString(16).padStart(12, '0');
  const first = (counter ?? (high << 8) | low) & 0xfff;
  const tail = hex(Uint8Array.of((variant & 0x3f) | 0x80, ...rest));
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${first.toString(16).padStart(3, '0')}`,
    tail.slice(0, 4),
    tail.slice(4),
  ].join('-');
}
