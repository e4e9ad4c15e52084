import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type Composer,
  createComposer,
  createEmulator,
  createEscPosPrinter,
  type Drawing,
  type Emulator,
  type EmulatorModel,
  type EscPosOptions,
  exampleTicket,
  loadDrawing,
  type PrinterTiming,
  type PrintOrder,
  type TicketBytes,
  type TicketPrinter,
  type Transport,
} from '#office/devices/index.ts';
import { interpret, type Piece, sameBitmap } from '#shared/escpos/index.ts';
import { resourcesDirectory } from '../fixtures/office.ts';

/** A way to a simulated printer that this suite may use and pull out. */
export type PrinterWay = {
  transport: Transport;
  /** Where something lies between the office and that way. */
  wire?(options: EscPosOptions): TicketPrinter;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  end(): Promise<void>;
};

const TIMING: PrinterTiming = {
  answerMs: 250,
  quietMs: 30,
  sendMarginMs: 700,
  confirmMarginMs: 3_000,
  pollMs: 40,
  idleMs: 60,
};
const DOTS = 384;
const ENOUGH = { paper: 'enough', coverOpen: false, plugged: true, stalled: false, slow: false } as const;
/** A ticket of half a second, so that there is a middle to disturb. */
const SPEED = { rowMs: 0.6, answerMs: 0, slowAnswerMs: 120, slowFactor: 1.5, store: 8_192 };

