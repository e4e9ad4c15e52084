import { describe, expect, it } from 'vitest';
import { ONE_PRESS_MS, pressGuard } from './press-guard.ts';

describe('a key of the queue', () => {
  it('pressed twice calls once: while it is written, and for a breath after', () => {
    let now = 0;
    const guard = pressGuard(() => now);
    expect(guard.press('call')).toBe('go');
    expect(guard.press('call')).toBe('same');
    guard.settled('call', true);
    now = ONE_PRESS_MS - 1;
    expect(guard.press('call')).toBe('same');
    now = ONE_PRESS_MS;
    expect(guard.press('call')).toBe('go');
  });

  it('waits for another that is being written', () => {
    const guard = pressGuard(() => 0);
    guard.press('hold A001');
    expect(guard.press('call')).toBe('wait');
    guard.settled('hold A001', true);
    expect(guard.press('call')).toBe('go');
  });

  it('may be pressed at once again after a refusal', () => {
    const guard = pressGuard(() => 0);
    guard.press('call');
    guard.settled('call', false);
    expect(guard.press('call')).toBe('go');
  });
});
