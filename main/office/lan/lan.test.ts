import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entryKinds } from '#shared/journal/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { systemIds, testClock } from '#test/fixtures/office.ts';
import { createJournal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import { sql } from '../storage/index.ts';
import { lanProjector } from './devices-table.ts';
import { createLan, type Lan } from './lan.ts';
import type { LanOpening } from './listening.ts';
import type { OpenDatabase } from './ports.ts';

const HERE = 'station-1';
const where = { address: '192.168.1.20', port: 8443 };
const clock = testClock('2026-11-20T08:00');

let temporary: TemporaryDatabase;
let addresses: string[];
let running: Lan[];
beforeEach(() => {
  clock.set('2026-11-20T08:00');
  temporary = openTemporaryDatabase();
  addresses = ['192.168.1.20'];
  running = [];
});
afterEach(() => {
  for (const lan of running) lan.stop();
  temporary.remove();
});

/** The room as it is after a start; `open`: somebody has signed in. */
function start({ station = HERE, open = true } = {}) {
  const { db } = temporary;
  const journal = createJournal({
    db,
    kinds: entryKinds,
    projectors: [lanProjector],
    identity: { office: 'office-1', station },
    clock,
    ids: systemIds,
  });
  let opened: OpenDatabase | undefined = open ? { db, journal, station } : undefined;
  const listeners = new Set<() => void>();
  const revoked: string[] = [];
  const applied: (LanOpening | null)[] = [];
  let refusal: Error | null = null;
  const lan = createLan({
    clock,
    ids: systemIds,
    network: { hostName: () => 'may-mot-cua', addresses: () => addresses },
    log: createLogger(() => undefined, 'lan'),
    findOpened: () => opened,
    onOfficeChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: () => undefined,
    onRevoked: (device) => revoked.push(device),
  });
  running.push(lan);
  lan.attach((opening) => {
    if (refusal !== null && opening !== null) return Promise.reject(refusal);
    applied.push(opening);
    return Promise.resolve();
  });
  return {
    lan,
    applied,
    revoked,
    refuse: (error: Error | null) => {
      refusal = error;
    },
    /** What the office says when it was opened or closed. */
    becomes(isOpen: boolean): void {
      opened = isOpen ? { db, journal, station } : undefined;
      for (const listener of listeners) listener();
    },
  };
}

/** For what must not happen; what must is waited for. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

function admit(lan: Lan, kind: 'kiosk' | 'counter'): { token: string; id: string } {
  lan.beginPairing({ kind, name: kind });
  const request = lan.ask(lan.state().pairing?.code ?? '', { address: '', browser: '' }) ?? '';
  lan.admit(lan.state().pairing?.asker?.id ?? '', 'u1');
  const step = lan.stepOf(request);
  const token = lan.takeToken(step.state === 'paired' ? step.claim : '') ?? '';
  return { token, id: lan.findDevice(token)?.id ?? '' };
}

describe('the door', () => {
  it('is closed until somebody opens it, and says under which names it may be asked for', async () => {
    const { lan, applied } = start();
    await settle();
    expect(applied).toEqual([]);
    expect(lan.state()).toMatchObject({ possible: true, open: false, listening: 'no', certificate: null });
    await lan.open(where, 'u1');
    expect(applied).toHaveLength(1);
    expect(applied[0]).toMatchObject({
      ...where,
      names: ['may-mot-cua', 'may-mot-cua.local', '192.168.1.20'],
    });
    expect(lan.state()).toMatchObject({ open: true, listening: 'yes', urls: ['https://192.168.1.20:8443/'] });
  });

  it('opens again after a restart once the database is open, with the same key, and closes with it', async () => {
    const first = start();
    await first.lan.open(where, 'u1');
    const { token } = admit(first.lan, 'kiosk');
    const certificate = first.lan.state().certificate;
    const second = start({ open: false });
    await settle();
    expect(second.applied).toEqual([]);
    expect(second.lan.findDevice(token)).toBeUndefined();
    second.becomes(true);
    await vi.waitFor(() => expect(second.applied).toHaveLength(1));
    expect(second.lan.state().certificate).toEqual(certificate);
    expect(second.lan.findDevice(token)?.kind).toBe('kiosk');
    second.becomes(false);
    await vi.waitFor(() => expect(second.applied.at(-1)).toBeNull());
  });

  it('is not opened on another PC by what was said on this one', async () => {
    await start().lan.open(where, 'u1');
    const { lan, applied } = start({ station: 'station-2' });
    await settle();
    expect(applied).toEqual([]);
    expect(lan.state()).toMatchObject({ open: false, address: where.address, port: where.port });
  });

  it('gets another certificate with the same key when an address comes, and none when one goes', async () => {
    const { lan, applied, becomes } = start();
    await lan.open({ address: '0.0.0.0', port: 8443 }, 'u1');
    const before = lan.state().certificate;
    expect(lan.fingerprint()).toBe(before?.fingerprint);
    addresses = ['10.0.0.7', '192.168.1.20'];
    becomes(true);
    await vi.waitFor(() => expect(applied.at(-1)?.names).toContain('10.0.0.7'));
    const after = lan.state().certificate;
    expect(lan.fingerprint()).toBe(after?.fingerprint);
    expect(after?.keyPin).toBe(before?.keyPin);
    expect(after?.fingerprint).not.toBe(before?.fingerprint);
    addresses = ['10.0.0.7'];
    becomes(true);
    await vi.waitFor(() => expect(applied.at(-1)?.names).not.toContain('192.168.1.20'));
    expect(lan.state().certificate).toEqual(after);
  });

  it('listens on one address without a care for the others', async () => {
    const { lan, applied, becomes } = start();
    await lan.open(where, 'u1');
    addresses = ['10.0.0.7', '192.168.1.20'];
    becomes(true);
    await settle();
    expect(applied).toHaveLength(1);
  });

  it('stays as it was where it can not be opened, and is tried again', async () => {
    const { lan, applied, refuse, becomes } = start();
    await lan.open(where, 'u1');
    refuse(Object.assign(new Error('taken'), { code: 'EADDRINUSE' }));
    await expect(lan.open({ ...where, port: 9443 }, 'u1')).rejects.toThrow('taken');
    expect(lan.state()).toMatchObject({ open: true, port: 8443, listening: 'failed' });
    refuse(null);
    becomes(true);
    await vi.waitFor(() => expect(lan.state()).toMatchObject({ open: true, port: 8443, listening: 'yes' }));
    expect(applied.at(-1)).toMatchObject(where);
  });
});

describe('an opening', () => {
  it('is closed and told as failed while the PC has lost its address, and comes back with it', async () => {
    const { lan, applied, becomes } = start();
    await lan.open(where, 'u1');
    addresses = ['10.0.0.7'];
    becomes(true);
    await vi.waitFor(() => expect(lan.state()).toMatchObject({ open: true, listening: 'failed' }));
    expect(applied.at(-1)).toBeNull();
    addresses = ['192.168.1.20'];
    becomes(true);
    await vi.waitFor(() => expect(lan.state().listening).toBe('yes'));
    expect(applied.at(-1)).toMatchObject(where);
  });

  it('that could not be written down is taken back', async () => {
    const { lan, applied } = start();
    const { db } = temporary;
    db.transaction((tx) =>
      tx.run(
        sql`create trigger no_room before insert on lan_settings begin select raise(abort, 'full'); end`,
      ),
    );
    await expect(lan.open(where, 'u1')).rejects.toThrow('full');
    expect(applied.at(-1)).toBeNull();
    expect(lan.state()).toMatchObject({ open: false, listening: 'no' });
  });
});

describe('devices', () => {
  it('keep their claim where their token could not be written down', () => {
    const { lan } = start();
    const { db } = temporary;
    lan.beginPairing({ kind: 'board', name: 'Ti vi' });
    const request = lan.ask(lan.state().pairing?.code ?? '', { address: '', browser: '' }) ?? '';
    lan.admit(lan.state().pairing?.asker?.id ?? '', 'u1');
    const step = lan.stepOf(request);
    const claim = step.state === 'paired' ? step.claim : '';
    db.transaction((tx) =>
      tx.run(
        sql`create trigger no_room before insert on hall_device_tokens begin select raise(abort, 'full'); end`,
      ),
    );
    expect(() => lan.takeToken(claim)).toThrow('full');
    db.transaction((tx) => tx.run(sql`drop trigger no_room`));
    expect(lan.takeToken(claim)).toMatch(/\S/);
    expect(lan.takeToken(claim)).toBeUndefined();
  });

  it('work at the station of the office, a counter at one of its own', () => {
    const { lan } = start();
    const kiosk = lan.findDevice(admit(lan, 'kiosk').token);
    const counter = lan.findDevice(admit(lan, 'counter').token);
    expect(kiosk?.station).toBe(HERE);
    expect(counter?.station).toMatch(/^[\da-f-]{36}$/);
    expect(lan.findDevice('made up')).toBeUndefined();
  });

  it('are ended, forgotten and told of when they are removed; others stay', () => {
    const { lan, revoked } = start();
    const [gone, stays] = [admit(lan, 'kiosk'), admit(lan, 'kiosk')];
    const ended: string[] = [];
    for (const { token, id } of [gone, stays]) {
      const device = lan.findDevice(token);
      if (device !== undefined) lan.noteLive(device, { end: () => ended.push(id) });
    }
    expect(lan.state().devices.map(({ live }) => live)).toEqual([true, true]);
    expect(lan.revoke(gone.id, 'u1')).toBe(true);
    expect(lan.revoke(gone.id, 'u1')).toBe(false);
    expect([ended, revoked]).toEqual([[gone.id], [gone.id]]);
    expect(lan.findDevice(gone.token)).toBeUndefined();
    expect(lan.findDevice(stays.token)?.id).toBe(stays.id);
    expect(lan.state().devices.map(({ id }) => id)).toEqual([stays.id]);
  });

  it('that were removed before they came for their token get none', () => {
    const { lan } = start();
    lan.beginPairing({ kind: 'board', name: 'Ti vi' });
    const request = lan.ask(lan.state().pairing?.code ?? '', { address: '', browser: '' }) ?? '';
    lan.admit(lan.state().pairing?.asker?.id ?? '', 'u1');
    const [device] = lan.state().devices;
    expect(device).toMatchObject({ kind: 'board', lastSeenAt: null, live: false });
    lan.revoke(device?.id ?? '', 'u1');
    const step = lan.stepOf(request);
    expect(lan.takeToken(step.state === 'paired' ? step.claim : '')).toBeUndefined();
  });

  it('leave neither token nor key in the journal', () => {
    const { lan } = start();
    const { token } = admit(lan, 'kiosk');
    const { db } = temporary;
    const told = JSON.stringify(db.all(sql`select kind, body from journal_entries`));
    expect(told).toContain('device-paired');
    expect(told).not.toContain(token);
    const digest = db.one(sql`select hex(digest) as digest from hall_device_tokens`) as { digest: string };
    expect(told.toLowerCase()).not.toContain(digest.digest.toLowerCase());
  });
});
