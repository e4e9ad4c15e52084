import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { notifyDone, notifyProblem } from '#renderer/ui/index.ts';
import type { Certified } from './certified.ts';
import { tillFile } from './till.ts';
import { useLineState } from './use-line-state.ts';
import type { Today } from './use-today.ts';

/** Long enough for a slow PC to begin saving; the file holds names and stays in memory no longer. */
const RELEASE_MS = 60_000;

/** Saves the day's list as a CSV file; a list that is not whole is refused, for its sums would be wrong. */
export function useTill(lines: readonly Certified[], day: string | null, today: Today): () => void {
  const t = useTexts();
  const formats = useFormats();
  const stateOf = useLineState();
  return () => {
    if (day === null || today.isPending || today.isError || !today.isWhole) {
      notifyProblem(t('certify.exportPartial'));
      return;
    }
    if (lines.length === 0) {
      notifyDone(t('certify.empty'));
      return;
    }
    const file = tillFile(lines, {
      columns: {
        time: t('certify.columns.time'),
        code: t('certify.columns.code'),
        name: t('certify.columns.name'),
        paper: t('certify.columns.paper'),
        copies: t('certify.columns.copies'),
        pages: t('certify.columns.pages'),
        fee: t('certify.columns.feeInDong'),
        state: t('certify.columns.state'),
      },
      time: formats.time,
      state: stateOf,
      total: t('certify.exportTotal'),
      requests: (count) => t('certify.exportRequests', { requests: count }),
    });
    save(file, `chung-thuc-${day}.csv`);
    notifyDone(t('certify.exported', { requests: lines.length }));
  };
}

function save(content: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
}
