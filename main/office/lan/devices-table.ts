import { z } from 'zod';
import { DeviceKind } from '#shared/contract/index.ts';
import { devicePaired, deviceRevoked, lanChanged } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const DeviceRow = z.object({
  id: z.string(),
  kind: DeviceKind,
  name: z.string(),
  station: z.string().nullable(),
  paired_at: z.string(),
  last_seen_at: z.string().nullable(),
});

/** A device that may come in. `station`: its own; null: it works at the office's. `lastSeenAt`: office time. */
export type HallDevice = {
  id: string;
  kind: DeviceKind;
  name: string;
  station: string | null;
  pairedAt: string;
  lastSeenAt: string | null;
};

const toDevice = (row: unknown): HallDevice => {
  const { paired_at, last_seen_at, ...device } = DeviceRow.parse(row);
  return { ...device, pairedAt: paired_at, lastSeenAt: last_seen_at };
};

/** The devices that are paired and not revoked, oldest first. */
export function allDevices(db: ReadableDb): HallDevice[] {
  return db
    .all(sql`
      select id, kind, name, station, paired_at, last_seen_at from hall_devices
      left join hall_device_tokens on device = id
      where revoked_at is null order by paired_at, id`)
    .map(toDevice);
}

/** The device that has the token of this hash; undefined when none has, or not any more. */
export function findDeviceByDigest(db: ReadableDb, digest: Uint8Array): HallDevice | undefined {
  const row = db.find(sql`
    select id, kind, name, station, paired_at, last_seen_at from hall_device_tokens
    join hall_devices on id = device
    where digest = ${digest} and revoked_at is null`);
  return row === undefined ? undefined : toDevice(row);
}

/** Keeps the hash of the token of a device, once. */
export function keepTokenInTx(tx: WritableDb, device: string, digest: Uint8Array, at: string): void {
  tx.runOne(sql`
    insert into hall_device_tokens (device, digest, last_seen_at) values (${device}, ${digest}, ${at})`);
}

export function forgetTokenInTx(tx: WritableDb, device: string): void {
  tx.run(sql`delete from hall_device_tokens where device = ${device}`);
}

/**
 * A new station begins, on a copy that may be old or lie on another PC: devices that were shut out meanwhile must not come
 * back with it, so that each is paired again.
 */
export function forgetTokensInTx(tx: WritableDb): void {
  tx.run(sql`delete from hall_device_tokens`);
}

export function noteSeenInTx(tx: WritableDb, device: string, at: string): void {
  tx.run(sql`update hall_device_tokens set last_seen_at = ${at} where device = ${device}`);
}

const SettingsRow = z.object({
  open: z.int().transform((open) => open === 1),
  address: z.string(),
  port: z.int(),
  station: z.string(),
});

/** Where the office is open to its LAN, or last was, and on which PC that was said. */
export type LanSettings = z.output<typeof SettingsRow>;

export function findLanSettings(db: ReadableDb): LanSettings | undefined {
  const row = db.find(sql`select open, address, port, station from lan_settings`);
  return row === undefined ? undefined : SettingsRow.parse(row);
}

/** Keeps `lan_settings` and `hall_devices`. */
export const lanProjector = defineProjector({
  name: 'lan',
  tables: ['lan_settings', 'hall_devices'],
  on: [
    on(lanChanged, (tx, entry, body) => {
      tx.run(sql`
        insert or replace into lan_settings (id, open, address, port, station)
        values (1, ${body.open ? 1 : 0}, ${body.address}, ${body.port}, ${entry.station})`);
    }),
    on(devicePaired, (tx, entry, body) => {
      tx.run(sql`
        insert into hall_devices (id, kind, name, station, paired_at)
        values (${body.device}, ${body.kind}, ${body.name}, ${body.station}, ${entry.at})`);
    }),
    on(deviceRevoked, (tx, entry, body) => {
      tx.run(sql`update hall_devices set revoked_at = ${entry.at} where id = ${body.device}`);
    }),
  ],
});
