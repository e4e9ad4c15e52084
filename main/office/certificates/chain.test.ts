import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PkiIdentity, type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { type ChainQuestion, checkChain, viewChain } from './chain.ts';

const run = promisify(execFile);
const DAY = 86_400_000;
let pki: SigningPki;
beforeAll(async () => {
  pki = await sharedSigningPki();
});

const ask = (who: PkiIdentity, more: Partial<ChainQuestion> = {}) =>
  checkChain({
    certificate: who.der,
    others: [pki.intermediate.der],
    roots: [pki.root.der],
    at: Date.now(),
    use: 'signing',
    ...more,
  });

async function opensslTrusts(who: PkiIdentity, roots: PkiIdentity[], others: PkiIdentity[], at: number) {
  const args = [
    ...['verify', '-no-CApath', '-no-CAstore', '-attime', String(Math.floor(at / 1000))],
    ...(roots.length > 0 ? roots.flatMap((one) => ['-trusted', one.certificateFile]) : ['-no-CAfile']),
    ...others.flatMap((one) => ['-untrusted', one.certificateFile]),
    who.certificateFile,
  ];
  return run('openssl', args).then(
    () => true,
    () => false,
  );
}

describe('a chain', () => {
  it('leads to the trusted root, and names everyone on the way', () => {
    const chain = ask(pki.clerk);
    expect(chain.problems).toEqual([]);
    expect(chain.trusted).toBe(true);
    const view = viewChain(chain);
    expect(view.path.map((one) => one.owner)).toEqual([
      'Nguyễn Thị Ánh Đào',
      'CA cấp chứng thư thử nghiệm',
      'Root CA thử nghiệm',
    ]);
    expect(view.detail).toBe('Tin được: do Root CA thử nghiệm chứng nhận.');
  });

  it('that fails tells why, each reason of its own', () => {
    const damaged = pki.clerk.der.slice();
    damaged[damaged.length - 5] = (damaged.at(-5) ?? 0) ^ 1;
    expect(ask(pki.expired).problems).toEqual(['expired']);
    expect(ask(pki.expired, { at: Date.now() - 20 * DAY }).problems).toEqual([]);
    expect(ask(pki.notYet).problems).toEqual(['not-yet-valid']);
    expect(ask(pki.clerk, { others: [] }).problems).toEqual(['issuer-missing']);
    expect(ask(pki.clerk, { roots: [] }).problems).toEqual(['issuer-missing']);
    expect(ask(pki.clerk, { roots: [], others: [pki.intermediate.der, pki.root.der] }).problems).toEqual([
      'root-unknown',
    ]);
    expect(ask(pki.stranger, { others: [pki.strangerRoot.der] }).problems).toEqual(['root-unknown']);
    expect(ask(pki.encryptionOnly).problems).toEqual(['not-allowed-to-sign']);
    expect(ask(pki.tsa).problems).toEqual(['not-allowed-to-sign']);
    expect(ask(pki.tsa, { use: 'timestamping' }).problems).toEqual([]);
    expect(ask(pki.clerk, { use: 'timestamping' }).problems).toEqual(['not-allowed-to-sign']);
    expect(ask(pki.ocspSigner, { use: 'ocsp' }).problems).toEqual([]);
    expect(ask({ ...pki.clerk, der: damaged }).problems).toEqual(['signature-wrong']);
    expect(ask({ ...pki.clerk, der: Uint8Array.of(1, 2, 3) }).problems).toEqual(['unreadable']);
    expect(ask(pki.clerk, { at: Date.now() + 3700 * DAY }).problems).toEqual(['expired', 'issuer-expired']);
  });

  it('ends at any certificate that is trusted, and trusts one that is itself in the list', () => {
    expect(ask(pki.clerk, { roots: [pki.intermediate.der], others: [] }).trusted).toBe(true);
    expect(ask(pki.strangerRoot, { roots: [pki.strangerRoot.der], use: 'authority' }).trusted).toBe(true);
  });

  it('is never made of a person who issues, nor of an authority below one that may have none', async () => {
    const byPerson = await pki.issueBelow(pki.clerk, { authority: false });
    const others = [pki.intermediate.der, pki.clerk.der];
    expect(ask(byPerson, { others }).problems).toEqual(['issuer-not-allowed']);
    const below = await pki.issueBelow(pki.intermediate, { authority: true });
    const person = await pki.issueBelow(below, { authority: false });
    const trusted = await opensslTrusts(person, [pki.root], [pki.intermediate, below], Date.now());
    expect(trusted).toBe(false);
    expect(ask(person, { others: [pki.intermediate.der, below.der] }).problems).toEqual([
      'issuer-not-allowed',
    ]);
    // Trusted by itself it is the end of the chain, and nothing stands above it.
    expect(ask(person, { others: [], roots: [below.der] }).trusted).toBe(true);
  });

  it('agrees with openssl verify about people, roots, issuers and times', async () => {
    const people = ['clerk', 'organisation', 'head', 'expired', 'notYet', 'stranger', 'revoked'] as const;
    const combinations = people.flatMap((who) =>
      [[pki.root], [pki.strangerRoot], [pki.root, pki.strangerRoot]].flatMap((roots) =>
        [[], [pki.intermediate], [pki.intermediate, pki.strangerRoot, pki.clerk]].flatMap((others) =>
          [-4000, -50, 0, 30, 4000].map((days) => ({
            who: pki[who],
            roots,
            others,
            at: Date.now() + days * DAY,
          })),
        ),
      ),
    );
    const different: string[] = [];
    let trusted = 0;
    // Every third is enough for one run, and each value of each argument is still met with each other.
    for (const { who, roots, others, at } of combinations.filter((_, index) => index % 3 === 0)) {
      const ours = ask(who, {
        roots: roots.map((one) => one.der),
        others: others.map((one) => one.der),
        at,
      }).trusted;
      const theirs = await opensslTrusts(who, roots, others, at);
      if (ours) trusted += 1;
      if (ours !== theirs) different.push(`${who.commonName} at ${at}: ${ours}, openssl ${theirs}`);
    }
    expect(different).toEqual([]);
    expect(trusted).toBeGreaterThan(5);
  });
});
