import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';

/** What stands in the file: the same as in the list, with numbers of papers masked as there. */
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
    [t('export.columns.dueAt'), ({ dueAt }) => (dueAt === null ? '' : formats.shortMoment(dueAt))],
    [t('export.columns.state'), (row) => stateIn(row)],
    [t('export.columns.receivedBy'), ({ receivedBy }) => receivedBy],
  ];
  function stateIn(row: DossierRow): string {
    if (row.erased !== null) return t('find.row.erased', { ground: row.erased });
    return row.cancelled ? t('find.row.cancelled') : t(`dossier.states.${row.state}`);
  }
  return {
    heading: columns.map(([heading]) => heading),
    cellsOf: (row) => columns.map(([, cell]) => cell(row)),
  };
}
