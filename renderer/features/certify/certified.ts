import type { Procedure } from '#shared/catalog/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { type Entry, findPaperName } from './entry.ts';

/** A request that was recorded, as the list of the day shows it. */
export type Certified = {
  id: string;
  code: string;
  /** Wall clock of the office (`officeTimestamp`). */
  at: string;
  procedureCode: string;
  name: string;
  /** What was copied. */
  paper: string;
  copies: number;
  pages: number;
  /** Whole đồng. */
  amount: number;
  atOnce: boolean;
  /** The office's minute that was promised; null where it was handed over at once. */
  dueAt: string | null;
  cancelled: boolean;
  /** The print of its receipt, where this window ordered one. */
  job: PrintJob | null;
};

/** The line of a dossier of this procedure. */
export function certifiedOf(dossier: Dossier, procedure: Procedure, job: PrintJob | null): Certified {
  const requirements = procedure.cases.flatMap(({ papers }) => papers);
  const papers = dossier.papers.map(
    ({ requirementId, name }) =>
      findPaperName(
        name,
        requirements.find(({ id }) => id === requirementId),
      ) ?? '',
  );
  return {
    id: dossier.id,
    code: dossier.codes[0]?.code ?? '',
    at: dossier.receivedAt,
    procedureCode: dossier.procedure.code,
    name: dossier.applicant.name,
    paper: papers.find((name) => name !== '') ?? '',
    copies: dossier.fee.quantity,
    pages: dossier.fee.pages,
    amount: dossier.fee.amount,
    atOnce: dossier.atOnce === true,
    dueAt: dossier.atOnce === true ? null : (dossier.due?.at ?? null),
    cancelled: dossier.cancelled !== null,
    job,
  };
}

export type Totals = { requests: number; copies: number; amount: number };

/** Counts what stands; what was cancelled counts nowhere. */
export function totalsOf(lines: readonly Certified[]): Totals {
  return lines
    .filter(({ cancelled }) => !cancelled)
    .reduce(
      (sum, { copies, amount }) => ({
        requests: sum.requests + 1,
        copies: sum.copies + copies,
        amount: sum.amount + amount,
      }),
      { requests: 0, copies: 0, amount: 0 },
    );
}

/** The lines of a day (`YYYY-MM-DD`) and procedure, newest first. */
export function linesOfDay(
  lines: ReadonlyMap<string, Certified>,
  day: string,
  procedureCode: string | null,
): Certified[] {
  return [...lines.values()]
    .filter((line) => line.at.startsWith(day) && line.procedureCode === procedureCode)
    .sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** Names of papers that were typed today, the newest first, without those that are suggested anyway. */
export function papersTyped(lines: readonly Certified[], usual: readonly string[]): string[] {
  return [...new Set(lines.map(({ paper }) => paper))].filter((name) => name !== '' && !usual.includes(name));
}

/**
 * What the person at the counter has had recorded; null where it is nothing, or nobody knows of whom. `entry` is the line
 * being typed and is not counted; while it names nobody, whoever was recorded `last` still stands there to pay.
 */
export function sumOfPerson(
  entry: Entry,
  last: { entry: Entry; id: string } | null,
  lines: ReadonlyMap<string, Certified>,
): Totals | null {
  const nobody = entry.fields.name.trim() === '' && entry.card === null;
  const visit = nobody && last !== null ? [...last.entry.visit, last.id] : entry.visit;
  const totals = totalsOf(visit.flatMap((id) => lines.get(id) ?? []));
  return totals.requests === 0 ? null : totals;
}
