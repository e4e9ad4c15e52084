import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { CertificateView } from '#shared/contract/index.ts';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { checkChain } from './chain.ts';
import { expiryOf } from './expiry.ts';
import { certificatesInFile } from './files.ts';
import { findCertificate } from './read.ts';

let pki: SigningPki;
beforeAll(async () => {
  pki = await sharedSigningPki();
});
const view = (der: Uint8Array) => CertificateView.parse(findCertificate(der)?.view);

it('tells who owns and who issued a certificate, in Vietnamese, with the ids that issuers write', () => {
  const { subject, issuer, owner } = view(pki.clerk.der);
  expect(owner).toBe('Nguyễn Thị Ánh Đào');
  expect(subject).toEqual({
    commonName: 'Nguyễn Thị Ánh Đào',
    organisation: 'UBND phường Phú Lợi',
    unit: '',
    title: '',
    locality: 'Thành phố Hồ Chí Minh',
    province: '',
    country: 'VN',
    email: '',
    taxCode: '',
    personalNumber: '001185012345',
    ids: ['CCCD:001185012345'],
    text: 'C=VN, L=Thành phố Hồ Chí Minh, O=UBND phường Phú Lợi, CN=Nguyễn Thị Ánh Đào, UID=CCCD:001185012345',
  });
  expect(issuer.commonName).toBe('CA cấp chứng thư thử nghiệm');
  expect(view(pki.organisation.der).subject).toMatchObject({ taxCode: '0312345678', organisation: '' });
  expect(view(pki.head.der).subject).toMatchObject({ title: 'Chủ tịch', personalNumber: '079075004321' });
});

it('tells key, usages, policies and addresses as openssl does', () => {
  const places = pki.services.url;
  expect(view(pki.clerk.der)).toMatchObject({
    fingerprint: new X509Certificate(pki.clerk.der).fingerprint256.replaceAll(':', '').toLowerCase(),
    serialNumber: '2000',
    key: 'rsa-2048',
    keyText: 'RSA 2048 bit',
    usages: ['digital-signature', 'non-repudiation'],
    extendedUsages: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4'],
    policies: ['1.3.6.1.4.1.99999.1.1'],
    authority: false,
    selfIssued: false,
    ocspAddresses: [`${places}/ocsp`],
    crlAddresses: [`${places}/issuing.crl`],
    issuerAddresses: [`${places}/issuing.cer`],
  });
  expect(view(pki.organisation.der).key).toBe('rsa-3072');
  expect(view(pki.head.der)).toMatchObject({ key: 'p-256', keyText: 'ECDSA P-256' });
  expect(view(pki.encryptionOnly.der).usages).toEqual(['key-encipherment']);
  expect(view(pki.root.der)).toMatchObject({ authority: true, selfIssued: true, ocspAddresses: [] });
  expect(findCertificate(pki.intermediate.der)?.pathLength).toBe(0);
});

it('reads whatever bytes come, and never trusts a changed certificate (property)', () => {
  const ask = (certificate: Uint8Array) =>
    checkChain({
      certificate,
      others: [pki.intermediate.der],
      roots: [pki.root.der],
      at: Date.now(),
      use: 'signing',
    });
  fc.assert(
    fc.property(fc.nat(pki.head.der.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
      const changed = pki.head.der.slice();
      changed[at] = (changed[at] ?? 0) ^ bits;
      expect(ask(changed).trusted).toBe(false);
    }),
    { seed: 20261122, numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(ask(bytes).problems).toEqual(['unreadable']);
      expect(certificatesInFile(bytes)).toEqual([]);
    }),
    { seed: 20261122 },
  );
});

it('reads files as issuers hand them out: DER, PEM, several, p7b', () => {
  const bundle = path.join(pki.folder, 'bundle');
  execFileSync('openssl', ['crl2pkcs7', '-nocrl', '-certfile', pki.chainFile, '-out', `${bundle}.pem`]);
  execFileSync('openssl', ['pkcs7', '-in', `${bundle}.pem`, '-outform', 'DER', '-out', `${bundle}.p7b`]);
  const names = (bytes: Uint8Array) => certificatesInFile(bytes).map((der) => view(der).owner);
  expect(names(pki.root.der)).toEqual(['Root CA thử nghiệm']);
  expect(names(readFileSync(pki.root.certificateFile))).toEqual(['Root CA thử nghiệm']);
  const both = ['Root CA thử nghiệm', 'CA cấp chứng thư thử nghiệm'];
  expect(names(readFileSync(pki.chainFile))).toEqual(both);
  expect(names(readFileSync(`${bundle}.pem`)).sort()).toEqual([...both].sort());
  expect(names(readFileSync(`${bundle}.p7b`)).sort()).toEqual([...both].sort());
});

it('warns before a certificate ends', () => {
  const span = { validFrom: Date.UTC(2026, 0, 1), validTo: Date.UTC(2026, 11, 31, 12) };
  const at = (month: number, day: number) => expiryOf(span, Date.UTC(2026, month, day));
  expect(at(10, 22)).toEqual({ state: 'valid', daysLeft: 39, warning: '' });
  expect(at(11, 2)).toMatchObject({ state: 'expires-soon', daysLeft: 29 });
  expect(at(11, 2).warning).toContain('còn 29 ngày');
  expect(at(11, 31).warning).toContain('trong hôm nay');
  expect(at(12, 1)).toMatchObject({ state: 'expired', daysLeft: -1 });
  expect(at(-1, 1).state).toBe('not-yet-valid');
});
