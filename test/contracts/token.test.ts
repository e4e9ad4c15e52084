import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHidDriver, loadHidTokens } from '#office/tokens/index.ts';
import { createPkcs11Driver } from '#office/tokens/pkcs11/driver.ts';
import { forkModuleProcess } from '#office/tokens/pkcs11/node-process.ts';
import { createSoftwareDriver, TRAINING_PIN } from '#office/tokens/software/driver.ts';
import { createFakeNodeHid, createHidCard } from '#test/simulators/hid-card.ts';
import { makeShim } from '#test/simulators/pkcs11-shim.ts';
import { resourcesDirectory, systemIds, testClock } from '../fixtures/office.ts';
import { sharedSigningPki } from '../fixtures/signing-pki.ts';
import { makeSoftHsm, USER_PIN } from '../fixtures/softhsm.ts';
import { describeTokenDriver, type TokenBench } from './token.suite.ts';

const LONG = '1'.repeat(300);

describeTokenDriver('a PKCS#11 token (SoftHSM2)', async (): Promise<TokenBench> => {
  const pki = await sharedSigningPki();
  const hsm = await makeSoftHsm([
    {
      label: 'USB ký số thử',
      keys: [
        { id: '01', label: 'clerk', ...pki.clerk },
        { id: '02', label: 'organisation', ...pki.organisation },
        { id: '03', label: 'head', ...pki.head },
      ],
    },
  ]);
  const shim = await makeShim(hsm);
  const driver = createPkcs11Driver({
    file: shim.moduleFile,
    start: forkModuleProcess(null, shim.environment),
  });
  return {
    driver,
    pin: USER_PIN,
    wrongPin: '975310',
    tooLongPin: LONG,
    keys: ['rsa-2048', 'rsa-3072', 'p-256'],
    tries: 3,
    tells: 'flags',
    pinsAsked: () => shim.counts().logins,
    unlock: () => shim.setTries(3),
    plug: { unplug: () => shim.tell('removed'), plug: () => shim.tell('none') },
    async end() {
      await driver.close();
      shim.remove();
      hsm.remove();
    },
  };
});

describeTokenDriver('the software token for training', async (): Promise<TokenBench> => {
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-training-'));
  const driver = createSoftwareDriver({ directory, clock: testClock('2026-11-20T08:00'), ids: systemIds });
  return {
    driver,
    pin: TRAINING_PIN,
    wrongPin: '975310',
    tooLongPin: LONG,
    keys: ['rsa-2048', 'p-256'],
    tries: 5,
    tells: 'number',
    pinsAsked: null,
    // As an administrator does it: switched off and on.
    unlock: () => driver.forget(),
    plug: null,
    async end() {
      await driver.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
});

describeTokenDriver('a HID token (PIV)', async (): Promise<TokenBench> => {
  const pki = await sharedSigningPki();
  const slot = ({ der, privateKey }: typeof pki.clerk) => ({ certificate: der, privateKey });
  const makeCard = () =>
    createHidCard({
      slots: { '9c': slot(pki.organisation), '9a': slot(pki.clerk), '9d': slot(pki.head) },
      pin: USER_PIN,
      tries: 3,
      guid: '00112233445566778899aabbccddeeff',
    });
  let device = makeCard();
  const devices = [device];
  const hid = createFakeNodeHid(devices);
  const driver = createHidDriver({
    profiles: loadHidTokens(resourcesDirectory),
    ids: systemIds,
    loadHid: async () => hid,
    limits: { quiet: 150, answer: 600 },
  });
  return {
    driver,
    pin: USER_PIN,
    wrongPin: '975310',
    tooLongPin: LONG,
    keys: ['rsa-3072', 'rsa-2048', 'p-256'],
    tries: 3,
    tells: 'number',
    // 9C asks for its PIN before each signature, as PIV cards do; that is no further try of a person.
    pinsAsked: null,
    // No PUK here: another card of the same number.
    unlock() {
      device = makeCard();
      devices[0] = device;
    },
    plug: { unplug: () => device.unplug(), plug: () => device.plug() },
    end: () => driver.close(),
  };
});
