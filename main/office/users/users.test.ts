import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { createAttempts } from './attempts.ts';
import { createKeyring, findKeyring, loginKeyOf } from './keyring.ts';
import { isWeakPassword } from './password-policy.ts';
import { findRecoveryBytes, formatRecoveryKey, RECOVERY_BYTES } from './recovery-key.ts';
import { findUnsealed, seal } from './sealing.ts';
import { createSessions } from './sessions.ts';

const systemIds = createIds(systemClock);
const directories: string[] = [];

function keyringFile(): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'keyring-'));
  directories.push(directory);
  return path.join(directory, 'keys.json');
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

const key = systemIds.bytes(32);
const clerk = { id: 'u1', login: 'ThuHà', active: true };

describe('keyring', () => {
  it('opens by password, by recovery key and by the OS store, and by nothing else', async () => {
    const sealed = new Map<string, Uint8Array>();
    const secrets = {
      seal: async (secret: Uint8Array) => {
        sealed.set('one', secret);
        return new Uint8Array([1]);
      },
      open: async () => sealed.get('one') ?? new Uint8Array(),
    };
    const file = keyringFile();
    const made = await createKeyring(
      { file, copy: null, ids: systemIds, secrets },
      { office: 'o', station: 's', madeAt: 0 },
      key,
    );
    await made.keyring.setPassword(clerk, 'mật khẩu rất dài', key);
    const ring = findKeyring({ file, copy: null, ids: systemIds, secrets });
    expect(await ring?.findByPassword('thuha', 'mật khẩu rất dài')).toEqual({
      userId: 'u1',
      key,
      pendingKey: null,
    });
    // The same password typed by an input method that composes differently.
    expect(await ring?.findByPassword(' THUHA ', 'mật khẩu rất dài'.normalize('NFD'))).toEqual({
      userId: 'u1',
      key,
      pendingKey: null,
    });
    expect(await ring?.findByPassword('thuha', 'mat khau rat dai')).toBeUndefined();
    expect(await ring?.findByPassword('nobody', 'mật khẩu rất dài')).toBeUndefined();
    expect(ring?.findByRecoveryKey(made.recoveryKey.toLowerCase().replaceAll('-', ' '))).toEqual({
      key,
      pendingKey: null,
    });
    expect(ring?.findByRecoveryKey('0000-0000')).toBeUndefined();
    expect(await ring?.findByOperatingSystem()).toEqual({ key, pendingKey: null });
  });

  it('holds neither key, password nor recovery key in the clear', async () => {
    const file = keyringFile();
    const made = await createKeyring(
      { file, copy: null, ids: systemIds, secrets: null },
      { office: 'o', station: 's', madeAt: 0 },
      key,
    );
    await made.keyring.setPassword(clerk, 'mật khẩu rất dài', key);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(Buffer.from(key).toString('base64'));
    expect(text).not.toContain(Buffer.from(key).toString('hex'));
    expect(text).not.toContain('mật khẩu');
    expect(text.toUpperCase()).not.toContain(made.recoveryKey.slice(0, 9));
  });

  it('refuses a closed account, and a wrap moved to another name', async () => {
    const file = keyringFile();
    const { keyring } = await createKeyring(
      { file, copy: null, ids: systemIds, secrets: null },
      { office: 'o', station: 's', madeAt: 0 },
      key,
    );
    await keyring.setPassword(clerk, 'mật khẩu rất dài', key);
    keyring.setActive('u1', false, key);
    expect(await keyring.findByPassword('thuha', 'mật khẩu rất dài')).toBeUndefined();
    const nonce = systemIds.bytes(12);
    expect(findUnsealed(seal(key, key, nonce, 'user u1'), key, 'user u2')).toBeUndefined();
  });
});

describe('recovery key', () => {
  it('survives being read aloud and typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: RECOVERY_BYTES, maxLength: RECOVERY_BYTES }), (bytes) => {
        const text = formatRecoveryKey(bytes);
        expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
        const typed = text.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', '');
        expect(findRecoveryBytes(typed)).toEqual(bytes);
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });
});

