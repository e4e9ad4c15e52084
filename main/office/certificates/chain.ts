import { ChainProblem, type ChainView } from '#shared/contract/index.ts';
import { CHAIN_PROBLEM_TEXTS } from '#shared/signing/index.ts';
import type { RevocationJudgement } from './evidence.ts';
import { findIssuers, type IssuerSearch } from './issuers.ts';
import { type Certificate, findCertificate } from './read.ts';

/** What the first certificate of a chain is asked to be good for. */
export type ChainUse = 'signing' | 'timestamping' | 'ocsp' | 'authority';

export type ChainQuestion = {
  /** DER. */
  certificate: Uint8Array;
  /** Certificates that may stand between, DER, in any order; those that don't belong are passed over. */
  others: readonly Uint8Array[];
  /** Certificates that are trusted, DER: the end of every trusted chain. */
  roots: readonly Uint8Array[];
  /** The time it is asked about, milliseconds since 1970: of the signature where that is known, else now. */
  at: number;
  use: ChainUse;
};

export type Chain = {
  trusted: boolean;
  /** The gravest first; empty when trusted. Says nothing of revocation. */
  problems: ChainProblem[];
  /** From the certificate towards the root, as far as was found; empty when it could not be read. */
  path: Certificate[];
};

/** A chain longer than this is none that a Vietnamese issuer makes (root, issuer, person), but somebody's trap. */
const LONGEST = 8;
/** Certificates that a file brings along; more are passed over. */
const MOST_OTHERS = 100;
/** Paths looked at before giving up: many certificates of one name must not keep the office busy. */
const MOST_PATHS = 64;

const SERVER = '1.3.6.1.5.5.7.3.1';
const TIMESTAMPING = '1.3.6.1.5.5.7.3.8';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const OTHER_BUSINESS = new Set([SERVER, TIMESTAMPING, OCSP_SIGNING]);

/**
 * Leads a certificate to a trusted root at a time (RFC 5280 §6, without name constraints and policies: where those
 * bind, it is `not-understood`), or tells why not. Of several ways the best one counts. Asks nobody.
 */
export function checkChain(question: ChainQuestion): Chain {
  const leaf = findCertificate(question.certificate);
  if (leaf === undefined) return { trusted: false, problems: ['unreadable'], path: [] };
  const search: IssuerSearch = {
    trusted: readable(question.roots),
    others: readable(question.others.slice(0, MOST_OTHERS)),
    found: new Map(),
  };
  const roots = new Set(search.trusted.map((root) => root.view.fingerprint));
  const chains: Chain[] = [];
  const follow = (path: Certificate[], last: Certificate): void => {
    if (chains.length >= MOST_PATHS) return;
    const { next, ending } = roots.has(last.view.fingerprint)
      ? { next: [], ending: null }
      : step(path, last, search);
    if (next.length === 0) chains.push(judge(path, ending === null ? [] : [ending], question));
    for (const issuer of next) follow([...path, issuer], issuer);
  };
  follow([leaf], leaf);
  return chains.sort((one, other) => gravity(one) - gravity(other))[0] ?? judge([leaf], [], question);
}

/** A chain for people; with what is known of revocation. That nobody could be asked is told and does not refuse. */
export function viewChain(chain: Chain, judged?: RevocationJudgement): ChainView {
  const problems = byGravity([...chain.problems, ...(judged?.problems ?? [])]);
  const main = problems[0];
  const trusted = chain.trusted && judged?.revocation !== 'revoked';
  const by = `Tin được: do ${chain.path.at(-1)?.view.owner ?? ''} chứng nhận.`;
  const doubt = main === undefined ? '' : CHAIN_PROBLEM_TEXTS[main];
  return {
    trusted,
    problems,
    detail: trusted ? [by, doubt].filter((text) => text !== '').join(' ') : doubt,
    path: chain.path.map(({ view }) => ({
      fingerprint: view.fingerprint,
      owner: view.owner,
      validTo: view.validTo,
    })),
    revocation: judged?.revocation ?? 'not-asked',
  };
}

