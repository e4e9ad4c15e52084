import type { ChannelTerms, FeeRule } from '#shared/catalog/index.ts';
import type { ReceiveForm } from './form.ts';

/** Which of the optional fields the chosen procedure asks for. */
export type FormNeeds = {
  /** The catalogue has no usable time limit: date and reason are typed. */
  due: boolean;
  /** The catalogue does not know the amount: it is typed. */
  fee: boolean;
  quantity: boolean;
  pages: boolean;
};

/** The terms of the chosen procedure for the chosen channel. */
export function findTerms(form: ReceiveForm): ChannelTerms | undefined {
  return form.procedure?.channels.find((terms) => terms.channel === form.channel);
}

/**
 * What the form must ask for, by the catalogue alone, so that a field is there before the office has answered.
 * `dueNeeded`: what the office said, which knows more (the calendar may end).
 */
export function needsOf(form: ReceiveForm, dueNeeded = false): FormNeeds {
  if (form.procedure === null) return { due: false, fee: false, quantity: false, pages: false };
  const terms = findTerms(form);
  const rule: FeeRule['kind'] = terms?.fee.kind ?? 'unknown';
  const exemption = form.procedure.exemptions.find((one) => one.id === form.fee.exemptionId);
  return {
    due: !form.atOnce && ((terms?.limit ?? null) === null || dueNeeded),
    fee: (rule === 'set-by-province' || rule === 'unknown') && exemption?.percent !== 100,
    quantity: rule === 'per-copy' || rule === 'per-page',
    pages: rule === 'per-page',
  };
}
