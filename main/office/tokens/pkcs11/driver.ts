import path from 'node:path';
import type { StartHostProcess } from '../../ports.ts';
import { type TokenDriver, TokenError, type TokenFound, type TokenSession } from '../token.ts';
import { machinesOfFile } from './bitness.ts';
import { MODULE_LIMITS, type ModuleClient, type ModuleLimits, startModule } from './client.ts';
import type { TokenSeen } from './protocol.ts';

export type Pkcs11Ports = {
  /** The module's file, whole path. */
  file: string;
  start: StartHostProcess;
  limits?: Partial<ModuleLimits>;
  /** Of this process and so of the module's; only tests bring another one. */
  machine?: string;
};

/** A driver for one module, with what only a doctor asks of it. */
export type Pkcs11Driver = TokenDriver & {
  readonly file: string;
  /** As `list`, reading everything anew, with the number of readers. */
  examine(): Promise<{ slots: number; tokens: TokenFound[] }>;
};

/** A module nobody asked for so long is unloaded: its process takes memory, and the token may be wanted elsewhere. */
const REST_AFTER_MS = 120_000;

/** Tokens of one PKCS#11 module, loaded in a process of its own when it is first asked. */
export function createPkcs11Driver(ports: Pkcs11Ports): Pkcs11Driver {
  const limits = { ...MODULE_LIMITS, ...ports.limits };
  const name = path.basename(ports.file);
  let starting: Promise<ModuleClient> | undefined;
  let sessions = 0;
  let closed = false;
  let resting: NodeJS.Timeout | undefined;

  /** The living process; started when there is none, so that a crash costs the call it came in and no other. */
  async function living(): Promise<ModuleClient> {
    if (closed) throw new TokenError('session-ended', 'the driver is closed');
    const before = starting;
    const client = await before?.catch(() => undefined);
    if (client?.isAlive()) return client;
    if (starting === before) starting = start();
    return starting as Promise<ModuleClient>;
  }

  async function start(): Promise<ModuleClient> {
    checkFile(ports.file, ports.machine ?? process.arch);
    const client = await startModule(ports.start, ports.file, limits);
    if (closed) client.end();
    sessions = 0;
    return client;
  }

  function restLater(): void {
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (sessions > 0) return;
      const ended = starting;
      starting = undefined;
      void ended?.then(
        (client) => client.end(),
        () => undefined,
      );
    }, REST_AFTER_MS).unref();
  }

  const idOf = (key: string) => `pkcs11:${name}:${key}`;
  const found = ({ key, ...seen }: TokenSeen): TokenFound => ({
    id: idOf(key),
    kind: 'pkcs11',
    through: name,
    ...seen,
  });

  async function survey(fresh: boolean) {
    restLater();
    const client = await living();
    const { slots, tokens } = await client.ask({ call: 'list', fresh });
    return { slots, tokens: tokens.map(found) };
  }

  return {
    kind: 'pkcs11',
    file: ports.file,
    list: async () => (await survey(false)).tokens,
    examine: () => survey(true),
    async open(tokenId, pin) {
      const prefix = idOf('');
      if (!tokenId.startsWith(prefix)) throw new TokenError('token-missing', 'a token of another module');
      restLater();
      const client = await living();
      const bytes = Buffer.from(pin, 'utf8');
      const key = tokenId.slice(prefix.length);
      const { session, certificates } = await client
        .ask({ call: 'open', key, pin: bytes })
        .finally(() => bytes.fill(0));
      sessions += 1;
      let ended = false;
      const end = () => {
        if (ended) return;
        ended = true;
        sessions = Math.max(0, sessions - 1);
        restLater();
      };
      const own: TokenSession = {
        certificates,
        async sign(certificate, digest) {
          if (ended) throw new TokenError('session-ended', 'closed');
          try {
            const { signature } = await client.ask({ call: 'sign', session, certificate, digest });
            return signature;
          } catch (error) {
            if (!client.isAlive()) end();
            throw error;
          }
        },
        async close() {
          if (ended) return;
          end();
          await client.ask({ call: 'close', session }).catch(() => undefined);
        },
      };
      return own;
    },
    async close() {
      closed = true;
      clearTimeout(resting);
      const client = await starting?.catch(() => undefined);
      client?.end();
    },
  };
}

/** What can be said of a module's file without loading it. Throws TokenError. */
export function checkFile(file: string, machine: string): void {
  let machines: string[];
  try {
    machines = machinesOfFile(file);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new TokenError(
      gone ? 'module-missing' : 'module-unusable',
      gone ? 'no such file' : 'it can not be read',
    );
  }
  if (machines.length === 0) throw new TokenError('module-unusable', 'no library');
  if (!machines.includes(machine)) {
    throw new TokenError('module-bitness', `made for ${machines.join(', ')}, this program is ${machine}`);
  }
}
