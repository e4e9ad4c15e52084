import { describe, expect, it } from 'vitest';
import type { PinState, TokenCertificateFacts, TokenPlugged, TokensNow } from '#shared/contract/index.ts';
import { pinRisk, signersOf, suited, tokenLampOf } from './signers.ts';

function certificate(
  id: string,
  part: Partial<TokenCertificateFacts> = {},
  personalNumber = '',
): TokenCertificateFacts {
  const name = {
    commonName: id,
    organisation: '',
    unit: '',
    title: '',
    locality: '',
    province: '',
    country: 'VN',
    email: '',
    taxCode: '',
    personalNumber,
    ids: [],
    text: `CN=${id}`,
  };
  return {
    id,
    certificate: {
      fingerprint: id.padStart(64, '0'),
      serialNumber: '01',
      subject: name,
      issuer: name,
      owner: id,
      validFrom: '2026-01-01T00:00:00.000+07:00',
      validTo: '2027-01-01T00:00:00.000+07:00',
      key: 'rsa-2048',
      keyText: 'RSA 2048 bit',
      usages: null,
      extendedUsages: [],
      policies: [],
      authority: false,
      selfIssued: false,
      ocspAddresses: [],
      crlAddresses: [],
      issuerAddresses: [],
    },
    daysLeft: 200,
    usable: true,
    troubles: [],
    chain: { trusted: true, problems: [], detail: '', path: [], revocation: 'good' },
    training: false,
    der: '',
    ...part,
  };
}

function token(part: Partial<TokenPlugged> = {}): TokenPlugged {
  return {
    id: 'token',
    kind: 'pkcs11',
    label: 'VGCA Token',
    maker: '',
    model: '',
    serialNumber: '1',
    through: 'bit4xpki.dll',
    pin: { state: 'ok', triesLeft: 3 },
    pinDetail: '',
    certificates: [certificate('a')],
    ...part,
  };
}

const now = (...tokens: TokenPlugged[]): TokensNow => ({ station: 'S', tokens, troubles: [] });
const software = token({
  id: 'software',
  kind: 'software',
  certificates: [certificate('t', { training: true })],
});

describe('pinRisk', () => {
  it.each<[PinState, 'none' | 'last' | 'shut']>([
    [{ state: 'ok', triesLeft: 3 }, 'none'],
    [{ state: 'ok', triesLeft: null }, 'none'],
    [{ state: 'few', triesLeft: 2 }, 'none'],
    [{ state: 'unknown', triesLeft: null }, 'none'],
    [{ state: 'last', triesLeft: null }, 'last'],
    [{ state: 'few', triesLeft: 1 }, 'last'],
    [{ state: 'locked', triesLeft: null }, 'shut'],
    [{ state: 'few', triesLeft: 0 }, 'shut'],
    [{ state: 'not-set', triesLeft: null }, 'shut'],
  ])('%o is %s', (pin, risk) => {
    expect(pinRisk(pin)).toBe(risk);
  });
});

describe('signersOf', () => {
  it('leaves out what can not sign, and puts training last', () => {
    const plugged = now(
      software,
      token({ certificates: [certificate('x', { usable: false }), certificate('b')] }),
    );
    expect(signersOf(plugged).map((one) => one.certificate.id)).toEqual(['b', 't']);
  });

  it('begins with the certificate that suits the role, never with training before a real one', () => {
    const both = signersOf(
      now(
        software,
        token({ certificates: [certificate('person', {}, '017195004821'), certificate('office')] }),
      ),
    );
    const ids = (role: 'organisation' | 'person') => suited(both, role).map((one) => one.certificate.id);
    expect(ids('organisation')).toEqual(['office', 'person', 't']);
    expect(ids('person')).toEqual(['person', 'office', 't']);
  });
});

describe('tokenLampOf', () => {
  const key = (state: TokensNow) => tokenLampOf(state).key;

  it('says what stands in the way, the gravest first', () => {
    expect(key(now())).toBe('none');
    expect(key(now(software))).toBe('training');
    expect(key(now(software, token()))).toBe('ready');
    expect(key(now(token({ pin: { state: 'locked', triesLeft: 0 } })))).toBe('locked');
    expect(key(now(token({ pin: { state: 'not-set', triesLeft: null } })))).toBe('notSet');
    expect(key(now(token({ pin: { state: 'last', triesLeft: null } })))).toBe('last');
    expect(key(now(token({ pin: { state: 'few', triesLeft: null } })))).toBe('few');
    expect(key(now(token({ certificates: [] })))).toBe('noCertificate');
    const expired = certificate('e', { usable: false, troubles: [{ trouble: 'expired', detail: '' }] });
    expect(key(now(token({ certificates: [expired] })))).toBe('expired');
    const soon = certificate('s', { daysLeft: 9, troubles: [{ trouble: 'expires-soon', detail: '' }] });
    expect(tokenLampOf(now(token({ certificates: [soon] })))).toMatchObject({ key: 'expiresSoon', days: 9 });
  });

  it('a locked token beside one that signs does not hide it; a way in trouble is said where there is no token', () => {
    const locked = token({ id: 'locked', pin: { state: 'locked', triesLeft: 0 } });
    expect(key(now(locked, token()))).toBe('ready');
    const trouble = { kind: 'pkcs11', through: 'x.dll', problem: 'module-crashed', detail: '' } as const;
    expect(key({ ...now(), troubles: [trouble] })).toBe('trouble');
    expect(key({ ...now(token()), troubles: [trouble] })).toBe('ready');
  });
});
