import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';
import { rowState } from '../dossier-states.ts';

/** What stands in the file: what the list shows and the fee, with numbers of papers masked as there. */
export function useColumns(): { heading: string[]; cellsOf: (row: DossierRow) => string[] } {
  const t = useTexts();
  const formats = useFormats();
  const columns: [heading: string, cell: (row: DossierRow) => string][] = [
    [t('export.columns.code'), ({ code }) => code],
    [t('export.columns.name'), ({ applicantName }) => applicantName],
    [t('export.columns.number'), ({ idNumberMasked }) => idNumberMasked],
    [t('export.columns.procedureCode'), ({ procedureCode }) => procedureCode],
    [t('export.columns.procedure'), ({ procedureName }) => procedureName],
    [t('export.columns.receivedAt'), ({ receivedAt }) => formats.shortMoment(receivedAt)],
    [
      t('export.columns.dueAt'),
      ({ dueAt, atOnce }) => (dueAt === null || atOnce ? '' : formats.shortMoment(dueAt)),
    ],
    [t('export.columns.state'), (row) => stateIn(row)],
    // Digits only, so that a spreadsheet can add them up; of a slip there is no fee at all.
    [
      t('export.columns.fee'),
      (row) => (row.slip !== null || row.erased !== null ? '' : String(row.feeAmount)),
    ],
    [t('export.columns.receivedBy'), ({ receivedBy }) => receivedBy],
  ];
  function stateIn(row: DossierRow): string {
    if (row.erased !== null) return t('find.row.erased', { ground: row.erased });
    return t(rowState(row).key);
  }
  return {
    heading: columns.map(([heading]) => heading),
    cellsOf: (row) => columns.map(([, cell]) => cell(row)),
  };
}
