import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { CopySummary } from '#shared/contract/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { createRandom, type Random } from '../fixtures/random.ts';
import { seededReception, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { say, wholeNumber } from './measure.ts';
import { DAMAGES, type DamageKind, findLossFaults, findReportFaults } from './restore-damage.ts';
import { measureLoad } from './restore-load.ts';
import { lookInto } from './restore-look.ts';
import {
  checkCopy,
  copiesIn,
  copyBytes,
  createPc,
  makeCopy,
  type Pc,
  type People,
  receiveOn,
  restoreCopy,
  type Seen,
  untilArchived,
  untilQuiet,
} from './restore-pc.ts';

/** Everything that was ever acknowledged in a round, and which number went to which dossier, on all PCs. */
type Ledger = {
  acknowledged: number;
  restored: number;
  idOfCode: Map<string, string>;
  reused: string[];
};

/** What can befall an office; each round plays one, in turn. */
const EVENTS = [
  ...(Object.keys(DAMAGES) as DamageKind[]),
  'log-deleted',
  'disk-full',
  'old-copy-put-back',
  'second-pc',
] as const;
type Event = (typeof EVENTS)[number];

/** What every event is given. */
type Scene = {
  root: string;
  random: Random;
  next: () => ReceiveDossier;
  ledger: Ledger;
  faults: string[];
};

/** An office at work with copies in a folder, and what was acknowledged before the newest was begun. */
type Worked = { pc: Pc; people: People; folder: string; before: Seen[]; copy: CopySummary };

const ROUNDS_BY_DEFAULT = '9';
const AFTERWARDS = 5;

/**
 * The proof `restore`. `--rounds N` (9: each event once) `--seed S` (1) `--rows R` (5000, for the load): copies made
 * under load, then damage; what was acknowledged before the copy is back, the report equals what was done, and no
 * number is used twice by any PC. `--rows 0` leaves the measurement out; `--only EVENT` plays that one in every round.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { rounds: text, seed: text, rows: text, only: text } });
  const rounds = wholeNumber('rounds', values.rounds ?? ROUNDS_BY_DEFAULT, 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const rows = wholeNumber('rows', values.rows ?? '5000');
  const procedures = standardProcedures(shippedCatalogue().procedures);
  const played: Record<string, number> = {};
  const skipped: string[] = [];
  const faults: string[] = [];
  const totals = { acknowledged: 0, restored: 0, numbers: 0, reused: 0 };
  let index = 0;
  const next = () => seededReception(procedures, seed, index++);

  for (let number = 0; number < rounds; number += 1) {
    const event = (values.only as Event | undefined) ?? EVENTS[number % EVENTS.length] ?? 'nothing';
    const root = mkdtempSync(path.join(tmpdir(), 'tram-restore-'));
    const ledger: Ledger = { acknowledged: 0, restored: 0, idOfCode: new Map(), reused: [] };
    const found: string[] = [];
    try {
      const random = createRandom(seed * 1_000 + number);
      const done = await play(event, { root, random, next, ledger, faults: found });
      if (done) played[event] = (played[event] ?? 0) + 1;
      else skipped.push(event);
    } finally {
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    }
    for (const code of ledger.reused) found.push(`number ${code} was used twice`);
    totals.acknowledged += ledger.acknowledged;
    totals.restored += ledger.restored;
    totals.numbers += ledger.idOfCode.size;
    totals.reused += ledger.reused.length;
    faults.push(...found.map((fault) => `${event}: ${fault}`));
    say(
      `round ${number + 1}/${rounds} ${event}: ${ledger.acknowledged} acknowledged, ${found.length} faults`,
    );
    for (const fault of found.slice(0, 10)) say(`FAULT ${fault}`);
  }
  const load = rows === 0 ? null : await measureLoad(rows, seed);
  if (load !== null && !load.ok) faults.push(`load: ${JSON.stringify(load.figures)}`);
  return {
    ok: faults.length === 0 && totals.restored > 0,
    figures: {
      seed,
      rounds,
      played,
      skipped,
      acknowledged: totals.acknowledged,
      acknowledgedBeforeCopyAndBack: totals.restored,
      numbersGiven: totals.numbers,
      numbersReused: totals.reused,
      load: load?.figures ?? null,
      faults: faults.length,
    },
  };
}

/** False where this machine cannot play it. */
async function play(event: Event, scene: Scene): Promise<boolean> {
  switch (event) {
    case 'disk-full':
      return playDiskFull(scene);
    case 'log-deleted':
      return playLogDeleted(scene);
    case 'old-copy-put-back':
      return playOldCopy(scene);
    case 'second-pc':
      return playSecondPc(scene);
    default:
      return playDamage(event, scene);
  }
}

function note(ledger: Ledger, seen: readonly Seen[]): void {
  ledger.acknowledged += seen.length;
  for (const { id, code, own } of seen) if (own) noteCode(ledger, code, id);
}

function noteCode(ledger: Ledger, code: string, id: string): void {
  const known = ledger.idOfCode.get(code);
  if (known === undefined) ledger.idOfCode.set(code, id);
  else if (known !== id) ledger.reused.push(code);
}

async function receiveSome(pc: Pc, scene: Scene, count: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let done = 0; done < count; done += 1) seen.push(await pc.receive(scene.next()));
  note(scene.ledger, seen);
  return seen;
}

