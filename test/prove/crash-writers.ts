import { isDefinedError, ORPCError } from '@orpc/client';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import type { Random } from '../fixtures/random.ts';
import { connectSocketClient, fetchStartCookie, type SocketClient } from '../fixtures/socket-client.ts';

/** What a clerk saw: kept in this process, which is never killed. */
export type Shown = { requestId: string; id: string; code: string };

/** Everything known outside the killed process. */
export type Ledger = {
  /** Every request ever sent, by its id. */
  readonly sent: Map<string, ReceiveDossier>;
  readonly shown: Map<string, Shown>;
  /** What contradicts a promise: a repeat that answered otherwise, an error nobody caused. */
  readonly faults: string[];
  /** Requests that were sent again after a restart, and how many of those had been written before the cut. */
  retried: number;
  alreadyWritten: number;
  /** Requests shown before and asked again on purpose. */
  askedAgain: number;
};

export function createLedger(): Ledger {
  return { sent: new Map(), shown: new Map(), faults: [], retried: 0, alreadyWritten: 0, askedAgain: 0 };
}

export type HostAddress = { address: string; startAddress: string };
export type Credentials = { login: string; password: string };

const ASKED_AGAIN_PER_START = 5;

/** Connects a writer as a screen does: start cookie, WebSocket, sign-in. */
export async function openWriter(host: HostAddress, who: Credentials): Promise<SocketClient> {
  const connection = await connectSocketClient(host.address, await fetchStartCookie(host.startAddress));
  await untilGone(connection, connection.client.session.signIn(who));
  return connection;
}

/** The answer, or a rejection once the connection is gone: a killed office answers nothing. */
async function untilGone<Answer>(connection: SocketClient, call: Promise<Answer>): Promise<Answer> {
  return Promise.race([
    call,
    connection.closed.then((): never => {
      throw new Error('the connection is gone');
    }),
  ]);
}

async function send(connection: SocketClient, ledger: Ledger, input: ReceiveDossier): Promise<boolean> {
  const { dossier, repeated } = await untilGone(connection, connection.client.dossiers.receive(input));
  const shown = { requestId: input.requestId, id: dossier.id, code: dossier.codes[0]?.code ?? '' };
  const before = ledger.shown.get(input.requestId);
  if (before !== undefined && (before.id !== shown.id || before.code !== shown.code || !repeated)) {
    ledger.faults.push(`request ${input.requestId} was answered ${before.code} and then ${shown.code}`);
  }
  if (dossier.applicant.idNumber !== input.applicant.idNumber) {
    ledger.faults.push(`request ${input.requestId} was answered with another person's dossier`);
  }
  ledger.shown.set(input.requestId, shown);
  return repeated;
}

/** Sends again what was never answered, and some of what was: one dossier each, whatever happened in between. */
export async function settle(connection: SocketClient, ledger: Ledger, mine: Set<string>, random: Random) {
  for (const requestId of mine) {
    const input = ledger.sent.get(requestId);
    if (input === undefined) continue;
    ledger.retried += 1;
    if (await send(connection, ledger, input)) ledger.alreadyWritten += 1;
    mine.delete(requestId);
  }
  const shown = [...ledger.shown.keys()];
  for (let times = Math.min(ASKED_AGAIN_PER_START, shown.length); times > 0; times -= 1) {
    const input = ledger.sent.get(random.pick(shown));
    if (input === undefined) continue;
    ledger.askedAgain += 1;
    await send(connection, ledger, input);
  }
}

/**
 * Receives dossiers one after the other, as fast as the office answers, until the connection is gone. `mine` holds
 * what this writer has sent without an answer.
 */
export async function writeUntilGone(
  connection: SocketClient,
  ledger: Ledger,
  mine: Set<string>,
  next: () => ReceiveDossier,
): Promise<void> {
  for (;;) {
    const input = next();
    // Noted before it leaves: what is not on this list was not sent by anybody.
    ledger.sent.set(input.requestId, input);
    mine.add(input.requestId);
    await send(connection, ledger, input);
    mine.delete(input.requestId);
  }
}

/** A refusal by the office is a fault; an office that is gone is what this proof is about. */
export function noteUnlessGone(ledger: Ledger, error: unknown): void {
  if (error instanceof ORPCError && isDefinedError(error)) {
    ledger.faults.push(`refused: ${error.code} ${error.message}`);
  }
}
