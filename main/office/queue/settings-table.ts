import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '#shared/journal/index.ts';
import { QueueSettings } from '#shared/queue/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({ value: z.string() });

/** A file of `resources/queue`: settings for a kind of office until its administrator decides. */
const QueueDefaults = z.object({
  title: z.string().min(1),
  validFrom: z.iso.date(),
  sources: z.array(z.string().min(1)).min(1),
  certainty: z.string().min(1),
  settings: QueueSettings,
});

/** Reads the shipped settings. Throws when the file does not fit: a hall must not be run by broken rules. */
export function loadQueueDefaults(resourcesDirectory: string, kind: 'office' | 'sample'): QueueSettings {
  const file = path.join(resourcesDirectory, 'queue', `${kind}.json`);
  return QueueDefaults.parse(JSON.parse(readFileSync(file, 'utf8'))).settings;
}

let lastRead: { text: string; settings: QueueSettings } | undefined;

/** The settings of this office; undefined while nobody has changed them. Not to be changed by who asks. */
export function findQueueSettings(db: ReadableDb): QueueSettings | undefined {
  const raw = db.find(sql`select value from queue_settings where id = 1`);
  if (raw === undefined) return undefined;
  const { value: text } = Row.parse(raw);
  // Asked with every call and hardly ever changed.
  if (lastRead?.text !== text) lastRead = { text, settings: QueueSettings.parse(JSON.parse(text)) };
  return lastRead.settings;
}

/** Canonical, because the journal keeps its bodies so: a rebuild must give the same text. */
export function putSettingsInTx(tx: WritableDb, settings: QueueSettings): void {
  tx.run(sql`
    insert into queue_settings (id, value) values (1, ${canonicalJson(settings)})
    on conflict (id) do update set value = excluded.value`);
}
