import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OfficeClient } from '#office/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import {
  portTransport,
  socketTransport,
  type TestConnection,
  type TestTransport,
} from '#test/fixtures/connections.ts';
import {
  answerOf,
  type BareOffice,
  call,
  everyProcedure,
  exampleInputs,
  startBareOffice,
} from '#test/fixtures/contract.ts';
import { nastyText, replacedAt } from '#test/fixtures/junk.ts';
import { exampleReception } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const SEED = 20261123;

let bare: BareOffice;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);
beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  bare = await startBareOffice();
});
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await bare.end();
});

/** Streams of events that were begun from now on and not ended yet. */
function watchStreams(): { open(): number } {
  const { events } = bare.core;
  const subscribe = events.subscribe.bind(events) as (...args: unknown[]) => unknown;
  const open = new Set<unknown>();
  vi.spyOn(events, 'subscribe').mockImplementation(((...args: unknown[]) => {
    const stream = subscribe(...args);
    if (typeof args[1] === 'function') return stream;
    const iterator = stream as AsyncIterableIterator<unknown>;
    const end = iterator.return?.bind(iterator);
    open.add(iterator);
    iterator.return = async (value?: unknown) => {
      open.delete(iterator);
      return (await end?.(value)) ?? { done: true, value };
    };
    return iterator;
  }) as typeof events.subscribe);
  return { open: () => open.size };
}
afterEach(() => void vi.restoreAllMocks());

