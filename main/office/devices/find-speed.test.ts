import { expect, it, vi } from 'vitest';
import type { SerialBaud } from '#shared/contract/index.ts';
import { encodeStatus, READY, STATUS_QUESTIONS } from '#shared/escpos/index.ts';
import { findSpeed } from './find-speed.ts';
import { type Line, LineError } from './transport.ts';

/** A printer that is set to one speed; at any other it hears noise and says nothing that can be read. */
function printerAt(set: SerialBaud | null, modem: Awaited<ReturnType<Line['modem']>> = null) {
  const heard: { baud: SerialBaud; bytes: number[] }[] = [];
  let opened = 0;
  function open(baud: SerialBaud): Line {
    let tell: (bytes: Uint8Array) => void = () => undefined;
    opened += 1;
    return {
      async send(bytes) {
        heard.push({ baud, bytes: [...bytes] });
        const which = STATUS_QUESTIONS.find((question) => question === bytes.at(-1));
        if (baud === set && which !== undefined) tell(Uint8Array.of(encodeStatus(READY, which)));
        else tell(Uint8Array.of(0xff, 0x00));
        return 'sent';
      },
      listen(listener) {
        tell = listener;
      },
      gone: new Promise(() => undefined),
      isOpen: () => true,
      discard: async () => undefined,
      modem: async () => modem,
      async close() {
        opened -= 1;
      },
    };
  }
  return { heard, open, stillOpen: () => opened };
}

const STAYING = new AbortController().signal;

it('finds the speed at which the printer answers, by questions of its state alone', async () => {
  const printer = printerAt(19200);
  const found = await findSpeed({
    transportOf: (baud) => ({ open: async () => printer.open(baud) }),
    except: 115200,
    signal: STAYING,
  });
  expect(found).toEqual({ baud: 19200 });
  expect(printer.heard.every(({ bytes }) => bytes.length === 3 && bytes[0] === 0x10 && bytes[1] === 4)).toBe(
    true,
  );
  expect(printer.heard.some(({ baud }) => baud === 115200)).toBe(false);
  expect(printer.stillOpen()).toBe(0);
});

it('says that it answers nowhere, that the line could not be opened, and that it was stopped', async () => {
  const printer = printerAt(null);
  const transportOf = (baud: SerialBaud) => ({ open: async () => printer.open(baud) });
  expect(await findSpeed({ transportOf, except: 9600, signal: STAYING })).toEqual({
    silentAt: [9600, 115200, 19200, 38400, 57600],
    cable: 'unknown',
  });
  const closed = { open: () => Promise.reject(new LineError('port-busy')) };
  expect(await findSpeed({ transportOf: () => closed, except: 9600, signal: STAYING })).toBe('unopened');
  expect(await findSpeed({ transportOf, except: 9600, signal: AbortSignal.abort() })).toBe('stopped');
});

it('tells whether the plug says that a device with power is there', async () => {
  for (const [modem, cable] of [
    [{ dataSetReady: true, clearToSend: false }, 'seen'],
    [{ dataSetReady: false, clearToSend: true }, 'seen'],
    [{ dataSetReady: false, clearToSend: false }, 'not-seen'],
  ] as const) {
    const printer = printerAt(null, modem);
    const transportOf = (baud: SerialBaud) => ({ open: async () => printer.open(baud) });
    expect(await findSpeed({ transportOf, except: 9600, signal: STAYING })).toMatchObject({ cable });
  }
});

it('lets the line go at once when it is stopped, without waiting for an answer', async () => {
  vi.useFakeTimers();
  try {
    const printer = printerAt(null);
    const ending = new AbortController();
    const transportOf = (baud: SerialBaud) => ({ open: async () => printer.open(baud) });
    const found = findSpeed({ transportOf, except: 9600, signal: ending.signal });
    // No time passes: whoever waited for an answer would wait for ever.
    await vi.waitFor(() => expect(printer.heard.length).toBeGreaterThan(0), { interval: 0 });
    ending.abort();
    expect(await found).toBe('stopped');
    expect(printer.stillOpen()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
