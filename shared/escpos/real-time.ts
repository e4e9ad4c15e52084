import type { RealTimeRequest, StatusQuestion } from './commands.ts';
import { CLEAR_BYTES, DLE } from './encode.ts';

/** A stream as a printer receives it: data for its store, and requests that it obeys at once. */
export type Received = { readonly kind: 'data'; readonly bytes: Uint8Array } | RealTimeRequest;

/** How many bytes at `offset` belong to a request, and which; 'more' where that can't be told yet; null for none. */
function requestAt(
  bytes: readonly number[],
  offset: number,
): { length: number; request: RealTimeRequest } | 'more' | null {
  if (bytes[offset] !== DLE) return null;
  const second = bytes[offset + 1];
  if (second === undefined) return 'more';
  if (second === 0x04) {
    const which = bytes[offset + 2];
    if (which === undefined) return 'more';
    if (which < 1 || which > 4) return null;
    return { length: 3, request: { kind: 'status', which: which as StatusQuestion } };
  }
  for (const [index, byte] of CLEAR_BYTES.entries()) {
    const there = bytes[offset + index];
    if (there === undefined) return 'more';
    if (there !== byte) return null;
  }
  return { length: CLEAR_BYTES.length, request: { kind: 'clear' } };
}

/** Tells requests from data in bytes that arrive in any pieces; also in the middle of a picture, as printers do. */
export function createReceiver(): { receive(bytes: Uint8Array): Received[] } {
  let kept: number[] = [];
  return {
    receive(bytes) {
      const all = [...kept, ...bytes];
      kept = [];
      const received: Received[] = [];
      let from = 0;
      const data = (to: number) => {
        if (to > from) received.push({ kind: 'data', bytes: Uint8Array.from(all.slice(from, to)) });
      };
      for (let offset = 0; offset < all.length; ) {
        const found = requestAt(all, offset);
        if (found === 'more') {
          data(offset);
          kept = all.slice(offset);
          return received;
        }
        if (found === null) {
          offset += 1;
          continue;
        }
        data(offset);
        received.push(found.request);
        offset += found.length;
        from = offset;
      }
      data(all.length);
      return received;
    },
  };
}
