import { implement } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { type OfficeCore, OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import type { ConnectionOrigin } from '../ports.ts';
import {
  type Caller,
  findCaller,
  type OfficeContext,
  refuseAtCounter,
  refuseOutOfReach,
  refuseUnnamed,
} from './caller.ts';
import { toContractError } from './errors.ts';
import type { Presence } from './presence.ts';

/** One screen's connection: where it comes from and, once signed in, its session. */
export type Connection = {
  readonly from: ConnectionOrigin;
  token: string | null;
  /** Ends it, whoever it is. */
  end(): void;
};

/** What every procedure gets besides its input; `caller` where the contract asks for somebody. */
export type CallContext = {
  core: OfficeCore;
  connection: Connection;
  presence: Presence;
  log: Logger;
  caller?: Caller;
};

/** The signed-in person with the open office. Throws `not-set-up`, `locked`, `signed-out`, or `not-allowed` for a device. */
export function requireUser(context: CallContext): OfficeContext {
  const { person } = requireCaller(context);
  if (person === null) throw new OfficeError('not-allowed');
  return person;
}

/**
 * Who calls, with the open office: for procedures that a kiosk or a board may call, too. Throws as `requireUser`, and
 * `device-not-paired`.
 */
export function requireCaller(context: CallContext): Caller {
  return context.caller ?? findCaller(context);
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
      const { access, reach } = procedure['~orpc'].meta;
      if (access === 'anyone') {
        refuseOutOfReach(context, reach);
        return await next();
      }
      const caller = findCaller(context);
      refuseUnnamed(caller, access);
      refuseAtCounter(caller, reach);
      // Looked up once per call; the handlers take it from here.
      return await next({ context: { caller } });
    } catch (error) {
      const closed = office === undefined ? null : context.core.whyClosed(office);
      throw toContractError(error, context.log, closed);
    }
  });
