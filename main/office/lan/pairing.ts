import type { Clock, Ids } from '#shared/base/index.ts';
import type { DeviceKind } from '#shared/contract/index.ts';
import { isSame, makeCode, makeDigits, makeSecret, readCode } from './codes.ts';
import { createGuesses } from './guesses.ts';

const VALID_MS = 5 * 60_000;
/** For a device that was let in to fetch its token. */
const CLAIM_MS = 60_000;

/** What an administrator wants to let in. */
export type WantedDevice = { kind: DeviceKind; name: string };

/** Who typed the code. */
export type Asker = { address: string; browser: string };

/** The one pairing of the moment as an administrator sees it. */
export type PairingView = WantedDevice & {
  id: string;
  /** Null once it was typed or is dead: it can't be used again. */
  code: string | null;
  /** Milliseconds since 1970. */
  until: number;
  /** How many wrong codes came, from everywhere. */
  wrongTries: number;
  /** Where the last wrong code came from; null: none yet. */
  lastWrongFrom: string | null;
  /** Who typed the right code and waits to be let in. */
  asker: Asker | null;
};

/** What typing a code came to. `digits`: shown on the device, for the administrator to type. */
export type Asked =
  | { state: 'asked'; request: string; digits: string }
  | { state: 'wrong' }
  | { state: 'waits'; seconds: number };

/** How a request of a device stands. `gone`: refused, cancelled, run out, or never was. */
export type PairingStep = { state: 'waiting' } | { state: 'paired'; claim: string } | { state: 'gone' };

/** What an administrator's yes came to. `differs`: the device shows other digits. */
export type Admitted = 'admitted' | 'gone' | 'differs';

/**
 * Lets devices in, one code at a time: an administrator asks for a code, it is typed on the device, the device shows
 * digits, the administrator types them. So whoever else typed the code first is not let in by mistake: the device that
 * people stand at shows none. In memory only: a restart forgets it.
 */
export type Pairing = {
  /** Begins one; an older one of the same administrator is dropped. False: somebody else's goes on. */
  begin(wanted: WantedDevice, by: string): boolean;
  /** False: it is not there any more. */
  cancel(pairing: string): boolean;
  /** Null: nothing is going on. */
  view(): PairingView | null;
  /** A device typed this. */
  ask(code: string, asker: Asker): Asked;
  /** What became of the request. */
  stepOf(request: string): PairingStep;
  /** The administrator lets in who shows these digits; `admit` writes the device down and gives its id. */
  confirm(pairing: string, digits: string, admit: (wanted: WantedDevice) => string): Admitted;
  /** Whoever asks is not let in. False: nobody asks there any more. */
  refuse(pairing: string): boolean;
  /**
   * What `give` gives the device that comes with this claim, once; undefined when there is none. The claim stays good
   * where `give` throws.
   */
  takeClaim<Given>(claim: string, give: (device: string) => Given): Given | undefined;
  /** Whether that device was let in and may still come for its token. */
  isExpected(device: string): boolean;
  /** Nothing is let in any more that was not paired by now. */
  clear(): void;
};

type Running = WantedDevice & {
  id: string;
  by: string;
  code: string;
  until: number;
  asker: (Asker & { request: string; digits: string }) | null;
};

type Claim = { request: string; claim: string; device: string; until: number };

/** `onChanged`: what an administrator or a waiting device sees is another now. */
export function createPairing(parts: { clock: Clock; ids: Ids; onChanged: () => void }): Pairing {
  const { clock, ids, onChanged } = parts;
  let running: Running | null = null;
  let guesses = createGuesses(clock);
  let claims: readonly Claim[] = [];

  /** A clock that was set back must not make five minutes longer. */
  const isOver = ({ until }: { until: number }, length: number) =>
    clock.now() >= until || clock.now() < until - length;

  function current(): Running | null {
    if (running !== null && isOver(running, VALID_MS)) running = null;
    return running;
  }

  function goodClaims(): readonly Claim[] {
    claims = claims.filter((one) => !isOver(one, CLAIM_MS));
    return claims;
  }

  function findAsked(pairing: string): (Running & { asker: NonNullable<Running['asker']> }) | undefined {
    const now = current();
    return now?.id === pairing && now.asker !== null ? { ...now, asker: now.asker } : undefined;
  }

  return {
    begin({ kind, name }, by) {
      const before = current();
      if (before !== null && before.by !== by) return false;
      const id = ids.id();
      running = { id, by, kind, name, code: makeCode(ids), until: clock.now() + VALID_MS, asker: null };
      guesses = createGuesses(clock);
      onChanged();
      return true;
    },
    cancel(pairing) {
      if (current()?.id !== pairing) return false;
      running = null;
      onChanged();
      return true;
    },
    view() {
      const now = current();
      if (now === null) return null;
      const { id, kind, name, until, asker } = now;
      const usable = asker === null && !guesses.isDead();
      return {
        id,
        kind,
        name,
        code: usable ? now.code : null,
        until,
        wrongTries: guesses.count(),
        lastWrongFrom: guesses.lastFrom(),
        asker: asker === null ? null : { address: asker.address, browser: asker.browser },
      };
    },
    ask(typed, { address, browser }) {
      const now = current();
      // Spent, dead or never made: told as a wrong one, and no try of another is used up.
      if (now === null || now.asker !== null || guesses.isDead()) return { state: 'wrong' };
      const seconds = guesses.waitSeconds(address);
      if (seconds > 0) return { state: 'waits', seconds };
      if (!isSame(readCode(typed), now.code)) {
        guesses.failed(address);
        onChanged();
        return { state: 'wrong' };
      }
      const asker = { request: makeSecret(ids), digits: makeDigits(ids), address, browser };
      now.asker = asker;
      onChanged();
      return { state: 'asked', request: asker.request, digits: asker.digits };
    },
    stepOf(request) {
      const claim = goodClaims().find((one) => isSame(request, one.request));
      if (claim !== undefined) return { state: 'paired', claim: claim.claim };
      const asker = current()?.asker ?? null;
      return asker !== null && isSame(request, asker.request) ? { state: 'waiting' } : { state: 'gone' };
    },
    confirm(pairing, digits, admit) {
      const now = findAsked(pairing);
      if (now === undefined) return 'gone';
      if (!isSame(digits, now.asker.digits)) return 'differs';
      const device = admit({ kind: now.kind, name: now.name });
      const { request } = now.asker;
      const claim = { request, claim: makeSecret(ids), device, until: clock.now() + CLAIM_MS };
      claims = [...goodClaims(), claim];
      running = null;
      onChanged();
      return 'admitted';
    },
    refuse(pairing) {
      if (findAsked(pairing) === undefined) return false;
      running = null;
      onChanged();
      return true;
    },
    takeClaim(shown, give) {
      const claim = goodClaims().find((one) => isSame(shown, one.claim));
      if (claim === undefined) return undefined;
      const given = give(claim.device);
      claims = claims.filter((one) => one !== claim);
      return given;
    },
    isExpected: (device) => goodClaims().some((one) => one.device === device),
    clear() {
      if (running === null && claims.length === 0) return;
      running = null;
      claims = [];
      onChanged();
    },
  };
}
