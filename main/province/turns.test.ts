import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('P7 those of one key go on in the order in which they came, whoever is ready first; others are not waited for', async () => {
  const turns = createTurns();
  const order: string[] = [];
  const first = turns.take('a');
  const second = turns.take('a');
  const third = turns.take('a');
  const other = turns.take('b');
  const gone = [first, second, third, other].map(({ come }, index) =>
    come.then(() => order.push(['a1', 'a2', 'a3', 'b1'][index] ?? '')),
  );
  await Promise.all([gone[0], gone[3]]);
  expect(order).toEqual(['a1', 'b1']);
  // The third gives up before its turn: it lets nobody past the first.
  third.done();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(order).toEqual(['a1', 'b1']);
  first.done();
  await gone[1];
  second.done();
  second.done();
  await Promise.all(gone);
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
  // Nobody is left: the next one goes at once.
  await turns.take('a').come;
});
