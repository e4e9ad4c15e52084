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

/** What each schema last read of a key: every reception asks for the same settings, and they hardly ever change. */
const lastRead = new WeakMap<z.ZodType, Map<string, { text: string; value: unknown }>>();

/** The newest value of a setting, parsed by its own schema; undefined when never set. Not to be changed by who asks. */
export function findSetting<Value extends z.ZodType>(
  db: ReadableDb,
  key: string,
  schema: Value,
): z.output<Value> | undefined {
  const row = db.find(sql`select value from settings where key = ${key}`);
  if (row === undefined) return undefined;
  const { value: text } = Row.parse(row);
  const known = lastRead.get(schema) ?? new Map<string, { text: string; value: unknown }>();
  lastRead.set(schema, known);
  const last = known.get(key);
  if (last?.text === text) return last.value as z.output<Value>;
  const value = schema.parse(JSON.parse(text));
  known.set(key, { text, value });
  return value;
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
