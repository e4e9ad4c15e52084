import { type TokenCertificateFacts, TRAINING_MARK } from '#shared/contract/index.ts';
import { CHAIN_PROBLEM_TEXTS } from '#shared/signing/index.ts';
import { checkChain, expiryOf, findCertificate, viewChain } from '../certificates/index.ts';
import { keyKindOf } from './keys.ts';
import type { Trust } from './ports.ts';
import { tokenProblemText } from './problems.ts';
import type { TokenCertificate } from './token.ts';

type Trouble = TokenCertificateFacts['troubles'][number];

const TRAINING = 'Chứng thư dùng để tập huấn: chữ ký không có giá trị pháp lý.';

/**
 * The certificates of one token for people: those of issuers, which only lead to a root, are left out. `now`:
 * milliseconds since 1970.
 */
export function certificateFactsOf(
  certificates: readonly TokenCertificate[],
  trust: Trust,
  now: number,
): TokenCertificateFacts[] {
  const others = [...certificates.map(({ der }) => der), ...trust.others];
  return certificates.flatMap((one) => {
    const facts = factsOf(one, { roots: trust.roots, others }, now);
    return facts.certificate?.authority === true && !one.hasKey ? [] : [facts];
  });
}

function factsOf({ id, der, hasKey }: TokenCertificate, trust: Trust, now: number): TokenCertificateFacts {
  const certificate = findCertificate(der);
  const chain = viewChain(checkChain({ certificate: der, ...trust, at: now, use: 'signing' }));
  const base64 = Buffer.from(der).toString('base64');
  if (certificate === undefined) {
    return {
      id,
      certificate: null,
      daysLeft: null,
      usable: false,
      troubles: [{ trouble: 'unreadable', detail: CHAIN_PROBLEM_TEXTS.unreadable }],
      chain,
      training: false,
      der: base64,
    };
  }
  const { view, x509 } = certificate;
  const expiry = expiryOf(certificate, now);
  const training = view.subject.text.includes(TRAINING_MARK);
  const troubles: Trouble[] = [];
  if (!hasKey) troubles.push({ trouble: 'no-key', detail: tokenProblemText('no-key') });
  if (keyKindOf(x509) === 'other') {
    troubles.push({ trouble: 'key-unsupported', detail: tokenProblemText('key-unsupported') });
  }
  if (chain.problems.includes('not-allowed-to-sign')) {
    troubles.push({ trouble: 'not-allowed-to-sign', detail: CHAIN_PROBLEM_TEXTS['not-allowed-to-sign'] });
  }
  if (expiry.state !== 'valid') troubles.push({ trouble: expiry.state, detail: expiry.warning });
  return {
    id,
    certificate: view,
    daysLeft: expiry.daysLeft,
    usable: troubles.every(({ trouble }) => trouble === 'expires-soon'),
    troubles,
    chain: training ? { ...chain, detail: TRAINING } : chain,
    training,
    der: base64,
  };
}
