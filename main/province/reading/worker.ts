import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Refused } from '#main/parcels/index.ts';
import type { Result } from '#shared/base/index.ts';
import { type ReadingOf, type ReadParcel, readParcel } from './read-parcel.ts';

/** What a thread is given: a container, and by whose key it is read. */
export type Task = { bytes: Uint8Array; of: ReadingOf };

/** Reads a container in a thread of its own; started by threads.ts only. What was read goes back without being copied. */
export async function read({ bytes, of }: Task): Promise<unknown> {
  const result = await readParcel(bytes, of);
  return move({
    get [transferableSymbol]() {
      return memoryOf(result);
    },
    get [valueSymbol]() {
      return result;
    },
  });
}

/** The memory in which rows and bodies lie, a piece or more for each run. */
function memoryOf(result: Result<ReadParcel, Refused>): ArrayBufferLike[] {
  if (!result.ok) return [];
  const pieces = new Set<ArrayBufferLike>();
  for (const { entries } of result.value.runs) {
    for (const { row, body } of entries) {
      pieces.add(row.buffer);
      if (body !== null) pieces.add(body.buffer);
    }
  }
  return [...pieces];
}
