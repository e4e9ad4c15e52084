import type { PaperRequirement, ProcedureCase } from '#shared/catalog/index.ts';
import type { ReceivedPaper } from '#shared/dossier/index.ts';

/** One line of the papers' table: what the case asks for, or what the clerk added, with what was handed in. */
export type PaperRow = {
  /** Stable within the form: the requirement's id, or `added-n`. */
  key: string;
  requirementId: string | null;
  name: string;
  need: PaperRequirement['need'] | 'added';
  originals: number;
  copies: number;
  handling: ReceivedPaper['handling'];
  /** What the catalogue asks for; set when the paper is ticked. */
  asked: { originals: number; copies: number };
};

export type PaperCount = 'originals' | 'copies';

/** Most of one paper; the contract's limit. */
export const MOST_OF_A_PAPER = 999;

/** A paper counts as handed in once there is at least one original or copy of it. */
export function isTicked(row: PaperRow): boolean {
  return row.originals + row.copies > 0;
}

/** Where the catalogue asks for neither originals nor copies, one original is what a clerk means by a tick. */
function askedCounts(originals: number, copies: number): PaperRow['asked'] {
  return originals + copies > 0 ? { originals, copies } : { originals: 1, copies: 0 };
}

function rowOfRequirement(requirement: PaperRequirement): PaperRow {
  return {
    key: requirement.id,
    requirementId: requirement.id,
    name: requirement.name,
    need: requirement.need,
    originals: 0,
    copies: 0,
    handling: requirement.handling,
    asked: askedCounts(requirement.originals, requirement.copies),
  };
}

/**
 * The rows of a case. What was counted before is kept where the new case asks for the same requirement;
 * papers that the clerk added stay at the end.
 */
export function rowsOfCase(chosen: ProcedureCase | undefined, before: readonly PaperRow[]): PaperRow[] {
  const rows = (chosen?.papers ?? []).map((requirement) => {
    const same = before.find((row) => row.requirementId === requirement.id);
    const fresh = rowOfRequirement(requirement);
    return same
      ? { ...fresh, originals: same.originals, copies: same.copies, handling: same.handling }
      : fresh;
  });
  return [...rows, ...before.filter((row) => row.need === 'added')];
}

function changeRow(rows: readonly PaperRow[], key: string, change: (row: PaperRow) => PaperRow): PaperRow[] {
  return rows.map((row) => (row.key === key ? change(row) : row));
}

/** Ticks a paper with what the catalogue asks for, or takes it away. */
export function toggleRow(rows: readonly PaperRow[], key: string): PaperRow[] {
  return changeRow(rows, key, (row) =>
    isTicked(row) ? { ...row, originals: 0, copies: 0 } : { ...row, ...row.asked },
  );
}

/** Sets one of the two counts; 0–999, anything above is cut. */
export function setCount(
  rows: readonly PaperRow[],
  key: string,
  count: PaperCount,
  value: number,
): PaperRow[] {
  const whole = Math.max(0, Math.min(MOST_OF_A_PAPER, Math.trunc(value) || 0));
  return changeRow(rows, key, (row) => ({ ...row, [count]: whole }));
}

/** A further digit behind those already typed: 1, then 2 → 12; a fourth digit begins anew. */
export function appendDigit(value: number, digit: number): number {
  const longer = value * 10 + digit;
  return longer > MOST_OF_A_PAPER ? digit : longer;
}

export function toggleHandling(rows: readonly PaperRow[], key: string): PaperRow[] {
  return changeRow(rows, key, (row) => ({
    ...row,
    handling: row.handling === 'submit' ? 'present' : 'submit',
  }));
}

/** Are all required papers there? True as well when the case requires none. */
export function requiredAreTicked(rows: readonly PaperRow[]): boolean {
  return rows.every((row) => row.need !== 'required' || isTicked(row));
}

/** Ticks every required paper that is not there yet; when all are, takes all required ones away. */
export function toggleRequired(rows: readonly PaperRow[]): PaperRow[] {
  const complete = requiredAreTicked(rows);
  return rows.map((row) => {
    if (row.need !== 'required') return row;
    if (complete) return { ...row, originals: 0, copies: 0 };
    return isTicked(row) ? row : { ...row, ...row.asked };
  });
}

/** Adds a paper that the catalogue does not ask for; one original, and its name is typed next. */
export function addRow(rows: readonly PaperRow[]): PaperRow[] {
  const used = rows
    .filter((row) => row.need === 'added')
    .map((row) => Number(row.key.slice('added-'.length)));
  const key = `added-${Math.max(0, ...used) + 1}`;
  const asked = { originals: 1, copies: 0 };
  return [
    ...rows,
    { key, requirementId: null, name: '', need: 'added', originals: 1, copies: 0, handling: 'submit', asked },
  ];
}

/** Renames a paper that the clerk added; the catalogue's names stay. */
export function renameRow(rows: readonly PaperRow[], key: string, name: string): PaperRow[] {
  return changeRow(rows, key, (row) => (row.need === 'added' ? { ...row, name } : row));
}

/** Removes a paper that the clerk added; a paper of the catalogue is only un-ticked. */
export function removeRow(rows: readonly PaperRow[], key: string): PaperRow[] {
  return rows
    .filter((row) => row.key !== key || row.need !== 'added')
    .map((row) => (row.key === key ? { ...row, originals: 0, copies: 0 } : row));
}

/** What is still missing, counted apart. */
export function missingCounts(rows: readonly PaperRow[]): { required: number; conditional: number } {
  const missing = rows.filter((row) => !isTicked(row));
  return {
    required: missing.filter((row) => row.need === 'required').length,
    conditional: missing.filter((row) => row.need === 'conditional').length,
  };
}

/** The next required paper that is not there, after the given one and then from the top; undefined when complete. */
export function findNextMissing(rows: readonly PaperRow[], afterKey: string | null): PaperRow | undefined {
  const start = rows.findIndex((row) => row.key === afterKey) + 1;
  const turned = [...rows.slice(start), ...rows.slice(0, start)];
  return turned.find((row) => row.need === 'required' && !isTicked(row));
}

/** The papers as they are submitted: ticked ones with a name. */
export function receivedPapers(rows: readonly PaperRow[]): ReceivedPaper[] {
  return rows
    .filter((row) => isTicked(row) && row.name.trim() !== '')
    .map(({ requirementId, name, originals, copies, handling }) => ({
      requirementId,
      name: name.toWellFormed().trim(),
      originals,
      copies,
      handling,
    }));
}
