import { createHash, verify, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { makeSoftHsm, type SoftHsm, USER_PIN } from '#test/fixtures/softhsm.ts';
import { createPkcs11Driver, type Pkcs11Driver } from './driver.ts';
import { forkModuleProcess } from './node-process.ts';

let pki: SigningPki;
let hsm: SoftHsm;
let driver: Pkcs11Driver;
beforeAll(async () => {
  pki = await sharedSigningPki();
  hsm = await makeSoftHsm([
    {
      label: 'USB thử',
      keys: [
        { id: '01', label: 'clerk', ...pki.clerk },
        { id: '02', label: 'head', ...pki.head },
      ],
    },
  ]);
}, 60_000);
afterAll(() => hsm.remove());
afterEach(() => driver.close());
const open = () => {
  driver = createPkcs11Driver({ file: hsm.moduleFile, start: forkModuleProcess(null, hsm.environment) });
  return driver;
};

it('signs', async () => {
  open();
  const tokens = await driver.list();
  const [token] = tokens;
  expect(tokens).toHaveLength(1);
  expect(token?.label).toBe('USB thử');
  expect(token?.pin).toEqual({ state: 'ok', triesLeft: null });
  expect(token?.certificates.map(({ id }) => id).sort()).toEqual(['01', '02']);
  const session = await driver.open(token?.id ?? '', USER_PIN);
  const data = Buffer.from('xin chào');
  for (const { id, der } of session.certificates) {
    const signature = await session.sign(id, createHash('sha256').update(data).digest());
    expect(verify('sha256', data, new X509Certificate(der).publicKey, signature)).toBe(true);
  }
  await session.close();
  await expect(driver.open(token?.id ?? '', '000000')).rejects.toMatchObject({
    problem: 'pin-wrong',
    pin: { state: 'few' },
  });
});
