import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { gatheredSocket } from './gathered-socket.ts';

it('sends what is written in one turn together and in order, and nothing twice', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = gatheredSocket();
  const met = once(server, 'connection');
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [peer] = (await met) as [Socket];
  await once(socket, 'connect');
  const pieces: string[] = [];
  peer.on('data', (piece: Buffer) => pieces.push(piece.toString('utf8')));

  for (const text of ['a', 'b', 'c']) socket.write(text);
  // As the client of the database does for each statement.
  socket.cork();
  socket.write('d');
  socket.uncork();
  expect(socket.writableCorked).toBe(1);
  await once(peer, 'data');
  expect(pieces).toEqual(['abcd']);
  socket.write('e');
  await once(peer, 'data');
  expect(pieces.join('')).toBe('abcde');

  socket.destroy();
  peer.destroy();
  server.close();
});
