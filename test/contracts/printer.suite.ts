import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PrinterDriver, PrintOrder } from '#office/printing/index.ts';

/** A driver with a printer that this suite may use, and what came out of it. */
export type PrinterUnderTest = {
  driver: PrinterDriver;
  printer: string;
  /** What came out, in order. Waits until nothing more is on its way. */
  received(): Promise<Uint8Array[]>;
  close(): Promise<void>;
};

/** Bytes that no text filter survives unchanged. */
export function samplePdf(seed: number): Uint8Array {
  const bytes = new Uint8Array(70_000);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = (index * 31 + seed * 7) % 256;
  bytes.set(new TextEncoder().encode('%PDF-1.7\n'));
  return bytes;
}

export function orderFor(printer: string, changes: Partial<PrintOrder> = {}): PrintOrder {
  return {
    id: crypto.randomUUID(),
    expiresAt: Date.now() + 600_000,
    pdf: samplePdf(1),
    printer,
    copies: 1,
    paper: 'A5',
    title: 'H28.41.15-261121-0148',
    signal: new AbortController().signal,
    ...changes,
  };
}

/** What every printer driver promises. */
export function printerContract(open: () => Promise<PrinterUnderTest>): void {
  let t: PrinterUnderTest;
  beforeEach(async () => {
    t = await open();
  });
  afterEach(() => t.close());

  it('lists its printer, ready', async () => {
    const found = (await t.driver.list()).find((entry) => entry.name === t.printer);
    expect(found?.state).toBe('ready');
    expect(await t.driver.findStatus(t.printer)).toEqual(found);
    expect(await t.driver.findStatus('no-such-printer')).toBeUndefined();
  });

  it('prints the very bytes, once, and says so only then', async () => {
    const result = await t.driver.print(orderFor(t.printer));
    expect(result).toEqual({ outcome: 'printed', problem: null });
    const received = await t.received();
    expect(received).toHaveLength(1);
    expect(Buffer.compare(received[0] ?? new Uint8Array(), samplePdf(1))).toBe(0);
  });

  it('prints papers of the same title one after the other and mixes none up', async () => {
    for (const seed of [1, 2, 3]) {
      const result = await t.driver.print(orderFor(t.printer, { pdf: samplePdf(seed) }));
      expect(result.outcome).toBe('printed');
    }
    const received = await t.received();
    expect(received.map((bytes) => Buffer.compare(bytes, samplePdf(received.indexOf(bytes) + 1)))).toEqual([
      0, 0, 0,
    ]);
  });

  it('takes any title, and none of it as an option or a path', async () => {
    for (const title of ['-o raw', '../../x', 'Giấy tiếp nhận "1" $(id) ; rm', '.', 'a\nb']) {
      expect(await t.driver.print(orderFor(t.printer, { title }))).toMatchObject({ outcome: 'printed' });
    }
    expect(await t.received()).toHaveLength(5);
  });

  it('fails for a printer that is not there', async () => {
    for (const printer of ['no-such-printer', '-h', '']) {
      const result = await t.driver.print(orderFor(printer));
      expect(result).toEqual({ outcome: 'failed', problem: 'printer-missing' });
    }
    expect(await t.received()).toEqual([]);
  });

  it('prints nothing once the order is given up', async () => {
    const result = await t.driver.print(orderFor(t.printer, { signal: AbortSignal.abort() }));
    expect(result).toEqual({ outcome: 'failed', problem: 'cancelled' });
    expect(await t.received()).toEqual([]);
  });
}
