import { parentPort } from 'node:worker_threads';
import { type DeriveKey, keyFromPassword } from './derive-key.ts';

export type PasswordRequest = { id: number; parameters: Parameters<DeriveKey> };
export type PasswordReply = { id: number; key: Uint8Array } | { id: number; error: string };

/** Derives keys outside the office's thread, which would stand still for a tenth of a second each time. */
if (parentPort === null) throw new Error('password-worker runs as a worker thread only');
const port = parentPort;

async function answer({ id, parameters }: PasswordRequest): Promise<void> {
  let reply: PasswordReply;
  try {
    reply = { id, key: await keyFromPassword(...parameters) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(reply);
}

port.on('message', (request: PasswordRequest) => void answer(request));
