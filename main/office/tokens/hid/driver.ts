import type { Ids } from '#shared/base/index.ts';
import { padPin } from '#shared/piv/index.ts';
import {
  type PinState,
  type TokenCertificate,
  type TokenDriver,
  TokenError,
  type TokenFound,
  type TokenProblem,
  type TokenSession,
} from '../token.ts';
import { createPivCard, type PivCard } from './card.ts';
import { type CardChannel, HID_LIMITS, type HidLimits, openChannel } from './channel.ts';
import { type HidInterface, loadNodeHid, type NodeHid } from './native.ts';
import { findProfile, type HidTokenProfile } from './profiles.ts';
import { openPivSession } from './session.ts';

export type HidPorts = {
  /** Kinds of devices that are opened: `loadHidTokens`. No other device is ever written to. */
  profiles: readonly HidTokenProfile[];
  ids: Pick<Ids, 'bytes'>;
  /** Tests put a simulated card in here. */
  loadHid?: () => Promise<NodeHid>;
  limits?: Partial<HidLimits>;
};

/** A device that is plugged in and can't be used, with what it is called. */
export type HidTrouble = { through: string; problem: TokenProblem; detail: string };

export type HidDriver = TokenDriver & {
  /** What the last `list` could not read. */
  troubles(): HidTrouble[];
  /**
   * Looks each `every` milliseconds (a second unless told) what is plugged in, and calls when that changed. A session whose
   * device is gone ends at once. Returns what stops it.
   */
  watch(changed: () => void, every?: number): () => void;
};

type Plugged = { path: string; profile: HidTokenProfile; device: HidInterface };
/** What is read once while a card is plugged in; reading certificates takes a hundred reports. */
type Known = { guid: string; found: TokenFound };

