import type { UtilityProcess } from 'electron';
import type { SecretStore } from '#office/ports.ts';
import type { FromStationChild, StationConfig, ToStationChild } from './station-messages.ts';
import { stopChild } from './stop-child.ts';
import type { TokenModules } from './token-modules.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** One that lived this long was healthy: the next wait is short again. */
const HEALTHY_AFTER_MS = 60_000;

/**
 * Forks the station and keeps it running, with growing pauses between starts. `onReady` is called after each start, with
 * an address that lets one window in; `onRefused` once, when starting it again would not help.
 */
export function startStationProcess(options: {
  fork: () => UtilityProcess;
  config: StationConfig;
  secrets: SecretStore;
  modules: TokenModules;
  onReady: (startAddress: string) => void;
  onDigits: (digits: string) => void;
  onRefused: (message: string) => void;
}): { stop(): Promise<void> } {
  let stopping: Promise<void> | null = null;
  let refused = false;
  let waitMs = FIRST_WAIT_MS;
  let living: UtilityProcess | null = null;
  let restart: ReturnType<typeof setTimeout> | null = null;
  start();

  function start(): void {
    const child = options.fork();
    living = child;
    const healthy = setTimeout(() => {
      waitMs = FIRST_WAIT_MS;
    }, HEALTHY_AFTER_MS);
    child.on('message', (message: FromStationChild) => {
      if (message.kind === 'ready') options.onReady(message.startAddress);
      else if (message.kind === 'digits') options.onDigits(message.digits);
      else if (message.kind === 'refused') {
        refused = true;
        options.onRefused(message.message);
      } else if (message.kind === 'start-module') options.modules.start(child, message.id);
      else if (message.kind === 'end-module') options.modules.end(child, message.id);
      else void answer(child, message);
    });
    child.on('exit', () => {
      clearTimeout(healthy);
      options.modules.endAllOf(child);
      if (living === child) living = null;
      if (stopping !== null || refused) return;
      restart = setTimeout(start, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    });
    send(child, { kind: 'start', config: options.config });
  }

  async function answer(
    child: UtilityProcess,
    { id, request }: Extract<FromStationChild, { kind: 'request' }>,
  ): Promise<void> {
    try {
      const value = await options.secrets[request.call](request.bytes);
      if (living === child) send(child, { kind: 'answer', id, ok: true, value });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (living === child) send(child, { kind: 'answer', id, ok: false, message });
    }
  }

  async function stopNow(): Promise<void> {
    if (restart !== null) clearTimeout(restart);
    if (living !== null) await stopChild(living);
  }

  return {
    stop() {
      stopping ??= stopNow();
      return stopping;
    },
  };
}

function send(child: UtilityProcess, message: ToStationChild): void {
  child.postMessage(message);
}
