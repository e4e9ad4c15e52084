import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { openPostgres } from './postgres.ts';

it('asks a silent line to the database soon whether anybody is there, not after the hours of the system', async () => {
  const server = createServer((peer) => peer.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = vi.spyOn(Socket.prototype, 'setKeepAlive');
  const driver = openPostgres(`postgres://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/none`);
  await expect(driver.sql.query('select 1')).rejects.toThrow();
  expect(asked).toHaveBeenCalledExactlyOnceWith(true, 10_000);
  asked.mockRestore();
  await driver.close();
  server.close();
});
