/**
 * `swap-once.oracle.ts DIRECTORY BODY STEP`: puts what waits in a data directory in its place, as a restore does; the
 * process kills itself, as a power cut would, at that step (the first is 1). Prints how many steps there were.
 */
import { requestNewStation } from '../../station/index.ts';
import { swapIn } from './swap.ts';

const [, , dataDirectory = '', body = '', cutAt = ''] = process.argv;

let steps = 0;
requestNewStation(dataDirectory);
swapIn(dataDirectory, JSON.parse(body), '2026-11-20T08:00:00.000+07:00', () => {
  steps += 1;
  if (steps !== Number(cutAt)) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal is delivered before anything else of this process runs; this only makes sure.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
});
process.stdout.write(`${steps}`);
