import { expect, it } from 'vitest';
import { createArrivalOrder } from './arrival-order.ts';

it('P7 those of one key go on in the order in which they came, whoever is ready first; others are not waited for', async () => {
  const order = createArrivalOrder();
  const gone: string[] = [];
  const first = order.take('a');
  const second = order.take('a');
  const third = order.take('a');
  const other = order.take('b');
  const going = [first, second, third, other].map(({ come }, index) =>
    come.then(() => gone.push(['a1', 'a2', 'a3', 'b1'][index] ?? '')),
  );
  await Promise.all([going[0], going[3]]);
  expect(gone).toEqual(['a1', 'b1']);
  // The third gives up before its turn: it lets nobody past the first.
  third.done();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(gone).toEqual(['a1', 'b1']);
  first.done();
  await going[1];
  second.done();
  second.done();
  await Promise.all(going);
  expect(gone).toEqual(['a1', 'b1', 'a2', 'a3']);
  // Nobody is left: the next one goes at once.
  await order.take('a').come;
});

it('P7 one that hangs is waited for so long and no longer', async () => {
  const order = createArrivalOrder(20);
  order.take('a');
  const second = order.take('a');
  const third = order.take('a');
  await second.come;
  second.done();
  await third.come;
});
