import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { jobRequest, parseJob, type SpoolerJob } from './ipp.ts';

const SOCKETS = ['/run/cups/cups.sock', '/var/run/cups/cups.sock'];
const TIMEOUT_MS = 10_000;
const MAX_ANSWER = 1_000_000;

/** Asks a CUPS server about a job. Undefined when it does not know the job; rejects when it does not answer. */
export type AskSpooler = (jobNumber: number) => Promise<SpoolerJob | undefined>;

/** `server`: `host` or `host:port`; null: the local server, by its socket where there is one. */
export function createAskSpooler(server: string | null): AskSpooler {
  return (jobNumber) =>
    new Promise((resolve, reject) => {
      const body = jobRequest(jobNumber);
      const asked = request(
        {
          ...addressOf(server),
          method: 'POST',
          path: '/jobs/',
          headers: { 'content-type': 'application/ipp', 'content-length': body.length },
          timeout: TIMEOUT_MS,
          agent: false,
        },
        (response) => {
          const chunks: Buffer[] = [];
          let length = 0;
          response.on('data', (chunk: Buffer) => {
            length += chunk.length;
            if (length > MAX_ANSWER) asked.destroy(new Error('the spooler says too much'));
            else chunks.push(chunk);
          });
          response.on('end', () => {
            if (response.statusCode === 200) resolve(parseJob(Buffer.concat(chunks)));
            else reject(new Error(`the spooler answered ${response.statusCode}`));
          });
          response.on('error', reject);
        },
      );
      asked.on('timeout', () => asked.destroy(new Error('the spooler does not answer')));
      asked.on('error', reject);
      asked.end(body);
    });
}

function addressOf(server: string | null): { host: string; port: number } | { socketPath: string } {
  if (server !== null) {
    const [host = 'localhost', port = '631'] = server.split(/:(?=\d+$)/);
    return { host, port: Number(port) };
  }
  const socketPath = SOCKETS.find((socket) => existsSync(socket));
  return socketPath === undefined ? { host: 'localhost', port: 631 } : { socketPath };
}
