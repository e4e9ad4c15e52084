import { type Agent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { err, ok, type Result } from '#shared/base/index.ts';
import type { contract } from '#shared/contract/index.ts';
import { DEVICE_PATH, DEVICE_SOCKET_PATH } from '#shared/host/index.ts';
import type { OfficeAddress } from './address.ts';

const ASK_EVERY_MS = 1_000;
const ANSWER_MS = 20_000;
/** A code is good for five minutes. A cable that was pulled out meanwhile is told by nobody. */
const LIMIT_MS = 6 * 60_000;

/** The token in a `Set-Cookie` of the office's door; undefined: there is none. */
export function tokenOf(setCookie: readonly string[] | undefined): string | undefined {
  for (const one of setCookie ?? []) {
    const [, token] = /^tram_device_\d+=([\w-]{1,100});/.exec(one) ?? [];
    if (token !== undefined) return token;
  }
  return undefined;
}

/** As the office's door reads it. */
export const cookieOf = (address: OfficeAddress, token: string): string =>
  `tram_device_${address.port}=${token}`;

/** Exchanges the claim of a device that was let in for its token; undefined: it is good no more. */
export function takeToken(address: OfficeAddress, agent: Agent, claim: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest({
      agent,
      host: address.host,
      port: address.port,
      path: `${DEVICE_PATH}/?claim=${encodeURIComponent(claim)}`,
      headers: { host: address.authority },
      timeout: ANSWER_MS,
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => {
        // It could not write the device down, and the claim is as good as before: whoever asks again may get it.
        if ((response.statusCode ?? 500) >= 500) reject(new Error('the office could not give the token'));
        else resolve(tokenOf(response.headers['set-cookie']));
      });
    });
    request.on('error', reject);
    request.end();
  });
}

/**
 * Pairs this PC by the code that an administrator was given: types it, shows the digits that the administrator asks for,
 * and waits until they let it in. The error is for the person at this PC.
 */
export async function pairByCode(ports: {
  address: OfficeAddress;
  agent: Agent;
  code: string;
  name: string;
  show(digits: string): void;
  signal: AbortSignal;
  limitMs?: number;
}): Promise<Result<string, string>> {
  const { address, agent } = ports;
  const late = AbortSignal.timeout(ports.limitMs ?? LIMIT_MS);
  const signal = AbortSignal.any([ports.signal, late]);
  const socket = new WebSocket(`wss://${address.authority}${DEVICE_SOCKET_PATH}`, {
    agent,
    origin: address.origin,
    headers: { 'user-agent': ports.name },
    perMessageDeflate: false,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
      signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
    });
    socket.on('error', () => undefined);
    const client: ContractRouterClient<typeof contract> = createORPCClient(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    const { request, digits } = await client.lan.pair({ code: ports.code }, { signal });
    ports.show(digits);
    for (;;) {
      const step = await client.lan.pairing({ request }, { signal });
      if (step.state === 'gone') {
        return err('Quản trị viên không cho máy này vào, hoặc mã đã hết hạn. Hãy xin mã mới rồi ghép lại.');
      }
      if (step.state === 'paired') {
        const token = await takeToken(address, agent, step.claim);
        return token === undefined ? err('Lần ghép này không còn. Hãy xin mã mới rồi ghép lại.') : ok(token);
      }
      await sleep(ASK_EVERY_MS, undefined, { signal });
    }
  } catch (error) {
    if (late.aborted) return err('Máy chính không trả lời. Hãy xem dây mạng, xin mã mới rồi ghép lại.');
    const said = error instanceof Error ? error.message : '';
    return err(`Chưa ghép được máy này: ${said}`);
  } finally {
    socket.terminate();
  }
}
