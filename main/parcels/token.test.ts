import { describe, expect, it } from 'vitest';
import { officeTimestamp } from '#shared/base/index.ts';
import { type KeyPair, makeKeyPair, OFFICE_TOKEN_MS, readOfficeToken, writeOfficeToken } from './index.ts';

const now = Date.parse('2026-11-22T08:00:00+07:00');
const times = { validFrom: officeTimestamp(now - 1000), validTo: officeTimestamp(now + 365 * 86_400_000) };
const pair = makeKeyPair('sign', times);
const read = (token: string, change: { to?: string; now?: number; office?: string; key?: KeyPair } = {}) =>
  readOfficeToken(token, {
    to: change.to ?? 'province',
    now: change.now ?? now,
    findKey: (kid) => {
      const key = (change.key ?? pair).public;
      return kid === key.kid ? { ...key, office: change.office ?? 'office' } : undefined;
    },
  });

describe('the token of an upload', () => {
  it('P19 P4 is good for the office whose key signed it, and for ten minutes', async () => {
    const token = await writeOfficeToken({ from: 'office', to: 'province', now }, pair);
    expect(await read(token)).toEqual({ ok: true, value: { office: 'office', kid: pair.public.kid } });
    const late = await read(token, { now: now + OFFICE_TOKEN_MS + 180_000 });
    expect(late).toMatchObject({ ok: false, error: { code: 'altered' } });
  });

  it('P4 is for one province and from one office', async () => {
    const token = await writeOfficeToken({ from: 'office', to: 'province', now }, pair);
    expect((await read(token, { to: 'another' })).ok).toBe(false);
    expect((await read(token, { office: 'another' })).ok).toBe(false);
  });

  it('P3 counts for nothing with another key, a key out of its time, or another text', async () => {
    const token = await writeOfficeToken({ from: 'office', to: 'province', now }, pair);
    const other = makeKeyPair('sign', times);
    expect(await read(token, { key: other })).toMatchObject({ error: { code: 'unknown-key' } });
    const early = await writeOfficeToken({ from: 'office', to: 'province', now: now - 60_000 }, pair);
    expect(await read(early, { now: now - 60_000 })).toMatchObject({ error: { code: 'key-not-valid' } });
    expect((await read(`${token}x`)).ok).toBe(false);
    expect((await read('nonsense')).ok).toBe(false);
  });
});
