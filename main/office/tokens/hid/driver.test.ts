import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import {
  createFakeNodeHid,
  createHidCard,
  type HidCardOptions,
  type HidFault,
} from '#test/simulators/hid-card.ts';
import { type TokenDriver, TokenError } from '../token.ts';
import { createHidDriver } from './driver.ts';
import { loadNodeHid } from './native.ts';
import { findProfile, loadHidTokens } from './profiles.ts';

let pki: SigningPki;
beforeAll(async () => {
  pki = await sharedSigningPki();
});

const profiles = loadHidTokens(resourcesDirectory);
const PIN = '123456';
const drivers: TokenDriver[] = [];
afterEach(async () => {
  for (const driver of drivers.splice(0)) await driver.close();
});

function plugIn(more: Partial<HidCardOptions> = {}) {
  const slot = (who: {
    der: Uint8Array;
    privateKey: NonNullable<HidCardOptions['slots'][string]['privateKey']>;
  }) => ({
    certificate: who.der,
    privateKey: who.privateKey,
  });
  const device = createHidCard({
    slots: { '9c': slot(pki.organisation), '9a': slot(pki.clerk), '9d': slot(pki.head) },
    pin: PIN,
    tries: 3,
    guid: '00112233445566778899aabbccddeeff',
    ...more,
  });
  const hid = createFakeNodeHid([device]);
  const driver = createHidDriver({
    profiles,
    ids: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    loadHid: async () => hid,
    limits: { quiet: 150, answer: 600 },
  });
  drivers.push(driver);
  return { device, hid, driver };
}

const TOKEN = 'hid:00112233445566778899aabbccddeeff';
const digest = createHash('sha256').update('Giấy tiếp nhận').digest();
const isGood = (certificate: Uint8Array, signature: Uint8Array) =>
  verify('sha256', Buffer.from('Giấy tiếp nhận'), new X509Certificate(certificate).publicKey, signature);
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof TokenError ? error.problem : String(error)),
  );

describe('what is plugged in', () => {
  it.each([{}, { gzip: true }, { exactLength: true }, { metadata: false }])(
    'is shown with its certificates and tries, without a PIN (%o)',
    async (kind) => {
      const { driver, device, hid } = plugIn(kind);
      const [found, ...others] = await driver.list();
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        id: TOKEN,
        kind: 'hid',
        label: 'Thẻ ký số mô phỏng',
        maker: 'Trạm Một Cửa',
        serialNumber: '00112233445566778899aabbccddeeff',
        pin: { state: 'ok', triesLeft: 3 },
      });
      expect(found?.certificates.map(({ id, hasKey }) => [id, hasKey])).toEqual([
        ['9c', true],
        ['9a', true],
        ['9d', true],
      ]);
      expect(Buffer.from(found?.certificates[0]?.der ?? []).equals(pki.organisation.der)).toBe(true);
      expect(device.card.seen.verifies).toBe(0);
      expect(hid.opened).not.toContain('/simulated/mouse');
      expect(device.lines).toBe(0);
    },
  );

  it('says which certificate has no key, and shows none where there is none', async () => {
    const { driver } = plugIn({ slots: { '9a': { certificate: pki.clerk.der } } });
    const [found] = await driver.list();
    expect(found?.certificates.map(({ id, hasKey }) => [id, hasKey])).toEqual([['9a', false]]);
  });

  it('is noticed when it comes and goes', async () => {
    const { driver, device } = plugIn();
    await driver.list();
    let changes = 0;
    const stop = driver.watch(() => {
      changes += 1;
    }, 5);
    await expect.poll(() => changes).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    device.unplug();
    await expect.poll(() => changes).toBe(1);
    expect(await driver.list()).toEqual([]);
    device.plug();
    await expect.poll(() => changes).toBe(2);
    expect((await driver.list()).length).toBe(1);
    stop();
  });

  it('reads certificates once, and anew for another card at the same plug', async () => {
    const { driver, device } = plugIn();
    await driver.list();
    const first = device.reports;
    await driver.list();
    expect(device.reports - first).toBeLessThan(first / 2);
  });

  it('tells by name what can not be opened or does not answer, and the rest is still shown', async () => {
    const bad = plugIn();
    bad.device.denied = true;
    expect(await bad.driver.list()).toEqual([]);
    expect(bad.driver.troubles()).toMatchObject([
      { through: 'Thẻ ký số mô phỏng', problem: 'device-not-allowed' },
    ]);
    bad.device.denied = false;
    bad.device.failNext('silent');
    expect(await bad.driver.list()).toEqual([]);
    expect(bad.driver.troubles()).toMatchObject([{ problem: 'no-answer' }]);
    expect((await bad.driver.list()).length).toBe(1);
    expect(bad.driver.troubles()).toEqual([]);
  });

  it('with the real node-hid is listed, or the system says why not; its absence has a name', async () => {
    const real = createHidDriver({
      profiles,
      ids: { bytes: (length) => new Uint8Array(length) },
      loadHid: loadNodeHid,
    });
    drivers.push(real);
    expect(['none', 'device-not-allowed']).toContain(await problemOf(real.list()));
    const without = createHidDriver({
      profiles,
      ids: { bytes: (length) => new Uint8Array(length) },
      loadHid: () => Promise.reject(new Error('no build')),
    });
    expect(await problemOf(without.list())).toBe('addon-missing');
  });
});

