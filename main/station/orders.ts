import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { StationPaperEnd, StationPrintEnd } from '#shared/contract/index.ts';

/** More than are printed in a day's rush; the office asks again within minutes, if at all. */
const KEPT = 500;

/** `end` null: paper may have come out, and nobody knows how it ended. */
type Begun<End> = { order: string; end: End | null };

/** Which tickets, or papers, were begun here lately, and how each ended; on the disk before the first byte goes to the printer. */
export type Orders<End = StationPrintEnd> = {
  find(order: string): Begun<End> | undefined;
  /** Throws where it can't be written: then nothing may be printed. */
  begin(order: string): void;
  /** How it ended; where that can't be written it counts as unknown after a restart. */
  end(order: string, end: End): void;
};

/** Those of the ticket printer. */
export function openOrders(directory: string): Orders {
  return openOrdersIn(path.join(directory, 'orders.json'), StationPrintEnd);
}

/** Those of the printers of papers. */
export function openPaperOrders(directory: string): Orders<StationPaperEnd> {
  return openOrdersIn(path.join(directory, 'paper-orders.json'), StationPaperEnd);
}

function openOrdersIn<End>(file: string, End: z.ZodType<End>): Orders<End> {
  const Orders = z.array(z.object({ order: z.string().max(100), end: End.nullable() }));
  let orders: Begun<End>[] = [];
  try {
    orders = Orders.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The first start; a damaged file only means that an order of before is printed anew when the office asks anew.
  }

  function write(): void {
    const handle = openSync(`${file}.new`, 'w', 0o600);
    try {
      writeFileSync(handle, JSON.stringify(orders));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(`${file}.new`, file);
  }

  return {
    find: (order) => orders.find((one) => one.order === order),
    begin(order) {
      const before = orders;
      orders = [...orders.filter((one) => one.order !== order), { order, end: null }].slice(-KEPT);
      try {
        write();
      } catch (error) {
        orders = before;
        throw error;
      }
    },
    end(order, end) {
      orders = orders.map((one) => (one.order === order ? { order, end } : one));
      try {
        write();
      } catch {
        // Answered now as it is; a repetition after a restart is answered as unknown.
      }
    },
  };
}
