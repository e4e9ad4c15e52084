import type { TokenPlugged } from '#shared/contract/index.ts';
import type { OfficeClient } from './connection.ts';

/** A token that was let in by its PIN. The PIN itself is not here, and nowhere in the screens. */
export type TokenSession = { session: string; token: TokenPlugged };

/**
 * The only way of a PIN out of a screen: to the process that the token is plugged into, once. Throws OfficeError. It is
 * never sent again by itself: no read, no cache, no mutation that remembers what it was called with.
 */
export async function openTokenSession(
  office: OfficeClient,
  asked: { token: string; pin: string; confirmLastTry: boolean },
): Promise<TokenSession> {
  return await office.tokens.openSession(asked);
}

/** Logs the token out; where it failed the session ends by itself two minutes later. */
export async function closeTokenSession(office: OfficeClient, session: string): Promise<void> {
  await office.tokens.closeSession({ session }).catch(() => {});
}
