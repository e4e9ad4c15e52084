import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let bare: BareOffice;
beforeEach(async () => {
  bare = await startBareOffice();
});
afterEach(() => bare.end());

it('a scan is told to the screens of its own station alone, and is written nowhere', async () => {
  const clerk = await bare.signedIn('clerk');
  const administrator = await bare.signedIn('administrator');
  const { station } = await clerk.session.state({});
  const events = await clerk.status.events({});
  await events.next();
  await administrator.scanner.choose({ settings: { kind: 'simulated' } });
  const before = await bare.trace();
  bare.core.events.publish('event', { kind: 'scan', station: 'another', text: '017195004821|…' });
  await administrator.scanner.simulate({ text: 'A005' });
  const scans: unknown[] = [];
  while (scans.length === 0) {
    const step = await events.next();
    if (step.done !== true && step.value.kind === 'scan') scans.push(step.value);
  }
  expect(scans).toEqual([{ kind: 'scan', station, text: 'A005' }]);
  expect(await bare.trace()).toEqual(before);
  await events.return?.();
});
