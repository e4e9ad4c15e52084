import { implement } from '@orpc/server';
import { contract, type SignedInUser } from '#shared/contract/index.ts';
import { type OfficeCore, OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import type { ConnectionOrigin } from '../ports.ts';
import { toContractError } from './errors.ts';
import type { Presence } from './presence.ts';

/** One screen's connection: where it comes from and, once signed in, its session. */
export type Connection = { readonly from: ConnectionOrigin; token: string | null };

/** The signed-in person, the station of their session and the open office; given to procedures that need them. */
export type OfficeContext = { user: SignedInUser; station: string; office: OpenOffice; token: string };

/** What every procedure gets besides its input; `signedIn` where the contract asks for somebody. */
export type CallContext = {
  core: OfficeCore;
  connection: Connection;
  presence: Presence;
  log: Logger;
  signedIn?: OfficeContext;
};

/** The signed-in person with the open office. Throws `not-set-up`, `locked` or `signed-out`. */
export function requireUser(context: CallContext): OfficeContext {
  return context.signedIn ?? findSignedIn(context);
}

function findSignedIn(context: CallContext): OfficeContext {
  const office = context.core.opened();
  const { token } = context.connection;
  const session = token === null ? undefined : context.core.findSession(token);
  if (session === undefined || token === null) throw new OfficeError('signed-out');
  return { ...session, office, token };
}

/**
 * The implementer of the contract. Its first layer turns every failure into an error of the closed list; the second
 * enforces who may call what, from the contract's own declaration, before any handler runs.
 */
export const procedures = implement(contract)
  .$context<CallContext>()
  .use(async ({ context, next, procedure }) => {
    let office: OpenOffice | undefined;
    try {
      // While the database changes its key the office is closed for a moment; whoever calls then waits.
      await context.core.settled();
      office = context.core.findOpened();
      const { access } = procedure['~orpc'].meta;
      if (access === 'anyone') return await next();
      const signedIn = findSignedIn(context);
      if (access !== 'signed-in' && !access.includes(signedIn.user.role)) {
        throw new OfficeError('not-allowed');
      }
      // Looked up once per call; the handlers take it from here.
      return await next({ context: { signedIn } });
    } catch (error) {
      const closed = office === undefined ? null : context.core.whyClosed(office);
      throw toContractError(error, context.log, closed);
    }
  });
