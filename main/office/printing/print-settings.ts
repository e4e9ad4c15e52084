import { OFFICE_PRINTER_ID, PrintSettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { changeSettingInTx, findSetting } from '../settings/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';

/** Each station has its own printer. */
const keyOf = (station: string) => `printing.${station}`;

/** How the office's own PC prints before anybody chose: into the folder, which needs no printer. */
const FIRST_SETTINGS: PrintSettings = { printerId: 'pdf-folder', layout: 'a5', pdfFolder: '' };

/** A counter has no printer before one is chosen for it. */
const FIRST_OF_COUNTER: PrintSettings = { ...FIRST_SETTINGS, printerId: OFFICE_PRINTER_ID };

/** `isOwn`: the office's own PC, which prints also before anybody chose. */
export function getPrintSettings(db: ReadableDb, station: string, isOwn: boolean): PrintSettings {
  return findSetting(db, keyOf(station), PrintSettings) ?? (isOwn ? FIRST_SETTINGS : FIRST_OF_COUNTER);
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