describe('attempts and sessions', () => {
  it('waits longer after each failure, per name and per origin, and forgives a success', () => {
    let now = 0;
    const attempts = createAttempts({ now: () => now });
    for (let failure = 0; failure < 3; failure += 1) attempts.failed('a', 'pc1');
    expect(attempts.waitSeconds('a', 'pc1')).toBe(0);
    attempts.failed('a', 'pc1');
    expect(attempts.waitSeconds('a', 'pc2')).toBe(2);
    expect(attempts.waitSeconds('b', 'pc1')).toBe(2);
    expect(attempts.waitSeconds('b', 'pc2')).toBe(0);
    for (let failure = 0; failure < 20; failure += 1) attempts.failed('a', 'pc1');
    expect(attempts.waitSeconds('a', 'pc1')).toBe(300);
    now += 300_000;
    expect(attempts.waitSeconds('a', 'pc1')).toBe(0);
    attempts.succeeded('a', 'pc1');
    attempts.failed('a', 'pc1');
    expect(attempts.waitSeconds('a', 'pc1')).toBe(0);
  });

  /** A session of a person at the one station of these tests. */
  const at = (userId: string) => ({ userId, station: 's1', device: null });

  it('ends a session that nobody used', () => {
    let now = 0;
    const sessions = createSessions({ now: () => now }, systemIds);
    const token = sessions.open(at('u1'));
    now += 59 * 60_000;
    expect(sessions.find(token)).toEqual(at('u1'));
    now += 59 * 60_000;
    expect(sessions.find(token)).toEqual(at('u1'));
    now += 61 * 60_000;
    expect(sessions.find(token)).toBeUndefined();
    expect(sessions.find('made up')).toBeUndefined();
  });

  it('does not turn minutes into days when the clock is set back', () => {
    let now = 10 * 24 * 3_600_000;
    const attempts = createAttempts({ now: () => now });
    for (let failure = 0; failure < 20; failure += 1) attempts.failed('a', 'pc1');
    now = 0;
    expect(attempts.waitSeconds('a', 'pc1')).toBe(300);
    const sessions = createSessions({ now: () => now }, systemIds);
    now = 10 * 24 * 3_600_000;
    const token = sessions.open(at('u1'));
    now = 0;
    expect(sessions.find(token)).toEqual(at('u1'));
    now += 61 * 60_000;
    expect(sessions.find(token)).toBeUndefined();
  });

  it('forgets names that wait no longer, however many were tried', () => {
    let now = 0;
    const attempts = createAttempts({ now: () => now });
    for (let failure = 0; failure < 9; failure += 1) attempts.failed('a', 'pc');
    for (let name = 0; name < 5_000; name += 1) attempts.failed(`n${name}`, `pc ${name}`);
    expect(attempts.waitSeconds('a', 'other pc')).toBe(64);
    now += 400_000;
    attempts.failed('a', 'pc');
    // Remembered, it would be the tenth in a row and wait two minutes.
    expect(attempts.waitSeconds('a', 'other pc')).toBe(0);
  });

  it('ends the sessions of one person, but the one that asked for it', () => {
    const sessions = createSessions({ now: () => 0 }, systemIds);
    const [first, second, other] = [
      sessions.open(at('u1')),
      sessions.open(at('u1')),
      sessions.open(at('u2')),
    ];
    sessions.closeAllOf('u1', second);
    expect([first, second, other].map((token) => sessions.findIdle(token)?.userId)).toEqual([
      undefined,
      'u1',
      'u2',
    ]);
    sessions.closeAllOf('u1');
    expect(sessions.find(second ?? '')).toBeUndefined();
  });

  it('keeps the station at which each was opened', () => {
    const sessions = createSessions({ now: () => 0 }, systemIds);
    const [here, there] = ['s1', 's2'].map((station) =>
      sessions.open({ userId: 'u1', station, device: null }),
    );
    expect([here, there].map((token) => sessions.find(token ?? '')?.station)).toEqual(['s1', 's2']);
  });

  it('that only listens grows idle', () => {
    let now = 0;
    const sessions = createSessions({ now: () => now }, systemIds);
    const token = sessions.open(at('u1'));
    now += 40 * 60_000;
    expect(sessions.findIdle(token)).toEqual(at('u1'));
    now += 21 * 60_000;
    expect(sessions.findIdle(token)).toBeUndefined();
  });
});

describe('passwords', () => {
  it.each([
    ['ngắn quá', 'thuha', true],
    ['aaaaaaaaaaaa', 'thuha', true],
    ['1234567890', 'thuha', true],
    ['mật khẩu 1', 'thuha', true],
    ['thuhathuha1', 'thuha', true],
    ['bốn ngựa'.normalize('NFD'), 'thuha', true],
    ['bốn con ngựa hồng', 'thuha', false],
    ['kx7f2-mmq90-ab3de', 'thuha', false],
  ])('%s for %s: weak %s', (password, login, weak) => {
    expect(isWeakPassword(password, login)).toBe(weak);
  });

  it('compares sign-in names without case and diacritics', () => {
    expect(loginKeyOf(' Thu Hà ')).toBe(loginKeyOf('thu ha'));
  });
});
