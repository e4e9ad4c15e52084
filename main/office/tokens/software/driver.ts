import type { KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Clock, type Ids, oneAfterAnother } from '#shared/base/index.ts';
import { type PinState, type TokenDriver, TokenError, type TokenSession } from '../token.ts';
import { signDigest } from './sign-digest.ts';
import { makeTrainingKey, openKey, sealKey } from './training-keys.ts';

/** Stands in the token's label: who trains must not be stopped by a PIN that nobody knows. */
export const TRAINING_PIN = '123456';
const TRIES = 5;
const LEAST = 4;
const MOST = 16;
const FILE = 'training-token.json';

const Stored = z.object({
  version: z.literal(1),
  serialNumber: z.string(),
  triesLeft: z.int().min(0).max(TRIES),
  keys: z.array(z.object({ id: z.string(), der: z.base64(), sealed: z.string() })),
});
type Stored = z.infer<typeof Stored>;

const KEYS = [
  { id: '01', kind: 'rsa-2048', commonName: 'Cơ quan tập huấn' },
  { id: '02', kind: 'p-256', commonName: 'Cán bộ tập huấn' },
] as const;

/**
 * A token for training: keys in a file of the data directory, worth nothing, as their certificates say. It counts tries
 * and locks as a real one does; `forget` makes it anew.
 */
export function createSoftwareDriver(ports: {
  directory: string;
  clock: Clock;
  ids: Ids;
}): TokenDriver & { forget(): void } {
  const file = path.join(ports.directory, FILE);
  const inTurn = oneAfterAnother();
  const open = new Set<TokenSession>();

  function read(): Stored | undefined {
    try {
      return Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // Missing or damaged: what it signed is worth nothing, and a new one is made.
      return undefined;
    }
  }

  function write(stored: Stored): Stored {
    mkdirSync(ports.directory, { recursive: true, mode: 0o700 });
    const unfinished = `${file}.new`;
    writeFileSync(unfinished, JSON.stringify(stored), { mode: 0o600 });
    renameSync(unfinished, file);
    return stored;
  }

  async function stored(): Promise<Stored> {
    const found = read();
    if (found !== undefined) return found;
    const keys = await Promise.all(KEYS.map((one) => makeTrainingKey(ports, one)));
    return write({
      version: 1,
      serialNumber: Buffer.from(ports.ids.bytes(8)).toString('hex'),
      triesLeft: TRIES,
      keys: keys.map(({ id, der, key }) => ({
        id,
        der: Buffer.from(der).toString('base64'),
        sealed: sealKey(key, TRAINING_PIN),
      })),
    });
  }

  const idOf = ({ serialNumber }: Stored) => `software:${serialNumber}`;
  const certificatesOf = ({ keys }: Stored) =>
    keys.map(({ id, der }) => ({ id, der: Uint8Array.from(Buffer.from(der, 'base64')), hasKey: true }));

  return {
    kind: 'software',
    list: () =>
      inTurn(async () => {
        const token = await stored();
        return [
          {
            id: idOf(token),
            kind: 'software',
            label: `USB ký số TẬP HUẤN (mã PIN ${TRAINING_PIN})`,
            maker: 'Trạm Một Cửa',
            model: 'Tập huấn',
            serialNumber: token.serialNumber,
            through: '',
            pin: pinState(token.triesLeft),
            certificates: certificatesOf(token),
          },
        ];
      }),
    open: (tokenId, pin) =>
      inTurn(async () => {
        const token = await stored();
        if (idOf(token) !== tokenId) throw new TokenError('token-missing', 'another training token');
        if (token.triesLeft === 0) throw new TokenError('pin-locked', 'no try left', pinState(0));
        const length = Buffer.byteLength(pin);
        if (length < LEAST || length > MOST) {
          throw new TokenError('pin-length', `not ${LEAST} to ${MOST} bytes`, pinState(token.triesLeft));
        }
        const keys = new Map<string, KeyObject>();
        for (const { id, sealed } of token.keys) {
          const key = openKey(sealed, pin);
          if (key !== undefined) keys.set(id, key);
        }
        if (keys.size < token.keys.length) {
          const { triesLeft } = write({ ...token, triesLeft: token.triesLeft - 1 });
          throw new TokenError(
            triesLeft === 0 ? 'pin-locked' : 'pin-wrong',
            'wrong PIN',
            pinState(triesLeft),
          );
        }
        if (token.triesLeft < TRIES) write({ ...token, triesLeft: TRIES });
        const session: TokenSession = {
          certificates: certificatesOf(token),
          async sign(certificate, digest) {
            if (!open.has(session)) throw new TokenError('session-ended', 'closed');
            const key = keys.get(certificate);
            if (key === undefined) throw new TokenError('no-certificate', 'no such training certificate');
            return signDigest(key, digest, ports.ids.bytes);
          },
          async close() {
            open.delete(session);
            keys.clear();
          },
        };
        open.add(session);
        return session;
      }),
    async close() {
      for (const session of [...open]) await session.close();
    },
    forget() {
      for (const session of [...open]) void session.close();
      rmSync(file, { force: true });
    },
  };
}

function pinState(triesLeft: number): PinState {
  const state = triesLeft === 0 ? 'locked' : triesLeft === 1 ? 'last' : triesLeft < TRIES ? 'few' : 'ok';
  return { state, triesLeft };
}