describe('signing', () => {
  it('makes signatures of every kind that their certificates confirm; the key of 9C gets its PIN each time', async () => {
    const { driver, device } = plugIn({ exactLength: true });
    const session = await driver.open(TOKEN, PIN);
    expect(device.card.seen.verifies).toBe(1);
    for (const { id, der } of session.certificates) {
      expect(isGood(der, await session.sign(id, digest))).toBe(true);
    }
    expect(device.card.seen).toEqual({ verifies: 1, wrong: 0, signatures: 3 });
    const signatures = await Promise.all([1, 2, 3].map(() => session.sign('9c', digest)));
    expect(signatures.every((signature) => isGood(pki.organisation.der, signature))).toBe(true);
    expect(device.card.seen).toEqual({ verifies: 4, wrong: 0, signatures: 6 });
    await session.close();
    await session.close();
    expect(await problemOf(session.sign('9c', digest))).toBe('session-ended');
    expect(device.lines).toBe(0);
    expect(device.card.triesLeft()).toBe(3);
    // The card has forgotten the PIN, too.
    expect((await driver.list())[0]?.pin).toEqual({ state: 'ok', triesLeft: 3 });
  });

  it('works through frames of others and a card that takes its time, beside a list', async () => {
    const { driver, device } = plugIn();
    device.junk = true;
    const session = await driver.open(TOKEN, PIN);
    device.delay = 250;
    const [signature, list] = await Promise.all([session.sign('9c', digest), driver.list()]);
    expect(isGood(pki.organisation.der, signature)).toBe(true);
    expect(list[0]?.id).toBe(TOKEN);
  });

  it('refuses what is not there, and the session goes on', async () => {
    const { driver } = plugIn({
      slots: {
        '9a': { certificate: pki.clerk.der },
        '9e': { certificate: pki.head.der, privateKey: pki.head.privateKey },
      },
      metadata: false,
    });
    const session = await driver.open(TOKEN, PIN);
    expect(await problemOf(session.sign('9c', digest))).toBe('no-certificate');
    expect(await problemOf(session.sign('9a', digest))).toBe('no-key');
    expect(isGood(pki.head.der, await session.sign('9e', digest))).toBe(true);
  });
});

