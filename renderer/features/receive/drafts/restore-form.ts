import type { Procedure } from '#shared/catalog/index.ts';
import type { ReceiveForm } from '../model/form.ts';
import { isTicked, type PaperRow, rowsOfCase } from '../model/paper-rows.ts';
import type { StoredForm, StoredPaper } from './stored-form.ts';

/** Sentences for what the catalogue no longer has. */
export type RestoreWords = {
  procedureGone: (code: string, name: string) => string;
  exemptionGone: (id: string) => string;
};

/**
 * The form again, with the procedure as the catalogue has it now (undefined: it no longer does). Papers that were handed
 * in and are no longer asked for stay as papers that the clerk added: counted is counted.
 */
export function restoreForm(
  stored: StoredForm,
  requestId: string,
  procedure: Procedure | undefined,
  words: RestoreWords,
): ReceiveForm {
  const { procedure: named, papers, ...rest } = stored;
  const lines = [stored.unread];
  if (named !== null && procedure === undefined) lines.push(words.procedureGone(named.code, named.name));
  const [only, ...more] = procedure?.cases ?? [];
  const chosen =
    procedure?.cases.find((candidate) => candidate.id === stored.caseId) ??
    (more.length === 0 ? only : undefined);
  const rows = rowsOfCase(chosen, papers.map(asRow));
  const kept = new Set(rows.map((row) => row.requirementId));
  const left = papers.filter((paper) => paper.requirementId !== null && !kept.has(paper.requirementId));
  const channels = procedure?.channels.map((terms) => terms.channel) ?? [];
  const channel = channels.includes(stored.channel) ? stored.channel : (channels[0] ?? stored.channel);
  let { exemptionId } = stored.fee;
  if (exemptionId !== null && named !== null && !hasExemption(procedure, exemptionId)) {
    lines.push(words.exemptionGone(exemptionId));
    exemptionId = null;
  }
  return {
    ...rest,
    requestId,
    beforeScan: null,
    procedure: procedure ?? null,
    procedureQuery: procedure === undefined && named !== null ? named.name : stored.procedureQuery,
    caseId: chosen?.id ?? null,
    channel,
    papers: numbered([...rows, ...left.map((paper) => asRow({ ...paper, requirementId: null }))]),
    fee: { ...stored.fee, exemptionId },
    unread: lines.filter((line) => line !== '').join('\n'),
  };
}

function hasExemption(procedure: Procedure | undefined, id: string): boolean {
  return procedure?.exemptions.some((one) => one.id === id) === true;
}

function asRow(paper: StoredPaper): PaperRow {
  const added = paper.requirementId === null;
  return {
    ...paper,
    key: paper.requirementId ?? '',
    need: added ? 'added' : 'conditional',
    asked: { originals: 1, copies: 0 },
  };
}

/** Added papers get their keys anew, in their order. */
function numbered(rows: readonly PaperRow[]): PaperRow[] {
  let count = 0;
  return rows
    .filter((row) => row.need !== 'added' || isTicked(row) || row.name !== '')
    .map((row) => {
      if (row.need !== 'added') return row;
      count += 1;
      return { ...row, key: `added-${count}` };
    });
}
