import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { TLSSocket, connect as tlsConnect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { systemIds, testClock } from '#test/fixtures/office.ts';
import {
  endOfCertificate,
  fingerprintOf,
  isCertificateFitting,
  keyPinOf,
  makeCertificate,
  makeLanKey,
  toPem,
} from './certificate.ts';

const clock = testClock('2026-11-20T08:00');
const ports = { clock, ids: systemIds };
const names = { hostName: 'MAY-MOT-CUA', addresses: ['192.168.1.20', '2001:db8::7:1'] };

async function identityFor(given = names) {
  const privateKey = makeLanKey(systemIds);
  return { privateKey, certificate: await makeCertificate(ports, privateKey, given) };
}

describe('the certificate of the office', () => {
  it('is of its own P-256 key, for its names and addresses, for servers only and no authority', async () => {
    const identity = await identityFor();
    const certificate = new X509Certificate(identity.certificate);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(certificate.subjectAltName).toBe(
      'DNS:may-mot-cua, DNS:may-mot-cua.local, IP Address:192.168.1.20, IP Address:2001:DB8:0:0:0:0:7:1',
    );
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(endOfCertificate(identity.certificate) - clock.now()).toBe(820 * 86_400_000);
    expect(fingerprintOf(identity.certificate)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('is made anew when it ends soon, an address came, or the clock stands before it; with the same key', async () => {
    const identity = await identityFor();
    const later = (days: number) => ({ now: () => clock.now() + days * 86_400_000 });
    expect(isCertificateFitting(identity, names, clock)).toBe(true);
    expect(isCertificateFitting(identity, { ...names, addresses: ['192.168.1.20'] }, clock)).toBe(true);
    expect(isCertificateFitting(identity, names, later(759))).toBe(true);
    expect(isCertificateFitting(identity, names, later(761))).toBe(false);
    expect(isCertificateFitting(identity, names, later(-3))).toBe(false);
    const moved = { ...names, addresses: [...names.addresses, '10.0.0.9'] };
    expect(isCertificateFitting(identity, moved, clock)).toBe(false);
    expect(isCertificateFitting(identity, { ...names, hostName: 'may-khac' }, clock)).toBe(false);
    const other = { ...identity, privateKey: makeLanKey(systemIds) };
    expect(isCertificateFitting(other, names, clock)).toBe(false);
    const renewed = await makeCertificate(ports, identity.privateKey, moved);
    expect(fingerprintOf(renewed)).not.toBe(fingerprintOf(identity.certificate));
    expect(keyPinOf(renewed)).toBe(keyPinOf(identity.certificate));
  });

  it('holds no name that is none, and is still one', async () => {
    const certificate = new X509Certificate(
      (await identityFor({ hostName: 'máy một cửa', addresses: ['10.1.2.3'] })).certificate,
    );
    expect(certificate.subjectAltName).toBe('IP Address:10.1.2.3');
  });

  it('opens a TLS 1.3 connection that whoever trusts it accepts by name', async () => {
    const pem = toPem(await identityFor());
    const server = createServer((socket) => {
      const secure = new TLSSocket(socket, { isServer: true, key: pem.key, cert: pem.certificate });
      secure.on('error', () => undefined);
      secure.end('ok');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = tlsConnect({ port, host: '127.0.0.1', ca: pem.certificate, servername: 'may-mot-cua' });
    await once(client, 'secureConnect');
    expect(client.getProtocol()).toBe('TLSv1.3');
    client.destroy();
    server.close();
  });
});
