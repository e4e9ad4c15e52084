import { type PinState, type TokenCertificate, TokenError, type TokenSession } from '../token.ts';
import type { PivCard } from './card.ts';
import type { CardChannel } from './channel.ts';

/** The key for signatures by law: the card wants its PIN before each one (NIST SP 800-73-4, part 1, table 4b). */
const SIGNATURE_SLOT = 0x9c;

/**
 * Lets a card in with one PIN: one VERIFY, none where the card is locked. The PIN lives in the session alone and is
 * sent again only for the signature key, only while it is known to be right, and never after the card refused it. `pin` is
 * padded and wiped at the end. Throws TokenError; the channel is closed then.
 */
export async function openPivSession(
  { card, channel }: { card: PivCard; channel: CardChannel },
  certificates: TokenCertificate[],
  pin: Uint8Array,
  ended: () => void,
): Promise<TokenSession> {
  let over: TokenError | undefined;
  // True while the last thing the card heard was the right PIN.
  let isFresh = false;
  let turn: Promise<unknown> = Promise.resolve();

  const end = async (cause: TokenError): Promise<void> => {
    if (over !== undefined) return;
    over = cause;
    pin.fill(0);
    await channel.close();
    ended();
  };
  // Pulled out while nobody signs: the PIN is forgotten at once, not at the next signature.
  channel.whenEnded((cause) => void end(cause));
  const guarded = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      const cause =
        error instanceof TokenError
          ? error
          : new TokenError('internal', error instanceof Error ? error.message : String(error));
      if (!HARMLESS.has(cause.problem)) await end(cause);
      throw cause;
    }
  };

  const before = await guarded(async () => {
    const state = await card.pinState();
    if (state.state === 'locked') throw new TokenError('pin-locked', 'locked before a PIN was sent', state);
    await card.verify(pin);
    isFresh = true;
    return state;
  });

  const verifyAgain = async (): Promise<void> => {
    const now = await card.pinState();
    // Somebody else's wrong try since, or another card: what was right then need not be so now.
    if (hasFewer(now, before))
      throw new TokenError('session-ended', 'fewer tries than at the beginning', now);
    await card.verify(pin);
  };

  return {
    certificates,
    sign(certificateId, digest) {
      const work = turn.then(async () => {
        if (over !== undefined) throw afterEnd(over);
        const chosen = certificates.find(({ id }) => id === certificateId);
        if (chosen === undefined) throw new TokenError('no-certificate', certificateId);
        if (digest.length !== 32) throw new TokenError('internal', `a digest of ${digest.length} bytes`);
        return guarded(async () => {
          const slot = Number.parseInt(chosen.id, 16);
          if (slot === SIGNATURE_SLOT && !isFresh) await verifyAgain();
          isFresh = false;
          return card.sign(slot, chosen.der, digest);
        });
      });
      turn = work.catch(() => undefined);
      return work;
    },
    async close() {
      await turn;
      if (over === undefined) await card.forget().catch(() => undefined);
      await end(new TokenError('session-ended', 'closed'));
    },
  };
}

/** The card was asked for something it has not: the session goes on. */
const HARMLESS: ReadonlySet<TokenError['problem']> = new Set(['no-key', 'key-unsupported']);

function afterEnd(cause: TokenError): TokenError {
  return cause.problem === 'token-removed' ? cause : new TokenError('session-ended', cause.message);
}

function hasFewer(now: PinState, before: PinState): boolean {
  if (now.state === 'locked') return true;
  return now.triesLeft !== null && before.triesLeft !== null && now.triesLeft < before.triesLeft;
}
