import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMarkStore } from '#main/host/index.ts';
import type { OfficeClient } from '#office/index.ts';
import { createOfficeCore, createSample, type OfficeCore, type OpenOffice } from '#office/lifecycle/index.ts';
import { createRouter } from '#office/router/index.ts';
import type { SqlValue } from '#office/storage/index.ts';
import type { Actor } from '#shared/dossier/index.ts';
import { portTransport } from '../fixtures/connections.ts';
import { resourcesDirectory } from '../fixtures/office.ts';
import { createSeededIds } from '../fixtures/seeded-ids.ts';

/** One connection of the SQLite package, as the office has it. */
export type RawConnection = {
  prepare(source: string): RawStatement;
  exec(source: string): unknown;
  pragma(source: string, options?: { simple?: boolean }): unknown;
};
export type RawStatement = {
  run(...values: SqlValue[]): { changes: number };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
};

export type MovableClock = { now(): number; set(now: number): void; release(): void };

/** A real office on sample data with its clerk signed in, and the very connection it writes with. */
export type CommitOffice = {
  core: OfficeCore;
  office: OpenOffice;
  clerk: OfficeClient;
  actor: Actor;
  raw: RawConnection;
  clock: MovableClock;
  /** A screen's connection by a MessagePort with the clerk signed in, and its session. */
  connect(): Promise<{ client: OfficeClient; token: string; close(): void }>;
  /** Lets the clock run with the real time, and signs the clerk in again. */
  goToNow(): Promise<void>;
  end(): Promise<void>;
  /** Closes the office and leaves its directory, with an account to sign in; who asks removes it. */
  leave(): Promise<{ directory: string; login: string; password: string }>;
};

/**
 * Opens an office whose connection is caught on the way: bare statements then run on the same file through the same
 * cache with the same settings, so that nothing differs but the office's own work. `begun`: the time of its setting up
 * (milliseconds since 1970), at which its clock stands until it is moved or released.
 */
export async function openCommitOffice(seed: number, begun: number): Promise<CommitOffice> {
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-commit-'));
  const clock = createMovableClock();
  clock.set(begun);
  const core = await createOfficeCore({
    clock,
    ids: createSeededIds(seed, clock),
    dataDirectory: directory,
    resourcesDirectory,
    pdfWorkerFile: null,
    secrets: null,
    hostPrinter: null,
    marks: createMarkStore({ directory: path.join(directory, 'marks'), machine: null, host: 'web' }),
    builtAt: null,
    network: null,
    log: () => undefined,
    version: '0.0.0-proof',
  });
  const caught = await catchConnection(async () => createSample(core, 'three-tier'));
  const clerk = caught.value.people.find((candidate) => candidate.role === 'clerk');
  if (clerk === undefined) throw new Error('the sample has no clerk');
  const router = createRouter(core);
  const client = router.client({ origin: 'commit', host: 'in-process' });
  const signIn = () => client.session.signIn({ login: clerk.login, password: clerk.password });
  const { user } = await signIn();
  // Print jobs are still written with each dossier, but nobody takes them: making PDFs is another proof's matter.
  await core.opened().printing.close();
  return {
    core,
    office: core.opened(),
    clerk: client as OfficeClient,
    actor: { id: user.id, name: user.name },
    raw: caught.raw,
    clock,
    async connect() {
      const connection = await portTransport(router).connect();
      const { login, password } = clerk;
      const { token } = await connection.client.session.signIn({ login, password });
      return { client: connection.client, token, close: connection.close };
    },
    async goToNow() {
      clock.release();
      // The session of years ago has ended.
      await signIn();
    },
    async leave() {
      await core.close();
      return { directory, login: clerk.login, password: clerk.password };
    },
    async end() {
      await core.close();
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The real time, until it is set. */
function createMovableClock(): MovableClock {
  let fixed: number | undefined;
  return {
    now: () => fixed ?? Date.now(),
    set(now) {
      fixed = now;
    },
    release() {
      fixed = undefined;
    },
  };
}

/** Runs `open` and gives the connection on which it set its pragmas. */
async function catchConnection<Value>(
  open: () => Promise<Value>,
): Promise<{ value: Value; raw: RawConnection }> {
  const { prototype } = createRequire(import.meta.url)('better-sqlite3') as { prototype: RawConnection };
  const original = prototype.pragma;
  const seen = new Set<RawConnection>();
  prototype.pragma = function (this: RawConnection, ...args) {
    seen.add(this);
    return original.apply(this, args);
  };
  try {
    const value = await open();
    const [raw, ...others] = seen;
    if (raw === undefined || others.length > 0) throw new Error(`${seen.size} connections instead of one`);
    return { value, raw };
  } finally {
    prototype.pragma = original;
  }
}
