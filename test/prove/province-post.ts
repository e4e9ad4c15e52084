import { type Agent, request } from 'node:http';

/** Posts bytes and resolves with the answer's; rejects for any status but 200. `onGiven`: the last byte was given away. */
export function post(
  agent: Agent,
  address: string,
  body: Uint8Array,
  type: string,
  onGiven: () => void = () => undefined,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': String(body.length) };
    const call = request(address, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${address}: ${response.statusCode} ${bytes.toString('utf8').slice(0, 300)}`));
      });
    });
    call.on('error', reject);
    call.on('finish', onGiven);
    call.end(body);
  });
}
