import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CalendarResource, type CalendarRules, readCalendarResources } from '#shared/calendar/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { type DossierCodeFormat, DossierCodeFormats, SlipReasons } from '#shared/dossier/index.ts';
import type { ReceiptTemplate, SlipTemplate } from '#shared/forms/index.ts';

/**
 * The rules in force at a counter, all of them data with dates: calendar, code formats, forms, catalogue. They are read
 * at each use and never kept: new ones may come into force between two receptions, never within one.
 */
export type ReceptionRules = {
  readonly calendar: CalendarRules;
  readonly codeFormats: readonly DossierCodeFormat[];
  readonly templates: readonly ReceiptTemplate[];
  readonly slipTemplates: readonly SlipTemplate[];
  readonly slipReasons: SlipReasons;
  /** The newest applied version that knows this procedure today; undefined when none does. */
  findProcedure(code: string, date: string): { procedure: Procedure; catalogueVersion: number } | undefined;
};

/** The files of `resources/calendars`. Throws when one does not fit its schema. */
export function loadCalendarResources(resourcesDirectory: string): CalendarResource[] {
  const directory = path.join(resourcesDirectory, 'calendars');
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return files.map((name) => CalendarResource.parse(readJson(path.join(directory, name))));
}

/** Reads `resources/calendars`. Throws when a file does not fit its schema: a desk must not count by broken rules. */
export function loadCalendarRules(resourcesDirectory: string): CalendarRules {
  return readCalendarResources(loadCalendarResources(resourcesDirectory));
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
