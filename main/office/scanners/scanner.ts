import { type Clock, officeTimestamp, oneAfterAnother } from '#shared/base/index.ts';
import { type ScannerNow, ScannerSettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { changeSettingInTx, findSetting } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';
import { SCANNER_UNPLUGGED, scannerProblem } from './problems.ts';
import { type ReaderState, readScanner, type ScannerLine, type ScannerReader } from './reader.ts';

type SerialSettings = Extract<ScannerSettings, { kind: 'serial' }>;

/** Reads a gun until it is closed. Problems are sentences. */
export type ReadScanner = (
  settings: SerialSettings,
  tell: { onScan(text: string): void; onState(state: ReaderState<string>): void },
) => ScannerReader;

/**
 * The gun of this PC. `openLine` opens the line of its settings and rejects with LineError; one that could not be opened or
 * was lost is tried again every `retryMs`.
 */
export function readHere(ports: {
  openLine: (settings: SerialSettings) => Promise<ScannerLine>;
  retryMs: number;
}): ReadScanner {
  return (settings, tell) =>
    readScanner({
      open: () => ports.openLine(settings),
      end: settings.end,
      retryMs: ports.retryMs,
      problemOf: scannerProblem,
      unplugged: SCANNER_UNPLUGGED,
      ...tell,
    });
}

/** What the scanner of a station needs of the office. */
export type ScannerPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  station: string;
  /** Begins to read the gun of these settings, wherever it is plugged in. */
  read: ReadScanner;
  /** Told each text that it reads. */
  onScan: (text: string) => void;
  /** Called after each change of what `state` tells. */
  onChanged: () => void;
};

/** The scanner of this station. */
export type Scanner = {
  readonly station: string;
  state(): ScannerNow;
  /** Chooses another one; recorded, and read from now on. */
  choose(settings: ScannerSettings, actor: string): Promise<void>;
  /** The simulated one reads this text; false where another one is chosen. */
  simulate(text: string): boolean;
  close(): Promise<void>;
};

const keyOf = (station: string) => `scanner.${station}`;

/** Reads the scanner that was chosen for this station, from the beginning. */
export function createScanner(ports: ScannerPorts): Scanner {
  let lastScanAt: string | null = null;
  let reading: ReaderState<string> | null = null;
  let reader: ScannerReader | null = null;
  /** One change after the other: two readers would fight for the port. */
  const inTurn = oneAfterAnother();
  let closed = false;
  begin();

  function settings(): ScannerSettings {
    return findSetting(ports.db, keyOf(ports.station), ScannerSettings) ?? { kind: 'none' };
  }

  function begin(): void {
    const chosen = settings();
    reading = null;
    if (chosen.kind !== 'serial') return;
    reader = ports.read(chosen, {
      onScan: tell,
      onState(state) {
        // Tried again and again, it is told once.
        if (reading?.kind === 'lost' && state.kind === 'lost' && reading.problem === state.problem) return;
        reading = state;
        ports.onChanged();
      },
    });
  }

  async function stop(): Promise<void> {
    const old = reader;
    reader = null;
    reading = null;
    await old?.close();
  }

  function tell(text: string): void {
    lastScanAt = officeTimestamp(ports.clock.now());
    ports.onScan(text);
    ports.onChanged();
  }

  return {
    station: ports.station,
    state: () => ({
      settings: settings(),
      state: settings().kind === 'simulated' ? 'listening' : (reading?.kind ?? 'off'),
      problem: reading?.kind === 'lost' ? reading.problem : null,
      lastScanAt,
    }),
    async choose(chosen, actor) {
      ports.db.transaction((tx) =>
        changeSettingInTx(tx, ports.journal, {
          key: keyOf(ports.station),
          value: chosen,
          actor,
          subject: ports.station,
        }),
      );
      await inTurn(async () => {
        await stop();
        if (!closed) begin();
        ports.onChanged();
      });
    },
    simulate(text) {
      if (settings().kind !== 'simulated') return false;
      tell(text);
      return true;
    },
    async close() {
      closed = true;
      await inTurn(stop);
    },
  };
}
