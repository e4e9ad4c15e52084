import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OfficeClient } from '#office/index.ts';
import { type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let office: BareOffice;
beforeAll(async () => {
  office = await startBareOffice();
});
afterAll(() => office.end());

/** A window of the hall as the office process serves it. */
function connect(token: string | null) {
  const { port1, port2 } = new MessageChannel();
  const device = { token, address: 'Máy này, màn hình sảnh 1', browser: 'Electron', overLan: false };
  office.router.servePort(port1, { origin: 'window:2', host: 'electron', device });
  port1.start();
  const client: OfficeClient = createORPCClient(new RPCLink({ port: port2 }));
  port2.start();
  return { client, port: port2 };
}

test('a window of the hall is paired by its port; revoked, its port ends and the next shows how to pair', async () => {
  const administrator = await office.signedIn('administrator');
  const { pairing } = await administrator.lan.beginPairing({ kind: 'board', name: 'Bảng sảnh' });
  const stranger = connect(null);
  expect((await stranger.client.session.state({})).device).toMatchObject({ kind: null, overLan: false });
  const { request, digits } = await stranger.client.lan.pair({ code: pairing?.code ?? '' });
  const asker = (await administrator.lan.state({})).pairing?.asker;
  expect(asker).toMatchObject({ address: 'Máy này, màn hình sảnh 1', browser: 'Electron' });
  await administrator.lan.decide({ pairing: pairing?.id ?? '', digits });
  const step = await stranger.client.lan.pairing({ request });
  const claim = step.state === 'paired' ? step.claim : '';
  const token = office.core.lan.takeToken(claim) ?? null;
  expect(token).not.toBeNull();
  expect(office.core.lan.takeToken(claim)).toBeUndefined();
  stranger.port.close();

  const board = connect(token);
  expect((await board.client.session.state({})).device).toMatchObject({ kind: 'board', name: 'Bảng sảnh' });
  const [device] = (await administrator.lan.state({})).devices;
  const closed = once(board.port, 'close');
  await administrator.lan.revoke({ device: device?.id ?? '' });
  await closed;
  const again = connect(token);
  expect((await again.client.session.state({})).device).toMatchObject({ kind: null });
  again.port.close();
});