describe('a PIN', () => {
  it('that is wrong costs exactly one try, says what is left, and is never sent again', async () => {
    const { driver, device } = plugIn();
    const error = await driver.open(TOKEN, '654321').catch((failure: unknown) => failure);
    expect(error).toMatchObject({ problem: 'pin-wrong', pin: { state: 'few', triesLeft: 2 } });
    expect(device.card.seen).toEqual({ verifies: 1, wrong: 1, signatures: 0 });
    expect((await driver.list())[0]?.pin).toEqual({ state: 'few', triesLeft: 2 });
    expect(await driver.open(TOKEN, '000000').catch((failure: unknown) => failure)).toMatchObject({
      problem: 'pin-wrong',
      pin: { state: 'last', triesLeft: 1 },
    });
    expect(await problemOf(driver.open(TOKEN, '000000'))).toBe('pin-locked');
    expect(device.card.seen.verifies).toBe(3);
    expect(await problemOf(driver.open(TOKEN, PIN))).toBe('pin-locked');
    expect(device.card.seen.verifies).toBe(3);
    expect((await driver.list())[0]?.pin).toEqual({ state: 'locked', triesLeft: 0 });
  });

  it.each(['12345', '123456789', 'mậtkhẩu', ''])('that can not be one (%s) is never sent', async (pin) => {
    const { driver, device } = plugIn();
    expect(await problemOf(driver.open(TOKEN, pin))).toBe('pin-length');
    expect(device.card.seen.verifies).toBe(0);
  });

  it('is sent to no other card than the one that was chosen', async () => {
    const { driver, device } = plugIn();
    expect(await problemOf(driver.open('hid:other', PIN))).toBe('token-missing');
    device.unplug();
    expect(await problemOf(driver.open(TOKEN, PIN))).toBe('token-missing');
    expect(device.card.seen.verifies).toBe(0);
  });

  it('that was right and is no longer ends the session at its first refusal', async () => {
    const { driver, device } = plugIn();
    const session = await driver.open(TOKEN, PIN);
    await session.sign('9c', digest);
    device.card.changePin('999999');
    expect(await problemOf(session.sign('9c', digest))).toBe('pin-wrong');
    expect(await problemOf(session.sign('9c', digest))).toBe('session-ended');
    expect(device.card.seen).toEqual({ verifies: 2, wrong: 1, signatures: 1 });
  });

  it('is not sent once more when somebody used a try meanwhile', async () => {
    const { driver, device } = plugIn();
    const session = await driver.open(TOKEN, PIN);
    await session.sign('9c', digest);
    device.card.loseTry();
    expect(await problemOf(session.sign('9c', digest))).toBe('session-ended');
    expect(await problemOf(session.sign('9c', digest))).toBe('session-ended');
    expect(device.card.seen).toEqual({ verifies: 1, wrong: 0, signatures: 1 });
  });
});

describe('a device that fails', () => {
  const faults: [HidFault, string][] = [
    ['silent', 'no-answer'],
    ['endless-keep-alive', 'no-answer'],
    ['lost-piece', 'garbled'],
    ['other-command', 'garbled'],
    ['wrong-bits', 'garbled'],
    ['busy', 'device-busy'],
    ['unplug', 'token-removed'],
  ];
  it.each(faults)(
    'while it signs (%s): %s, the session is over, no PIN is sent again',
    async (fault, problem) => {
      const { driver, device } = plugIn();
      const session = await driver.open(TOKEN, PIN);
      device.failNext(fault, 0x87);
      expect(await problemOf(session.sign('9c', digest))).toBe(problem);
      const after = await problemOf(session.sign('9c', digest));
      expect(after).toBe(problem === 'token-removed' ? 'token-removed' : 'session-ended');
      expect(device.card.seen.verifies).toBe(1);
      device.plug();
      const again = await driver.open(TOKEN, PIN);
      expect(isGood(pki.organisation.der, await again.sign('9c', digest))).toBe(true);
      expect(device.card.seen).toMatchObject({ verifies: 2, wrong: 0 });
    },
  );

  it.each(faults.slice(0, 4))('while the PIN is on its way (%s): it is not sent twice', async (fault) => {
    const { driver, device } = plugIn();
    await driver.list();
    device.failNext(fault, 0x20);
    expect(await problemOf(driver.open(TOKEN, PIN))).not.toBe('none');
    expect(device.card.seen.verifies).toBeLessThanOrEqual(1);
    expect(device.lines).toBe(0);
  });

  it('pulled out while nobody signs, ends the session by itself', async () => {
    const { driver, device } = plugIn();
    const session = await driver.open(TOKEN, PIN);
    device.unplug();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await driver.list()).toEqual([]);
    device.plug();
    expect(await problemOf(session.sign('9c', digest))).toBe('token-removed');
    expect((await driver.list())[0]?.pin).toEqual({ state: 'ok', triesLeft: 3 });
    expect(device.card.seen.verifies).toBe(1);
  });
});

it('knows tokens by the list of the resources, and never takes a mouse for one', () => {
  const [profile] = profiles;
  expect(findProfile(profiles, { vendorId: 1, productId: 1, usagePage: 0xff4d, usage: 0x43 })).toBe(profile);
  expect(findProfile(profiles, { vendorId: 1, productId: 1, usagePage: 0xff00, usage: 1 })).toBeUndefined();
  expect(findProfile(profiles, { vendorId: 1, productId: 1 })).toBeUndefined();
});
