import { fork } from 'node:child_process';
import path from 'node:path';
import type { HostAnswer, HostCall, HostReady } from './province-host.ts';

/** A province's server in a process of its own. */
export type ProvinceChild = HostReady & {
  ask(call: HostCall): Promise<unknown>;
  /** Milliseconds of processor time of the process so far. */
  cpu(): Promise<number>;
  end(): Promise<void>;
};

/** Starts it on a PostgreSQL server, or on an embedded one in its memory. */
export async function startProvinceChild(databaseUrl: string | undefined): Promise<ProvinceChild> {
  const child = fork(path.join(import.meta.dirname, 'province-host.ts'), [databaseUrl ?? ''], {
    stdio: 'inherit',
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  const ready = new Promise<unknown>((resolve, reject) => waiting.set(0, { resolve, reject }));
  child.on('message', ({ id, value }: HostAnswer) => {
    waiting.get(id)?.resolve(value);
    waiting.delete(id);
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the province ended with ${code}`));
  });
  const ask = (call: HostCall) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, call });
    });
  return {
    ...((await ready) as HostReady),
    ask,
    cpu: async () => Number(await ask({ is: 'cpu' })),
    async end() {
      await ask({ is: 'end' });
    },
  };
}
