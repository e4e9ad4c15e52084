import { useTexts } from '#renderer/i18n/index.ts';
import type { Correction } from './use-correction.ts';

/** The sentence beside a field: what cannot be read as typed, else what the office says of it. */
export function useFieldError(correction: Correction): (field: string) => string | undefined {
  const t = useTexts();
  const { typed, preview, failure } = correction;
  return (field) => {
    const own = typed.problems[field];
    if (own !== undefined) return t(`corrections.form.${own}`);
    const said = [...(preview?.problems ?? []), ...(failure?.fields ?? [])];
    return said.find((problem) => problem.field === field)?.message;
  };
}
