import { expect, it } from 'vitest';
import { oneAfterAnother } from './one-after-another.ts';

/** A task that ends when it is told to. */
function held(name: string, told: string[]) {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const task = async () => {
    told.push(`${name} begins`);
    await ended;
    told.push(`${name} ends`);
    return name;
  };
  return { task, end };
}

it('begins a task once the one before it has ended, in the order in which they came', async () => {
  const inTurn = oneAfterAnother();
  const told: string[] = [];
  const [first, second] = [held('first', told), held('second', told)];
  const results = [inTurn(first.task), inTurn(second.task)];
  second.end();
  await Promise.resolve();
  expect(told).toEqual(['first begins']);
  first.end();
  expect(await Promise.all(results)).toEqual(['first', 'second']);
  expect(told).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

it('tells whoever gave a task that it failed, and goes on with the next', async () => {
  const inTurn = oneAfterAnother();
  const failed = inTurn(() => {
    throw new Error('no');
  });
  const next = inTurn(() => 'yes');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

it('has nothing to do with another one', async () => {
  const never = oneAfterAnother();
  void never(() => new Promise(() => undefined));
  expect(await oneAfterAnother()(() => 'yes')).toBe('yes');
});
