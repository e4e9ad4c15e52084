import path from 'node:path';
import { expect, it } from 'vitest';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { createEmulator, type EmulatorModel } from '../simulated/emulator.ts';
import { createSimulatedTransport } from '../simulated/transport.ts';
import type { Line } from '../transport.ts';
import { createComposer } from './compose.ts';
import { loadDrawing } from './drawing.ts';
import { createEscPosPrinter } from './escpos-printer.ts';
import { exampleTicket } from './layout.ts';
import { USUAL_TIMING } from './timing.ts';

const ORDER = { id: 'order-1', expiresAt: Number.MAX_SAFE_INTEGER };

it('another model at the same line is asked anew how it confirms', async () => {
  const drawing = await loadDrawing(path.join(resourcesDirectory, 'fonts'));
  const plug = (model: EmulatorModel) => {
    const emulator = createEmulator({ dots: 384, memory: drawing.memory, model });
    return { emulator, line: createSimulatedTransport(emulator) };
  };
  let plugged = plug('by-id');
  const printer = createEscPosPrinter(
    { baud: null, keepOpen: true, open: () => plugged.line.open() },
    {
      answersStatus: true,
      hasAnswered: false,
      onAnswered: () => undefined,
      interrupted: false,
      nextId: () => 'ABCD',
      timing: { ...USUAL_TIMING, answerMs: 300, confirmMarginMs: 2_000 },
    },
  );
  const ticket = createComposer(drawing)(
    exampleTicket({ authority: 'UBND xã', name: 'Trung tâm' }, Date.UTC(2026, 10, 22), true),
    'mm58',
  );
  expect(await printer.check()).toMatchObject({ canPrint: true });
  expect(await printer.print(ticket, ORDER)).toEqual({ outcome: 'printed', problem: null });
  plugged.line.pull();
  plugged.emulator.close();
  plugged = plug('in-turn');
  expect(await printer.check()).toMatchObject({ canPrint: true });
  expect(await printer.print(ticket, ORDER)).toEqual({ outcome: 'printed', problem: null });
  await printer.close();
  plugged.emulator.close();
});

it('of a line that others may want lets go at once when nothing waits, and knows it again', async () => {
  const drawing = await loadDrawing(path.join(resourcesDirectory, 'fonts'));
  const emulator = createEmulator({ dots: 384, memory: drawing.memory, model: 'in-turn' });
  const transport = createSimulatedTransport(emulator);
  let line: Line | undefined;
  const printer = createEscPosPrinter(
    {
      baud: null,
      keepOpen: false,
      async open() {
        line = await transport.open();
        return line;
      },
    },
    {
      answersStatus: true,
      hasAnswered: false,
      onAnswered: () => undefined,
      interrupted: false,
      nextId: () => 'ABCD',
      timing: { ...USUAL_TIMING, answerMs: 300, idleMs: 60_000 },
    },
  );
  expect(await printer.check()).toMatchObject({ canPrint: true });
  expect(line?.isOpen()).toBe(true);
  expect(await printer.rest()).toBe(true);
  expect(line?.isOpen()).toBe(false);
  expect(await printer.check()).toMatchObject({ canPrint: true });
  await printer.close();
  emulator.close();
});
