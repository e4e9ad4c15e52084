import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { DeviceOrigin, SecretStore } from '#office/ports.ts';
import type { HallPlace } from './hall-windows.ts';
import { TEXTS } from './texts.ts';

const Kept = z.object({ sealed: z.boolean(), value: z.string().max(10_000) });
const Token = z.string().regex(/^[\w-]{1,100}$/);

/** The windows of the hall as devices of the office, like a browser with the device's cookie. */
export type HallDevices = {
  /** As what the window of this place connects now. */
  originOf(place: HallPlace): Promise<DeviceOrigin>;
  /** Exchanges the claim that its page was given; from the next connection on it is what it was paired as. */
  enter(place: HallPlace, claim: string): Promise<void>;
};

/**
 * Keeps the token of each place where no page reads: in a file of its own in `directory`, for this account only (0600),
 * sealed by the secret store where that is real, plain elsewhere. A board must come back by itself also on a PC without a
 * keyring, and the token opens nothing but a board or a kiosk: the database is encrypted apart. `takeToken` gives null
 * for a claim that is good no more.
 */
export function createHallDevices(options: {
  directory: string;
  secrets: SecretStore;
  takeToken: (claim: string) => Promise<string | null>;
}): HallDevices {
  const { secrets } = options;
  const held = new Map<HallPlace, Promise<string | null>>();
  const fileOf = (place: HallPlace) => path.join(options.directory, `hall-${place}.token`);

  /** What can't be read is no token: the window shows how to pair again. */
  async function read(place: HallPlace): Promise<string | null> {
    try {
      const { sealed, value } = Kept.parse(JSON.parse(readFileSync(fileOf(place), 'utf8')));
      const token = sealed
        ? Buffer.from(await secrets.open(Buffer.from(value, 'base64'))).toString('utf8')
        : value;
      return Token.parse(token);
    } catch {
      return null;
    }
  }

  async function keep(place: HallPlace, token: string): Promise<void> {
    const kept = await secrets.seal(Buffer.from(token, 'utf8')).then(
      (sealed) => ({ sealed: true, value: Buffer.from(sealed).toString('base64') }),
      () => ({ sealed: false, value: token }),
    );
    const written = `${fileOf(place)}.new`;
    writeFileSync(written, JSON.stringify(kept), { mode: 0o600 });
    renameSync(written, fileOf(place));
  }

  /** One question to a keyring however often the page asks; nothing found is looked for again next time. */
  function tokenOf(place: HallPlace): Promise<string | null> {
    const known = held.get(place);
    if (known !== undefined) return known;
    const reading = read(place);
    held.set(place, reading);
    void reading.then((token) => {
      if (token === null && held.get(place) === reading) held.delete(place);
    });
    return reading;
  }

  return {
    async originOf(place) {
      return {
        token: await tokenOf(place),
        address: TEXTS.hall.address(place),
        browser: 'Electron',
        overLan: false,
      };
    },
    async enter(place, claim) {
      const token = await options.takeToken(claim);
      if (token === null) return;
      held.set(place, Promise.resolve(token));
      // A keyring may wait for somebody, and the hall does not wait for it; not kept, it is paired again after a restart.
      void keep(place, token).catch(() => undefined);
    },
  };
}
