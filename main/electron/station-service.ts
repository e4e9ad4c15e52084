import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { MessagePortMain } from 'electron';
import { createIds, createLogFile, lockDataDirectory, makeDirectory, systemClock } from '#main/host/index.ts';
import { type RunningStation, readOfficeAddress, type startStation } from '#main/station/index.ts';
import type { SecretStore } from '#office/ports.ts';
import { createAsking } from './asking.ts';
import { createModuleLines } from './module-line.ts';
import type { FromStationChild, StationConfig, StationRequest, ToStationChild } from './station-messages.ts';
import { TEXTS } from './texts.ts';

/** The part of Electron's `process.parentPort` that is used. */
export type StationParent = {
  on(
    event: 'message',
    listener: (event: { data: ToStationChild; ports: MessagePortMain[] }) => void,
  ): unknown;
  postMessage(message: FromStationChild): void;
};

/** A keyring may be asking the person for its password, and a counter does not stop for that. */
const ANSWER_LIMIT_MS = 20_000;
const PORT_FILE = 'web-port.json';

/** Runs the PC of a counter for the main process, which shows its local address in a window. */
export function serveStationParent(
  parent: StationParent,
  machine: { startStation: typeof startStation; end: (code: number) => void },
): void {
  const closers: (() => Promise<void> | void)[] = [];

  const { ask, answered } = createAsking<StationRequest>(
    (id, request) => parent.postMessage({ kind: 'request', id, request }),
    () => ANSWER_LIMIT_MS,
  );

  const secrets: SecretStore = {
    seal: async (secret) => (await ask({ call: 'seal', bytes: secret })) as Uint8Array,
    open: async (sealed) => (await ask({ call: 'open', bytes: sealed })) as Uint8Array,
  };

  const modules = createModuleLines((message) => parent.postMessage(message));

  async function start(config: StationConfig): Promise<string> {
    const office = readOfficeAddress(config.office);
    if (!office.ok) throw new Error(office.error);
    await makeDirectory(config.directory);
    const lock = await lockDataDirectory(config.directory, 'electron');
    if (!lock.ok) throw new Error(TEXTS.dataInUse(config.directory, lock.error.pid));
    closers.push(lock.value.release);
    const log = createLogFile(path.join(config.directory, 'logs', 'station.log'));
    closers.push(log.close);
    const at = (port: number): Promise<RunningStation> =>
      machine.startStation({
        office: office.value,
        code: config.code,
        fingerprint: config.fingerprint,
        directory: config.directory,
        port,
        ids: createIds(systemClock),
        secrets,
        name: hostname(),
        resourcesDirectory: config.resourcesDirectory,
        startTokenModule: modules.start,
        elapsed: () => performance.now(),
        random: Math.random,
        tell(news) {
          if (news.kind === 'digits') parent.postMessage({ kind: 'digits', digits: news.digits });
        },
        log: log.sink,
      });
    // The port of last time, so that what a page keeps by its address is found again.
    const station = await at(lastPort(config.directory)).catch(() => at(0));
    closers.push(station.close);
    keepPort(config.directory, Number(new URL(station.address).port));
    return station.makeOpenAddress();
  }

  async function close(): Promise<void> {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  }

  parent.on('message', ({ data, ports }) => {
    if (data.kind === 'start') {
      start(data.config).then(
        (startAddress) => parent.postMessage({ kind: 'ready', startAddress }),
        (error: unknown) =>
          parent.postMessage({
            kind: 'refused',
            message: error instanceof Error ? error.message : String(error),
          }),
      );
    } else if (data.kind === 'module') {
      const [port] = ports;
      if (port !== undefined) modules.arrived(data.id, port);
    } else if (data.kind === 'module-ended') {
      modules.ended(data.id);
    } else if (data.kind === 'answer') {
      answered(data);
    } else {
      close().then(
        () => machine.end(0),
        () => machine.end(1),
      );
    }
  });
}

function lastPort(directory: string): number {
  try {
    const { port } = JSON.parse(readFileSync(path.join(directory, PORT_FILE), 'utf8')) as { port?: unknown };
    return Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536 ? Number(port) : 0;
  } catch {
    return 0;
  }
}

function keepPort(directory: string, port: number): void {
  try {
    writeFileSync(path.join(directory, PORT_FILE), `${JSON.stringify({ port })}\n`, { mode: 0o600 });
  } catch {
    // The next address is then a new one.
  }
}
