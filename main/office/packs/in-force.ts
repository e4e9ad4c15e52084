import { officeDate } from '#shared/base/index.ts';
import { type CalendarResource, type CalendarRules, readCalendarResources } from '#shared/calendar/index.ts';
import type { PackKind } from '#shared/exchange/index.ts';
import { formKey, type ReceiptTemplate, type SlipTemplate } from '#shared/forms/index.ts';
import { findPackContent } from './contents-table.ts';
import { appliedPacks, type DecidedPack } from './decided-table.ts';
import type { PacksPorts } from './ports.ts';
import { type FormTemplate, type ReadContent, readPackContent } from './read-content.ts';

/** What is in force at the counter besides the catalogue: of the newest pack that was applied, or shipped. */
export type InForce = {
  calendar(): CalendarRules;
  /** The files that `calendar` was read from. */
  calendarResources(): readonly CalendarResource[];
  /** The templates to choose from today. */
  receipts(): readonly ReceiptTemplate[];
  slips(): readonly SlipTemplate[];
  /** Every template that a paper may have been given under, the newest last. */
  known(): { receipts: readonly ReceiptTemplate[]; slips: readonly SlipTemplate[] };
  /** The content of a pack; undefined where it is not here or this release cannot read it. */
  findContent(pack: Pick<DecidedPack, 'kind' | 'sha256' | 'effectiveFrom'>): ReadContent | undefined;
  /** The templates of forms as they stood before a version (undefined: as they stand now), one list for each layer, newest first. */
  formLayers(before?: number): readonly (readonly FormTemplate[])[];
  /** The files of the calendar as they stood before a version. */
  calendarBefore(version?: number): readonly CalendarResource[];
};

export function createInForce(ports: Pick<PacksPorts, 'db' | 'clock' | 'shipped'>): InForce {
  const { db, clock, shipped } = ports;
  const shippedRules = readCalendarResources(shipped.calendar);
  const shippedForms: readonly FormTemplate[] = [...shipped.receipts, ...shipped.slips];
  /** By hash: a content never changes. */
  const read = new Map<string, ReadContent>();
  /** Every reception asks, and it changes a few times a year. */
  const applied = db.remember(['packs_decided', 'pack_contents'], () => ({
    calendars: readApplied('calendar'),
    forms: readApplied('forms'),
  }));
  let ofDay: { of: ReturnType<typeof applied>; day: string; forms: readonly FormTemplate[] } | undefined;

  function findContent(
    pack: Pick<DecidedPack, 'kind' | 'sha256' | 'effectiveFrom'>,
  ): ReadContent | undefined {
    const known = read.get(pack.sha256);
    if (known !== undefined) return known;
    const stored = findPackContent(db, pack.sha256);
    if (stored === undefined) return undefined;
    const parsed = readPackContent(pack.kind, JSON.parse(stored), pack.effectiveFrom);
    if (!parsed.ok) return undefined;
    // A catalogue is large and kept by its own room.
    if (parsed.value.kind !== 'catalogue') read.set(pack.sha256, parsed.value);
    return parsed.value;
  }

  /** Newest first; what a damaged database lost is passed over: the desk goes on by what came before. */
  function readApplied<Kind extends PackKind>(kind: Kind) {
    return appliedPacks(db, kind)
      .toReversed()
      .flatMap((pack) => {
        const content = findContent(pack);
        return content !== undefined && isOfKind(content, kind) ? [{ version: pack.version, content }] : [];
      });
  }

  const newestCalendar = (before = Number.POSITIVE_INFINITY) =>
    applied().calendars.find(({ version }) => version < before)?.content;

  const formLayers = (before = Number.POSITIVE_INFINITY): (readonly FormTemplate[])[] => [
    ...applied()
      .forms.filter(({ version }) => version < before)
      .map(({ content }) => content.templates),
    shippedForms,
  ];

  function formsOfToday(): readonly FormTemplate[] {
    const of = applied();
    const day = officeDate(clock.now());
    if (ofDay?.of !== of || ofDay.day !== day) {
      ofDay = { of, day, forms: chosen(formLayers(), ['receipt', 'supplement-slip', 'refusal-slip'], day) };
    }
    return ofDay.forms;
  }

  return {
    calendar: () => newestCalendar()?.rules ?? shippedRules,
    calendarResources: () => newestCalendar()?.resources ?? shipped.calendar,
    calendarBefore: (version) => newestCalendar(version)?.resources ?? shipped.calendar,
    receipts: () => formsOfToday().filter(isReceipt),
    slips: () => formsOfToday().filter(isSlip),
    known() {
      const all = knownForms(formLayers());
      return { receipts: all.filter(isReceipt), slips: all.filter(isSlip) };
    },
    findContent,
    formLayers,
  };
}

/** Of each kind the templates of the newest layer that has one valid on the day; where none has, all there are. */
export function chosen(
  layers: readonly (readonly FormTemplate[])[],
  kinds: readonly FormTemplate['kind'][],
  day: string,
): FormTemplate[] {
  return kinds.flatMap((kind) => {
    const ofKind = layers.map((templates) => templates.filter((template) => template.kind === kind));
    const valid = ofKind.find((templates) => templates.some((template) => isValidOn(template, day)));
    return valid ?? ofKind.toReversed().flat();
  });
}

function isValidOn({ validFrom, validTo }: FormTemplate, day: string): boolean {
  return validFrom <= day && (validTo === null || day <= validTo);
}

/** Each key once, oldest first. */
export function knownForms(layers: readonly (readonly FormTemplate[])[]): FormTemplate[] {
  return [
    ...new Map(
      layers
        .toReversed()
        .flat()
        .map((template) => [formKey(template), template]),
    ).values(),
  ];
}

function isOfKind<Kind extends PackKind>(
  content: ReadContent,
  kind: Kind,
): content is Extract<ReadContent, { kind: Kind }> {
  return content.kind === kind;
}

const isReceipt = (template: FormTemplate): template is ReceiptTemplate => template.kind === 'receipt';
const isSlip = (template: FormTemplate): template is SlipTemplate => template.kind !== 'receipt';
