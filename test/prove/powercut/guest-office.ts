import { createHash } from 'node:crypto';
import { existsSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { createIds, createMarkStore, systemClock } from '#main/host/index.ts';
import type { OfficeClient } from '#office/index.ts';
import { createOfficeCore, createSample, type OfficeCore, type OpenOffice } from '#office/lifecycle/index.ts';
import { createRouter } from '#office/router/index.ts';
import { sql } from '#office/storage/index.ts';
import { seededReception, shippedCatalogueOf, standardProcedures } from '../../fixtures/receptions.ts';
import { Acknowledged, type Found } from './protocol.ts';

/**
 * Runs inside the guest: `guest-office.js SHARED DATA MODE ACKNOWLEDGED`. The product's own office on the data disk: it
 * first says what it finds there, then receives dossiers and keeps drafts, telling the console of each only after the
 * office has answered. MODE `full` is the product as it is; `normal` is the control, which must lose.
 */
const [shared = '', data = '', mode = 'full', told = '{}'] = process.argv.slice(2);
const SEED = 1;
const WINDOW = '00000000-0000-4000-8000-000000000001';

const screen = openSync('/dev/ttyS0', 'w');
const say = (text: string): void => void writeSync(screen, `${text}\n`);
const fail = (error: unknown): never => {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(`FAILED ${words.replaceAll('\n', ' | ')}`);
  return process.exit(1);
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const acknowledged = Acknowledged.parse(JSON.parse(told));
const procedures = standardProcedures(shippedCatalogueOf(path.join(shared, 'resources')).procedures);
const reception = (index: number) => seededReception(procedures, SEED, index);

const pragmas = catchConnections();
const directory = path.join(data, 'office');
const isNew = !existsSync(directory);
const core = await createOfficeCore({
  clock: systemClock,
  ids: createIds(systemClock),
  dataDirectory: directory,
  resourcesDirectory: path.join(shared, 'resources'),
  pdfWorkerFile: path.join(shared, 'pdf-worker.js'),
  secrets: null,
  hostPrinter: null,
  marks: createMarkStore({ directory: path.join(data, 'marks'), machine: 'guest', host: 'web' }),
  builtAt: null,
  network: null,
  log: (line) => {
    if (line.level === 'error') say(`LOG ${JSON.stringify(line)}`);
  },
  version: '0.0.0-proof',
});
const who = isNew ? await setUp(core) : acknowledged.who;
if (who === null) throw new Error('nobody to sign in');
const client: OfficeClient = createRouter(core).client({ origin: 'guest', host: 'in-process' });
await client.session.signIn(who);
const office = core.opened();
pragmas.set(`synchronous = ${mode}`);
say(`MODE ${pragmas.get('journal_mode')} ${pragmas.get('synchronous')}`);
const found = await look(office);
say(`FOUND ${JSON.stringify(found)}`);
for (let index = found.dossiers; ; index += 1) {
  const input = reception(index);
  await client.drafts.save({
    requestId: input.requestId,
    window: WINDOW,
    edit: 1,
    applicant: input.applicant.name,
    procedure: input.procedureCode,
    form: JSON.stringify(input),
  });
  say(`DRAFT ${index}`);
  const { dossier } = await client.dossiers.receive(input);
  say(`ACK ${index} ${dossier.codes[0]?.code}`);
}

async function setUp(fresh: OfficeCore): Promise<{ login: string; password: string }> {
  const { people } = await createSample(fresh, 'three-tier');
  const clerk = people.find((person) => person.role === 'clerk');
  if (clerk === undefined) throw new Error('the sample has no clerk');
  const person = { login: clerk.login, password: clerk.password };
  say(`WHO ${JSON.stringify(person)}`);
  return person;
}

/** What survived: dossiers in the order of their requests, their print jobs, the draft, and whether all of it holds. */
async function look({ db, journal }: OpenOffice): Promise<Found> {
  const Row = z.object({ code: z.string(), request: z.string() });
  const rows = db
    .all(sql`
      select json_extract(body, '$.dossier.codes[0].code') as code, json_extract(body, '$.request.id') as request
      from journal_entries where kind = 'dossier-received' order by position`)
    .map((row) => Row.parse(row));
  const hash = createHash('sha256');
  for (const { code } of rows.slice(0, acknowledged.dossiers)) hash.update(`${code}\n`);
  const before = journal.viewDigests();
  journal.rebuild();
  const after = journal.viewDigests();
  const verified = await journal.verify();
  const count = z.object({ count: z.int() });
  const jobs = count.parse(db.one(sql`select count(distinct dossier_id) as count from print_jobs`));
  const integrity = z.object({ integrity_check: z.string() });
  return {
    dossiers: rows.length,
    inOrder: rows.every(({ request }, index) => request === reception(index).requestId),
    twice: rows.length - new Set(rows.map(({ code }) => code)).size,
    codes: hash.digest('hex'),
    unacknowledged: rows.slice(acknowledged.dossiers).map(({ code }) => code),
    withJob: jobs.count,
    draft: await draftStands(),
    verified: verified.state,
    rebuilt: Object.entries(before).every(([table, digest]) => after[table] === digest),
    integrity: integrity.parse(db.one(sql`pragma integrity_check`)).integrity_check,
    frozen: (await client.status.get({})).numbersFrozen,
  };
}

/** Whether the last draft that was acknowledged is still there, or has become its dossier. */
async function draftStands(): Promise<boolean> {
  if (acknowledged.draft < 0) return true;
  const { requestId } = reception(acknowledged.draft);
  const { standing, own } = await client.drafts.list({ window: WINDOW, current: requestId });
  return standing?.state === 'received' || own?.requestId === requestId;
}

/** The office keeps its connection to itself; the control has to take away what the product insists on. */
function catchConnections() {
  type Connection = { pragma(source: string, options?: { simple?: boolean }): unknown };
  const { prototype } = createRequire(import.meta.url)('better-sqlite3') as { prototype: Connection };
  const original = prototype.pragma;
  const seen = new Set<Connection>();
  prototype.pragma = function (this: Connection, ...args) {
    seen.add(this);
    return original.apply(this, args);
  };
  const last = (): Connection => {
    const connection = [...seen].at(-1);
    if (connection === undefined) throw new Error('no connection was opened');
    return connection;
  };
  return {
    set: (source: string) => void original.call(last(), source),
    get: (name: string) => original.call(last(), name, { simple: true }),
  };
}
