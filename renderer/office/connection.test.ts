import { MessageChannel } from 'node:worker_threads';
import { implement, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, it } from 'vitest';
import { CONTRACT_VERSION, contract } from '#shared/contract/index.ts';
import { backOff, type Connection, openConnection } from './connection.ts';
import { isOfficeError, type OfficeError, toOfficeError } from './errors.ts';
import { followEvents } from './events.ts';
import { memoryTokenStore } from './token.ts';
import { notLetIn, type Transport, transportOfPort } from './transport.ts';

const user = { id: 'u1', login: 'ha', name: 'Bùi Thu Hà', role: 'clerk' as const, counter: 'Quầy 2' };
const status = {
  printer: null,
  jobsInDoubt: 0,
  jobsWaiting: 0,
  lastWrittenAt: null,
  held: 3,
  exchange: {
    enrolled: false,
    line: 'none' as const,
    counts: { held: 3, sent: 0, accepted: 0, rejected: 0, conflict: 0 },
    lastAnswerAt: null,
    attention: 0,
  },
  clockTrouble: null,
  numbersFrozen: false,
  markKept: true,
  verified: 'ok' as const,
  receivedToday: 0,
  copies: {
    latestAt: null,
    drill: 'none' as const,
    drilledAt: null,
    late: false,
    scheduled: false,
    running: null,
  },
};

/** A real oRPC server per connection, with knobs: what a broken office looks like from a window. */
function fakeOffice() {
  const seen = { states: 0, resumes: [] as string[], reprints: 0, searches: 0, subscriptions: 0 };
  const knobs = { contract: CONTRACT_VERSION, silent: new Set<string>(), token: 'good', endEvents: () => {} };
  const never = new Promise<never>(() => {});
  const os = implement(contract);
  const router = os.router({
    session: {
      state: os.session.state.handler(async () => {
        seen.states += 1;
        if (knobs.silent.has('session.state')) await never;
        return {
          phase: 'ready' as const,
          version: '1',
          contract: knobs.contract,
          office: null,
          sample: false,
          station: 'S1',
          user: null,
          obstacle: null,
          device: null,
          now: '2026-11-21T10:32:00.000+07:00',
        };
      }),
      resume: os.session.resume.handler(({ input, errors }) => {
        seen.resumes.push(input.token);
        if (input.token !== knobs.token) {
          throw errors['signed-out']({
            data: { message: 'Phiên đã hết.', field: null, fields: [], waitSeconds: null },
          });
        }
        return { user };
      }),
    },
    dossiers: {
      search: os.dossiers.search.handler(async () => {
        seen.searches += 1;
        if (knobs.silent.has('dossiers.search')) await never;
        return nothingFound;
      }),
      reprint: os.dossiers.reprint.handler(async () => {
        seen.reprints += 1;
        if (knobs.silent.has('dossiers.reprint')) await never;
        throw new ORPCError('INTERNAL_SERVER_ERROR');
      }),
      get: os.dossiers.get.handler(({ errors }) => {
        throw errors['not-found']({
          data: {
            message: 'Không có.',
            field: 'id',
            fields: [{ field: 'id', message: 'lạ' }],
            waitSeconds: 4,
          },
        });
      }),
    },
    status: {
      get: os.status.get.handler(() => status),
      events: os.status.events.handler(async function* () {
        seen.subscriptions += 1;
        yield { kind: 'status' as const, status: { ...status, held: seen.subscriptions } };
        await new Promise<void>((resolve) => {
          knobs.endEvents = resolve;
        });
      }),
    },
    // The rest of the contract is not called here.
  } as unknown as Parameters<typeof os.router>[0]);
  const handler = new RPCHandler(router);
  let server: { close(): void } | null = null;
  const control = {
    seen,
    knobs,
    refuse: null as Error | null,
    connects: 0,
    async connect(): Promise<Transport> {
      control.connects += 1;
      if (control.refuse !== null) throw control.refuse;
      const { port1, port2 } = new MessageChannel();
      handler.upgrade(port2, { context: {} });
      port2.start();
      server = port2;
      return transportOfPort(port1);
    },
    /** The office is killed: the port closes without a word. */
    cut: () => server?.close(),
  };
  return control;
}

const opened: Connection[] = [];
function open(
  office: ReturnType<typeof fakeOffice>,
  more: { timeoutMs?: number; token?: string } = {},
): Connection {
  const token = memoryTokenStore();
  token.write(more.token ?? null);
  const connection = openConnection({
    connect: office.connect,
    token,
    random: () => 0,
    writeWaitMs: 200,
    ...(more.timeoutMs === undefined ? {} : { timeoutMs: more.timeoutMs }),
  });
  opened.push(connection);
  return connection;
}

async function failureOf(call: Promise<unknown>): Promise<OfficeError> {
  try {
    await call;
  } catch (thrown) {
    if (isOfficeError(thrown)) return thrown;
    throw new Error(`not an office error: ${String(thrown)}`);
  }
  throw new Error('the call was answered');
}

function untilPhase(connection: Connection, phase: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (connection.state.get().phase !== phase) return;
      stop();
      resolve();
    };
    const stop = connection.state.subscribe(look);
    look();
  });
}

const nothingFound = { rows: [], nextCursor: null, understood: [], hiddenByFilters: false };
const search = { query: 'a', cursor: null, limit: 1 };
const reprint = { dossierId: 'd', requestId: '00000000-0000-4000-8000-000000000000' };

afterEach(() => {
  for (const connection of opened.splice(0)) connection.stop();
});

