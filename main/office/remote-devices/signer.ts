import type { TokenPlugged } from '#shared/contract/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import { TokenError, type TokenSigner } from '../tokens/index.ts';
import type { StationLine } from './line.ts';

/** A person may be asked by the card's own program for a touch or a second PIN. */
const SIGN_MS = 120_000;
const ANSWER_MS = 15_000;

/** A token elsewhere, with what it is. */
export type RemoteSigner = TokenSigner & {
  token: TokenPlugged;
  /** It is about to be used: the two minutes there count from here, too. */
  touch(): void;
};

/**
 * A token that a person let in with its PIN at the PC of a counter, for signing here: only digests go there. Undefined where
 * that session has ended, or the PC is away.
 */
export async function findRemoteSigner(
  line: StationLine,
  session: string,
): Promise<RemoteSigner | undefined> {
  const limited = (milliseconds: number) => ({
    signal: AbortSignal.any([AbortSignal.timeout(milliseconds), line.gone]),
  });
  const found = await line.client.tokens.session({ session }, limited(ANSWER_MS)).catch(() => null);
  if (found === null) return undefined;
  const certificates = found.certificates.map(({ id, der }) => ({
    id,
    der: new Uint8Array(Buffer.from(der, 'base64')),
  }));
  let closed = false;
  return {
    kind: found.kind,
    token: found.token,
    touch() {
      line.client.tokens.session({ session }, limited(ANSWER_MS)).catch(() => undefined);
    },
    certificateOf: (id) => certificates.find((one) => one.id === id)?.der,
    certificates: () => certificates.map(({ der }) => der),
    async sign(certificateId, digest) {
      if (closed) throw new TokenError('session-ended', 'the signer was closed');
      const asked = { session, certificateId, digest: Buffer.from(digest).toString('base64') };
      const end = await line.client.tokens.sign(asked, limited(SIGN_MS)).catch(() => {
        // Nobody knows whether the token still works on it: the next one must not meet its answer.
        line.end(CLOSE_CODES.goingAway);
        throw new TokenError('no-answer', 'the station did not answer');
      });
      if (end.state === 'failed') throw new TokenError(end.problem, 'told by the station');
      return new Uint8Array(Buffer.from(end.signature, 'base64'));
    },
    async close() {
      closed = true;
      await line.client.tokens.end({ session }, limited(ANSWER_MS)).catch(() => undefined);
    },
  };
}
