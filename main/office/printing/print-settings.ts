import { PrintSettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { changeSettingInTx, findSetting } from '../settings/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';

/** Each station has its own printer. */
const keyOf = (station: string) => `printing.${station}`;

/** How a station prints before anybody chose: into the folder, which needs no printer. */
const FIRST_SETTINGS: PrintSettings = { printerId: 'pdf-folder', layout: 'a5', pdfFolder: '' };

export function getPrintSettings(db: ReadableDb, station: string): PrintSettings {
  return findSetting(db, keyOf(station), PrintSettings) ?? FIRST_SETTINGS;
}

export function changePrintSettingsInTx(
  tx: WritableDb,
  journal: Journal,
  change: { station: string; settings: PrintSettings; actor: string },
): void {
  changeSettingInTx(tx, journal, {
    key: keyOf(change.station),
    value: change.settings,
    actor: change.actor,
    subject: change.station,
  });
}
