import type { Line } from '../devices/index.ts';
import { createScanFramer, type ScanEnd } from './frame.ts';

/** An open line to a gun. */
export type ScannerLine = Pick<Line, 'listen' | 'gone' | 'close'>;

/** What is known of the gun: `lost` until it can be opened (again), with why. */
export type ReaderState<Problem> =
  | { kind: 'opening' }
  | { kind: 'listening' }
  | { kind: 'lost'; problem: Problem };

export type ScannerReader = { close(): Promise<void> };

/**
 * Reads a gun for as long as it is not closed: opens its line, puts scans together, and opens it again when it was
 * unplugged. `open` rejects with whatever `problemOf` can tell; it is tried again every `retryMs`.
 */
export function readScanner<Problem>(options: {
  open: () => Promise<ScannerLine>;
  end: ScanEnd;
  retryMs: number;
  problemOf: (thrown: unknown) => Problem;
  /** What to say of a line that ended by itself. */
  unplugged: Problem;
  onScan: (text: string) => void;
  onState: (state: ReaderState<Problem>) => void;
}): ScannerReader {
  const ending = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    options.onState({ kind: 'opening' });
    while (!ending.signal.aborted) {
      const problem = await listen();
      if (ending.signal.aborted) return;
      options.onState({ kind: 'lost', problem });
      await pause(options.retryMs, ending.signal);
    }
  }

  async function listen(): Promise<Problem> {
    let line: ScannerLine;
    try {
      line = await options.open();
    } catch (thrown) {
      return options.problemOf(thrown);
    }
    const framer = createScanFramer(options.end);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (scans: readonly string[]): void => {
      for (const scan of scans) options.onScan(scan);
    };
    line.listen((bytes) => {
      clearTimeout(timer);
      tell(framer.push(bytes));
      if (framer.silenceMs !== null) timer = setTimeout(() => tell(framer.silence()), framer.silenceMs);
    });
    const close = (): void => void line.close();
    ending.signal.addEventListener('abort', close, { once: true });
    if (ending.signal.aborted) close();
    else options.onState({ kind: 'listening' });
    await line.gone;
    ending.signal.removeEventListener('abort', close);
    // A piece of a scan whose gun was pulled out is none.
    clearTimeout(timer);
    return options.unplugged;
  }

  return {
    async close() {
      ending.abort();
      await running;
    },
  };
}

/** Waits, or not to the end when `signal` aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
