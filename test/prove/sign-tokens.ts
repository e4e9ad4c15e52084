import { createHidDriver, loadHidTokens, type TokenDriver, type TokenSession } from '#office/tokens/index.ts';
import { createPkcs11Driver } from '#office/tokens/pkcs11/driver.ts';
import { forkModuleProcess } from '#office/tokens/pkcs11/node-process.ts';
import { resourcesDirectory, systemIds } from '../fixtures/office.ts';
import type { PkiIdentity, SigningPki } from '../fixtures/signing-pki.ts';
import { makeSoftHsm, USER_PIN } from '../fixtures/softhsm.ts';
import { createFakeNodeHid, createHidCard } from '../simulators/hid-card.ts';

/** A key on a token that is open, with the person it belongs to. */
export type TokenKey = {
  token: 'softhsm' | 'hid';
  who: PkiIdentity;
  sign(digest: Uint8Array): Promise<Uint8Array>;
};

/** Both tokens with RSA-2048, RSA-3072 and P-256, opened with one PIN each. */
export async function openTokens(pki: SigningPki): Promise<{ keys: TokenKey[]; end(): Promise<void> }> {
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
  const slot = ({ der, privateKey }: PkiIdentity) => ({ certificate: der, privateKey });
  const card = createHidCard({
    slots: { '9c': slot(pki.organisation), '9a': slot(pki.clerk), '9d': slot(pki.head) },
    pin: USER_PIN,
    tries: 3,
    guid: '00112233445566778899aabbccddeeff',
  });
  const hid = createFakeNodeHid([card]);
  const drivers: [TokenKey['token'], TokenDriver][] = [
    [
      'softhsm',
      createPkcs11Driver({ file: hsm.moduleFile, start: forkModuleProcess(null, hsm.environment) }),
    ],
    [
      'hid',
      createHidDriver({
        profiles: loadHidTokens(resourcesDirectory),
        ids: systemIds,
        loadHid: async () => hid,
      }),
    ],
  ];
  const sessions: TokenSession[] = [];
  const end = async () => {
    for (const session of sessions) await session.close();
    for (const [, driver] of drivers) await driver.close();
    hsm.remove();
  };
  const keys: TokenKey[] = [];
  try {
    for (const [token, driver] of drivers) {
      const [found] = await driver.list();
      if (found === undefined) throw new Error(`no token: ${token}`);
      const session = await driver.open(found.id, USER_PIN);
      sessions.push(session);
      for (const who of [pki.clerk, pki.organisation, pki.head]) {
        const certificate = session.certificates.find(({ der }) => Buffer.compare(der, who.der) === 0);
        if (certificate === undefined) throw new Error(`${token} has no certificate of ${who.commonName}`);
        keys.push({ token, who, sign: (digest) => session.sign(certificate.id, digest) });
      }
    }
  } catch (error) {
    await end();
    throw error;
  }
  return { keys, end };
}
