import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CalendarRules, readCalendarResources } from '#shared/calendar/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { type DossierCodeFormat, DossierCodeFormats, SlipReasons } from '#shared/dossier/index.ts';
import type { ReceiptTemplate, SlipTemplate } from '#shared/forms/index.ts';

/** The rules in force at a counter, all of them data with dates: calendar, code formats, forms, catalogue. */
export type ReceptionRules = {
  calendar: CalendarRules;
  codeFormats: readonly DossierCodeFormat[];
  templates: readonly ReceiptTemplate[];
  slipTemplates: readonly SlipTemplate[];
  slipReasons: SlipReasons;
  /** The newest applied version that knows this procedure today; undefined when none does. */
  findProcedure(code: string, date: string): { procedure: Procedure; catalogueVersion: number } | undefined;
};

/** Reads `resources/calendars`. Throws when a file does not fit its schema: a desk must not count by broken rules. */
export function loadCalendarRules(resourcesDirectory: string): CalendarRules {
  const directory = path.join(resourcesDirectory, 'calendars');
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return readCalendarResources(files.map((name) => readJson(path.join(directory, name))));
}

/** Reads the formats of dossier codes. */
export function loadCodeFormats(resourcesDirectory: string): DossierCodeFormat[] {
  return DossierCodeFormats.parse(readJson(path.join(resourcesDirectory, 'offices', 'code-formats.json')))
    .formats;
}

/** Reads the reasons on slips. Throws when the file does not fit its schema. */
export function loadSlipReasons(resourcesDirectory: string): SlipReasons {
  return SlipReasons.parse(readJson(path.join(resourcesDirectory, 'slips', 'reasons.json')));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
