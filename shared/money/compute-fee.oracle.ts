import type { FeeRule } from '#shared/catalog/index.ts';

/** A second, slow way to a fee, for tests only: coins are laid down page by page and copy by copy, then taken away. */
export function feeByCounting(
  rule: FeeRule,
  quantity: number,
  pages: number,
  percent: number,
): number | null {
  const copies: number[] = [];
  for (let copy = 1; copy <= quantity; copy++) {
    let ofThisCopy = 0;
    if (rule.kind === 'per-copy') ofThisCopy = rule.amount;
    if (rule.kind === 'per-page') {
      for (let page = 1; page <= pages; page++) {
        ofThisCopy += page > rule.firstPages ? rule.laterAmount : rule.firstAmount;
      }
      if (rule.maximumPerCopy !== null) ofThisCopy = Math.min(ofThisCopy, rule.maximumPerCopy);
    }
    copies.push(ofThisCopy);
  }
  let sum = copies.reduce((left, right) => left + right, 0);
  if (rule.kind === 'fixed') sum = rule.amount;
  if (rule.kind === 'set-by-province' || rule.kind === 'unknown') return percent === 100 ? 0 : null;
  // Hundredths of đồng, so that the share is exact; the part of a đồng that remains is given to the citizen.
  const hundredths = sum * 100 - sum * percent;
  return (hundredths - (hundredths % 100)) / 100;
}
