import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entryKinds } from '#shared/journal/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { systemIds, testClock } from '#test/fixtures/office.ts';
import { createJournal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import type { NetworkAddress } from '../ports.ts';
import { sql } from '../storage/index.ts';
import { forgetTokensInTx, lanProjector } from './devices-table.ts';
import { createLan, type Lan } from './lan.ts';
import type { LanOpening } from './listening.ts';
import type { OpenDatabase } from './ports.ts';

const HERE = 'station-1';
const where = { address: '192.168.1.20', port: 8443 };
const clock = testClock('2026-11-20T08:00');

const lanCard = (address: string): NetworkAddress => ({ address, interfaceName: 'Ethernet', mac: '' });

let temporary: TemporaryDatabase;
let addresses: NetworkAddress[];
let running: Lan[];
beforeEach(() => {
  clock.set('2026-11-20T08:00');
  temporary = openTemporaryDatabase();
  addresses = [lanCard('192.168.1.20')];
  running = [];
});
afterEach(() => {
  for (const lan of running) lan.stop();
  temporary.remove();
});

/** The room as it is after a start; `open`: somebody has signed in. */
function start({ station = HERE, open = true, host = true } = {}) {
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
  let settled = Promise.resolve();
  const lan = createLan({
    clock,
    ids: systemIds,
    network: { hostName: () => 'may-mot-cua', addresses: () => addresses },
    log: createLogger(() => undefined, 'lan'),
    findOpened: () => opened,
    settled: () => settled,
    onOfficeChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: () => undefined,
    onRevoked: (device) => revoked.push(device),
  });
  running.push(lan);
  if (host)
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
    /** The office is closed for a moment; gives what opens it again. */
    closesForAMoment(): () => void {
      const before = opened;
      opened = undefined;
      let end = (): void => undefined;
      settled = new Promise((resolve) => {
        end = resolve;
      });
      for (const listener of listeners) listener();
      return () => {
        opened = before;
        end();
      };
    },
  };
}

/** For what must not happen; what must is waited for. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Lets a device in that has not come for its token yet; gives its claim. */
function letIn(lan: Lan, kind: 'kiosk' | 'counter' | 'board', name: string = kind): string {
  lan.beginPairing({ kind, name }, 'u1');
  const { pairing } = lan.state();
  const asked = lan.ask(pairing?.code ?? '', { address: '', browser: '' });
  if (asked.state !== 'asked') throw new Error(`the code is ${asked.state}`);
  expect(lan.admit(pairing?.id ?? '', asked.digits, 'u1')).toBe('admitted');
  const step = lan.stepOf(asked.request);
  return step.state === 'paired' ? step.claim : '';
}

function admit(lan: Lan, kind: 'kiosk' | 'counter'): { token: string; id: string } {
  const token = lan.takeToken(letIn(lan, kind)) ?? '';
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
    addresses = [lanCard('10.0.0.7'), lanCard('192.168.1.20')];
    becomes(true);
    await vi.waitFor(() => expect(applied.at(-1)?.names).toContain('10.0.0.7'));
    const after = lan.state().certificate;
    expect(after?.keyPin).toBe(before?.keyPin);
    expect(after?.fingerprint).not.toBe(before?.fingerprint);
    addresses = [lanCard('10.0.0.7')];
    becomes(true);
    await vi.waitFor(() => expect(applied.at(-1)?.names).not.toContain('192.168.1.20'));
    expect(lan.state().certificate).toEqual(after);
  });

  it('keeps its certificate when Docker or a VPN comes, and when a laptop comes back to where it was', async () => {
    const { lan, applied, becomes } = start();
    await lan.open({ address: '0.0.0.0', port: 8443 }, 'u1');
    const before = lan.state().certificate;
    addresses = [
      { address: '172.17.0.1', interfaceName: 'docker0', mac: '' },
      { address: '10.8.0.3', interfaceName: 'tun0', mac: '' },
      { address: '169.254.3.4', interfaceName: 'Ethernet 2', mac: '' },
      lanCard('192.168.1.20'),
    ];
    becomes(true);
    await vi.waitFor(() => expect(applied.at(-1)?.names).toContain('10.8.0.3'));
    expect(lan.state()).toMatchObject({ certificate: before, urls: ['https://192.168.1.20:8443/'] });
    addresses = [lanCard('192.168.9.9')];
    becomes(true);
    await vi.waitFor(() => expect(applied.at(-1)?.names).toContain('192.168.9.9'));
    const elsewhere = lan.state().certificate;
    expect(elsewhere?.fingerprint).not.toBe(before?.fingerprint);
    addresses = [lanCard('192.168.1.20')];
    becomes(true);
    await vi.waitFor(() => expect(applied.at(-1)?.names).toContain('192.168.1.20'));
    expect(lan.state().certificate).toEqual(elsewhere);
  });

  it('stays open while the office is closed for a moment, however long that takes', async () => {
    const { lan, applied, closesForAMoment } = start();
    await lan.open(where, 'u1');
    lan.beginPairing({ kind: 'kiosk', name: 'Kiosk' }, 'u1');
    const { token } = admit(lan, 'kiosk');
    const again = closesForAMoment();
    await settle();
    expect(applied).toHaveLength(1);
    again();
    await settle();
    expect(applied).toHaveLength(1);
    expect(lan.findDevice(token)?.kind).toBe('kiosk');
  });

  it('is not said to be open where nothing can listen', async () => {
    const { lan } = start({ host: false });
    expect(lan.isPossible()).toBe(false);
    await expect(lan.open(where, 'u1')).rejects.toThrow('nothing that could listen');
    expect(lan.state()).toMatchObject({ possible: false, open: false, listening: 'no' });
  });

  it('listens on one address without a care for the others', async () => {
    const { lan, applied, becomes } = start();
    await lan.open(where, 'u1');
    addresses = [lanCard('10.0.0.7'), lanCard('192.168.1.20')];
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
    addresses = [lanCard('10.0.0.7')];
    becomes(true);
    await vi.waitFor(() => expect(lan.state()).toMatchObject({ open: true, listening: 'failed' }));
    expect(applied.at(-1)).toBeNull();
    addresses = [lanCard('192.168.1.20')];
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
    const claim = letIn(lan, 'board');
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
    const claim = letIn(lan, 'board');
    const [device] = lan.state().devices;
    expect(device).toMatchObject({ kind: 'board', lastSeenAt: null, live: false, mustPairAgain: false });
    lan.revoke(device?.id ?? '', 'u1');
    expect(lan.takeToken(claim)).toBeUndefined();
  });

  it('must be paired again where they did not come for their token, or a copy was restored', () => {
    const { lan } = start();
    const { id } = admit(lan, 'kiosk');
    letIn(lan, 'board');
    const standing = () => lan.state().devices.map(({ mustPairAgain }) => mustPairAgain);
    expect(standing()).toEqual([false, false]);
    clock.advance(60_000);
    expect(standing()).toEqual([false, true]);
    temporary.db.transaction(forgetTokensInTx);
    expect(standing()).toEqual([true, true]);
    expect(lan.revoke(id, 'u1')).toBe(true);
    expect(standing()).toEqual([true]);
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