/** An office that works, copies while it works, and works on. */
async function work(scene: Scene, name = 'pc-a'): Promise<Worked> {
  const pc = createPc(path.join(scene.root, name), name);
  const folder = path.join(scene.root, 'stick');
  mkdirSync(folder, { recursive: true });
  await pc.start();
  const people = await pc.setUp();
  await pc.signIn(people);
  const before = await receiveSome(pc, scene, 10 + scene.random.below(30));
  await untilArchived(pc, 3);
  await copyUnderLoad(pc, folder, scene, before);
  const { counted } = await copyUnderLoad(pc, folder, scene, before);
  await receiveSome(pc, scene, 1 + scene.random.below(10));
  const [copy] = await copiesIn(pc, folder);
  if (copy === undefined) throw new Error('no copy was made');
  return { pc, people, folder, before: before.slice(0, counted), copy };
}

/** Copies while somebody receives without a pause; `counted`: how many were acknowledged when it was ordered. */
async function copyUnderLoad(
  pc: Pc,
  folder: string,
  scene: Scene,
  before: Seen[],
): Promise<{ counted: number }> {
  const load = receiveOn(pc, scene.next);
  while (load.seen.length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
  const counted = before.length + load.seen.length;
  await pc.administrator().copies.make({ folder });
  const problem = await untilQuiet(pc);
  const seen = await load.stop();
  note(scene.ledger, seen);
  before.push(...seen);
  if (problem !== null) scene.faults.push(`the copy failed: ${problem}`);
  const { drilled } = await pc.administrator().copies.state({});
  if (drilled?.outcome !== 'proven' || !drilled.ofLatest) scene.faults.push('the new copy was not proven');
  return { counted };
}

/** A copy, damaged, restored on a PC that has nothing, while the first one works on. */
async function playDamage(kind: DamageKind, scene: Scene): Promise<boolean> {
  const { pc, people, before, copy } = await work(scene);
  const expected = DAMAGES[kind](copy, scene.random);
  const other = createPc(path.join(scene.root, 'pc-b'), 'pc-b');
  await other.start();
  const report = await restoreCopy(other, copy.folder, people);
  await goOnWithBoth(pc, other, scene);
  await other.stop();
  await pc.stop();
  const first = await lookInto(pc.dataDirectory, people, false);
  const restored = await lookInto(other.dataDirectory, people, report.outcome === 'whole');
  scene.faults.push(
    ...findReportFaults(expected, report.damaged, (paper) => restored.papers.get(paper) ?? paper),
    ...findLossFaults(upTo(first.entries, copy), restored.entries, report.damaged),
  );
  const lost = report.damaged.some(({ what }) => what === 'entries-lost');
  if (!lost) expectBack(before, restored.dossiers, scene);
  if (report.outcome === 'whole' && restored.verified !== 'intact')
    scene.faults.push(`verify: ${restored.verified}`);
  scene.faults.push(...restored.rebuiltOtherwise.map((table) => `the rebuild gives another ${table}`));
  for (const look of [first, restored]) for (const [code, id] of look.own) noteCode(scene.ledger, code, id);
  return true;
}

/** The entries that the copy holds: as many of each chain as its manifest says are no more than were there then. */
function upTo(entries: ReadonlyMap<string, string>, copy: CopySummary): Map<string, string> {
  return new Map([...entries].slice(0, copy.entries));
}

function expectBack(before: readonly Seen[], dossiers: ReadonlySet<string>, scene: Scene): void {
  for (const { id, code } of before) {
    if (dossiers.has(id)) scene.ledger.restored += 1;
    else scene.faults.push(`${code} was acknowledged before the copy and is not back`);
  }
}

/** Both PCs receive; then the administrator of the restored one confirms the last code and both go on. */
async function goOnWithBoth(first: Pc, second: Pc, scene: Scene): Promise<void> {
  await receiveSome(first, scene, AFTERWARDS);
  await receiveSome(second, scene, AFTERWARDS);
  const { frozen } = await second.administrator().numbers.state({});
  if (frozen === null) scene.faults.push('the restored office goes on giving numbers unasked');
}

/** The log of the live database is deleted and the database damaged: restored in place by an administrator. */
async function playLogDeleted(scene: Scene): Promise<boolean> {
  const { pc, people, before, copy } = await work(scene);
  // What a power cut leaves: files as they are now, the log with what is not moved yet.
  const torn = createPc(path.join(scene.root, 'pc-torn'), 'pc-a');
  copyBytes(path.join(scene.root, 'pc-a'), path.join(scene.root, 'pc-torn'));
  await pc.stop();
  const file = path.join(torn.dataDirectory, 'office.db');
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  writeFileSync(file, Buffer.alloc(8192, 7));
  await torn.start();
  const refused = await torn.signIn(people).then(
    () => false,
    () => true,
  );
  if (!refused) scene.faults.push('a damaged database was opened');
  const report = await restoreCopy(torn, copy.folder, people);
  if (report.outcome !== 'whole' || report.damages > 0)
    scene.faults.push(`report: ${JSON.stringify(report.damaged)}`);
  await receiveSome(torn, scene, AFTERWARDS);
  await confirmLast(torn, scene);
  await receiveSome(torn, scene, AFTERWARDS);
  await torn.stop();
  const restored = await lookInto(torn.dataDirectory, people, true);
  expectBack(before, restored.dossiers, scene);
  for (const [code, id] of restored.own) noteCode(scene.ledger, code, id);
  if (restored.verified !== 'intact') scene.faults.push(`verify: ${restored.verified}`);
  return true;
}

/** The administrator types the last code that anybody of the office ever saw. */
async function confirmLast(pc: Pc, scene: Scene): Promise<void> {
  const last = [...scene.ledger.idOfCode.keys()].sort().at(-1) ?? '';
  await pc.administrator().numbers.confirmLastCode({ code: last, otherStopped: true });
  const { frozen } = await pc.administrator().numbers.state({});
  if (frozen !== null) scene.faults.push('the numbers stayed frozen after the last code was confirmed');
}

/** A stick that is too small: said in words, the old copy stays whole, and with room again a new one is made. */
async function playDiskFull(scene: Scene): Promise<boolean> {
  const { pc, people, copy } = await work(scene);
  const small = path.join(scene.root, 'small');
  mkdirSync(small);
  const megabytes = Math.ceil((copy.bytes * 5) / 1024 / 1024) + 32;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', small], { stdio: 'ignore' });
  } catch {
    await pc.stop();
    return false;
  }
  try {
    const first = await makeCopy(pc, small);
    if (first !== null) scene.faults.push(`the first copy failed: ${first}`);
    // Room for a part of the database only; found out while it is written, or before.
    const left = scene.random.below(copy.bytes);
    fillUp(small, left);
    const problem = await makeCopy(pc, small);
    if (problem === null || !/đủ chỗ|đầy/.test(problem))
      scene.faults.push(`a full stick was told as: ${problem}`);
    const listed = await copiesIn(pc, small);
    if (listed.length !== 1) scene.faults.push(`${listed.length} copies on the full stick`);
    rmSync(path.join(small, 'ballast'));
    const meanwhile = await copyWhileFilling(pc, small);
    if (meanwhile === null || !/đầy/.test(meanwhile)) {
      scene.faults.push(`a stick that fills while it is written was told as: ${meanwhile}`);
    }
    rmSync(path.join(small, 'ballast'));
    const again = await makeCopy(pc, small);
    if (again !== null) scene.faults.push(`with room again: ${again}`);
    const oldest = listed[0];
    if (oldest !== undefined) {
      const { report } = await checkCopy(pc, oldest.folder, people);
      if (report.damages > 0) scene.faults.push(`the old copy was hurt: ${JSON.stringify(report.damaged)}`);
    }
    await pc.stop();
  } finally {
    execFileSync('umount', [small], { stdio: 'ignore' });
  }
  return true;
}

