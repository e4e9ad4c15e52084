import { z } from 'zod';
import { OfficeProfile } from '#shared/contract/index.ts';
import { canonicalJson, officeConfigured, settingChanged } from '#shared/journal/index.ts';
import { defineProjector, type Journal, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const OFFICE_KEY = 'office';

/** Who this office is, and whether everything in it is invented. */
export const OfficeSettings = z.object({ profile: OfficeProfile, sample: z.boolean() });
export type OfficeSettings = z.infer<typeof OfficeSettings>;

const Row = z.object({ value: z.string() });

/** The office's profile; throws before the office was set up. */
export function getOfficeSettings(db: ReadableDb): OfficeSettings {
  const found = findSetting(db, OFFICE_KEY, OfficeSettings);
  if (found === undefined) throw new Error('the office is not configured');
  return found;
}

/** The newest value of a setting, parsed by its own schema; undefined when never set. */
export function findSetting<Value extends z.ZodType>(
  db: ReadableDb,
  key: string,
  schema: Value,
): z.output<Value> | undefined {
  const row = db.find(sql`select value from settings where key = ${key}`);
  return row === undefined ? undefined : schema.parse(JSON.parse(Row.parse(row).value));
}

/** Records a setting's new value in the journal; the view follows. */
export function changeSettingInTx(
  tx: WritableDb,
  journal: Journal,
  change: { key: string; value: z.core.util.JSONType; actor: string; subject: string },
): void {
  journal.appendInTx(tx, {
    kind: settingChanged,
    actor: change.actor,
    subject: change.subject,
    body: { key: change.key, value: change.value },
  });
}

/** Canonical, because the journal keeps its bodies so: a rebuild must give the same text. */
function upsertInTx(tx: WritableDb, key: string, value: unknown): void {
  tx.run(sql`
    insert into settings (key, value) values (${key}, ${canonicalJson(value)})
    on conflict (key) do update set value = excluded.value`);
}

/** Keeps `settings` in step with the local chain. */
export const settingsProjector = defineProjector({
  name: 'settings',
  tables: ['settings'],
  on: [
    on(officeConfigured, (tx, _entry, body) => upsertInTx(tx, OFFICE_KEY, body)),
    on(settingChanged, (tx, _entry, body) => upsertInTx(tx, body.key, body.value)),
  ],
});