/** What every way to a ticket printer promises. */
export function ticketPrinterContract(open: (emulator: Emulator) => Promise<PrinterWay>): void {
  let drawing: Drawing;
  let compose: Composer;
  let emulator: Emulator;
  let way: PrinterWay;
  let printer: TicketPrinter;
  let pieces: Piece[];
  let count = 0;

  beforeAll(async () => {
    drawing = await loadDrawing(path.join(resourcesDirectory, 'fonts'));
    compose = createComposer(drawing);
  });

  async function start(model: EmulatorModel = 'by-id', options: Partial<EscPosOptions> = {}): Promise<void> {
    emulator = createEmulator({ dots: DOTS, memory: drawing.memory, speed: SPEED, model });
    pieces = [];
    emulator.onPiece((piece) => pieces.push(piece));
    way = await open(emulator);
    const settings: EscPosOptions = {
      answersStatus: true,
      hasAnswered: false,
      onAnswered: () => undefined,
      interrupted: false,
      nextId() {
        count += 1;
        return `${1000 + (count % 9000)}`;
      },
      timing: TIMING,
      ...options,
    };
    printer = way.wire?.(settings) ?? createEscPosPrinter(way.transport, settings);
  }

  beforeEach(() => start());
  afterEach(async () => {
    await printer.close();
    await way.end();
    emulator.close();
  });

  async function restart(model: EmulatorModel, options: Partial<EscPosOptions> = {}): Promise<void> {
    await printer.close();
    await way.end();
    emulator.close();
    await start(model, options);
  }

  function order(): PrintOrder {
    count += 1;
    return { id: `order-${count}`, expiresAt: Date.now() + 60_000 };
  }

  function ticket(number: string): TicketBytes {
    const office = { authority: 'UBND XÃ LƯƠNG SƠN', name: 'Trung tâm Phục vụ hành chính công' };
    return compose(
      { ...exampleTicket(office, Date.UTC(2026, 10, 22, 1, 5), true), number, qr: `TMC-${number}` },
      'mm58',
    );
  }

  /** Asks until it can print, then prints. */
  async function print(number: string) {
    for (let tries = 0; tries < 40; tries += 1) {
      if ((await printer.check()).canPrint) return printer.print(ticket(number), order());
      await sleep(50);
    }
    throw new Error('the printer never became ready');
  }

  const numbers = () => pieces.flatMap(({ texts }) => texts);
  /** Whole tickets of this number; what was cut off unfinished is none. */
  function wholeOnes(number: string): number {
    const [wanted] = interpret(ticket(number).bytes, DOTS, drawing.memory);
    return pieces.filter(({ bitmap }) => wanted !== undefined && sameBitmap(bitmap, wanted.bitmap)).length;
  }
  const atRest = async () => {
    while (emulator.isBusy()) await sleep(10);
  };

  it('prints the very dots, once, and says so only then', async () => {
    expect(await printer.check()).toMatchObject({
      canPrint: true,
      problem: null,
      status: { offline: false },
    });
    expect(await printer.print(ticket('A005'), order())).toEqual({ outcome: 'printed', problem: null });
    expect(pieces).toHaveLength(1);
    const [wanted] = interpret(ticket('A005').bytes, DOTS, drawing.memory);
    const [piece] = pieces;
    if (wanted === undefined || piece === undefined) throw new Error('no paper');
    expect(sameBitmap(piece.bitmap, wanted.bitmap)).toBe(true);
    expect(emulator.gibberish()).toBe(0);
  });

  it('prints one after the other and mixes none up', async () => {
    for (const number of ['A001', 'A002', 'B001'])
      expect(await print(number)).toMatchObject({ outcome: 'printed' });
    expect(pieces.map(({ texts }) => texts)).toEqual([['A001'], ['A002'], ['B001']]);
  });

  it.each([
    ['paper-out', { paper: 'out' }],
    ['cover-open', { coverOpen: true }],
  ] as const)('says %s before anything is sent', async (problem, change) => {
    emulator.change({ ...ENOUGH, ...change });
    expect(await printer.check()).toMatchObject({ canPrint: false, problem });
    emulator.change(ENOUGH);
    expect(await print('A001')).toMatchObject({ outcome: 'printed' });
  });

  it('says that the roll is near its end, and prints', async () => {
    emulator.change({ ...ENOUGH, paper: 'near-end' });
    expect(await printer.check()).toMatchObject({ canPrint: true, status: { paperNearEnd: true } });
    expect(await printer.print(ticket('A001'), order())).toMatchObject({ outcome: 'printed' });
  });

  it('leaves a ticket at whose middle the paper ended in doubt, and nothing more of it comes out', async () => {
    await print('A001');
    emulator.endPaperAfter(300);
    expect(await print('A002')).toEqual({ outcome: 'unknown', problem: 'paper-out' });
    emulator.change(ENOUGH);
    emulator.endPaperAfter(null);
    await atRest();
    expect(numbers()).toEqual(['A001']);
    expect(await print('A003')).toMatchObject({ outcome: 'printed' });
    expect(pieces.at(-1)?.texts).toEqual(['A003']);
    expect(numbers().filter((text) => text === 'A003')).toHaveLength(1);
  });

  it('leaves a ticket in doubt whose printer was unplugged, and goes on when it comes back', async () => {
    await print('A001');
    const [end] = await Promise.all([print('A002'), sleep(150).then(() => way.unplug())]);
    expect(end).toEqual({ outcome: 'unknown', problem: 'unplugged' });
    expect((await printer.check()).canPrint).toBe(false);
    expect(['port-missing', 'host-unreachable']).toContain((await printer.check()).problem);
    await atRest();
    const before = wholeOnes('A002');
    await way.plugIn();
    expect(await print('A003')).toMatchObject({ outcome: 'printed' });
    expect(pieces.at(-1)?.texts).toEqual(['A003']);
    expect(wholeOnes('A002')).toBe(before);
  });

  it('gives a printer up that takes nothing more, and nothing of it comes out later', async () => {
    await print('A001');
    const [end] = await Promise.all([
      print('A002'),
      sleep(150).then(() => emulator.change({ ...ENOUGH, stalled: true })),
    ]);
    expect(end.outcome).toBe('unknown');
    expect(await printer.check()).toMatchObject({ canPrint: false, problem: 'no-answer' });
    emulator.change(ENOUGH);
    expect(await print('A003')).toMatchObject({ outcome: 'printed' });
    await atRest();
    expect(pieces.at(-1)?.texts).toEqual(['A003']);
    expect(wholeOnes('A002')).toBeLessThanOrEqual(1);
    expect(wholeOnes('A003')).toBe(1);
  });

  it('waits for slow answers', async () => {
    emulator.change({ ...ENOUGH, slow: true });
    expect(await print('A001')).toMatchObject({ outcome: 'printed' });
    expect(numbers()).toEqual(['A001']);
  });

  it.each(['in-turn', 'real-time'] as const)('knows printers that confirm %s', async (model) => {
    await restart(model);
    for (const number of ['A001', 'A002']) expect(await print(number)).toMatchObject({ outcome: 'printed' });
    await atRest();
    expect(numbers()).toEqual(['A001', 'A002']);
  });

  it('is in doubt about a printer that tells nothing, unless an administrator says that it never does', async () => {
    await restart('silent');
    expect(await printer.check()).toMatchObject({ canPrint: true, problem: 'no-answer', status: null });
    expect(await printer.print(ticket('A001'), order())).toEqual({
      outcome: 'unknown',
      problem: 'no-status',
    });
    await restart('silent', { answersStatus: false });
    expect(await print('A002')).toEqual({ outcome: 'printed', problem: null });
    while (pieces.length === 0) await sleep(20);
    expect(numbers()).toEqual(['A002']);
  });

  it('sends nothing to a printer that is silent although it has answered before', async () => {
    await restart('silent', { hasAnswered: true });
    expect(await printer.check()).toMatchObject({ canPrint: false, problem: 'no-answer' });
  });

  it('sends nothing to a printer whose answers are noise: another speed', async () => {
    emulator.garble(true);
    expect(await printer.check()).toMatchObject({ canPrint: false, problem: 'garbled' });
    emulator.garble(false);
    expect(await print('A001')).toMatchObject({ outcome: 'printed' });
    expect(emulator.gibberish()).toBe(0);
  });

  it('is closed once and for all', async () => {
    await printer.check();
    await printer.close();
    await printer.close();
    expect(await printer.check()).toMatchObject({ canPrint: false });
    expect(await printer.print(ticket('A001'), order())).toMatchObject({ outcome: 'not-begun' });
    expect(pieces).toEqual([]);
  });
}
