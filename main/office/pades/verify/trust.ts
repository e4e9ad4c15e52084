import type { CertificateTrust, SignerCertificate } from '#shared/signing/index.ts';
import { type ChainUse, checkChain, findCertificate, judgeRevocation } from '../../certificates/index.ts';

/** What is known for judging certificates: of the file, and given. DER each. */
export type KnownForTrust = {
  roots: readonly Uint8Array[];
  others: readonly Uint8Array[];
  ocsps: readonly Uint8Array[];
  crls: readonly Uint8Array[];
  /** The moment of the check; epoch ms. */
  now: number;
};

/** What a person is told of a certificate; null when it can't be read. */
export function signerOf(der: Uint8Array): SignerCertificate | null {
  const certificate = findCertificate(der);
  if (certificate === undefined) return null;
  const { view, validFrom, validTo } = certificate;
  return {
    name: view.owner,
    organisation: view.subject.organisation,
    issuer: view.issuer.commonName || view.issuer.organisation || view.issuer.text,
    serialNumber: view.serialNumber.toUpperCase(),
    fingerprint: view.fingerprint,
    notBefore: validFrom,
    notAfter: validTo,
    key: view.keyText,
  };
}

/** Whether a certificate can be trusted for a moment, and why not. `isTraining`: never, whoever issued it. */
export function judgeTrust(
  der: Uint8Array,
  use: ChainUse,
  judgedAt: number,
  known: KnownForTrust,
  isTraining: boolean,
): CertificateTrust {
  const { roots, others } = known;
  const chain = checkChain({ certificate: der, others, roots, at: judgedAt, use });
  const revocation = judgeRevocation(
    chain,
    { ocsps: [...known.ocsps], crls: [...known.crls] },
    { at: judgedAt, now: known.now },
  );
  const revoked = revocation.problems.find((problem) => problem !== 'revocation-unknown');
  const problem = isTraining ? 'training' : (revoked ?? chain.problems[0] ?? null);
  const last = chain.path.at(-1);
  const isOpen = problem === 'issuer-missing' || problem === 'root-unknown';
  return {
    trusted: problem === null,
    problem,
    missing: isOpen && last !== undefined ? last.view.issuer.commonName || last.view.issuer.text : null,
    chain: chain.path.map(({ view }) => view.owner),
    judgedAt,
    revocation: revocation.revocation === 'not-asked' ? 'unknown' : revocation.revocation,
  };
}
