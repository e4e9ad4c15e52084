import { z } from 'zod';
import { DeviceSettings } from '#shared/contract/index.ts';
import { canonicalJson, devicesChanged } from '#shared/journal/index.ts';
import { defineProjector, type Journal, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({ settings: z.string() });

/** The newest settings of a device of a station, parsed by its own schema; undefined while nobody chose. */
export function findDeviceSettings<Settings extends z.ZodType>(
  db: ReadableDb,
  where: { station: string; device: string },
  schema: Settings,
): z.output<Settings> | undefined {
  const row = db.find(sql`
    select settings from device_settings where station = ${where.station} and device = ${where.device}`);
  return row === undefined ? undefined : schema.parse(JSON.parse(Row.parse(row).settings));
}

/** Records new settings in the journal; the view follows. */
export function changeDeviceSettingsInTx(
  tx: WritableDb,
  journal: Journal,
  change: { station: string; device: string; settings: z.core.util.JSONType; actor: string },
): void {
  const { station, device, settings, actor } = change;
  journal.appendInTx(tx, {
    kind: devicesChanged,
    actor,
    subject: station,
    body: { station, device, settings },
  });
}

/** Keeps `device_settings` in step with the local chain. */
export const devicesProjector = defineProjector({
  name: 'devices',
  tables: ['device_settings'],
  on: [
    on(devicesChanged, (tx, _entry, { station, device, settings }) => {
      tx.run(sql`
        insert into device_settings (station, device, settings) values (${station}, ${device}, ${canonicalJson(settings)})
        on conflict (station, device) do update set settings = excluded.settings`);
    }),
  ],
});

const TICKET_PRINTER = 'ticket-printer';

/** Before anybody chose. Two minutes: then the citizen has gone to a counter without paper, or away. */
const FIRST_SETTINGS: DeviceSettings = { ticketPrinter: { kind: 'none' }, ticketTimeToLiveSeconds: 120 };

export function getTicketSettings(db: ReadableDb, station: string): DeviceSettings {
  return findDeviceSettings(db, { station, device: TICKET_PRINTER }, DeviceSettings) ?? FIRST_SETTINGS;
}

export function changeTicketSettingsInTx(
  tx: WritableDb,
  journal: Journal,
  change: { station: string; settings: DeviceSettings; actor: string },
): void {
  changeDeviceSettingsInTx(tx, journal, { ...change, device: TICKET_PRINTER });
}

/** Whether the printer of these settings has answered once. */
export function hasAnswered(db: ReadableDb, station: string, settings: DeviceSettings): boolean {
  const row = db.find(sql`
    select settings from device_marks where station = ${station} and device = ${TICKET_PRINTER}`);
  return row !== undefined && Row.parse(row).settings === canonicalJson(settings.ticketPrinter);
}

export function noteAnsweredInTx(tx: WritableDb, station: string, settings: DeviceSettings): void {
  tx.run(sql`
    insert into device_marks (station, device, settings)
    values (${station}, ${TICKET_PRINTER}, ${canonicalJson(settings.ticketPrinter)})
    on conflict (station, device) do update set settings = excluded.settings`);
}
