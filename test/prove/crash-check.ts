import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createIds, systemClock } from '#main/host/index.ts';
import { searchDossiers } from '#office/dossiers/index.ts';
import { createOfficeCore, type OpenOffice } from '#office/lifecycle/index.ts';
import { sql } from '#office/storage/index.ts';
import type { Clock } from '#shared/base/index.ts';
import { createRandom } from '../fixtures/random.ts';

/** What the killed office's clients know; written by the proof, read here in a process of its own. */
export const CheckTask = z.object({
  dataDirectory: z.string(),
  /** How many days the office's clock is ahead. */
  days: z.int(),
  login: z.string(),
  password: z.string(),
  /** Everything a clerk saw a code of. */
  shown: z.array(z.object({ requestId: z.string(), id: z.string(), code: z.string() })),
  /** Every request that was ever sent. */
  sent: z.array(z.string()),
  /** Where the chains stood at the check before: their ends must not have been lost since. */
  marks: z.array(
    z.object({
      chain: z.enum(['exchange', 'local']),
      station: z.string(),
      seq: z.int(),
      hash: z.string(),
    }),
  ),
  searches: z.int(),
  seed: z.int(),
});
export type CheckTask = z.infer<typeof CheckTask>;

export const CheckResult = z.object({
  /** What was found wrong, in words; empty when all is well. */
  faults: z.array(z.string()),
  dossiers: z.int(),
  entries: z.int(),
  marks: CheckTask.shape.marks,
});
export type CheckResult = z.infer<typeof CheckResult>;

const FAULTS_TOLD = 20;
const Received = z.object({ id: z.string(), code: z.string(), request: z.string() });

/** The dossiers as the journal tells them, whatever the views say. */
function journalled({ db }: OpenOffice): z.infer<typeof Received>[] {
  return db
    .all(sql`
      select subject as id, json_extract(body, '$.dossier.codes[0].code') as code,
             json_extract(body, '$.request.id') as request
      from journal_entries where kind = 'dossier-received' order by position`)
    .map((row) => Received.parse(row));
}

function repeatedOf(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

function findFaults(office: OpenOffice, task: CheckTask, received: z.infer<typeof Received>[]): string[] {
  const faults: string[] = [];
  const byCode = new Map(received.map((dossier) => [dossier.code, dossier]));
  const sent = new Set(task.sent);
  for (const { requestId, id, code } of task.shown) {
    const dossier = byCode.get(code);
    if (dossier === undefined) faults.push(`code ${code} was shown and is not in the journal`);
    else if (dossier.id !== id) faults.push(`code ${code} was shown for ${id} and belongs to ${dossier.id}`);
    else if (dossier.request !== requestId) faults.push(`code ${code} answers another request`);
    const found = office.db.find(sql`
      select d.id from dossier_codes c join dossiers d on d.n = c.dossier_n where c.code = ${code}`);
    if ((found as { id: string } | undefined)?.id !== id)
      faults.push(`code ${code} is not found in the views`);
  }
  for (const code of repeatedOf(received.map((dossier) => dossier.code))) faults.push(`code ${code} twice`);
  for (const id of repeatedOf(received.map((dossier) => dossier.id))) faults.push(`dossier ${id} twice`);
  for (const request of repeatedOf(received.map((dossier) => dossier.request))) {
    faults.push(`request ${request} made two dossiers`);
  }
  for (const dossier of received) {
    if (!sent.has(dossier.request)) faults.push(`dossier ${dossier.id} comes from a request nobody sent`);
  }
  return faults;
}

/** The ids that seeded searches find: words of names and addresses, numbers, codes, parts of words. */
function searchedIds(office: OpenOffice, task: CheckTask): string[] {
  const random = createRandom(task.seed);
  const words = [
    'nguyen',
    'bui thi',
    'đinh',
    'xom ron',
    'tan vinh',
    'chung thuc',
    'ket hon',
    'hung',
    'lan',
    'do',
  ];
  const codes = task.shown.map((dossier) => dossier.code);
  return Array.from({ length: task.searches }, () => {
    const query =
      codes.length > 0 && random.below(3) === 0
        ? random.pick(codes)
        : `${random.pick(words)} ${random.pick(words)}`.slice(0, 2 + random.below(14));
    const { rows } = searchDossiers(office.db, query, { cursor: null, limit: 50 }, systemClock.now());
    return `${query}: ${rows.map((row) => row.id).join(' ')}`;
  });
}

function findRebuildFaults(office: OpenOffice, task: CheckTask): string[] {
  const { journal } = office;
  const digestsBefore = journal.viewDigests();
  const idsBefore = searchedIds(office, task);
  const rebuilt = journal.rebuild();
  const faults = rebuilt.finished ? [] : ['the rebuild did not finish'];
  const digestsAfter = journal.viewDigests();
  for (const [table, digest] of Object.entries(digestsBefore)) {
    if (digestsAfter[table] !== digest) faults.push(`the rebuild gives another ${table}`);
  }
  const idsAfter = searchedIds(office, task);
  const differing = idsBefore.findIndex((found, index) => found !== idsAfter[index]);
  if (differing >= 0) faults.push(`after the rebuild a search finds other dossiers: ${idsBefore[differing]}`);
  return faults;
}

async function check(task: CheckTask): Promise<CheckResult> {
  const clock: Clock = { now: () => systemClock.now() + task.days * 86_400_000 };
  const core = await createOfficeCore({
    clock,
    ids: createIds(clock),
    dataDirectory: task.dataDirectory,
    resourcesDirectory: path.resolve(import.meta.dirname, '../../resources'),
    pdfWorkerFile: null,
    secrets: null,
    hostPrinter: null,
    marks: null,
    builtAt: null,
    network: null,
    log: () => undefined,
    version: '0.0.0-proof',
  });
  await core.signIn(task.login, task.password, { origin: 'crash-check', host: 'in-process' });
  const office = core.opened();
  const received = journalled(office);
  const faults = findFaults(office, task, received);
  const verified = await office.journal.verify({ marks: task.marks });
  if (verified.state !== 'intact') faults.push(`verify: ${JSON.stringify(verified)}`);
  faults.push(...findRebuildFaults(office, task));
  const marks = office.journal
    .heads()
    .map(({ chain, station, seq, hash }) => ({ chain, station, seq, hash }));
  await core.close();
  return {
    faults: faults.slice(0, FAULTS_TOLD),
    dossiers: received.length,
    entries: marks.reduce((sum, mark) => sum + mark.seq, 0),
    marks,
  };
}

if (process.argv[1] === import.meta.filename) {
  const task = CheckTask.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
  const line = `${JSON.stringify(await check(task))}\n`;
  await new Promise<void>((resolve) => process.stdout.write(line, () => resolve()));
  process.exit(0);
}
