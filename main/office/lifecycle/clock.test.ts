import { afterEach, expect, it, vi } from 'vitest';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { exampleReception, type SampleOffice, startSampleOffice, testClock } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests sign in often.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let sample: SampleOffice | undefined;
afterEach(async () => {
  await sample?.end();
  sample = undefined;
});

async function openAt(at: string, built: string | null) {
  const clock = testClock(at);
  const builtAt = built === null ? null : epochOfOfficeTimestamp(built);
  const started = await startSampleOffice({ clock, builtAt });
  sample = started;
  const { office, people } = started;
  // Signed in anew each time: a clock that jumps ends the sessions.
  const as = async (role: 'clerk' | 'administrator') => {
    const client = office.client({ origin: 'test', host: 'in-process' });
    const person = people.find((candidate) => candidate.role === role);
    await client.session.signIn({ login: person?.login ?? '', password: person?.password ?? '' });
    return client;
  };
  return {
    clock,
    as,
    receive: async () => (await (await as('clerk')).dossiers.receive(exampleReception())).dossier,
    trouble: async () => (await (await as('clerk')).status.get({})).clockTrouble,
  };
}

it('J18 a dead battery: the PC wakes up in 2009, its papers are marked and listed, and all is well once it is set', async () => {
  const desk = await openAt('2026-11-20T09:00', '2026-11-01T00:00');
  const before = await desk.receive();
  desk.clock.set('2009-01-01T00:05');
  expect(await desk.trouble()).toBe('before-build');
  const doubtful = [await desk.receive(), await desk.receive()];
  expect([before, ...doubtful].map(({ clockSuspect }) => clockSuspect)).toEqual([false, true, true]);
  await expect((await desk.as('administrator')).clock.confirm({})).rejects.toMatchObject({
    code: 'invalid-input',
  });
  desk.clock.set('2026-11-20T10:00');
  expect(await desk.trouble()).toBeNull();
  const after = await desk.receive();
  expect(after.clockSuspect).toBe(false);
  const { spans, papers } = await (await desk.as('clerk')).clock.state({});
  expect(spans).toMatchObject([{ trouble: 'before-build', endedBy: null }]);
  expect(papers.filter(({ kind }) => kind === 'dossier').map(({ dossierId }) => dossierId)).toEqual(
    doubtful.map(({ id }) => id).reverse(),
  );
  // The numbers of the right day go on, those of 2009 stay taken.
  expect(after.codes[0]?.code).toMatch(/-261120-0002$/);
  desk.clock.set('2009-01-01T00:05');
  expect((await desk.receive()).codes[0]?.code).toMatch(/-090101-0003$/);
});

it('J18 the year 2099 harms nothing that comes later; a long rest is confirmed by the administrator', async () => {
  const desk = await openAt('2026-11-20T09:00', '2026-11-01T00:00');
  await desk.receive();
  desk.clock.set('2099-05-05T08:00');
  expect(await desk.trouble()).toBe('far-ahead');
  expect((await desk.receive()).clockSuspect).toBe(true);
  desk.clock.set('2026-11-20T09:30');
  expect(await desk.trouble()).toBeNull();
  expect((await desk.receive()).clockSuspect).toBe(false);

  desk.clock.set('2027-02-01T08:00');
  expect(await desk.trouble()).toBe('far-ahead');
  await expect((await desk.as('clerk')).clock.confirm({})).rejects.toMatchObject({ code: 'not-allowed' });
});

it('J18 an administrator ends a doubt, and it stays on record who did', async () => {
  const desk = await openAt('2026-11-20T09:00', null);
  await desk.receive();
  desk.clock.set('2026-11-20T07:00');
  expect((await desk.receive()).clockSuspect).toBe(true);
  await (await desk.as('administrator')).clock.confirm({});
  expect(await desk.trouble()).toBeNull();
  expect((await desk.receive()).clockSuspect).toBe(false);
  const { spans } = await (await desk.as('administrator')).clock.state({});
  expect(spans).toMatchObject([{ trouble: 'set-back', endedBy: expect.stringMatching(/\p{L}/u) }]);
});
