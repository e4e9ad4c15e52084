import type { CorrectionForm } from './form.ts';

/**
 * The copies counted in the papers and those the fee is for, where a correction made them differ; undefined while they
 * agree, or where they differed before and nobody touched them. Which of both is right only the clerk knows.
 */
export function copiesApart(
  form: Pick<CorrectionForm, 'papers' | 'fee'>,
  initial: Pick<CorrectionForm, 'papers' | 'fee'>,
): { papers: number; fee: number } | undefined {
  const now = countsOf(form);
  const before = countsOf(initial);
  if (Number.isNaN(now.papers + now.fee) || now.papers === 0 || now.papers === now.fee) return undefined;
  return now.papers === before.papers && now.fee === before.fee ? undefined : now;
}

function countsOf({ papers, fee }: Pick<CorrectionForm, 'papers' | 'fee'>): { papers: number; fee: number } {
  return {
    papers: papers.reduce((sum, { copies }) => sum + Number(copies), 0),
    fee: Number(fee.quantity),
  };
}
