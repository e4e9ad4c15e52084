import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { TokenPlugged } from '#shared/contract/index.ts';
import { reopenOffice, type SampleOffice, startSampleOffice, testClock } from '../fixtures/office.ts';

/** The software token's, as its label says. */
const PIN = '123456';
const SOON = { timeout: 10_000, interval: 20 };

let clock: ReturnType<typeof testClock>;
let sample: SampleOffice;
beforeAll(async () => {
  clock = testClock('2026-11-23T08:00');
  sample = await startSampleOffice({ clock });
  await sample.administrator.tokens.change({ modules: [], knownModules: false, software: true });
});
afterAll(() => sample.end());

async function token(): Promise<TokenPlugged> {
  const [found] = (await sample.clerk.tokens.list({ fresh: false })).tokens;
  if (found === undefined) throw new Error('the training token is not offered');
  return found;
}
const open = async (client = sample.clerk, pin = PIN) =>
  (await client.tokens.openSession({ token: (await token()).id, pin, confirmLastTry: false })).session;

it('a wrong PIN is told with what is left, in the closed list and in words', async () => {
  await expect(open(sample.clerk, '999999')).rejects.toMatchObject({
    code: 'pin-wrong',
    data: {
      problem: 'pin-wrong',
      pin: { state: 'few', triesLeft: 4 },
      message: 'Mã PIN không đúng. Còn 4 lần nhập mã PIN.',
    },
  });
  expect(await token()).toMatchObject({ pin: { triesLeft: 4 }, pinDetail: 'Còn 4 lần nhập mã PIN.' });
});

it('another problem of a token travels as what it is', async () => {
  await open(sample.administrator);
  await expect(open()).rejects.toMatchObject({ code: 'token-failed', data: { problem: 'device-busy' } });
});

it('a session ends with the sign-in of its person, also when the screen only locks', async () => {
  const session = await open(sample.administrator);
  const [certificate] = (await token()).certificates;
  const test = { session, certificate: certificate?.id ?? '' };
  expect(await sample.administrator.tokens.testSignature(test)).toMatchObject({ verified: true });
  await sample.administrator.session.signOut({});
  const person = sample.people.find(({ role }) => role === 'administrator');
  const { login = '', password = '' } = person ?? {};
  await sample.administrator.session.signIn({ login, password });
  await expect(sample.administrator.tokens.testSignature(test)).rejects.toMatchObject({
    code: 'session-ended',
  });
  await open();
});

it('screens hear of a change, and the settings stay after a restart', async () => {
  const heard: string[] = [];
  const ending = new AbortController();
  const events = await sample.clerk.status.events({}, { signal: ending.signal });
  const listening = (async () => {
    for await (const { kind } of events) heard.push(kind);
  })().catch(() => undefined);
  await vi.waitFor(() => expect(heard).toContain('status'), SOON);
  await sample.administrator.tokens.change({ modules: ['/opt/a.so'], knownModules: false, software: false });
  await vi.waitFor(() => expect(heard).toContain('tokens'), SOON);
  ending.abort();
  await listening;
  await sample.office.close();
  const office = await reopenOffice(sample.ports);
  const client = office.client({ origin: 'test', host: 'in-process' });
  const person = sample.people.find(({ role }) => role === 'administrator');
  await client.session.signIn({ login: person?.login ?? '', password: person?.password ?? '' });
  expect((await client.tokens.settings({})).settings).toEqual({
    modules: ['/opt/a.so'],
    knownModules: false,
    software: false,
  });
  expect((await client.tokens.list({ fresh: true })).troubles).toMatchObject([
    { through: 'a.so', problem: 'module-missing' },
  ]);
  await office.close();
});
