import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CopySettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { changeSettingInTx, findSetting } from '../settings/index.ts';
import type { Database, ReadableDb } from '../storage/index.ts';

const KEY = 'copies';
const Defaults = z.object({ validFrom: z.string(), source: z.string(), settings: CopySettings });

/** What holds until an administrator decides. */
export function loadDefaults(resourcesDirectory: string): CopySettings {
  const file = path.join(resourcesDirectory, 'copies', 'defaults.json');
  return Defaults.parse(JSON.parse(readFileSync(file, 'utf8'))).settings;
}

export function findCopySettings(db: ReadableDb): CopySettings | undefined {
  return findSetting(db, KEY, CopySettings);
}

export function keepCopySettings(
  db: Database,
  journal: Journal,
  settings: CopySettings,
  by: { actor: string; office: string },
): void {
  const value = CopySettings.parse(settings);
  db.transaction((tx) =>
    changeSettingInTx(tx, journal, { key: KEY, value, actor: by.actor, subject: by.office }),
  );
}
