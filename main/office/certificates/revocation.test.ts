import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSigningPki, type PkiIdentity, type SigningPki } from '#test/fixtures/signing-pki.ts';
import { checkChain } from './chain.ts';
import { readCrl } from './crl.ts';
import { judgeRevocation } from './evidence.ts';
import { ocspRequest, readOcspResponse } from './ocsp.ts';
import { type Certificate, findCertificate } from './read.ts';

const run = promisify(execFile);
const now = Date.now();
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
