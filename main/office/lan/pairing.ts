import type { Clock, Ids } from '#shared/base/index.ts';
import type { DeviceKind } from '#shared/contract/index.ts';
import { isSame, makeCode, makeSecret, readCode } from './codes.ts';

const VALID_MS = 5 * 60_000;
const TRIES = 5;
/** For a device that was let in to fetch its token. */
const CLAIM_MS = 60_000;

/** What an administrator wants to let in. */
export type WantedDevice = { kind: DeviceKind; name: string };

/** Who typed the code. */
export type Asker = { address: string; browser: string };

/** The one pairing of the moment as an administrator sees it. */
export type PairingView = WantedDevice & {
  /** Null once it was typed: it can't be used again. */
  code: string | null;
  /** Milliseconds since 1970. */
  until: number;
  triesLeft: number;
  /** Where the last wrong code came from; null: none yet. */
  lastWrongFrom: string | null;
  /** Who typed the right code and waits to be let in; `id` names the request without being its secret. */
  asker: (Asker & { id: string }) | null;
};

/** How a request of a device stands. `gone`: refused, cancelled, run out, or never was. */
export type PairingStep = { state: 'waiting' } | { state: 'paired'; claim: string } | { state: 'gone' };

/**
 * Lets one device in at a time: an administrator asks for a code, it is typed on the device, the administrator says that
 * it is that one. In memory only: a restart forgets it.
 */
export type Pairing = {
  /** Begins anew; whatever was going on is dropped. */
  begin(wanted: WantedDevice): void;
  cancel(): void;
  /** Null: nothing is going on. */
  view(): PairingView | null;
  /** A device typed this: the secret of its request, or undefined when the code is not (or no longer) good. */
  ask(code: string, asker: Asker): string | undefined;
  /** What became of the request. */
  stepOf(request: string): PairingStep;
  /** The administrator lets that asker in; `admit` writes the device down and gives its id. False: it is not there any more. */
  confirm(askerId: string, admit: (wanted: WantedDevice) => string): boolean;
  /** False: it is not there any more. */
  refuse(askerId: string): boolean;
  /**
   * What `give` gives the device that comes with this claim, once; undefined when there is none. The claim stays good
   * where `give` throws.
   */
  takeClaim<Given>(claim: string, give: (device: string) => Given): Given | undefined;
  /** Nothing is let in any more that was not paired by now. */
  clear(): void;
};

type Running = WantedDevice & {
  code: string;
  until: number;
  triesLeft: number;
  lastWrongFrom: string | null;
  asker: (Asker & { id: string; request: string }) | null;
};

/** `onChanged`: what an administrator or a waiting device sees is another now. */
export function createPairing(parts: { clock: Clock; ids: Ids; onChanged: () => void }): Pairing {
  const { clock, ids, onChanged } = parts;
  let running: Running | null = null;
  let admitted: { request: string; claim: string; device: string; until: number } | null = null;

  /** A clock that was set back must not make five minutes longer. */
  const isOver = ({ until }: { until: number }, length: number) =>
    clock.now() >= until || clock.now() < until - length;

  function current(): Running | null {
    if (running !== null && isOver(running, VALID_MS)) running = null;
    return running;
  }

  function findAsked(askerId: string): (Running & { asker: NonNullable<Running['asker']> }) | undefined {
    const now = current();
    return now?.asker?.id === askerId ? { ...now, asker: now.asker } : undefined;
  }

  return {
    begin({ kind, name }) {
      running = {
        kind,
        name,
        code: makeCode(ids),
        until: clock.now() + VALID_MS,
        triesLeft: TRIES,
        lastWrongFrom: null,
        asker: null,
      };
      onChanged();
    },
    cancel() {
      running = null;
      onChanged();
    },
    view() {
      const now = current();
      if (now === null) return null;
      const { kind, name, until, triesLeft, lastWrongFrom, asker } = now;
      const usable = asker === null && triesLeft > 0;
      return {
        kind,
        name,
        code: usable ? now.code : null,
        until,
        triesLeft,
        lastWrongFrom,
        asker: asker === null ? null : { id: asker.id, address: asker.address, browser: asker.browser },
      };
    },
    ask(typed, { address, browser }) {
      const now = current();
      // Spent, dead or never made: told as a wrong one, and no try of another is used up.
      if (now === null || now.asker !== null || now.triesLeft === 0) return undefined;
      if (!isSame(readCode(typed), now.code)) {
        now.triesLeft -= 1;
        now.lastWrongFrom = address;
        onChanged();
        return undefined;
      }
      const request = makeSecret(ids);
      now.asker = { id: ids.id(), request, address, browser };
      onChanged();
      return request;
    },
    stepOf(request) {
      if (admitted !== null && !isOver(admitted, CLAIM_MS) && isSame(request, admitted.request)) {
        return { state: 'paired', claim: admitted.claim };
      }
      const asker = current()?.asker ?? null;
      return asker !== null && isSame(request, asker.request) ? { state: 'waiting' } : { state: 'gone' };
    },
    confirm(askerId, admit) {
      const now = findAsked(askerId);
      if (now === undefined) return false;
      const device = admit({ kind: now.kind, name: now.name });
      admitted = {
        request: now.asker.request,
        claim: makeSecret(ids),
        device,
        until: clock.now() + CLAIM_MS,
      };
      running = null;
      onChanged();
      return true;
    },
    refuse(askerId) {
      if (findAsked(askerId) === undefined) return false;
      running = null;
      onChanged();
      return true;
    },
    takeClaim(claim, give) {
      const now = admitted;
      if (now === null || isOver(now, CLAIM_MS) || !isSame(claim, now.claim)) return undefined;
      const given = give(now.device);
      admitted = null;
      return given;
    },
    clear() {
      running = null;
      admitted = null;
      onChanged();
    },
  };
}
