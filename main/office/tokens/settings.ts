import { TokenSettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { changeSettingInTx, findSetting } from '../settings/index.ts';
import type { Database, ReadableDb } from '../storage/index.ts';

const KEY = 'tokens';

/** How tokens are reached here; before anybody chose, the token for training is offered in sample offices alone. */
export function tokenSettingsOf(db: ReadableDb, office: { sample: boolean }): TokenSettings {
  return findSetting(db, KEY, TokenSettings) ?? { modules: [], knownModules: true, software: office.sample };
}

/** Replaces the settings as a whole; recorded. */
export function changeTokenSettings(
  { db, journal }: { db: Database; journal: Journal },
  settings: TokenSettings,
  by: { actor: string; station: string },
): void {
  db.transaction((tx) =>
    changeSettingInTx(tx, journal, { key: KEY, value: settings, actor: by.actor, subject: by.station }),
  );
}
