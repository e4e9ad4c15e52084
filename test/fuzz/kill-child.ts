import { once } from 'node:events';
import { z } from 'zod';
import { createRandom } from '#test/fixtures/random.ts';
import type { ChildTask } from './kill.ts';
import { openDesk } from './office.ts';
import { correctOne, receiveOne } from './work.ts';

// Holds an office until it is killed; see kill.ts.
const task = JSON.parse(process.argv[2] ?? '') as ChildTask;
const FromParent = z.object({ answer: z.instanceof(Uint8Array) });
const random = createRandom(task.seed);
let now = task.now;
const desk = await openDesk(task.disk, {
  clock: { now: () => now },
  seed: task.seed,
  newer: task.newer,
  release: task.release,
});

const say = (message: object) => process.send?.(message);

function tellCommitted(): void {
  for (const { station, chain, seq, hash } of desk.journal.heads())
    if (chain === 'exchange' && station === desk.station) say({ committed: { station, seq, hash } });
}

let people = task.people;
const mine: string[] = [];
for (;;) {
  now += 1000 + random.below(60_000);
  const kind = random.below(10);
  if (kind < 6) {
    people += 1;
    receiveOne(desk, random, people);
  } else if (kind < 8) correctOne(desk, random, mine);
  else {
    say({ parcel: await desk.build() });
    const [message] = await once(process, 'message');
    await desk.take(FromParent.parse(message).answer);
  }
  tellCommitted();
  // Messages leave between two turns of the loop.
  await new Promise((resolve) => setImmediate(resolve));
}
