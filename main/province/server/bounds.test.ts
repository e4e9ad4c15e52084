import { describe, expect, it } from 'vitest';
import { createBodies } from './bodies.ts';
import { createTurns } from './turns.ts';

describe('what one instance takes on at a time', () => {
  it('P2 bodies have room by address and together, and give it back once', () => {
    const bodies = createBodies({ most: 100, together: 250, byAddress: 150 });
    const of = (ip: string, length?: string) =>
      bodies.take({ ip, headers: length === undefined ? {} : { 'content-length': length } });
    const first = of('a', '100');
    expect(of('a', '51')).toBeUndefined();
    const second = of('a', '50');
    expect(of('b')).toBeTypeOf('function');
    expect(of('c', '1')).toBeUndefined();
    second?.();
    second?.();
    expect(of('c', '50')).toBeTypeOf('function');
    expect(of('c', '1')).toBeUndefined();
    first?.();
    expect(of('c', 'nonsense')).toBeTypeOf('function');
  });

  it('work waits its turn, and beyond that is sent away', async () => {
    const turns = createTurns({ working: 2, waiting: 1 });
    let ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (id: number) =>
      turns.run(() => {
        begun.push(id);
        return new Promise<number>((resolve) => ends.push(() => resolve(id)));
      });
    const runs = [work(1), work(2), work(3)];
    expect(work(4)).toBeUndefined();
    await Promise.resolve();
    expect(begun).toEqual([1, 2]);
    ends.shift()?.();
    expect(await runs[0]).toBe(1);
    await expect.poll(() => begun).toEqual([1, 2, 3]);
    for (const end of ends) end();
    ends = [];
    expect(await Promise.all(runs)).toEqual([1, 2, 3]);
    const failing = turns.run(() => Promise.reject(new Error('x')));
    await expect(failing).rejects.toThrow('x');
    const last = work(5);
    await expect.poll(() => ends.length).toBe(1);
    ends[0]?.();
    expect(await last).toBe(5);
  });
});
