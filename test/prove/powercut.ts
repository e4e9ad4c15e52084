import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRandom, type Random } from '../fixtures/random.ts';
import { say, wholeNumber } from './measure.ts';
import { bundleGuest } from './powercut/bundle.ts';
import { startMachine } from './powercut/machine.ts';
import { type Acknowledged, Found } from './powercut/protocol.ts';
import { serveVolatileDisk } from './powercut/volatile-disk.ts';

const CUTS_BY_DEFAULT = '20';
const CONTROL_CUTS_BY_DEFAULT = '4';
const DATA_MIB = '256';
const LONGEST_WORK_MS = 15_000;
const PATIENCE_MS = 240_000;
const NEEDED = ['qemu-system-x86_64', 'debootstrap', 'cpio', 'mkfs.ext4'];
const COMMAND = 'sudo apt-get install qemu-system-x86 debootstrap cpio e2fsprogs';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * The proof `powercut`. `--cuts 20` `--control-cuts 4` `--seed 1`: a PC in QEMU whose disk loses what was not flushed;
 * on it the product's own office receives dossiers, with print jobs and drafts, and tells of each over a serial line
 * only after it was answered. The power goes at seeded moments. After each cut: every acknowledged code is there, in
 * its place, with its print job, the last draft too, `verify` and `rebuild` hold. Then the control with
 * `synchronous=NORMAL`, which must lose. By hand; needs QEMU, and root once to build the guest.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { cuts: text, 'control-cuts': text, seed: text } });
  const cuts = wholeNumber('cuts', values.cuts ?? CUTS_BY_DEFAULT, 1);
  const controlCuts = wholeNumber('control-cuts', values['control-cuts'] ?? CONTROL_CUTS_BY_DEFAULT, 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const absent = NEEDED.filter((program) => !isInstalled(program));
  if (absent.length > 0) return { ok: false, figures: { skipped: `needs ${absent.join(', ')}: ${COMMAND}` } };
  const image = buildImage();
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-powercut-'));
  try {
    const shared = path.join(directory, 'shared');
    mkdirSync(shared);
    await bundleGuest(root, shared);
    cpSync(path.join(root, 'resources'), path.join(shared, 'resources'), { recursive: true });
    const places = { directory, image, shared };
    const full = await runTrial({ ...places, mode: 'full', cuts, random: createRandom(seed) });
    const control = await runTrial({
      ...places,
      mode: 'normal',
      cuts: controlCuts,
      random: createRandom(seed),
    });
    return {
      ok: full.lost === 0 && full.faults === 0 && full.acknowledged > 0 && control.lost > 0,
      figures: { seed, full, controlNormal: control },
    };
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Trial = {
  directory: string;
  image: string;
  shared: string;
  mode: 'full' | 'normal';
  cuts: number;
  random: Random;
};

async function runTrial({ directory, image, shared, mode, cuts, random }: Trial) {
  const disk = path.join(directory, `${mode}.img`);
  execFileSync('mkfs.ext4', ['-q', '-F', '-L', 'data', disk, `${DATA_MIB}M`]);
  const acknowledged: Acknowledged = { who: null, dossiers: 0, draft: -1 };
  const codes: string[] = [];
  const sums = {
    acknowledged: 0,
    lost: 0,
    worst: 0,
    cutsWithLoss: 0,
    faults: 0,
    sectorsLost: 0,
    sectorsKept: 0,
  };
  for (let cut = 0; cut <= cuts; cut += 1) {
    const diskSocket = path.join(directory, 'disk.sock');
    const served = await serveVolatileDisk(disk, diskSocket, random);
    const machine = await startMachine({ image, shared, directory, diskSocket });
    try {
      machine.type(
        'mkdir -p /data && mount -t ext4 /dev/vdb /data && ' +
          `(node /shared/guest-office.js /shared /data ${mode} '${JSON.stringify(acknowledged)}' > /dev/ttyS0 2>&1 &)`,
      );
      const heard = await machine.heard(/^(?:FOUND (.*)|FAILED .*)$/m, PATIENCE_MS);
      if (heard[1] === undefined) throw new Error(heard[0]);
      const found = Found.parse(JSON.parse(heard[1]));
      const lost = Math.max(0, acknowledged.dossiers - found.dossiers);
      const faults = faultsOf(found, acknowledged, codes, lost > 0);
      sums.lost += lost;
      sums.worst = Math.max(sums.worst, lost);
      sums.cutsWithLoss += lost > 0 ? 1 : 0;
      sums.faults += faults.length;
      for (const fault of faults) say(`FAULT ${mode} ${cut}: ${fault}`);
      if (cut > 0) say(`${mode} ${cut}/${cuts}: ${acknowledged.dossiers} shown, ${found.dossiers} found`);
      // The guest goes on from what it has: less where the control lost some, more where an answer was cut off.
      codes.length = Math.min(codes.length, found.dossiers);
      codes.push(...found.unacknowledged);
      acknowledged.dossiers = codes.length;
      if (cut < cuts) {
        await machine.heard(/^ACK /m, PATIENCE_MS);
        await sleep(random.below(LONGEST_WORK_MS));
      }
    } finally {
      const { kept, lost } = served.cutPower();
      sums.sectorsKept += kept;
      sums.sectorsLost += lost;
      await machine.cut();
    }
    takeDown(machine.lines(), acknowledged, codes, sums);
  }
  return { cuts, ...sums };
}

/** Notes what the console acknowledged in this life of the guest. */
function takeDown(
  lines: readonly string[],
  acknowledged: Acknowledged,
  codes: string[],
  sums: { acknowledged: number },
): void {
  for (const line of lines) {
    const who = /^WHO (.*)$/.exec(line)?.[1];
    if (who !== undefined) acknowledged.who = JSON.parse(who);
    const draft = /^DRAFT (\d+)$/.exec(line)?.[1];
    if (draft !== undefined) acknowledged.draft = Number(draft);
    const [, index, code] = /^ACK (\d+) (\S+)$/.exec(line) ?? [];
    if (index === undefined || code === undefined) continue;
    codes[Number(index)] = code;
    sums.acknowledged += 1;
  }
  acknowledged.dossiers = codes.length;
}

function faultsOf(
  found: Found,
  acknowledged: Acknowledged,
  codes: readonly string[],
  lost: boolean,
): string[] {
  const digest = createHash('sha256');
  for (const code of codes) digest.update(`${code}\n`);
  const wrong: [boolean, string][] = [
    [!found.inOrder, 'a request is missing among the others, or came twice'],
    [found.twice > 0, `${found.twice} codes twice`],
    [!lost && found.codes !== digest.digest('hex'), 'a code is not the one that was shown'],
    [found.withJob !== found.dossiers, `${found.dossiers - found.withJob} dossiers without a print job`],
    [!lost && !found.draft, `the draft of reception ${acknowledged.draft} is gone`],
    [found.verified !== 'intact', `verify says ${found.verified}`],
    [!found.rebuilt, 'the rebuild gives other views'],
    [found.integrity !== 'ok', `SQLite says ${found.integrity}`],
    [found.frozen, 'the office takes itself for a copy'],
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, words]) => words);
}

function isInstalled(program: string): boolean {
  const places = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`.split(':');
  return places.some((place) => place !== '' && existsSync(path.join(place, program)));
}

/** Builds the guest where it is not there yet or its recipe changed; some minutes, as root. Returns its folder. */
function buildImage(): string {
  const recipe = path.join(import.meta.dirname, 'powercut');
  const sqlite = path.dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
  const hash = createHash('sha256');
  for (const file of ['build-image.sh', 'guest-init']) hash.update(readFileSync(path.join(recipe, file)));
  hash.update(readFileSync(path.join(sqlite, 'package.json'))).update(process.version);
  const image = path.join(root, 'node_modules/.cache/powercut');
  const stamp = path.join(image, 'stamp');
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return image;
  if (process.getuid?.() !== 0)
    throw new Error('building the guest needs root once: sudo npm run prove -- powercut');
  say('building the guest: some minutes');
  mkdirSync(image, { recursive: true });
  execFileSync('bash', [path.join(recipe, 'build-image.sh'), image, process.execPath, sqlite], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (statSync(path.join(image, 'root.ext4')).size === 0) throw new Error('the guest was not built');
  writeFileSync(stamp, wanted);
  return image;
}
