import path from 'node:path';
import type { MessagePortMain } from 'electron';
import {
  createIds,
  createLogFile,
  createMarkStore,
  lockDataDirectory,
  readBuildTime,
  readMachine,
  systemClock,
  systemNetwork,
} from '#main/host/index.ts';
import type { HostPrinter, Office, OfficePorts, PrintOutcome, SecretStore } from '#office/index.ts';
import { createAsking } from './asking.ts';
import { createModuleLines } from './module-line.ts';
import type { FromChild, HostRequest, OfficeConfig, ToChild } from './office-messages.ts';
import { TEXTS } from './texts.ts';

/** The part of Electron's `process.parentPort` that is used. */
export type Parent = {
  on(event: 'message', listener: (event: { data: ToChild; ports: MessagePortMain[] }) => void): unknown;
  postMessage(message: FromChild): void;
};

/**
 * How long the office waits for the main process. A keyring may be asking the person for its password, and a desk does
 * not stop for that; printing has its own limits, which are shorter.
 */
const ANSWER_LIMIT_MS: Readonly<Record<HostRequest['call'], number>> = {
  seal: 20_000,
  open: 20_000,
  printers: 15_000,
  print: 180_000,
};

/**
 * Runs the office for the main process: starts it when told, hands it each window's port, passes its wishes for secrets
 * and printing on, and closes it before the process ends.
 */
export function serveParent(
  parent: Parent,
  machine: {
    startOffice: (ports: OfficePorts) => Promise<Office>;
    /** What listens on the LAN, while the office says so; resolves with how it ends. */
    openLanDoor: (office: Office, screensDirectory: string) => Promise<{ close(): Promise<void> }>;
    /** Ends the process with a code. */
    end: (code: number) => void;
    /** Registers who is told of the error that is about to end the process. */
    onCrash: (tell: (error: Error) => void) => void;
  },
): void {
  const closers: (() => Promise<void> | void)[] = [];
  let office: Office | null = null;

  const { ask, answered } = createAsking<HostRequest>(
    (id, request) => parent.postMessage({ kind: 'request', id, request }),
    ({ call }) => ANSWER_LIMIT_MS[call],
  );

  const secrets: SecretStore = {
    seal: async (secret) => (await ask({ call: 'seal', bytes: secret })) as Uint8Array,
    open: async (sealed) => (await ask({ call: 'open', bytes: sealed })) as Uint8Array,
  };
  const modules = createModuleLines((message) => parent.postMessage(message));
  const hostPrinter: HostPrinter = {
    list: async () => (await ask({ call: 'printers' })) as Awaited<ReturnType<HostPrinter['list']>>,
    // Without an answer nobody knows what became of the paper.
    print: async (job) =>
      (await ask({ call: 'print', job }).catch((error: Error) => ({
        outcome: 'unknown',
        detail: TEXTS.print.unknown(error.message),
      }))) as PrintOutcome,
  };

  async function start(config: OfficeConfig): Promise<void> {
    const lock = await lockDataDirectory(config.dataDirectory, 'electron');
    if (!lock.ok) throw new Error(TEXTS.dataInUse(config.dataDirectory, lock.error.pid));
    closers.push(lock.value.release);
    const log = createLogFile(path.join(config.dataDirectory, 'logs', 'office.log'));
    closers.push(log.close);
    machine.onCrash((error) => {
      // The message may quote what somebody typed; where it happened is enough to find it.
      const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
      log.sink({
        level: 'error',
        room: 'electron',
        message: 'office crashed',
        data: { name: error.name, at },
      });
    });
    office = await machine.startOffice({
      ...config,
      clock: systemClock,
      ids: createIds(systemClock),
      secrets,
      hostPrinter,
      startTokenModule: modules.start,
      marks: createMarkStore({
        directory: config.markDirectory,
        machine: readMachine(process.platform),
        host: 'electron',
      }),
      builtAt: readBuildTime(config.resourcesDirectory),
      network: systemNetwork,
      log: log.sink,
    });
    closers.push(office.close);
    try {
      closers.push((await machine.openLanDoor(office, config.screensDirectory)).close);
    } catch (error) {
      // The desk does not stop for it; nothing listens then, and the administrator's page says so.
      const name = error instanceof Error ? error.name : '';
      log.sink({ level: 'error', room: 'electron', message: 'no door to the LAN', data: { name } });
    }
  }

  /** A token that can't be written down is none: the window shows how to pair again, and the desks go on. */
  function takeToken(claim: string): string | null {
    try {
      return office?.lan.takeToken(claim) ?? null;
    } catch {
      return null;
    }
  }

  async function close(): Promise<void> {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  }

  parent.on('message', ({ data, ports }) => {
    if (data.kind === 'start') {
      start(data.config).then(
        () => parent.postMessage({ kind: 'ready' }),
        (error: unknown) => {
          parent.postMessage({
            kind: 'refused',
            message: error instanceof Error ? error.message : String(error),
          });
        },
      );
    } else if (data.kind === 'connect') {
      const [port] = ports;
      if (port === undefined) return;
      if (office === null) {
        port.close();
        return;
      }
      const { origin, device } = data;
      office.servePort(port as Parameters<Office['servePort']>[0], {
        origin,
        host: 'electron',
        ...(device === undefined ? {} : { device }),
      });
      port.start();
    } else if (data.kind === 'exchange') {
      parent.postMessage({ kind: 'exchanged', id: data.id, token: takeToken(data.claim) });
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
