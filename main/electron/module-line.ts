import type { MessagePortMain } from 'electron';
import type { HostProcess, StartHostProcess } from '#office/ports.ts';
import type { FromModuleUser } from './office-messages.ts';

/** The office's or a station's end of the processes that the main process starts for PKCS#11 modules. */
export type ModuleLines = {
  start: StartHostProcess;
  /** The main process started the one with this id. */
  arrived(id: number, port: MessagePortMain): void;
  /** It ended by itself. */
  ended(id: number): void;
};

type Line = { arrived(port: MessagePortMain): void; ended(): void };

/** `tell`: to the main process. */
export function createModuleLines(tell: (message: FromModuleUser) => void): ModuleLines {
  const lines = new Map<number, Line>();
  let lastId = 0;

  async function start(): Promise<HostProcess> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const leaving: (() => void)[] = [];
      let ended = false;
      lines.set(id, {
        arrived(port) {
          resolve({
            send: (message) => port.postMessage(message),
            onMessage(listener) {
              port.on('message', ({ data }) => listener(data));
              port.start();
            },
            onExit(listener) {
              // It may have died before anybody asked.
              if (ended) listener();
              else leaving.push(listener);
            },
            kill() {
              if (lines.delete(id)) tell({ kind: 'end-module', id });
              port.close();
              leave();
            },
          });
        },
        ended() {
          lines.delete(id);
          reject(new Error('the process of a module ended at its start'));
          leave();
        },
      });
      function leave(): void {
        ended = true;
        for (const listener of leaving.splice(0)) listener();
      }
      tell({ kind: 'start-module', id });
    });
  }

  return {
    start,
    arrived: (id, port) => lines.get(id)?.arrived(port),
    ended: (id) => lines.get(id)?.ended(),
  };
}
