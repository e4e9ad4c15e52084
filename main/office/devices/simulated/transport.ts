import { type Line, LineError, type Sent, type Transport } from '../transport.ts';
import type { Emulator } from './emulator.ts';

/** The plug between the office and a simulated printer in the same process. */
export type SimulatedPlug = Transport & {
  /** Pulls the plug: whoever talks over it learns of it now. */
  pull(): void;
};

export function createSimulatedTransport(emulator: Emulator): SimulatedPlug {
  let pullLine: () => void = () => undefined;
  return {
    baud: null,
    keepOpen: true,
    pull: () => pullLine(),
    async open() {
      if (!emulator.conditions().plugged) throw new LineError('port-missing');
      const { line, pull } = lineTo(emulator);
      pullLine = pull;
      return line;
    },
  };
}

function lineTo(emulator: Emulator): { line: Line; pull: () => void } {
  let open = true;
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  let hungry: () => void = () => undefined;
  emulator.onHungry(() => hungry());
  const pull = () => {
    if (!open) return;
    open = false;
    emulator.onSpeak(() => undefined);
    tellGone();
    hungry();
  };

  async function send(bytes: Uint8Array, timeoutMs: number): Promise<Sent> {
    const until = performance.now() + timeoutMs;
    for (let from = 0; from < bytes.length; from += 512) {
      // As on a wire: what follows leaves in a turn of its own, and the plug may be pulled in between.
      await new Promise((resolve) => setImmediate(resolve));
      while (open && !emulator.wants()) {
        if (performance.now() >= until) return 'stalled';
        await appetite(until);
      }
      if (!open) return 'gone';
      emulator.receive(bytes.subarray(from, from + 512));
    }
    return open ? 'sent' : 'gone';
  }

  /** Until the printer takes more, or the time is over. */
  function appetite(until: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, until - performance.now()));
      hungry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const line: Line = {
    send,
    listen(listener) {
      emulator.onSpeak((bytes) => {
        if (open) queueMicrotask(() => listener(bytes));
      });
    },
    gone,
    isOpen: () => open,
    discard: async () => undefined,
    modem: async () => null,
    close: async () => pull(),
  };
  return { line, pull };
}
