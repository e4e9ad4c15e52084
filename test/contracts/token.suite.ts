import { createHash, verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TokenDriver, TokenFound, TokenProblem, TokenSession } from '#office/tokens/index.ts';
import { TokenError } from '#office/tokens/index.ts';
import type { SigningKey } from '#shared/contract/index.ts';

/** One token with a driver for it, and what only a test can know or do. */
export type TokenBench = {
  driver: TokenDriver;
  pin: string;
  wrongPin: string;
  /** Of as many bytes as the token does not take. */
  tooLongPin: string;
  /** Keys that the token must have, each with its certificate. */
  keys: readonly SigningKey[];
  /** Wrong PINs that lock it. */
  tries: number;
  /** `number`: it tells how many tries are left; `flags`: few, last or locked only. */
  tells: 'number' | 'flags';
  /** How often the token itself was asked to check a PIN; null: nobody can count. */
  pinsAsked: (() => number) | null;
  /** All tries back, as an issuer would do it. */
  unlock(): Promise<void> | void;
  /** Null: it can't be pulled out. */
  plug: { unplug(): void; plug(): void } | null;
  end(): Promise<void>;
};

const message = Buffer.from('Giấy tiếp nhận hồ sơ và hẹn trả kết quả');
const digest = createHash('sha256').update(message).digest();

/** What every driver promises (`TokenDriver`), whatever it reaches. */
export function describeTokenDriver(name: string, make: () => Promise<TokenBench>): void {
  describe(name, () => {
    let bench: TokenBench;
    beforeAll(async () => {
      bench = await make();
    }, 60_000);
    afterAll(() => bench.end());
    beforeEach(() => bench.unlock());

    const asked = () => bench.pinsAsked?.() ?? 0;
    async function token(): Promise<TokenFound> {
      const [found, ...others] = await bench.driver.list();
      expect(others).toEqual([]);
      if (found === undefined) throw new Error('the token is not listed');
      return found;
    }
    async function opened(): Promise<TokenSession> {
      return bench.driver.open((await token()).id, bench.pin);
    }
    async function refusal(work: Promise<unknown>): Promise<TokenError> {
      const error = await work.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error instanceof TokenError) return error;
      throw new Error(`no TokenError, but ${String(error)}`);
    }
    const problem = async (work: Promise<unknown>): Promise<TokenProblem> => (await refusal(work)).problem;
    async function openWrongly(): Promise<TokenError> {
      return refusal(bench.driver.open((await token()).id, bench.wrongPin));
    }

    it('lists the token with its certificates again and again, the same each time, and asks no PIN', async () => {
      const before = asked();
      const found = await token();
      expect(found).toMatchObject({ kind: bench.driver.kind, pin: { state: 'ok' } });
      expect(found.label).not.toBe('');
      expect(found.serialNumber).not.toBe('');
      expect(found.certificates).toHaveLength(bench.keys.length);
      expect(new Set(found.certificates.map(({ id }) => id)).size).toBe(bench.keys.length);
      expect(await token()).toEqual(found);
      expect(asked()).toBe(before);
    });

    it('signs a digest with each key, with one PIN for all, and each certificate confirms it', async () => {
      const before = asked();
      const session = await opened();
      expect(session.certificates.every(({ hasKey }) => hasKey)).toBe(true);
      const kinds: string[] = [];
      for (const { id, der } of session.certificates) {
        const { publicKey } = new X509Certificate(der);
        for (const _ of [1, 2]) {
          const signature = await session.sign(id, digest);
          expect(verify('sha256', message, publicKey, signature)).toBe(true);
        }
        kinds.push(
          publicKey.asymmetricKeyType === 'ec'
            ? 'p-256'
            : `rsa-${publicKey.asymmetricKeyDetails?.modulusLength}`,
        );
      }
      expect(kinds.sort()).toEqual([...bench.keys].sort());
      await session.close();
      if (bench.pinsAsked !== null) expect(asked()).toBe(before + 1);
    });

    it('a closed session signs nothing more, and may be closed again', async () => {
      const session = await opened();
      const { id } = session.certificates[0] ?? { id: '' };
      await session.close();
      await session.close();
      expect(await problem(session.sign(id, digest))).toBe('session-ended');
    });

    it('knows no certificate that is not on the token', async () => {
      const session = await opened();
      expect(await problem(session.sign('ffff', digest))).toBe('no-certificate');
      await session.close();
    });

    it('a token that is not there is not opened', async () => {
      const before = asked();
      expect(await problem(bench.driver.open('pkcs11:none:0', bench.pin))).toBe('token-missing');
      expect(asked()).toBe(before);
    });

    it('a PIN of a length that it does not take costs no try', async () => {
      const before = asked();
      const { id } = await token();
      expect(await problem(bench.driver.open(id, bench.tooLongPin))).toBe('pin-length');
      expect(asked()).toBe(before);
      expect((await token()).pin.state).toBe('ok');
    });

    it('a wrong PIN costs one try, says what is left, and leaves nothing open', async () => {
      const before = asked();
      const refused = await openWrongly();
      expect(refused.problem).toBe('pin-wrong');
      if (bench.pinsAsked !== null) expect(asked()).toBe(before + 1);
      expect(refused.pin).toEqual((await token()).pin);
      if (bench.tells === 'number') expect(refused.pin?.triesLeft).toBe(bench.tries - 1);
      else expect(refused.pin).toEqual({ state: 'few', triesLeft: null });
      expect(JSON.stringify([refused.message, refused.stack, refused])).not.toContain(bench.wrongPin);
    });

    it('tries count down to the last one and to locked; then not even the right PIN is sent', async () => {
      for (let left = bench.tries - 1; left > 0; left -= 1) {
        expect((await openWrongly()).problem).toBe('pin-wrong');
        if (left === 1) expect((await token()).pin.state).toBe('last');
      }
      expect((await openWrongly()).problem).toBe('pin-locked');
      expect((await token()).pin.state).toBe('locked');
      const before = asked();
      expect(await problem(opened())).toBe('pin-locked');
      expect(asked()).toBe(before);
    });

    it('the right PIN gives all tries back', async () => {
      await openWrongly();
      await (await opened()).close();
      expect((await token()).pin.state).toBe('ok');
    });

    it('a wrong PIN is wrong also while the right one is in use elsewhere', async () => {
      const session = await opened();
      const refused = await openWrongly();
      expect(['pin-wrong', 'device-busy']).toContain(refused.problem);
      await session.close();
    });

    it('pulled out it is gone, its session ends for good, and put back it opens with a new PIN', async () => {
      if (bench.plug === null) return;
      const session = await opened();
      const { id } = session.certificates[0] ?? { id: '' };
      const before = asked();
      bench.plug.unplug();
      expect(await problem(session.sign(id, digest))).toBe('token-removed');
      expect(await bench.driver.list()).toEqual([]);
      bench.plug.plug();
      expect(['session-ended', 'token-removed']).toContain(await problem(session.sign(id, digest)));
      expect(asked()).toBe(before);
      await session.close();
      const again = await opened();
      expect((await again.sign(id, digest)).length).toBeGreaterThan(60);
      await again.close();
    });
  });
}
