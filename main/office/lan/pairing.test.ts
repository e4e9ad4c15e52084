import { describe, expect, it } from 'vitest';
import { systemIds, testClock } from '#test/fixtures/office.ts';
import { makeCode, makeDigits } from './codes.ts';
import { createPairing, type Pairing } from './pairing.ts';

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
  pairing.begin(kiosk, 'u1');
  const code = pairing.view()?.code ?? '';
  const wrong = code === 'AAAAAAAA' ? 'CCCCCCCC' : 'AAAAAAAA';
  const id = pairing.view()?.id ?? '';
  return { clock, pairing, code, id, wrong, changes: () => changes };
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

  it('lets a device in once the administrator types what it shows; case, spaces and hyphens do not matter', () => {
    const { pairing, code, id } = start();
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    const { request, digits } = asked(pairing, typed);
    expect(digits).toMatch(/^\d{4}$/);
    expect(pairing.stepOf(request)).toEqual({ state: 'waiting' });
    expect(pairing.view()).toMatchObject({ code: null, asker });
    // What has to be typed stands nowhere but on the device.
    for (const secret of [request, digits])
      expect(JSON.stringify(pairing.view())).not.toContain(`"${secret}"`);
    const name = (wanted: { name: string }) => `device of ${wanted.name}`;
    expect(pairing.confirm(id, digits === '0000' ? '0001' : '0000', name)).toBe('differs');
    expect(pairing.stepOf(request)).toEqual({ state: 'waiting' });
    expect(pairing.confirm('another', digits, name)).toBe('gone');
    expect(pairing.confirm(id, digits, name)).toBe('admitted');
    const claim = claimOf(pairing, request);
    expect(pairing.takeClaim(`${claim}x`, same)).toBeUndefined();
    expect(pairing.takeClaim(claim, same)).toBe('device of Ki-ốt cửa chính');
    expect(pairing.takeClaim(claim, same)).toBeUndefined();
    expect(pairing.stepOf(request)).toEqual({ state: 'gone' });
    expect(pairing.view()).toBeNull();
    expect(pairing.confirm(id, digits, () => 'again')).toBe('gone');
  });

  it('has digits of its own for each request, each as likely as the next', () => {
    const seen = new Map<string, number>();
    for (let round = 0; round < 4_000; round += 1) {
      for (const digit of makeDigits(systemIds)) seen.set(digit, (seen.get(digit) ?? 0) + 1);
    }
    // 1 600 expected each; six standard deviations either way.
    expect(seen.size).toBe(10);
    expect(Math.min(...seen.values())).toBeGreaterThan(1_370);
    expect(Math.max(...seen.values())).toBeLessThan(1_830);
  });

  it('makes an address wait that types wrong ones, and nobody else', () => {
    const { pairing, code, wrong, clock } = start();
    for (let tries = 1; tries <= 5; tries += 1) {
      expect(pairing.ask(wrong, asker)).toEqual({ state: 'wrong' });
      expect(pairing.view()).toMatchObject({ wrongTries: tries, lastWrongFrom: '192.168.1.55', code });
    }
    // Also the right one is not looked at.
    expect(pairing.ask(code, asker)).toEqual({ state: 'waits', seconds: 30 });
    clock.advance(30_000);
    expect(pairing.ask(wrong, asker)).toEqual({ state: 'wrong' });
    clock.advance(30_000);
    expect(pairing.ask(wrong, asker)).toEqual({ state: 'waits', seconds: 30 });
    expect(pairing.view()).toMatchObject({ wrongTries: 6, code });
    expect(pairing.ask(code, { ...asker, address: '192.168.1.66' }).state).toBe('asked');
  });

  it('is looked at eight times at most for one address', () => {
    const { pairing, wrong, clock } = start();
    for (let second = 0; second < 300; second += 1) {
      pairing.ask(wrong, asker);
      clock.advance(1_000);
      if (pairing.view() !== null) expect(pairing.view()?.wrongTries).toBeLessThanOrEqual(8);
    }
  });

  it('is dead after 250 wrong tries from everywhere, also for whoever knows it', () => {
    const { pairing, code, wrong } = start();
    for (let tries = 0; tries < 250; tries += 1) {
      expect(pairing.view()?.code).toBe(code);
      pairing.ask(wrong, { ...asker, address: `10.0.0.${Math.floor(tries / 5)}` });
    }
    expect(pairing.ask(code, { ...asker, address: '10.0.9.9' })).toEqual({ state: 'wrong' });
    expect(pairing.view()?.code).toBeNull();
    expect(pairing.begin(kiosk, 'u1')).toBe(true);
    asked(pairing, pairing.view()?.code ?? '');
  });

  it('can be used once, while its asker waits and afterwards', () => {
    const { pairing, code } = start();
    asked(pairing, code);
    expect(pairing.ask(code, { ...asker, address: '192.168.1.66' })).toEqual({ state: 'wrong' });
    expect(pairing.view()).toMatchObject({ wrongTries: 0, asker: { address: '192.168.1.55' } });
  });

  it('ends after five minutes, with whoever still waits; a clock set back does not lengthen them', () => {
    const late = start();
    late.clock.advance(5 * MINUTE);
    expect(late.pairing.ask(late.code, asker)).toEqual({ state: 'wrong' });
    expect(late.pairing.view()).toBeNull();

    const waiting = start();
    const { request, digits } = asked(waiting.pairing, waiting.code);
    waiting.clock.advance(5 * MINUTE);
    expect(waiting.pairing.confirm(waiting.id, digits, () => 'device')).toBe('gone');
    expect(waiting.pairing.stepOf(request)).toEqual({ state: 'gone' });

    const back = start();
    back.clock.advance(-1);
    expect(back.pairing.ask(back.code, asker)).toEqual({ state: 'wrong' });
  });

  it('lets nobody in who was refused, cancelled, or is another asker', () => {
    for (const end of ['refuse', 'cancel', 'begin'] as const) {
      const { pairing, code, id } = start();
      const { request, digits } = asked(pairing, code);
      expect(pairing.refuse('somebody else')).toBe(false);
      expect(pairing.cancel('somebody else')).toBe(false);
      expect(pairing.stepOf(request)).toEqual({ state: 'waiting' });
      if (end === 'refuse') expect(pairing.refuse(id)).toBe(true);
      else if (end === 'cancel') expect(pairing.cancel(id)).toBe(true);
      else pairing.begin(kiosk, 'u1');
      expect(pairing.stepOf(request)).toEqual({ state: 'gone' });
      expect(pairing.confirm(id, digits, () => 'device')).toBe('gone');
    }
  });

  it('of one administrator is not ended by another one’s', () => {
    const { pairing, code, id } = start();
    expect(pairing.begin({ kind: 'board', name: 'Bảng' }, 'u2')).toBe(false);
    expect(pairing.view()).toMatchObject({ id, code, kind: 'kiosk' });
    expect(pairing.cancel(id)).toBe(true);
    expect(pairing.begin({ kind: 'board', name: 'Bảng' }, 'u2')).toBe(true);
    expect(pairing.cancel(id)).toBe(false);
    expect(pairing.view()?.kind).toBe('board');
  });

  it('gives the token within a minute or not at all', () => {
    const { pairing, code, clock, id } = start();
    const { request, digits } = asked(pairing, code);
    pairing.confirm(id, digits, () => 'device');
    const claim = claimOf(pairing, request);
    expect(pairing.isExpected('device')).toBe(true);
    clock.advance(MINUTE);
    expect(pairing.isExpected('device')).toBe(false);
    expect(pairing.takeClaim(claim, same)).toBeUndefined();
  });

  it('lets several devices come for their tokens at the same time', () => {
    const { pairing } = start();
    const requests = ['one', 'two', 'three'].map((device) => {
      pairing.begin(kiosk, 'u1');
      const now = pairing.view();
      const { request, digits } = asked(pairing, now?.code ?? '');
      pairing.confirm(now?.id ?? '', digits, () => device);
      return request;
    });
    const claims = requests.map((request) => claimOf(pairing, request));
    expect(claims.toReversed().map((claim) => pairing.takeClaim(claim, same))).toEqual([
      'three',
      'two',
      'one',
    ]);
  });

  it('tells each change', () => {
    const { pairing, code, wrong, changes, id } = start();
    pairing.ask(wrong, asker);
    asked(pairing, code);
    pairing.refuse(id);
    expect(changes()).toBe(4);
    pairing.clear();
    expect(changes()).toBe(4);
  });
});

function asked(pairing: Pairing, code: string): { request: string; digits: string } {
  const answer = pairing.ask(code, asker);
  if (answer.state !== 'asked') throw new Error(`the code is ${answer.state}`);
  return answer;
}

function claimOf(pairing: Pairing, request: string): string {
  const step = pairing.stepOf(request);
  return step.state === 'paired' ? step.claim : '';
}
