import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSigningPki, type PkiIdentity, type SigningPki } from '#test/fixtures/signing-pki.ts';
import { checkChain } from './chain.ts';
import { readCrl } from './crl.ts';
import { judgeRevocation } from './evidence.ts';
import { ocspRequest, readOcspResponse } from './ocsp.ts';
import { type Certificate, findCertificate } from './read.ts';

const run = promisify(execFile);
const now = Date.now();
const DAY = 86_400_000;
const seed = 20261122;
let pki: SigningPki;
beforeAll(async () => {
  // One of its own: lists are made anew here.
  pki = await makeSigningPki();
});
afterAll(() => pki.close());

const file = (name: string) => path.join(pki.folder, name);
const read = (who: PkiIdentity): Certificate => {
  const certificate = findCertificate(who.der);
  if (certificate === undefined) throw new Error(`${who.commonName} can't be read`);
  return certificate;
};
const question = (who: PkiIdentity) => ({
  certificate: read(who),
  issuer: read(pki.intermediate),
  at: now,
  now,
});

/** Whatever byte of an answer is changed, it never says that a revoked certificate is good. */
function neverTurnsGood(answer: Uint8Array, state: (changed: Uint8Array) => string): void {
  fc.assert(
    fc.property(fc.nat(answer.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
      const changed = answer.slice();
      changed[at] = (changed[at] ?? 0) ^ bits;
      expect(state(changed)).not.toBe('good');
    }),
    { seed, numRuns: 400 },
  );
}

describe('a list (CRL)', () => {
  let count = 0;
  async function listWith(extensions: string, more: string[] = []): Promise<Uint8Array> {
    count += 1;
    const config = file(`list-${count}.cnf`);
    const base = readFileSync(file('issuing.cnf'), 'utf8');
    writeFileSync(config, `${base}\n[made]\nauthorityKeyIdentifier = keyid\n${extensions}\n`);
    await run('openssl', [
      'ca',
      '-gencrl',
      '-config',
      config,
      '-crlexts',
      'made',
      '-out',
      file('made.pem'),
      ...more,
    ]);
    await run('openssl', ['crl', '-in', file('made.pem'), '-outform', 'DER', '-out', file('made.crl')]);
    return new Uint8Array(readFileSync(file('made.crl')));
  }

  it('agrees with openssl about everybody of the PKI', async () => {
    const lists = ['root', 'issuing'].map((name) => file(`${name}.crl.pem`));
    const crls = ['root', 'issuing'].map((name) => new Uint8Array(readFileSync(file(`${name}.crl`))));
    for (const name of ['clerk', 'organisation', 'head', 'revoked', 'encryptionOnly'] as const) {
      const who = pki[name];
      const theirs = await run('openssl', [
        ...['verify', '-crl_check_all', '-trusted', pki.root.certificateFile],
        ...['-untrusted', pki.intermediate.certificateFile, ...lists.flatMap((list) => ['-CRLfile', list])],
        who.certificateFile,
      ]).then(
        () => 'good',
        ({ stderr }: { stderr: string }) => (stderr.includes('certificate revoked') ? 'revoked' : stderr),
      );
      const chain = checkChain({
        certificate: who.der,
        others: [pki.intermediate.der],
        roots: [pki.root.der],
        at: now,
        use: 'signing',
      });
      expect([name, judgeRevocation(chain, { ocsps: [], crls }, { at: now, now }).revocation]).toEqual([
        name,
        theirs,
      ]);
    }
  });

  it.each<[extensions: string, clerk: string, revoked: string]>([
    ['', 'good', 'revoked'],
    ['issuingDistributionPoint = critical, @p\n[p]\nonlyuser = TRUE', 'good', 'revoked'],
    ['issuingDistributionPoint = critical, @p\n[p]\nonlyCA = TRUE', 'unknown', 'unknown'],
    ['issuingDistributionPoint = critical, @p\n[p]\nindirectCRL = TRUE', 'unknown', 'unknown'],
    ['issuingDistributionPoint = critical, @p\n[p]\nonlysomereasons = keyCompromise', 'unknown', 'unknown'],
    ['issuingDistributionPoint = critical, @p\n[p]\nfullname = URI:HERE', 'good', 'revoked'],
    [
      'issuingDistributionPoint = critical, @p\n[p]\nfullname = URI:http://elsewhere/part2.crl',
      'unknown',
      'unknown',
    ],
    ['2.5.29.27 = critical, ASN1:INTEGER:1', 'unknown', 'unknown'],
    ['1.2.3.4 = critical, ASN1:NULL', 'unknown', 'unknown'],
    ['1.2.3.4 = ASN1:NULL', 'good', 'revoked'],
  ])('counts only for what it covers (%s)', async (extensions, clerk, revoked) => {
    const list = await listWith(extensions.replace('HERE', `${pki.services.url}/issuing.crl`));
    expect(readCrl(list, question(pki.clerk)).state).toBe(clerk);
    expect(readCrl(list, question(pki.revoked)).state).toBe(revoked);
  });

  it('with any changed byte never turns a revoked certificate into a good one (property)', () => {
    const list = new Uint8Array(readFileSync(file('issuing.crl')));
    neverTurnsGood(list, (changed) => readCrl(changed, question(pki.revoked)).state);
  });

  it('counts while it is fresh, and tells of the past', () => {
    const list = new Uint8Array(readFileSync(file('issuing.crl')));
    const state = (at: number, when: number) =>
      readCrl(list, { ...question(pki.revoked), at, now: when }).state;
    expect(state(now, now)).toBe('revoked');
    expect(state(now - 3 * DAY, now)).toBe('good');
    expect(state(now - 3 * DAY, now + 400 * DAY)).toBe('good');
    expect(state(now + 30 * DAY, now + 30 * DAY)).toBe('unknown');
    expect(state(now, now - DAY)).toBe('unknown');
  });

  it('says nothing of a certificate that had expired when the list was made', () => {
    const list = new Uint8Array(readFileSync(file('issuing.crl')));
    const then = { ...question(pki.expired), at: now - 20 * DAY };
    expect(readCrl(list, then).state).toBe('unknown');
    expect(readCrl(list, { ...then, certificate: read(pki.clerk) }).state).toBe('good');
  });

  it('of thousands of lines is read to its end, with the reason and the time of a line', async () => {
    const index = file('issuing/index.txt');
    const before = readFileSync(index, 'utf8');
    const lines = Array.from({ length: 5000 }, (_, line) => {
      const serial = (0x10000 + line).toString(16).toUpperCase().padStart(6, '0');
      return `R\t350101000000Z\t260101000000Z\t${serial}\tunknown\t/CN=${line}\n`;
    });
    writeFileSync(index, lines.join('') + before);
    const list = await listWith('');
    writeFileSync(index, before);
    expect(list.length).toBeGreaterThan(100_000);
    expect(readCrl(list, question(pki.revoked))).toMatchObject({ state: 'revoked', reason: 1 });
    expect(readCrl(list, question(pki.clerk))).toEqual({ state: 'good' });
    expect(readCrl(list.subarray(0, -400), question(pki.revoked)).state).toBe('unknown');
  });
});

