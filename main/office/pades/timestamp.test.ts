import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { fetchTimestamp, readTimestampAnswer, readTimestampToken, timestampRequest } from './index.ts';
import { outputOf, withFiles } from './testing.oracle.ts';

let pki: SigningPki;
beforeAll(async () => {
  pki = await sharedSigningPki();
});
afterEach(() => pki.services.reset());

const data = Buffer.from('chữ ký');
const digest = new Uint8Array(createHash('sha256').update(data).digest());
const nonce = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
const ask = (changes: Partial<Parameters<typeof fetchTimestamp>[2]> = {}) =>
  fetchTimestamp(pki.services.tsaUrl, digest, { nonce, ...changes });

describe('timestamps', () => {
  it('come from an authority, and openssl accepts them', async () => {
    const { token, at } = await ask();
    expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
    const said = await withFiles({ token, data }, (file) =>
      outputOf('openssl', [
        ...['ts', '-verify', '-token_in', '-in', file('token'), '-data', file('data')],
        ...['-CAfile', pki.chainFile],
      ]),
    );
    expect(said).toContain('Verification: OK');
  });

  it('are refused for another digest, another question, changed, or by somebody who is no authority', async () => {
    const { token } = await ask();
    const other = new Uint8Array(32);
    expect(() => readTimestampToken(token, () => other)).toThrow(
      expect.objectContaining({ fault: 'other-digest' }),
    );
    expect(() => readTimestampToken(token, () => digest, Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9))).toThrow(
      expect.objectContaining({ fault: 'other-nonce' }),
    );
    const changed = Uint8Array.from(token);
    changed[changed.length - 5] = (changed.at(-5) ?? 0) ^ 1;
    expect(() => readTimestampToken(changed, () => digest)).toThrow(
      expect.objectContaining({ fault: 'signature-wrong' }),
    );
    expect(() => readTimestampToken(new Uint8Array([1, 2, 3]), () => digest)).toThrow(
      expect.objectContaining({ fault: 'unreadable' }),
    );
    const refusal = Buffer.from('30053003020102', 'hex');
    expect(() => readTimestampAnswer(refusal, { digest, nonce })).toThrow(
      expect.objectContaining({ fault: 'refused' }),
    );
  });

  it('tell why none came, within the limits, and stop when told to', async () => {
    const { tsa } = pki.services;
    const faults = [
      ['refuse', 'unreachable'],
      ['error', 'refused'],
      ['garbage', 'unreadable'],
      ['huge', 'too-long'],
    ] as const;
    for (const [fault, expected] of faults) {
      tsa.fault = fault;
      await expect(ask()).rejects.toMatchObject({ name: 'TimestampError', fault: expected });
    }
    tsa.fault = 'none';
    tsa.delay = 5_000;
    await expect(ask({ timeoutMs: 100 })).rejects.toMatchObject({ fault: 'too-slow' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    await expect(ask({ signal: stop.signal })).rejects.toMatchObject({ fault: 'cancelled' });
    await expect(fetchTimestamp('http://127.0.0.1:9/', digest, { nonce })).rejects.toMatchObject({
      fault: 'unreachable',
    });
  });

  it('are not asked for where the authority points to elsewhere', async () => {
    const server = createServer((_, response) =>
      response.writeHead(302, { location: pki.services.tsaUrl }).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const asked = fetchTimestamp(`http://127.0.0.1:${port}/`, digest, { nonce });
    await expect(asked).rejects.toMatchObject({ fault: 'unreachable' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('ask in a way that openssl reads', async () => {
    const request = timestampRequest(digest, nonce);
    const said = await withFiles({ request }, (file) =>
      outputOf('openssl', ['ts', '-query', '-in', file('request'), '-text']),
    );
    expect(said).toContain('Hash Algorithm: sha256');
    expect(said).toContain('Certificate required: yes');
    expect(said).toMatch(/Nonce: 0x40010203/i);
  });
});
