import type { ChainProblem, ChainView } from '#shared/contract/index.ts';
import { byGravity, type Chain } from './chain.ts';
import { readCrl } from './crl.ts';
import type { FetchBytes } from './fetch.ts';
import { isExemptFromChecking, ocspRequest, readOcspResponse } from './ocsp.ts';
import type { Certificate } from './read.ts';
import type { RevocationStatus } from './status.ts';

/** What proves that nobody on a chain was revoked; what long-term validation (DSS of a PDF) keeps. DER each. */
export type Evidence = {
  /** The chain with its root, and responders that answered for an issuer. */
  certificates: Uint8Array[];
  /** Whole OCSPResponse each. */
  ocsps: Uint8Array[];
  crls: Uint8Array[];
};

export type RevocationJudgement = {
  revocation: ChainView['revocation'];
  /** `revoked`, `issuer-revoked`, `revocation-unknown`; the gravest first. */
  problems: ChainProblem[];
  /** When the certificate itself was revoked (milliseconds since 1970), or null. */
  revokedAt: number | null;
};

type Times = { at: number; now: number };
type Pair = { certificate: Certificate; issuer: Certificate };

const OCSP_LIMIT = 256 * 1024;
const CRL_LIMIT = 32 * 1024 * 1024;
/** Addresses of one kind that are tried for one certificate. */
const MOST_ADDRESSES = 3;
/** Milliseconds for one question: the counter does not wait for it, the queue behind it does. */
export const QUESTION_TIME = 15_000;

/**
 * What answers that were kept say about a chain at a time. Asks nobody. `at`: the time asked about; `now`: this moment;
 * milliseconds since 1970.
 */
export function judgeRevocation(
  chain: Chain,
  kept: Pick<Evidence, 'ocsps' | 'crls'>,
  times: Times,
): RevocationJudgement {
  return conclude(pairsOf(chain).map((pair) => statusFrom(pair, kept, times)));
}

/**
 * Asks issuers whether anyone on a chain was revoked: OCSP first, else the list. Only for chains that end at a trusted
 * certificate, for anybody can write any address into a certificate. Never throws: what could not be asked is
 * `revocation-unknown`, and `failures` (for the log) says why.
 */
export async function collectEvidence(
  chain: Chain,
  { fetch, ...times }: Times & { fetch: FetchBytes },
): Promise<RevocationJudgement & { evidence: Evidence; failures: string[] }> {
  const evidence: Evidence = { certificates: chain.path.map((one) => one.der), ocsps: [], crls: [] };
  const failures: string[] = [];
  const asker = { fetch, times, evidence, failures, lists: new Map<string, Promise<Uint8Array>>() };
  const statuses = endsTrusted(chain)
    ? await Promise.all(pairsOf(chain).map((pair) => ask(pair, asker)))
    : pairsOf(chain).map((): RevocationStatus => ({ state: 'unknown', why: 'not asked' }));
  return { ...conclude(statuses), evidence, failures };
}

type Asker = {
  fetch: FetchBytes;
  times: Times;
  evidence: Evidence;
  failures: string[];
  /** Lists by address: two of a chain often stand in the same one. */
  lists: Map<string, Promise<Uint8Array>>;
};

async function ask(pair: Pair, asker: Asker): Promise<RevocationStatus> {
  const byOcsp = await askOcsp(pair, asker);
  return byOcsp.state === 'unknown' ? askCrl(pair, asker) : byOcsp;
}

async function askOcsp(pair: Pair, asker: Asker): Promise<RevocationStatus> {
  for (const address of pair.certificate.view.ocspAddresses.slice(0, MOST_ADDRESSES)) {
    try {
      const answer = await asker.fetch({
        address,
        body: ocspRequest(pair.certificate, pair.issuer),
        contentType: 'application/ocsp-request',
        timeLimit: QUESTION_TIME,
        sizeLimit: OCSP_LIMIT,
      });
      const { status, responder } = readOcspResponse(answer, { ...pair, ...asker.times });
      if (status.state === 'unknown') throw new Error(status.why);
      if (responder !== null) {
        if (await isRevoked({ certificate: responder, issuer: pair.issuer }, asker))
          throw new Error('the responder was revoked');
        asker.evidence.certificates.push(responder.der);
      }
      asker.evidence.ocsps.push(answer);
      return status;
    } catch (error) {
      asker.failures.push(`${address}: ${reasonOf(error)}`);
    }
  }
  return { state: 'unknown', why: 'no responder answered' };
}

async function askCrl(pair: Pair, asker: Asker): Promise<RevocationStatus> {
  for (const address of pair.certificate.view.crlAddresses.slice(0, MOST_ADDRESSES)) {
    try {
      const fetched = asker.lists.get(address) ?? fetchList(address, asker);
      asker.lists.set(address, fetched);
      const list = await fetched;
      const status = readCrl(list, { ...pair, ...asker.times });
      if (status.state === 'unknown') throw new Error(status.why);
      if (!asker.evidence.crls.includes(list)) asker.evidence.crls.push(list);
      return status;
    } catch (error) {
      asker.failures.push(`${address}: ${reasonOf(error)}`);
    }
  }
  return { state: 'unknown', why: 'no list came' };
}

function fetchList(address: string, { fetch }: Asker): Promise<Uint8Array> {
  return fetch({ address, body: null, contentType: '', timeLimit: QUESTION_TIME, sizeLimit: CRL_LIMIT });
}

// A responder without a word about it is asked about by the list only: asking itself would prove nothing.
async function isRevoked(pair: Pair, asker: Asker): Promise<boolean> {
  if (isExemptFromChecking(pair.certificate)) return false;
  return (await askCrl(pair, asker)).state === 'revoked';
}

function statusFrom(pair: Pair, kept: Pick<Evidence, 'ocsps' | 'crls'>, times: Times): RevocationStatus {
  const answers = [
    ...kept.ocsps.map((der) => readOcspResponse(der, { ...pair, ...times }).status),
    ...kept.crls.map((der) => readCrl(der, { ...pair, ...times })),
  ];
  return (
    answers.find(({ state }) => state === 'revoked') ??
    answers.find(({ state }) => state === 'good') ?? { state: 'unknown', why: 'nothing was kept about it' }
  );
}

/** Each with its issuer; the end of the path is trusted by itself or has no issuer here. */
function pairsOf({ path }: Chain): Pair[] {
  return path.flatMap((certificate, depth) => {
    const issuer = path[depth + 1];
    return issuer === undefined ? [] : [{ certificate, issuer }];
  });
}

function conclude(statuses: readonly RevocationStatus[]): RevocationJudgement {
  const problems = statuses.flatMap(({ state }, depth): ChainProblem[] => {
    if (state === 'revoked') return [depth === 0 ? 'revoked' : 'issuer-revoked'];
    return state === 'unknown' ? ['revocation-unknown'] : [];
  });
  const [own] = statuses;
  const isRevokedAnywhere = problems.some((problem) => problem !== 'revocation-unknown');
  return {
    revocation: isRevokedAnywhere ? 'revoked' : problems.length > 0 ? 'unknown' : 'good',
    problems: byGravity(problems),
    revokedAt: own?.state === 'revoked' ? own.revokedAt : null,
  };
}

const LOOSE_ENDS: ReadonlySet<ChainProblem> = new Set([
  'unreadable',
  'signature-wrong',
  'issuer-not-allowed',
  'issuer-missing',
  'root-unknown',
]);

function endsTrusted(chain: Chain): boolean {
  return !chain.problems.some((problem) => LOOSE_ENDS.has(problem));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
