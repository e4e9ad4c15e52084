import { type Chain, type ChainQuestion, checkChain } from './chain.ts';
import { QUESTION_TIME } from './evidence.ts';
import type { FetchBytes } from './fetch.ts';
import { certificatesInFile } from './files.ts';

const ISSUER_LIMIT = 512 * 1024;
const MOST_ROUNDS = 4;

/**
 * As `checkChain`, fetching issuers that are missing from the addresses in the certificates (AIA). These addresses are
 * nobody's word yet: only for certificates on the office's own tokens, or when a person asks for it. Never throws.
 */
export async function checkChainOnline(
  question: ChainQuestion,
  fetch: FetchBytes,
): Promise<Chain & { fetched: Uint8Array[] }> {
  const fetched: Uint8Array[] = [];
  const asked = new Set<string>();
  let chain = checkChain(question);
  for (let round = 0; round < MOST_ROUNDS && chain.problems.includes('issuer-missing'); round += 1) {
    const addresses = (chain.path.at(-1)?.view.issuerAddresses ?? []).filter((one) => !asked.has(one));
    if (addresses.length === 0) break;
    for (const address of addresses) {
      asked.add(address);
      fetched.push(...(await certificatesAt(address, fetch)));
    }
    chain = checkChain({ ...question, others: [...question.others, ...fetched] });
  }
  const used = new Set(chain.path.map((one) => Buffer.from(one.der).toString('base64')));
  return { ...chain, fetched: fetched.filter((der) => used.has(Buffer.from(der).toString('base64'))) };
}

async function certificatesAt(address: string, fetch: FetchBytes): Promise<Uint8Array[]> {
  const order = {
    address,
    body: null,
    contentType: '',
    timeLimit: QUESTION_TIME,
    sizeLimit: ISSUER_LIMIT,
  };
  return fetch(order).then(certificatesInFile, () => []);
}
