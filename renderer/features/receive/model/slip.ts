import type { Gap, GiveSlip, SlipDraft, SlipKind, SlipReasons } from '#shared/dossier/index.ts';
import { draftOf } from './draft.ts';
import { parsePlainDate } from './due-text.ts';
import type { ReceiveForm, SlipFields } from './form.ts';
import type { FieldPath, FieldProblems } from './form-fields.ts';
import { isTicked, type PaperRow } from './paper-rows.ts';
import { ticketOf } from './ticket.ts';

/** The reasons of one kind of slip. */
export type ReasonsOfKind = SlipReasons['supplement'];

/** Sentences for what keeps a slip from being given. */
export type SlipWords = {
  name: string;
  matter: string;
  gaps: string;
  reason: string;
  reasonText: string;
  until: string;
};

/** Of a paper that is asked for: how many originals and copies. */
type Asked = { originals: number; copies: number };

/**
 * The papers of the case as the sheet asks for them: what the clerk decided there; else every required paper that was
 * not handed in. A row with neither original nor copy is not asked for.
 */
export function gapRows(form: ReceiveForm): PaperRow[] {
  return form.papers
    .filter((row) => row.need !== 'added')
    .map((row) => {
      const decided = form.slip.papers.find(({ key }) => key === row.key);
      return { ...row, ...(decided ?? askedByItself(row)), key: row.key };
    });
}

function askedByItself(row: PaperRow): Asked {
  return row.need === 'required' && !isTicked(row) ? row.asked : { originals: 0, copies: 0 };
}

/** What the clerk decided, after the rows of the sheet became these. */
export function decidePapers(form: ReceiveForm, rows: readonly PaperRow[]): SlipFields['papers'] {
  const before = gapRows(form);
  const changed = rows.filter((row) => {
    const was = before.find(({ key }) => key === row.key);
    return was !== undefined && (was.originals !== row.originals || was.copies !== row.copies);
  });
  const kept = form.slip.papers.filter(({ key }) => changed.every((row) => row.key !== key));
  return [...kept, ...changed.map(({ key, originals, copies }) => ({ key, originals, copies }))];
}

/** Writes a free line; the one behind the last begins a new one. */
export function writeLine(lines: readonly string[], index: number, value: string): string[] {
  return index < lines.length ? lines.map((line, at) => (at === index ? value : line)) : [...lines, value];
}

/** Everything that is missing or wrong, papers first. Empty for a refusal, which asks for nothing. */
export function gapsOf(form: ReceiveForm, kind: SlipKind): Gap[] {
  if (kind === 'refusal') return [];
  const papers = gapRows(form)
    .filter(isTicked)
    .map(({ requirementId, name, originals, copies }) => ({ requirementId, text: name, originals, copies }));
  const lines = form.slip.lines
    .map((line) => line.toWellFormed().trim())
    .filter((line) => line !== '')
    .map((text) => ({ requirementId: null, text, originals: 0, copies: 0 }));
  return [...papers, ...lines];
}

/** The code of the reason that stands there: the chosen one, else the first, which suits most. */
export function reasonCode(form: ReceiveForm, kind: SlipKind, reasons: ReasonsOfKind): string {
  const { code } = form.slip.reasons[kind];
  return reasons.some((one) => one.code === code) ? code : (reasons[0]?.code ?? '');
}

/** The sheet as the office previews it. */
export function slipDraftOf(form: ReceiveForm, kind: SlipKind, reasons: ReasonsOfKind): SlipDraft {
  const { fee: _fee, due: _due, ...rest } = draftOf(form);
  return {
    ...rest,
    kind,
    matter: form.procedure === null ? form.slip.matter.toWellFormed().trim() : '',
    gaps: gapsOf(form, kind),
    reason: {
      code: reasonCode(form, kind, reasons),
      text: form.slip.reasons[kind].text.toWellFormed().trim(),
    },
    until: kind === 'supplement' ? (parsePlainDate(form.slip.until) ?? null) : null,
  };
}

/** What keeps the sheet from being sent, by what the form itself knows: only who, what, and why are needed. */
export function slipProblems(
  form: ReceiveForm,
  kind: SlipKind,
  reasons: ReasonsOfKind,
  words: SlipWords,
): FieldProblems {
  const found = new Map<FieldPath, string>();
  const { slip } = form;
  const chosen = reasons.find(({ code }) => code === reasonCode(form, kind, reasons));
  if (form.applicant.fields.name.trim() === '') found.set('applicant.name', words.name);
  if (form.procedure === null && slip.matter.trim() === '') found.set('matter', words.matter);
  if (kind === 'supplement' && gapsOf(form, kind).length === 0) found.set('gaps', words.gaps);
  if (chosen === undefined) found.set('reason.code', words.reason);
  if (chosen?.textNeeded === true && slip.reasons[kind].text.trim() === '')
    found.set('reason.text', words.reasonText);
  if (kind === 'supplement' && !isDayOrEmpty(slip.until)) found.set('until', words.until);
  return found;
}

function isDayOrEmpty(text: string): boolean {
  return text.trim() === '' || parsePlainDate(text) !== undefined;
}

/** The slip as it is submitted; undefined while the applicant has no name. */
export function findSlip(form: ReceiveForm, kind: SlipKind, reasons: ReasonsOfKind): GiveSlip | undefined {
  const { applicant, filer, ...rest } = slipDraftOf(form, kind, reasons);
  if (applicant === null || applicant.name === '') return undefined;
  return {
    requestId: form.requestId,
    applicant,
    filer,
    ...(form.visitOf === null ? {} : { visitOf: form.visitOf.id }),
    ...ticketOf(form),
    ...rest,
    print: true,
  };
}

/** Is this problem about who the paper names? Those fields stand in the form behind the sheet. */
export function isAboutPeople(field: FieldPath): boolean {
  return /^(?:applicant|coApplicants|filer|helper)\./.test(field);
}