/** Problems in the order of the closed list, each once. */
export function byGravity(problems: readonly ChainProblem[]): ChainProblem[] {
  return ChainProblem.options.filter((problem) => problems.includes(problem));
}

/** The certificates that come next on a path, or why it ends before a trusted one. */
function step(
  path: readonly Certificate[],
  last: Certificate,
  search: IssuerSearch,
): { next: Certificate[]; ending: ChainProblem } {
  const { verified, forged } = findIssuers(last, search);
  if (forged) return { next: [], ending: 'signature-wrong' };
  if (verified.length === 0)
    return { next: [], ending: last.view.selfIssued ? 'root-unknown' : 'issuer-missing' };
  if (path.length >= LONGEST) return { next: [], ending: 'issuer-not-allowed' };
  const known = new Set(path.map((one) => one.view.fingerprint));
  return { next: verified.filter((one) => !known.has(one.view.fingerprint)), ending: 'root-unknown' };
}

function readable(certificates: readonly Uint8Array[]): Certificate[] {
  return certificates.map(findCertificate).filter((one) => one !== undefined);
}

// The list runs from the gravest down: a chain whose worst problem stands later is the better one.
function gravity(chain: Chain): number {
  const [worst] = chain.problems;
  if (worst === undefined) return -1;
  return (ChainProblem.options.length - ChainProblem.options.indexOf(worst)) * 100 + chain.problems.length;
}

function judge(path: Certificate[], ending: ChainProblem[], { at, use }: ChainQuestion): Chain {
  const problems: ChainProblem[] = [...ending];
  path.forEach((one, depth) => {
    const isEnd = depth === path.length - 1;
    if (at < one.validFrom) problems.push(depth === 0 ? 'not-yet-valid' : 'issuer-expired');
    if (at > one.validTo) problems.push(depth === 0 ? 'expired' : 'issuer-expired');
    if (one.notUnderstood.length > 0) problems.push('not-understood');
    // A trusted root's own signature proves nothing, so its algorithm matters to nobody.
    if (!(isEnd && ending.length === 0) && isWeak(one)) problems.push('algorithm-weak');
    if (depth > 0 && !mayIssue(one, path.slice(1, depth))) problems.push('issuer-not-allowed');
  });
  const [leaf] = path;
  if (leaf !== undefined && !isAllowed(leaf, use)) problems.push('not-allowed-to-sign');
  return { trusted: problems.length === 0, problems: byGravity(problems), path };
}

function mayIssue(issuer: Certificate, authoritiesBelow: readonly Certificate[]): boolean {
  if (!issuer.view.authority) return false;
  if (issuer.view.usages !== null && !issuer.view.usages.includes('certificate-signing')) return false;
  const counted = authoritiesBelow.filter((one) => !one.view.selfIssued).length;
  return issuer.pathLength === null || counted <= issuer.pathLength;
}

function isAllowed(leaf: Certificate, use: ChainUse): boolean {
  const { usages, extendedUsages, authority } = leaf.view;
  if (use === 'authority') return authority;
  const signs = usages === null || usages.includes('digital-signature') || usages.includes('non-repudiation');
  if (!signs) return false;
  if (use === 'ocsp') return extendedUsages.includes(OCSP_SIGNING);
  // RFC 3161 §2.3: this purpose alone, and binding.
  if (use === 'timestamping')
    return leaf.usagesCritical && extendedUsages.length === 1 && extendedUsages[0] === TIMESTAMPING;
  // Signing documents has no purpose of its own that all issuers use; a server's or a TSA's certificate is for none.
  return extendedUsages.length === 0 || extendedUsages.some((purpose) => !OTHER_BUSINESS.has(purpose));
}

const STRONG = /^(1\.2\.840\.113549\.1\.1\.(10|11|12|13)|1\.2\.840\.10045\.4\.3\.[234]|1\.3\.101\.11[23])$/;

function isWeak({ parsed, x509 }: Certificate): boolean {
  const { modulusLength } = x509.publicKey.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined && modulusLength < 2048) return true;
  return !STRONG.test(parsed.signatureAlgorithm.algorithmId);
}
