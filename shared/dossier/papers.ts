import type { ProcedureCase } from '../catalog/index.ts';
import type { ReceivedPaper } from './receive.ts';

/** A paper of the case that was neither handed in nor shown. */
export type MissingPaper = { requirementId: string; name: string; need: 'required' | 'conditional' };

/**
 * The papers of a case that are not there: first the required ones, then those asked only of some applicants, each
 * group in the order of the catalogue. A paper is there when at least one original or copy of it was given or shown:
 * the catalogue's counts often mean "either", so a lower count alone does not make it missing.
 */
export function missingPapers(
  procedureCase: ProcedureCase,
  received: readonly ReceivedPaper[],
): MissingPaper[] {
  const there = new Set(
    received.filter((paper) => paper.originals + paper.copies > 0).map((paper) => paper.requirementId),
  );
  const missing = procedureCase.papers
    .filter((paper) => !there.has(paper.id))
    .map((paper) => ({ requirementId: paper.id, name: paper.name, need: paper.need }));
  return [
    ...missing.filter((paper) => paper.need === 'required'),
    ...missing.filter((paper) => paper.need === 'conditional'),
  ];
}

/** As `missingPapers`, the required ones only: what a dossier records as missing. */
export function missingRequiredPapers(
  procedureCase: ProcedureCase,
  received: readonly ReceivedPaper[],
): MissingPaper[] {
  return missingPapers(procedureCase, received).filter((paper) => paper.need === 'required');
}

/** The rows with which the form begins: every required paper, in the numbers the catalogue asks for. */
export function initialPapers(procedureCase: ProcedureCase): ReceivedPaper[] {
  return procedureCase.papers
    .filter((paper) => paper.need === 'required')
    .map((paper) => ({
      requirementId: paper.id,
      name: paper.name,
      originals: paper.originals,
      copies: paper.copies,
      handling: paper.handling,
    }));
}

export type PaperTotals = {
  /** Kinds of papers kept with the dossier; a row with neither original nor copy does not count. */
  submitted: number;
  /** Kinds only shown. */
  presented: number;
  /** Sheets kept with the dossier, counted apart. */
  originals: number;
  copies: number;
};

/** Counts what was handed in; what was only shown is counted apart and never among originals or copies. */
export function paperTotals(received: readonly ReceivedPaper[]): PaperTotals {
  const totals: PaperTotals = { submitted: 0, presented: 0, originals: 0, copies: 0 };
  for (const paper of received) {
    if (paper.originals + paper.copies === 0) continue;
    if (paper.handling === 'present') {
      totals.presented += 1;
    } else {
      totals.submitted += 1;
      totals.originals += paper.originals;
      totals.copies += paper.copies;
    }
  }
  return totals;
}
