import { MessageChannelMain, type MessagePortMain, type UtilityProcess } from 'electron';
import type { DeviceOrigin } from '#office/ports.ts';
import type { FromChild, HostRequest, OfficeConfig, ToChild } from './office-messages.ts';
import { stopChild } from './stop-child.ts';
import { TEXTS } from './texts.ts';
import type { TokenModules } from './token-modules.ts';

/** The office in its own process, started anew when it dies. */
export type OfficeProcess = {
  /**
   * The window's end of a new port to the living office; waits while it starts, rejects when it cannot. `device`: the
   * window is one, and not for people.
   */
  connect(origin: string, device?: DeviceOrigin): Promise<MessagePortMain>;
  /** The token of a device that was just let in, once, for its claim; null when there is none to be had. */
  takeToken(claim: string): Promise<string | null>;
  /** Lets the office finish and close its database; ends it by force when that takes too long. */
  stop(): Promise<void>;
};

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** An office that lived this long was healthy: the next wait is short again. */
const HEALTHY_AFTER_MS = 60_000;

type Start = { child: UtilityProcess; ready: Promise<void> };

/**
 * Forks the office and keeps it running, with growing pauses between starts. `onRestarted` is called when an office
 * that replaces a dead one is ready: every old port is dead then. `onRefused` is called once, when the office says that
 * starting it again would not help.
 */
export function startOfficeProcess(options: {
  fork: () => UtilityProcess;
  config: OfficeConfig;
  answer: (request: HostRequest) => Promise<unknown>;
  modules: TokenModules;
  onRestarted: () => void;
  onRefused: (message: string) => void;
}): OfficeProcess {
  let stopping: Promise<void> | null = null;
  let refusal: string | null = null;
  let waitMs = FIRST_WAIT_MS;
  let restart: ReturnType<typeof setTimeout> | null = null;
  let living: UtilityProcess | null = null;
  const claims = new Map<number, (token: string | null) => void>();
  let lastClaim = 0;
  /** Settles with the next start while none is running; windows wait for it. */
  let current: Promise<Start> = Promise.resolve(start(false));

  function start(again: boolean): Start {
    const child = options.fork();
    living = child;
    const healthy = setTimeout(() => {
      waitMs = FIRST_WAIT_MS;
    }, HEALTHY_AFTER_MS);
    const ready = new Promise<void>((resolve, reject) => {
      child.on('message', (message: FromChild) => {
        if (message.kind === 'ready') {
          resolve();
          if (again) options.onRestarted();
        } else if (message.kind === 'refused') {
          refusal = message.message;
          reject(new Error(message.message));
          options.onRefused(message.message);
        } else if (message.kind === 'exchanged') {
          settleClaim(message.id, message.token);
        } else if (message.kind === 'start-module') {
          options.modules.start(child, message.id);
        } else if (message.kind === 'end-module') {
          options.modules.end(child, message.id);
        } else {
          void answerRequest(child, message.id, message.request);
        }
      });
      child.on('exit', () => {
        clearTimeout(healthy);
        options.modules.endAllOf(child);
        reject(new Error(TEXTS.officeGone));
        // Claims are in the office's memory only.
        for (const id of [...claims.keys()]) settleClaim(id, null);
        if (living === child) living = null;
        if (stopping === null && refusal === null) current = startLater();
      });
    });
    // Nobody may be waiting for it; who does is told.
    ready.catch(() => undefined);
    send(child, { kind: 'start', config: options.config });
    return { child, ready };
  }

  function startLater(): Promise<Start> {
    const pause = waitMs;
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    return new Promise((resolve) => {
      restart = setTimeout(() => {
        restart = null;
        if (stopping === null) resolve(start(true));
      }, pause);
    });
  }

  async function answerRequest(child: UtilityProcess, id: number, request: HostRequest): Promise<void> {
    try {
      const value = await options.answer(request);
      if (living === child) send(child, { kind: 'answer', id, ok: true, value });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (living === child) send(child, { kind: 'answer', id, ok: false, message });
    }
  }

  function settleClaim(id: number, token: string | null): void {
    claims.get(id)?.(token);
    claims.delete(id);
  }

  /** The office that lives, once it is ready. */
  async function readyChild(): Promise<UtilityProcess> {
    if (refusal !== null) throw new Error(refusal);
    if (stopping !== null) throw new Error(TEXTS.officeGone);
    const { child, ready } = await current;
    await ready;
    return child;
  }

  async function stopNow(): Promise<void> {
    if (restart !== null) clearTimeout(restart);
    if (living !== null) await stopChild(living);
  }

  return {
    async connect(origin, device) {
      const child = await readyChild();
      const { port1, port2 } = new MessageChannelMain();
      const message: ToChild = { kind: 'connect', origin, ...(device === undefined ? {} : { device }) };
      child.postMessage(message, [port2]);
      return port1;
    },
    async takeToken(claim) {
      const child = await readyChild();
      lastClaim += 1;
      const id = lastClaim;
      return new Promise((resolve) => {
        claims.set(id, resolve);
        send(child, { kind: 'exchange', id, claim });
      });
    },
    stop() {
      stopping ??= stopNow();
      return stopping;
    },
  };
}

function send(child: UtilityProcess, message: ToChild): void {
  child.postMessage(message);
}
