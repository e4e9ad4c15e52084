import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { Broken } from './ledger.ts';
import type { Disk } from './office.ts';
import type { Place, World } from './world.ts';

/** What a process that holds an office is told, and what it says. */
export type ChildTask = {
  disk: Disk;
  now: number;
  seed: number;
  people: number;
  newer: boolean;
  release: number;
};
const FromChild = z.union([
  z.object({ committed: z.object({ station: z.string(), seq: z.int(), hash: z.string() }) }),
  z.object({ parcel: z.instanceof(Uint8Array) }),
]);

const MOST_PEOPLE = 400;

/**
 * Hands an office to a process of its own, which receives, sends and takes answers as fast as it can; kills it with
 * SIGKILL in the midst of it; and opens the office again. What was said to be committed must be there.
 */
export async function killOnce(world: World, place: Place): Promise<string> {
  await place.desk.close();
  const task: ChildTask = {
    disk: place.disk,
    now: world.now + place.skew,
    seed: world.random.below(2 ** 31),
    people: world.people,
    newer: place.newer,
    release: place.release,
  };
  world.people += MOST_PEOPLE;
  const child = fork(path.join(import.meta.dirname, 'kill-child.ts'), [JSON.stringify(task)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const committed = await watch(world, child, 5 + world.random.below(120));
  await world.reopen(place);
  const held = new Map(place.desk.journal.heads().map((head) => [`${head.station} ${head.chain}`, head.seq]));
  for (const { station, seq, hash } of committed) {
    const [there] = place.desk.journal.entriesAfter('exchange', seq - 1, 1, station);
    if (there?.entry.hash !== hash)
      throw new Broken(
        `${place.disk.office}: ${station} ${seq} was committed before the kill, and is not there`,
      );
  }
  const last = committed.at(-1);
  if (last === undefined) return 'before any commit';
  return (held.get(`${last.station} exchange`) ?? 0) > last.seq ? 'behind a commit nobody heard of' : 'done';
}

type Committed = { station: string; seq: number; hash: string };

/** Answers the child's parcels until it has said so many things, then kills it. */
function watch(world: World, child: ChildProcess, messages: number): Promise<Committed[]> {
  const committed: Committed[] = [];
  let left = messages;
  const answers: Promise<void>[] = [];
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      // What had reached the province goes on there, whoever waits for it.
      if (signal === 'SIGKILL') void Promise.all(answers).then(() => resolve(committed), reject);
      else reject(new Error(`the process that held an office ended by itself: ${code ?? signal}`));
    });
    child.on('message', (message) => {
      const said = FromChild.parse(message);
      left -= 1;
      if ('committed' in said) committed.push(said.committed);
      else answers.push(answer(world, child, said.parcel));
      if (left === 0) child.kill('SIGKILL');
    });
  });
}

async function answer(world: World, child: ChildProcess, parcel: Uint8Array): Promise<void> {
  const bytes = await world.seat.province.handle(parcel, { address: '192.0.2.1' });
  if (child.connected) child.send({ answer: bytes }, () => undefined);
}