/** Tokens that speak PIV over HID reports. */
export function createHidDriver(ports: HidPorts): HidDriver {
  const limits = { ...HID_LIMITS, ...ports.limits };
  const known = new Map<string, Known>();
  const sessions = new Map<string, { channel: CardChannel; close(): Promise<void> }>();
  const stops = new Set<() => void>();
  let troubles: HidTrouble[] = [];
  let loading: Promise<NodeHid> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  const load = (): Promise<NodeHid> => {
    loading ??= (ports.loadHid ?? loadNodeHid)().catch((error: unknown) => {
      loading = undefined;
      throw new TokenError('addon-missing', messageOf(error));
    });
    return loading;
  };

  /** What is plugged in now; what is no longer is forgotten, and its session ends. */
  async function look(): Promise<Plugged[]> {
    if (closed) throw new TokenError('session-ended', 'the driver is closed');
    const hid = await load();
    const all = await hid.devicesAsync().catch((error: unknown) => {
      throw new TokenError('device-not-allowed', messageOf(error));
    });
    const plugged = all.flatMap((device): Plugged[] => {
      const profile = findProfile(ports.profiles, device);
      return profile === undefined || device.path === undefined
        ? []
        : [{ path: device.path, profile, device }];
    });
    const paths = new Set(plugged.map(({ path }) => path));
    for (const path of known.keys()) if (!paths.has(path)) known.delete(path);
    for (const [path, { channel }] of sessions) if (!paths.has(path)) channel.lose();
    return plugged;
  }

  async function connect({ path, profile }: Plugged): Promise<{ card: PivCard; channel: CardChannel }> {
    const channel = await openChannel(await load(), path, {
      command: profile.command,
      nonce: ports.ids.bytes(8),
      limits,
    });
    return { card: createPivCard(channel), channel };
  }

  /** Reads a card that is let in by nobody; certificates only when it is another one than before. */
  async function read(plugged: Plugged, card: PivCard): Promise<TokenFound> {
    const guid = await card.identify();
    const before = known.get(plugged.path);
    const certificates = before?.guid === guid ? before.found.certificates : await card.certificates();
    const found = describe(plugged, guid, await card.pinState(), certificates);
    known.set(plugged.path, { guid, found });
    return found;
  }

  // One thing at a time: between a PIN and its signature the card may hear nothing else.
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  async function listOne(plugged: Plugged): Promise<TokenFound[]> {
    const inUse = sessions.has(plugged.path) ? known.get(plugged.path) : undefined;
    if (inUse !== undefined) return [inUse.found];
    let channel: CardChannel | undefined;
    try {
      const connected = await connect(plugged);
      channel = connected.channel;
      return [await read(plugged, connected.card)];
    } catch (error) {
      const { problem, message } = asTokenError(error);
      troubles.push({ through: nameOf(plugged), problem, detail: message });
      return [];
    } finally {
      await channel?.close();
    }
  }

  async function open(tokenId: string, pin: string): Promise<TokenSession> {
    const padded = padPin(pin);
    if (padded === undefined) throw new TokenError('pin-length', 'not six to eight ASCII characters');
    for (const plugged of await look()) {
      const before = known.get(plugged.path);
      if (before !== undefined && before.found.id !== tokenId) continue;
      if (sessions.has(plugged.path)) throw new TokenError('device-busy', 'another session is open');
      const connected = await connect(plugged);
      try {
        const found = await read(plugged, connected.card);
        // Another card at the same plug must not be sent this one's PIN.
        if (found.id !== tokenId) continue;
        const session = await openPivSession(connected, found.certificates, padded, () =>
          sessions.delete(plugged.path),
        );
        // Pulled out in this very moment it must not stand in the way of the next one.
        if (connected.channel.isOpen()) {
          sessions.set(plugged.path, { channel: connected.channel, close: () => session.close() });
          // All tries are back after the right PIN; how many, this card tells only while it is closed.
          const { guid = '' } = known.get(plugged.path) ?? {};
          known.set(plugged.path, { guid, found: { ...found, pin: { state: 'ok', triesLeft: null } } });
        }
        return session;
      } catch (error) {
        throw asTokenError(error);
      } finally {
        if (!sessions.has(plugged.path)) {
          padded.fill(0);
          await connected.channel.close();
        }
      }
    }
    throw new TokenError('token-missing', 'no device has this token');
  }

  return {
    kind: 'hid',
    list: () =>
      inTurn(async () => {
        const plugged = await look();
        troubles = [];
        const found: TokenFound[] = [];
        for (const one of plugged) found.push(...(await listOne(one)));
        return found;
      }),
    open: (tokenId, pin) => inTurn(() => open(tokenId, pin)),
    troubles: () => [...troubles],
    watch(changed, every = 1000) {
      let before: string | undefined;
      const timer = setInterval(() => {
        look().then(
          (plugged) => {
            const now = plugged.map(({ path, device }) => `${path} ${device.serialNumber ?? ''}`).join('\n');
            if (before !== undefined && before !== now) changed();
            before = now;
          },
          () => undefined,
        );
      }, every);
      timer.unref();
      const stop = () => clearInterval(timer);
      stops.add(stop);
      return stop;
    },
    async close() {
      closed = true;
      for (const stop of stops) stop();
      await Promise.all([...sessions.values()].map((session) => session.close()));
      await turn;
    },
  };
}

function describe(
  plugged: Plugged,
  guid: string,
  pin: PinState,
  certificates: TokenCertificate[],
): TokenFound {
  const { device, path } = plugged;
  const serialNumber = [guid, device.serialNumber?.trim() ?? ''].find((text) => text !== '') ?? '';
  return {
    id: `hid:${serialNumber === '' ? path : serialNumber}`,
    kind: 'hid',
    label: nameOf(plugged),
    maker: device.manufacturer?.trim() ?? '',
    model: device.product?.trim() ?? '',
    serialNumber,
    through: nameOf(plugged),
    pin,
    certificates,
  };
}

function nameOf({ device, profile }: Plugged): string {
  return device.product?.trim() || profile.name;
}

function asTokenError(error: unknown): TokenError {
  return error instanceof TokenError ? error : new TokenError('internal', messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