describe('an answer (OCSP)', () => {
  async function answerFrom(who: PkiIdentity, signer: PkiIdentity, more: string[] = []): Promise<Uint8Array> {
    const [certificate, issuer] = [read(who), read(pki.intermediate)];
    writeFileSync(file('question'), ocspRequest(certificate, issuer));
    await run('openssl', [
      ...[
        'ocsp',
        '-index',
        file('issuing/index.txt'),
        '-CA',
        pki.intermediate.certificateFile,
        '-ndays',
        '1',
      ],
      ...['-rsigner', signer.certificateFile, '-rkey', signer.keyFile, '-reqin', file('question')],
      ...['-respout', file('answer'), ...more],
    ]);
    return new Uint8Array(readFileSync(file('answer')));
  }
  const state = (answer: Uint8Array, who: PkiIdentity) =>
    readOcspResponse(answer, question(who)).status.state;

  it('counts from the issuer and from whom it appointed, and from nobody else', async () => {
    for (const [signer, clerk, revoked] of [
      [pki.intermediate, 'good', 'revoked'],
      [pki.ocspSigner, 'good', 'revoked'],
      [pki.head, 'unknown', 'unknown'],
      [pki.tsa, 'unknown', 'unknown'],
      [pki.stranger, 'unknown', 'unknown'],
      [pki.root, 'unknown', 'unknown'],
    ] as const) {
      expect([signer.commonName, state(await answerFrom(pki.clerk, signer), pki.clerk)]).toEqual([
        signer.commonName,
        clerk,
      ]);
      expect(state(await answerFrom(pki.revoked, signer), pki.revoked)).toBe(revoked);
    }
  });

  it('with any changed byte never turns a revoked certificate into a good one (property)', async () => {
    const answer = await answerFrom(pki.revoked, pki.ocspSigner);
    neverTurnsGood(answer, (changed) => state(changed, pki.revoked));
  });

  it('counts while it is fresh, for the certificate it is about', async () => {
    const answer = await answerFrom(pki.clerk, pki.ocspSigner);
    const at = (time: number, when: number) =>
      readOcspResponse(answer, { ...question(pki.clerk), at: time, now: when }).status.state;
    expect([at(now, now), at(now - DAY, now), at(now, now + 400 * DAY)]).toEqual(['good', 'good', 'good']);
    expect([at(now + 3 * DAY, now + 3 * DAY), at(now, now - DAY)]).toEqual(['unknown', 'unknown']);
    expect(state(answer, pki.head)).toBe('unknown');
  });

  it('says nothing of a certificate that had expired when it was given', async () => {
    const answer = await answerFrom(pki.expired, pki.ocspSigner);
    expect(readOcspResponse(answer, { ...question(pki.expired), at: now - 20 * DAY }).status.state).toBe(
      'unknown',
    );
  });

  it('of a responder that left its certificate out proves nothing', async () => {
    expect(state(await answerFrom(pki.clerk, pki.ocspSigner, ['-resp_no_certs']), pki.clerk)).toBe('unknown');
  });

  it('about a certificate that its issuer does not know is no good one', async () => {
    const index = file('issuing/index.txt');
    const before = readFileSync(index, 'utf8');
    writeFileSync(
      index,
      before
        .split('\n')
        .filter((line) => !line.includes('\t2000\t'))
        .join('\n'),
    );
    const answer = await answerFrom(pki.clerk, pki.ocspSigner);
    writeFileSync(index, before);
    expect(state(answer, pki.clerk)).toBe('unknown');
  });
});