describe.each(['MessagePort', 'WebSocket'] as const)('over a %s', (kind) => {
  let transport: TestTransport;
  let local: OfficeClient;
  beforeAll(async () => {
    transport = kind === 'MessagePort' ? portTransport(bare.router) : await socketTransport(bare.router);
    local = await bare.signedIn('administrator');
  });
  afterAll(() => transport.end());

  async function signedIn(
    role: 'clerk' | 'administrator' = 'clerk',
  ): Promise<TestConnection & { token: string }> {
    const connection = await transport.connect();
    const person = bare.people.find((candidate) => candidate.role === role);
    const { token } = await connection.client.session.signIn({
      login: person?.login ?? '',
      password: person?.password ?? '',
    });
    return { ...connection, token };
  }

  it('every procedure answers as in the same process: code, data and sentence', async () => {
    const remote = await signedIn('administrator');
    const stranger = await transport.connect();
    for (const { name } of everyProcedure) {
      if (name === 'session.signOut' || name.startsWith('setup.') || name === 'session.signIn') continue;
      const input = name === 'dossiers.receive' ? { junk: true } : exampleInputs[name]();
      if (name === 'session.changePassword' || name === 'session.recover' || name.startsWith('users.'))
        continue;
      // Each wrong password of theirs makes the next one wait: the second of two calls is answered otherwise.
      if (name === 'keys.beginRecoveryKey' || name === 'keys.rekey') continue;
      const [far, near] = [await call(remote.client, name, input), await call(local, name, input)];
      expect([name, far.ok]).toEqual([name, near.ok]);
      if (!far.ok && !near.ok) {
        expect([name, far.code, far.defined, far.data]).toEqual([name, near.code, near.defined, near.data]);
      }
      expect([name, await answerOf(stranger.client, name, input)]).toEqual([
        name,
        await answerOf(bare.connect(), name, input),
      ]);
    }
  });

  it('refuses half a surrogate pair and names the field, as in the same process', async () => {
    const { client } = await signedIn();
    const input = replacedAt(exampleReception(), ['applicant', 'name'], 'Nguyễn \ud83d');
    expect(await call(client, 'dossiers.receive', input)).toMatchObject({
      code: 'invalid-input',
      defined: true,
      data: { field: 'applicant.name' },
    });
  });

  it('a name that the contract does not know fails loudly, saying what to do', async () => {
    const { client } = await signedIn();
    for (const name of ['dossiers.shred', 'nothing.here', 'constructor.constructor']) {
      const outcome = await call(client, name, {});
      expect([name, outcome]).toMatchObject([name, { code: 'client-too-old', defined: true }]);
      expect(outcome.ok ? '' : (outcome.data as { message: string }).message).toContain('Hãy tải lại trang');
    }
  });

  it('tells of a reception and of the new status, and ends when the connection closes', async () => {
    const listener = await signedIn();
    const clerk = await signedIn();
    const streams = watchStreams();
    const events = await listener.client.status.events({});
    const seen: OfficeEvent[] = [];
    const ended = (async () => {
      try {
        for await (const event of events) seen.push(event);
        return 'ended';
      } catch {
        return 'cut off';
      }
    })();
    await vi.waitFor(() => expect(seen).toMatchObject([{ kind: 'status' }]));
    expect(streams.open()).toBe(1);
    const receivedBefore = seen[0]?.kind === 'status' ? seen[0].status.receivedToday : -1;
    const { dossier } = await clerk.client.dossiers.receive(exampleReception());
    await vi.waitFor(() => {
      const told = seen.findIndex((event) => event.kind === 'dossier' && event.id === dossier.id);
      expect(told).toBeGreaterThan(0);
      expect(seen.slice(told)).toContainEqual({
        kind: 'status',
        status: expect.objectContaining({ receivedToday: receivedBefore + 1 }),
      });
    });
    listener.close();
    await vi.waitFor(() => expect(streams.open()).toBe(0));
    expect(['ended', 'cut off']).toContain(await ended);
  });

  it('tells nothing more once the session has ended, on whichever connection that was said', async () => {
    const listener = await signedIn();
    const other = await transport.connect();
    await other.client.session.resume({ token: listener.token });
    const streams = watchStreams();
    const events = await listener.client.status.events({});
    expect(streams.open()).toBe(1);
    expect((await events.next()).value).toMatchObject({ kind: 'status' });
    const next = events.next();
    await other.client.session.signOut({});
    await expect(next).rejects.toMatchObject({ code: 'signed-out' });
    await vi.waitFor(() => expect(streams.open()).toBe(0));
  });

  it('a check of the journal tells how far it is, and stops with its listener', async () => {
    const { client, close } = await signedIn('administrator');
    const steps = [];
    for await (const step of await client.integrity.verifyInSteps({})) steps.push(step);
    expect(steps.at(-1)).toMatchObject({ kind: 'result', state: 'ok', firstBad: null });
    expect(steps.slice(0, -1)).toContainEqual({
      kind: 'progress',
      done: expect.any(Number),
      total: expect.any(Number),
    });
    await client.integrity.verifyInSteps({});
    close();
    await vi.waitFor(async () => expect((await local.status.get({})).verified).toBe('ok'));
  });

  it('messages that are no calls end nothing: not the office, not even their own connection', async () => {
    const { client, sendRaw } = await signedIn();
    const before = await bare.trace();
    const raw = fc.oneof(
      nastyText,
      fc.json(),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(
        'null',
        '[]',
        '{}',
        '{"i":1}',
        '{"i":"1","p":null}',
        '{"i":"1","p":{"u":7}}',
        '{"i":"1","p":{"u":"http://["}}',
        '{"i":"x","t":3,"p":null}',
        '{"i":"x","t":4}',
        '{"i":"x","t":99,"p":{}}',
        '{"i":"j1","p":{"u":"/dossiers/receive","b":null}}',
        '{"i":"j2","p":{"u":"/dossiers/receive","b":{"json":1,"meta":7}}}',
        '{"i":"j3","p":{"u":"/dossiers/receive","b":{"json":{},"meta":[[1,"__proto__","x"]]}}}',
        '{"i":"j4","p":{"u":"/dossiers/receive","b":{"json":"(a+)+$","meta":[[5]]}}}',
        '{"i":"j5","p":{"u":"/dossiers/receive?data=%7B","m":"GET"}}',
        '{"i":"j6","p":{"u":"/status/get","h":{"content-type":"text/event-stream"}}}',
        '{"i":"j7","p":{"u":"/status/get","h":{"content-disposition":"x","content-type":7}}}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(raw, async (message) => {
        sendRaw(message);
      }),
      { seed: SEED, numRuns: 300 },
    );
    expect((await client.session.state({})).user?.role).toBe('clerk');
    expect(await bare.trace()).toEqual(before);
    expect(unhandled).toEqual([]);
  });

  it.each(['/__proto__/toString', '/dossiers/__proto__', '/', '//', '/dossiers', '/toString'])(
    'the address %s reaches nothing',
    async (address) => {
      const { sendRaw, nextRaw } = await transport.connect();
      const answer = nextRaw();
      sendRaw(JSON.stringify({ i: '9', p: { u: address, b: { json: {} } } }));
      expect(JSON.parse(String(await answer))).toMatchObject({
        p: { b: { json: { code: 'client-too-old' } } },
      });
    },
  );

  it('a body that cannot be read is answered as junk', async () => {
    const { sendRaw, nextRaw } = await signedIn();
    const answer = nextRaw();
    sendRaw('{"i":"77","p":{"u":"/dossiers/search","b":{"json":{"query":null},"meta":[[1,"query","x"]]}}}');
    expect(JSON.parse(String(await answer))).toMatchObject({
      i: '77',
      p: { b: { json: { code: 'invalid-input', defined: true } } },
    });
  });
});
