import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OfficeClient } from '#office/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import {
  exampleReception,
  exampleSlip,
  type SampleOffice,
  startSampleOffice,
  systemIds,
} from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let sample: SampleOffice;
beforeAll(async () => {
  sample = await startSampleOffice();
});
afterAll(() => sample.end());

/** A window of its own with somebody signed in, on a real port that can be closed. */
async function openWindow(role: 'clerk' | 'administrator') {
  const person = sample.people.find((one) => one.role === role);
  const client = sample.office.client({ origin: `window of ${role}`, host: 'in-process' });
  const { user } = await client.session.signIn({
    login: person?.login ?? '',
    password: person?.password ?? '',
  });
  const window = systemIds.id();
  return {
    client,
    user,
    window,
    save: (requestId: string, edit = 1) =>
      client.drafts.save({ requestId, window, edit, applicant: 'An', procedure: '', form: '{"version":1}' }),
    list: (current: string | null = null) => client.drafts.list({ window, current }),
  };
}

const codeOf = async (call: Promise<unknown>) =>
  call.then(() => 'ok').catch((error: { code: string }) => error.code);

describe('a draft between two windows', () => {
  it('is offered to the other only once its window has gone or its person has signed out', async () => {
    const lan = await openWindow('clerk');
    const minh = await openWindow('administrator');
    const requestId = systemIds.id();
    await lan.save(requestId);
    const offered = async () => (await minh.list()).offers.some((offer) => offer.requestId === requestId);
    expect(await offered()).toBe(false);
    await lan.client.session.signOut({});
    expect(await offered()).toBe(true);
    expect((await minh.list()).offers.find((offer) => offer.requestId === requestId)).toMatchObject({
      holder: { name: lan.user.name, counter: lan.user.counter },
      atWork: false,
    });
    await minh.client.drafts.discard({ requestId, window: minh.window });
  });

  it('that became a slip is told so, with its number: nothing was received', async () => {
    const lan = await openWindow('clerk');
    const slip = exampleSlip();
    await lan.save(slip.requestId);
    const { dossier } = await lan.client.slips.give(slip);
    expect((await lan.list(slip.requestId)).standing).toEqual({
      state: 'received',
      code: dossier.codes[0]?.code,
      slip: 'supplement',
    });
  });

  it('that was taken cannot be received by the first; by the second it is, and is a draft no longer', async () => {
    const lan = await openWindow('clerk');
    const minh = await openWindow('administrator');
    const reception = exampleReception();
    const { requestId } = reception;
    await lan.save(requestId);
    await minh.client.drafts.take({ requestId, window: minh.window });
    expect(await lan.client.dossiers.receive(reception).catch((error: unknown) => error)).toMatchObject({
      code: 'draft-taken',
      message: expect.stringContaining(minh.user.name),
    });
    const { dossier } = await minh.client.dossiers.receive(reception);
    expect(await minh.list(requestId)).toMatchObject({
      own: null,
      standing: { state: 'received', code: dossier.codes[0]?.code },
    });
    // Who lost the race is told what became of it, and asking again gives the same dossier.
    expect((await lan.save(requestId, 5)).standing.state).toBe('received');
    expect(await lan.client.dossiers.receive(reception)).toMatchObject({
      repeated: true,
      dossier: { id: dossier.id },
    });
  });

  it('that its person opened in a second window is refused to the first', async () => {
    const first = await openWindow('clerk');
    const second = await openWindow('clerk');
    const reception = exampleReception();
    await first.save(reception.requestId);
    expect((await second.list()).offers).toContainEqual(
      expect.objectContaining({ requestId: reception.requestId, yours: true, atWork: true }),
    );
    await second.client.drafts.take({ requestId: reception.requestId, window: second.window });
    expect(await codeOf(first.client.dossiers.receive(reception))).toBe('draft-taken');
    expect(await codeOf(second.client.dossiers.receive(reception))).toBe('ok');
  });

  it('is not discarded under the hands of who is typing', async () => {
    const lan = await openWindow('clerk');
    const minh = await openWindow('administrator');
    const requestId = systemIds.id();
    await lan.save(requestId);
    expect(await codeOf(minh.client.drafts.discard({ requestId, window: minh.window }))).toBe('draft-taken');
    expect((await lan.list(requestId)).standing).toEqual({ state: 'yours' });
    await lan.client.drafts.discard({ requestId, window: lan.window });
  });

  it('a reception that is refused leaves its draft where it is', async () => {
    const lan = await openWindow('clerk');
    const reception = exampleReception({ procedureCode: '9.999999' });
    await lan.save(reception.requestId);
    expect(await codeOf(lan.client.dossiers.receive(reception))).toBe('unknown-procedure');
    expect((await lan.list()).own?.requestId).toBe(reception.requestId);
    await lan.client.drafts.discard({ requestId: reception.requestId, window: lan.window });
  });
});

it('a program that receives without any window is not hindered by drafts, but a draft of somebody else is', async () => {
  const lan = await openWindow('clerk');
  const reception = exampleReception();
  await lan.save(reception.requestId);
  expect(await codeOf(sample.administrator.dossiers.receive(reception))).toBe('draft-taken');
  expect(await codeOf(sample.clerk.dossiers.receive(reception))).toBe('ok');
});

it('the screens are told at once when a draft is taken, with nothing personal in the event', async () => {
  const lan = await openWindow('clerk');
  const minh = await openWindow('administrator');
  const requestId = systemIds.id();
  await lan.save(requestId);
  const events = await lan.client.status.events({});
  await events.next();
  await minh.client.drafts.take({ requestId, window: minh.window });
  const { value } = (await events.next()) as { value: OfficeEvent };
  await events.return?.();
  expect(value).toEqual({ kind: 'drafts' });
  expect((await lan.list(requestId)).standing).toMatchObject({
    state: 'taken',
    by: { name: minh.user.name },
  });
  await minh.client.drafts.discard({ requestId, window: minh.window });
});

it('drafts are no entries: the chains and the views know nothing of them', async () => {
  const lan = await openWindow('clerk');
  const requestId = systemIds.id();
  const before = await heldBy(lan.client);
  for (let edit = 1; edit <= 3; edit += 1) await lan.save(requestId, edit);
  await lan.client.drafts.discard({ requestId, window: lan.window });
  expect(await heldBy(lan.client)).toBe(before);
});

async function heldBy(client: OfficeClient): Promise<string> {
  const { held, lastWrittenAt } = await client.status.get({});
  return JSON.stringify({ held, lastWrittenAt });
}
