import type { Procedure } from '#shared/catalog/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { findPaperName } from './entry.ts';

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

/** What the person has to pay so far in this visit, without the line that is being typed; null for a first line. */
export function sumOfVisit(visit: readonly string[], lines: ReadonlyMap<string, Certified>): number | null {
  if (visit.length === 0) return null;
  return totalsOf(visit.flatMap((id) => lines.get(id) ?? [])).amount;
}
