import { useEffect, useRef, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import { notifyDone, notifyProblem } from '#renderer/ui/index.ts';
import type { Certified } from './certified.ts';
import { tillFile } from './till.ts';
import { useLineState } from './use-line-state.ts';
import type { Today } from './use-today.ts';

/** Long enough for a slow PC to begin saving; the file holds names and stays in memory no longer. */
const RELEASE_MS = 60_000;

/** The file for the till: how many requests were read for it so far, null while none is made. */
export type Till = { exportDay: () => void; reading: number | null; stop: () => void };

/**
 * Saves the day's list as a CSV file, all of it: where the list on the screen is not whole, the day is read to its end
 * first, which can be stopped. A list that could not be read is refused, for its sums would be wrong.
 */
export function useTill(lines: readonly Certified[], day: string | null, today: Today): Till {
  const t = useTexts();
  const errorText = useErrorText();
  const formats = useFormats();
  const stateOf = useLineState();
  const [reading, setReading] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const saveDay = (whole: readonly Certified[], of: string): void => {
    if (whole.length === 0) {
      notifyDone(t('certify.empty'));
      return;
    }
    const file = tillFile(whole, {
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
    save(file, `chung-thuc-${of}.csv`);
    notifyDone(t('certify.exported', { requests: formats.number(whole.length) }));
  };

  const exportDay = async (): Promise<void> => {
    if (reading !== null) return;
    if (day === null || today.isPending || today.isError) {
      notifyProblem(t('certify.exportPartial'));
      return;
    }
    if (today.isWhole) {
      saveDay(lines, day);
      return;
    }
    const mine = new AbortController();
    stopping.current = mine;
    setReading(0);
    try {
      const whole = await today.readAll(setReading, mine.signal);
      saveDay(whole, day);
    } catch (thrown) {
      if (!mine.signal.aborted) {
        notifyProblem(`${t('certify.exportPartial')} ${errorText(toOfficeError(thrown))}`);
      }
    } finally {
      setReading(null);
    }
  };
  return { exportDay: () => void exportDay(), reading, stop: () => stopping.current?.abort() };
}

function save(content: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
}
