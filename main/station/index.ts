import path from 'node:path';
import { systemClock } from '#main/host/index.ts';
import type { PrinterTiming } from '#office/devices/index.ts';
import type { LogSink, SecretStore, StartHostProcess } from '#office/ports.ts';
import { createSystemPrinters, type PrinterDriver } from '#office/printing/index.ts';
import type { Ids } from '#shared/base/index.ts';
import type { OfficeAddress } from './address.ts';
import { createStationDevices } from './devices.ts';
import { startStationHost } from './host.ts';
import { openKept } from './kept.ts';
import type { LinkTiming } from './link.ts';
import { createStationOffice, type StationNews } from './office.ts';
import { createOfficeClock } from './office-clock.ts';
import { openOrders, openPaperOrders } from './orders.ts';
import { createStationPapers } from './papers.ts';
import { createStationEvents, createStationHandler } from './serve.ts';
import type { Standing } from './standing.ts';
import { createStationTokens } from './tokens.ts';

export { type OfficeAddress, readOfficeAddress } from './address.ts';
export type { StationNews } from './office.ts';
export type { Standing } from './standing.ts';

/** The PC of a counter, running. */
export type RunningStation = {
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** The address with the start token, which lets browsers of this PC in for as long as this process runs. */
  startAddress: string;
  /** An address that lets one browser in, once and soon. */
  makeOpenAddress(): string;
  standing(): Standing;
  /** Where the token lies; null while the PC is not paired. */
  tokenPlace(): 'system' | 'file' | null;
  /** A person compared the fingerprint; false: another one is shown by now. */
  trust(fingerprint: string): Promise<boolean>;
  /** Gives up its devices and its port. Idempotent. */
  close(): Promise<void>;
};

/**
 * Runs the PC of a counter: the office's screens for its browsers, its devices for the office. `directory` is there and
 * this process's alone. Rejects when the port is taken.
 */
export async function startStation(options: {
  office: OfficeAddress;
  directory: string;
  /** 0: any free one. */
  port: number;
  ids: Ids;
  /** Null: this host has no store of the operating system. */
  secrets: SecretStore | null;
  /** For an unattended pairing; null: on the page. */
  code: string | null;
  fingerprint: string | null;
  /** What this PC is called in its network. */
  name: string;
  /** The shipped data, with what is known of tokens; null: this host starts no processes for tokens. */
  resourcesDirectory: string | null;
  /** Starts a process for one PKCS#11 module. Absent: Node itself forks it, which Electron's fuses do not allow. */
  startTokenModule?: StartHostProcess;
  /** Milliseconds of a clock that nobody sets. */
  elapsed(): number;
  random(): number;
  tell(news: StationNews): void;
  log: LogSink;
  linkTiming?: LinkTiming;
  printerTiming?: PrinterTiming;
  scannerRetryMs?: number;
  /** Prints papers; left out: the printers of this PC's system. */
  papers?: PrinterDriver;
}): Promise<RunningStation> {
  const { directory, ids } = options;
  const kept = await openKept(directory, options.secrets);
  const clock = createOfficeClock(options.elapsed);
  const events = createStationEvents();
  const devices = createStationDevices({
    ids,
    clock,
    orders: openOrders(directory),
    onEvent: events.tell,
    ...(options.printerTiming === undefined ? {} : { printerTiming: options.printerTiming }),
    ...(options.scannerRetryMs === undefined ? {} : { scannerRetryMs: options.scannerRetryMs }),
  });
  const papers = createStationPapers({
    clock,
    orders: openPaperOrders(directory),
    driver:
      options.papers ??
      createSystemPrinters({
        hostPrinter: null,
        platform: process.platform,
        temporaryDirectory: path.join(directory, 'temporary'),
      }),
  });
  const tokens =
    options.resourcesDirectory === null
      ? null
      : createStationTokens({
          clock: systemClock,
          ids,
          log: options.log,
          name: options.name,
          resourcesDirectory: options.resourcesDirectory,
          directory,
          isConnected() {
            const now = office.standing();
            return now.kind === 'paired' && now.serving;
          },
          onChanged: () => events.tell({ kind: 'tokens' }),
          startModule: options.startTokenModule ?? null,
        });
  const office = createStationOffice({
    address: options.office,
    kept,
    fingerprint: options.fingerprint,
    code: options.code,
    name: options.name,
    serve: createStationHandler({ devices, papers, events, clock, tokens, name: options.name }),
    random: options.random,
    tell: options.tell,
    log: options.log,
    ...(options.linkTiming === undefined ? {} : { timing: options.linkTiming }),
  });

  async function end(): Promise<void> {
    await office.close();
    await Promise.all([devices.close(), papers.close(), tokens?.close()]);
  }

  const host = await startStationHost({
    office,
    ids,
    port: options.port,
    keptFile: path.join(directory, 'station.json'),
    tokens,
  }).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  let closing: Promise<void> | null = null;
  return {
    address: host.address,
    startAddress: `${host.address}/?start=${host.cookies.startToken}`,
    makeOpenAddress: () => `${host.address}/?start=${host.cookies.makeOneUseToken()}`,
    standing: office.standing,
    tokenPlace: kept.place,
    trust: office.trust,
    close() {
      closing ??= host.close().then(end);
      return closing;
    },
  };
}
