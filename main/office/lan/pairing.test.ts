import { describe, expect, it } from 'vitest';
import { systemIds, testClock } from '#test/fixtures/office.ts';
import { makeCode } from './codes.ts';
import { createPairing } from './pairing.ts';

const MINUTE = 60_000;
const asker = { address: '192.168.1.55', browser: 'Chromium' };
const kiosk = { kind: 'kiosk', name: 'Ki-ốt cửa chính' } as const;

const same = (device: string) => device;

function start() {
  const clock = testClock('2026-11-20T08:00');
  let changes = 0;
  const pairing = createPairing({
    clock,
    ids: systemIds,
    onChanged: () => {
      changes += 1;
    },
  });
  pairing.begin(kiosk);
  const code = pairing.view()?.code ?? '';
  const wrong = code === 'AAAAAAAA' ? 'CCCCCCCC' : 'AAAAAAAA';
  return { clock, pairing, code, wrong, changes: () => changes };
}

describe('a pairing code', () => {
  it('is 8 characters of an alphabet without look-alikes, each as likely as the next', () => {
    const seen = new Map<string, number>();
    for (let round = 0; round < 2_000; round += 1) {
      for (const character of makeCode(systemIds)) seen.set(character, (seen.get(character) ?? 0) + 1);
    }
    expect([...seen.keys()].sort().join('')).toBe('34679ACDEFGHJKMNPQRTUVWXY');
    // 640 expected each; six standard deviations either way.
    expect(Math.min(...seen.values())).toBeGreaterThan(480);
    expect(Math.max(...seen.values())).toBeLessThan(800);
    expect(makeCode(systemIds)).toMatch(/^.{8}$/);
  });

  it('lets one device in once the administrator says so; case, spaces and hyphens do not matter', () => {
    const { pairing, code } = start();
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    const request = pairing.ask(typed, asker) ?? '';
    expect(pairing.stepOf(request)).toEqual({ state: 'waiting' });
    expect(pairing.view()).toMatchObject({ code: null, asker });
    expect(JSON.stringify(pairing.view())).not.toContain(request);
    const id = pairing.view()?.asker?.id ?? '';
    expect(pairing.confirm(id, (wanted) => `device of ${wanted.name}`)).toBe(true);
    const step = pairing.stepOf(request);
    const claim = step.state === 'paired' ? step.claim : '';
    expect(pairing.takeClaim(`${claim}x`, same)).toBeUndefined();
    expect(pairing.takeClaim(claim, same)).toBe('device of Ki-ốt cửa chính');
    expect(pairing.takeClaim(claim, same)).toBeUndefined();
    expect(pairing.stepOf(request)).toEqual({ state: 'gone' });
    expect(pairing.view()).toBeNull();
    expect(pairing.confirm(id, () => 'again')).toBe(false);
  });

  it('is dead after five wrong tries, also for whoever knows it', () => {
    const { pairing, code, wrong } = start();
    for (let tries = 4; tries >= 0; tries -= 1) {
      expect(pairing.ask(wrong, asker)).toBeUndefined();
      expect(pairing.view()).toMatchObject({ triesLeft: tries, lastWrongFrom: '192.168.1.55' });
    }
    expect(pairing.ask(code, asker)).toBeUndefined();
    expect(pairing.view()?.code).toBeNull();
    pairing.begin(kiosk);
    expect(pairing.ask(pairing.view()?.code ?? '', asker)).toBeDefined();
  });

  it('can be used once, while its asker waits and afterwards', () => {
    const { pairing, code } = start();
    expect(pairing.ask(code, asker)).toBeDefined();
    expect(pairing.ask(code, { ...asker, address: '192.168.1.66' })).toBeUndefined();
    expect(pairing.view()).toMatchObject({ triesLeft: 5, asker: { address: '192.168.1.55' } });
  });

  it('ends after five minutes, with whoever still waits; a clock set back does not lengthen them', () => {
    const late = start();
    late.clock.advance(5 * MINUTE);
    expect(late.pairing.ask(late.code, asker)).toBeUndefined();
    expect(late.pairing.view()).toBeNull();

    const waiting = start();
    const request = waiting.pairing.ask(waiting.code, asker) ?? '';
    const id = waiting.pairing.view()?.asker?.id ?? '';
    waiting.clock.advance(5 * MINUTE);
    expect(waiting.pairing.confirm(id, () => 'device')).toBe(false);
    expect(waiting.pairing.stepOf(request)).toEqual({ state: 'gone' });

    const back = start();
    back.clock.advance(-1);
    expect(back.pairing.ask(back.code, asker)).toBeUndefined();
  });

  it('lets nobody in who was refused, cancelled, or is another asker', () => {
    for (const end of ['refuse', 'cancel', 'begin'] as const) {
      const { pairing, code } = start();
      const request = pairing.ask(code, asker) ?? '';
      const id = pairing.view()?.asker?.id ?? '';
      expect(pairing.refuse('somebody else')).toBe(false);
      if (end === 'refuse') expect(pairing.refuse(id)).toBe(true);
      else if (end === 'cancel') pairing.cancel();
      else pairing.begin(kiosk);
      expect(pairing.stepOf(request)).toEqual({ state: 'gone' });
      expect(pairing.confirm(id, () => 'device')).toBe(false);
    }
  });

  it('gives the token within a minute or not at all', () => {
    const { pairing, code, clock } = start();
    const request = pairing.ask(code, asker) ?? '';
    pairing.confirm(pairing.view()?.asker?.id ?? '', () => 'device');
    const step = pairing.stepOf(request);
    clock.advance(MINUTE);
    expect(pairing.takeClaim(step.state === 'paired' ? step.claim : '', same)).toBeUndefined();
  });

  it('tells each change', () => {
    const { pairing, code, wrong, changes } = start();
    pairing.ask(wrong, asker);
    pairing.ask(code, asker);
    pairing.refuse(pairing.view()?.asker?.id ?? '');
    expect(changes()).toBe(4);
  });
});