describe('a call always settles', () => {
  it('answers over a MessagePort, also when asked before the connection is open', async () => {
    const connection = open(fakeOffice());
    expect(await connection.client.dossiers.search(search)).toEqual(nothingFound);
    expect(connection.state.get().phase).toBe('open');
  });

  it('carries code, sentence and fields of an error', async () => {
    const failure = await failureOf(open(fakeOffice()).client.dossiers.get({ id: 'x' }));
    expect(failure).toMatchObject({
      code: 'not-found',
      message: 'Không có.',
      field: 'id',
      fields: [{ field: 'id', message: 'lạ' }],
      waitSeconds: 4,
    });
  });

  it('makes what nobody foresaw internal, without a sentence of its own', async () => {
    expect(await failureOf(open(fakeOffice()).client.dossiers.reprint(reprint))).toMatchObject({
      code: 'internal',
      message: '',
    });
    expect(toOfficeError('odd').code).toBe('internal');
  });

  it('gives up with timeout when the office is silent', async () => {
    const office = fakeOffice();
    office.knobs.silent.add('dossiers.reprint');
    const connection = open(office, { timeoutMs: 150 });
    expect((await failureOf(connection.client.dossiers.reprint(reprint))).code).toBe('timeout');
    expect(office.seen.reprints).toBe(1);
  });

  it('refuses a write at once while nothing is connected, unsent', async () => {
    const office = fakeOffice();
    office.refuse = new Error('refused');
    expect((await failureOf(open(office).client.dossiers.reprint(reprint))).code).toBe('disconnected');
    expect(office.seen.reprints).toBe(0);
  });
});

describe('after a cut', () => {
  it('rejects a pending write as disconnected and never sends it again', async () => {
    const office = fakeOffice();
    office.knobs.silent.add('dossiers.reprint');
    const connection = open(office);
    await untilPhase(connection, 'open');
    const pending = failureOf(connection.client.dossiers.reprint(reprint));
    await expect.poll(() => office.seen.reprints).toBe(1);
    office.cut();
    expect((await pending).code).toBe('disconnected');
    await untilPhase(connection, 'open');
    expect(office.seen.reprints).toBe(1);
    expect(office.connects).toBe(2);
  });

  it('sends a pending read again on the new connection', async () => {
    const office = fakeOffice();
    office.knobs.silent.add('dossiers.search');
    const connection = open(office);
    await untilPhase(connection, 'open');
    const pending = connection.client.dossiers.search(search);
    await expect.poll(() => office.seen.searches).toBe(1);
    office.knobs.silent.clear();
    office.cut();
    expect(await pending).toEqual(nothingFound);
    expect(office.seen.searches).toBe(2);
  });

  it('takes the session up again by its token before anything else is sent', async () => {
    const office = fakeOffice();
    const connection = open(office, { token: 'good' });
    await untilPhase(connection, 'open');
    office.cut();
    await untilPhase(connection, 'lost');
    await untilPhase(connection, 'open');
    expect(office.seen.resumes).toEqual(['good', 'good']);
    expect(connection.token.read()).toBe('good');
  });

  it('forgets a token that the office no longer knows and says so', async () => {
    const office = fakeOffice();
    const connection = open(office, { token: 'old' });
    let told = 0;
    connection.onSignedOut(() => {
      told += 1;
    });
    await untilPhase(connection, 'open');
    expect(connection.token.read()).toBeNull();
    expect(told).toBe(1);
  });

  it('opens the event stream again and says so each time', async () => {
    const office = fakeOffice();
    const connection = open(office);
    const held: number[] = [];
    let openings = 0;
    const stop = followEvents(connection, {
      onOpen: () => {
        openings += 1;
      },
      onEvent: (event) => {
        if (event.kind === 'status') held.push(event.status.held);
      },
      onSignedOut: () => {},
    });
    await expect.poll(() => held).toEqual([1]);
    office.cut();
    await expect.poll(() => held, { timeout: 10_000 }).toEqual([1, 2]);
    expect(openings).toBe(2);
    stop();
  });
});

describe('versions and waiting', () => {
  it('stops at an office that speaks another version', async () => {
    const office = fakeOffice();
    office.knobs.contract = CONTRACT_VERSION + 1;
    const connection = open(office);
    await untilPhase(connection, 'incompatible');
    expect((await failureOf(connection.client.dossiers.search(search))).code).toBe('client-too-old');
  });

  it('replaces a connection that swallows calls', async () => {
    const office = fakeOffice();
    const connection = open(office, { timeoutMs: 100 });
    await untilPhase(connection, 'open');
    office.knobs.silent.add('dossiers.search').add('session.state');
    const asked = office.seen.states;
    expect((await failureOf(connection.client.dossiers.search(search))).code).toBe('timeout');
    await expect.poll(() => office.seen.states).toBe(asked + 1);
    office.knobs.silent.clear();
    await expect.poll(() => office.connects, { timeout: 15_000 }).toBe(2);
  });

  it('tells when the host answers but does not let this window in', async () => {
    const office = fakeOffice();
    const connection = open(office);
    await untilPhase(connection, 'open');
    office.refuse = notLetIn();
    office.cut();
    await expect.poll(() => connection.state.get()).toMatchObject({ phase: 'lost', notLetIn: true });
    office.refuse = null;
    await untilPhase(connection, 'open');
  });

  it('doubles the wait up to ten seconds, half of it by chance', () => {
    const full = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => backOff(attempt, () => 1));
    expect(full).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(backOff(3, () => 0)).toBe(500);
  });
});
