import { Socket } from 'node:net';

/**
 * A socket that sends what is written to it in one turn of the program as one piece: statements that go out together cost
 * one call of the system instead of one each, and the server reads them together.
 */
export function gatheredSocket(): Socket {
  const socket = new Socket();
  let gathering = false;
  // Connecting puts the socket's own way of writing back.
  socket.once('connect', () => {
    const write = socket.write;
    const gathered = (...parts: Parameters<Socket['write']>): boolean => {
      if (!gathering) {
        gathering = true;
        socket.cork();
        process.nextTick(() => {
          gathering = false;
          socket.uncork();
        });
      }
      return write.apply(socket, parts);
    };
    // What writes has several shapes; all of them go through.
    socket.write = gathered as Socket['write'];
  });
  return socket;
}
