import { z } from 'zod';
import type { Journal } from '../journal/index.ts';
import { changeSettingInTx, findSetting } from '../settings/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';

const KEY = 'exchange.line';
const BITS = 8;

const LineSettings = z.object({
  address: z.string(),
  paused: z.boolean(),
  budgetKbits: z.int().nullable(),
  filesBetween: z.object({ from: z.string(), to: z.string() }).nullable(),
});
/** How the line to the province is used, as an administrator set it. `address` empty: by stick only. */
export type LineSettings = z.infer<typeof LineSettings>;

const UNSET: LineSettings = { address: '', paused: false, budgetKbits: null, filesBetween: null };

export function readLineSettings(db: ReadableDb): LineSettings {
  return findSetting(db, KEY, LineSettings) ?? UNSET;
}

/** What may be sent, bytes a second; null: as much as the line carries. */
export function budgetOf({ budgetKbits }: LineSettings): number | null {
  return budgetKbits === null ? null : (budgetKbits * 1000) / BITS;
}

export function changeLineSettingsInTx(
  tx: WritableDb,
  journal: Journal,
  settings: LineSettings,
  by: { actor: string; office: string },
): void {
  changeSettingInTx(tx, journal, { key: KEY, value: settings, actor: by.actor, subject: by.office });
}