/** The room is there when the copy begins and gone when its first pieces are written. */
async function copyWhileFilling(pc: Pc, folder: string): Promise<string | null> {
  await pc.administrator().copies.make({ folder });
  for (;;) {
    const { running } = await pc.administrator().copies.state({});
    if (running === null) break;
    if (running.what === 'copy' && running.phase === 'database' && running.done > 0) {
      fillUp(folder, 0);
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return untilQuiet(pc);
}

/** Leaves so many bytes free. */
function fillUp(folder: string, left: number): void {
  const free = Number(
    execFileSync('df', ['--output=avail', '-B1', folder], { encoding: 'utf8' }).split('\n')[1],
  );
  writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(Math.max(0, free - left)));
}

/** Somebody puts yesterday's files back by hand, past the program. */
async function playOldCopy(scene: Scene): Promise<boolean> {
  const { pc, people } = await work(scene);
  await pc.stop();
  const old = path.join(scene.root, 'old');
  copyBytes(pc.dataDirectory, old);
  await pc.start();
  await pc.signIn(people);
  await receiveSome(pc, scene, 20);
  await pc.stop();
  rmSync(pc.dataDirectory, { recursive: true });
  copyBytes(old, pc.dataDirectory);
  await pc.start();
  await pc.signIn(people);
  await receiveSome(pc, scene, AFTERWARDS);
  const { frozen } = await pc.administrator().numbers.state({});
  if (frozen === null) scene.faults.push('old files were not noticed');
  else await confirmLast(pc, scene);
  await receiveSome(pc, scene, AFTERWARDS);
  await pc.stop();
  const look = await lookInto(pc.dataDirectory, people, true);
  for (const [code, id] of look.own) noteCode(scene.ledger, code, id);
  if (look.verified !== 'intact') scene.faults.push(`verify: ${look.verified}`);
  return true;
}

/** The data is copied to a second PC, and both receive. */
async function playSecondPc(scene: Scene): Promise<boolean> {
  const { pc, people } = await work(scene);
  await pc.stop();
  const second = createPc(path.join(scene.root, 'pc-b'), 'pc-b');
  copyBytes(pc.dataDirectory, second.dataDirectory);
  for (const one of [pc, second]) {
    await one.start();
    await one.signIn(people);
  }
  await goOnWithBoth(pc, second, scene);
  await receiveSome(pc, scene, AFTERWARDS);
  await receiveSome(second, scene, AFTERWARDS);
  for (const one of [pc, second]) {
    await one.stop();
    const look = await lookInto(one.dataDirectory, people, true);
    for (const [code, id] of look.own) noteCode(scene.ledger, code, id);
    if (look.verified !== 'intact') scene.faults.push(`verify of ${one.name}: ${look.verified}`);
  }
  return true;
}
