import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { createIds, createMarkStore, systemClock } from '#main/host/index.ts';
import { type Office, type OfficeClient, startOffice } from '#office/index.ts';
import type { OfficePorts } from '#office/ports.ts';
import type { CopySummary, RestoreReport } from '#shared/contract/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { resourcesDirectory } from '../fixtures/office.ts';

export type Account = { login: string; password: string; role: string };
export type People = { accounts: Account[]; recoveryKey: string };

/** A PC of the trial: its data, its marks outside them, its machine. */
export type Pc = {
  readonly name: string;
  readonly dataDirectory: string;
  readonly archive: string;
  clerk(): OfficeClient;
  administrator(): OfficeClient;
  start(): Promise<void>;
  signIn(people: People): Promise<void>;
  setUp(): Promise<People>;
  /** Ends the program. */
  stop(): Promise<void>;
  /** Receives; gives what the clerk saw. */
  receive(form: ReceiveDossier): Promise<Seen>;
};

/** What a clerk saw of a reception. `own`: the code is a number of the office, not a provisional one. */
export type Seen = { id: string; code: string; own: boolean };

const PATIENCE_MS = 120_000;

/** `root` holds the data and, apart from them, the marks of this PC. */
export function createPc(root: string, name: string): Pc {
  const dataDirectory = path.join(root, 'data');
  mkdirSync(dataDirectory, { recursive: true });
  const ports: OfficePorts = {
    clock: systemClock,
    ids: createIds(systemClock),
    dataDirectory,
    resourcesDirectory,
    pdfWorkerFile: null,
    secrets: null,
    hostPrinter: null,
    marks: createMarkStore({ directory: path.join(root, 'marks'), machine: name, host: 'web' }),
    builtAt: null,
    network: null,
    log: () => undefined,
    version: '0.0.0-proof',
  };
  let office: Office | undefined;
  let clerk: OfficeClient | undefined;
  let administrator: OfficeClient | undefined;
  const connect = (): OfficeClient => {
    if (office === undefined) throw new Error(`${name} is not started`);
    return office.client({ origin: name, host: 'in-process' });
  };
  const signedIn = (client: OfficeClient | undefined): OfficeClient => client ?? connect();
  return {
    name,
    dataDirectory,
    archive: path.join(dataDirectory, 'archive'),
    clerk: () => signedIn(clerk),
    administrator: () => signedIn(administrator),
    async start() {
      office = await startOffice(ports);
      clerk = undefined;
      administrator = undefined;
    },
    async setUp() {
      const { people, recoveryKey } = await connect().setup.createSample({ tree: 'two-tier' });
      return { accounts: people, recoveryKey };
    },
    async signIn({ accounts }) {
      const as = async (role: string) => {
        const client = connect();
        const { login = '', password = '' } = accounts.find((account) => account.role === role) ?? {};
        await client.session.signIn({ login, password });
        return client;
      };
      clerk = await as('clerk');
      administrator = await as('administrator');
    },
    async stop() {
      await office?.close();
      office = undefined;
    },
    async receive(form) {
      const { dossier } = await signedIn(clerk).dossiers.receive(form);
      const [main] = dossier.codes;
      if (main === undefined) throw new Error('a dossier without a code');
      return { id: dossier.id, code: main.code, own: main.kind === 'own' };
    },
  };
}

/** The same bytes at another place: a disk put into another PC, or files copied by hand while nothing is at rest. */
export function copyBytes(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (file) => !file.endsWith('host.lock') });
}

/** Makes a copy by the button and waits for its end; gives why it failed, null where it did not. */
export async function makeCopy(pc: Pc, folder: string | null): Promise<string | null> {
  await pc.administrator().copies.make({ folder });
  return untilQuiet(pc);
}

export async function untilQuiet(pc: Pc): Promise<string | null> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { running, problem } = await pc.administrator().copies.state({});
    if (running === null) return problem?.message ?? null;
    if (performance.now() > end) throw new Error('a copy did not end');
    await sleep(5);
  }
}

/** Reads all of a copy as a person would at the screen; gives ticket and report. */
export async function checkCopy(
  pc: Pc,
  folder: string,
  people: People,
): Promise<{ ticket: string; report: RestoreReport }> {
  const steps = await pc.administrator().copies.check({
    folder,
    credential: { kind: 'recovery-key', recoveryKey: people.recoveryKey },
  });
  for await (const step of steps) if (step.kind === 'result') return step;
  throw new Error('the check ended without a result');
}

/** Checks a copy, restores it and signs in again. */
export async function restoreCopy(pc: Pc, folder: string, people: People): Promise<RestoreReport> {
  const { ticket, report } = await checkCopy(pc, folder, people);
  await pc.administrator().copies.restore({ ticket });
  await pc.signIn(people);
  return report;
}

/** The copies in a folder, newest first. */
export async function copiesIn(pc: Pc, folder: string): Promise<CopySummary[]> {
  return (await pc.administrator().copies.look({ folder })).copies;
}

/** Waits until so many papers lie in the archive. */
export async function untilArchived(pc: Pc, papers: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (countFiles(pc.archive) < papers) {
    if (performance.now() > end) throw new Error('no papers were archived');
    await sleep(50);
  }
}

function countFiles(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.pdf.sealed'))
    .length;
}

/** Receives without a pause until told to stop; gives everything that was acknowledged. */
export function receiveOn(pc: Pc, next: () => ReceiveDossier) {
  const seen: Seen[] = [];
  let stopping = false;
  const working = (async () => {
    while (!stopping) {
      seen.push(await pc.receive(next()));
      await setImmediate();
    }
  })();
  return {
    seen,
    async stop(): Promise<Seen[]> {
      stopping = true;
      await working;
      return seen;
    },
  };
}
