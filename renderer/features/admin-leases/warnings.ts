import type { ExchangeSummary, LeaseWarning } from '#shared/contract/index.ts';

/** Whether receptions are refused by now. */
export const stopsDesk = (warning: LeaseWarning): boolean =>
  warning.kind === 'no-lease' || (warning.kind === 'day-low' && warning.left === 0);

/** What a desk is told: while receptions are refused nothing but that, because what may end later helps nobody then. */
export function gravest(warnings: readonly LeaseWarning[]): readonly LeaseWarning[] {
  const stopping = warnings.filter(stopsDesk);
  return stopping.length > 0 ? stopping : warnings;
}

/** What helps, as the exchange stands; undefined: that is not known yet. */
export function todoOf(
  warning: LeaseWarning,
  exchange: Pick<ExchangeSummary, 'enrolled' | 'line'> | undefined,
): 'todoOwn' | 'todoAsked' | 'todoProvince' | 'todoLine' | 'todoRefused' | 'todoEnded' {
  if (warning.kind === 'day-low' && warning.issuer === 'own') return 'todoOwn';
  if (exchange === undefined) return 'todoProvince';
  if (!exchange.enrolled) return 'todoEnded';
  switch (exchange.line) {
    case 'none':
      return 'todoProvince';
    case 'reached':
    case 'not-tried':
      return 'todoAsked';
    case 'refused':
      return 'todoRefused';
    default:
      return 'todoLine';
  }
}
