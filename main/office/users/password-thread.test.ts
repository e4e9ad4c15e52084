import { expect, it } from 'vitest';
import { keyFromPassword } from './derive-key.ts';
import { createPasswordThread } from './password-thread.ts';
import { PASSWORD_COST, type PasswordCost } from './sealing.ts';

const salt = new Uint8Array(16).fill(5);
const CHEAP: PasswordCost = { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 };

it('derives what this thread would, for many at once', async () => {
  const deriveKey = createPasswordThread(null);
  const passwords = ['bốn con ngựa hồng', 'năm con trâu xám', 'sáu con gà trống'];
  const keys = await Promise.all(passwords.map((password) => deriveKey(password, salt, CHEAP)));
  const expected = await Promise.all(passwords.map((password) => keyFromPassword(password, salt, CHEAP)));
  expect(keys.map((key) => Buffer.from(key).toString('hex'))).toEqual(
    expected.map((key) => Buffer.from(key).toString('hex')),
  );
});

it('leaves this thread to others meanwhile', async () => {
  const deriveKey = createPasswordThread(null);
  await deriveKey('bốn con ngựa hồng', salt, CHEAP);
  let turns = 0;
  let done = false;
  const derived = deriveKey('bốn con ngựa hồng', salt, PASSWORD_COST).then(() => {
    done = true;
  });
  while (!done) {
    turns += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await derived;
  // On this thread there would be a handful: the whole derivation is one of them.
  expect(turns).toBeGreaterThan(100);
});

it('derives here where the worker is missing, and tells a wrong cost as itself', async () => {
  const deriveKey = createPasswordThread('/nowhere/password-worker.js');
  const key = await deriveKey('bốn con ngựa hồng', salt, CHEAP);
  expect(Buffer.from(key)).toEqual(Buffer.from(await keyFromPassword('bốn con ngựa hồng', salt, CHEAP)));
  await expect(createPasswordThread(null)('x', new Uint8Array(2), CHEAP)).rejects.toThrow(/[Ss]alt/);
});
