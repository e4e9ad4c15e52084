import { assertNever } from '#shared/base/index.ts';
import type { FeeExemption, FeeRule } from '#shared/catalog/index.ts';
import { type Dong, formatDong } from './dong.ts';

/** What the rule counts. `quantity`: copies (1 where the rule does not count); `pages`: pages of the original per copy. */
export type FeeQuantity = { quantity: number; pages: number };

/** An exemption of the procedure together with the ground shown at the counter (null while not yet written down). */
export type AppliedExemption = Pick<FeeExemption, 'id' | 'label' | 'percent'> & { ground: string | null };

/** One step of the reasoning, in Vietnamese; fits the steps kept with a dossier (a fee step has no moment of its own). */
export type FeeStep = {
  code: 'free' | 'fixed' | 'copies' | 'first-pages' | 'later-pages' | 'cap' | 'ask' | 'entered' | 'exempt';
  at: null;
  text: string;
};

export type ComputedFee = {
  /** Whole đồng to be paid; null while the amount must still be entered. */
  amount: Dong | null;
  /** The catalogue does not know the amount: the clerk enters it, nothing is guessed. */
  needsAmount: boolean;
  basis: 'free' | 'rule' | 'entered' | 'exempt';
  explanation: FeeStep[];
};

function step(code: FeeStep['code'], text: string): FeeStep {
  return { code, at: null, text };
}

/** Sums are made in bigint, so that a wrong catalogue shows itself as an error and never as a rounded amount. */
function dong(value: bigint): Dong {
  const amount = Number(value);
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError(`not an amount of whole đồng: ${value}`);
  return amount;
}

function times(amount: Dong, count: number): Dong {
  return dong(BigInt(amount) * BigInt(count));
}

type PerPageRule = Extract<FeeRule, { kind: 'per-page' }>;

function feeOfOneCopy(rule: PerPageRule, pages: number, steps: FeeStep[]): Dong {
  const first = Math.min(pages, rule.firstPages);
  const later = pages - first;
  const firstSum = times(rule.firstAmount, first);
  const firstRange = first === 1 ? 'Trang 1' : `Trang 1–${first}`;
  steps.push(
    step(
      'first-pages',
      `${firstRange}: ${first} × ${formatDong(rule.firstAmount)} = ${formatDong(firstSum)}.`,
    ),
  );
  if (later === 0) return capped(rule, firstSum, steps);
  const laterSum = times(rule.laterAmount, later);
  const laterRange = later === 1 ? `Trang ${pages}` : `Trang ${first + 1}–${pages}`;
  steps.push(
    step(
      'later-pages',
      `${laterRange}: ${later} × ${formatDong(rule.laterAmount)} = ${formatDong(laterSum)}.`,
    ),
  );
  return capped(rule, dong(BigInt(firstSum) + BigInt(laterSum)), steps);
}

function capped(rule: PerPageRule, sum: Dong, steps: FeeStep[]): Dong {
  if (rule.maximumPerCopy === null || sum <= rule.maximumPerCopy) return sum;
  const [computed, maximum] = [formatDong(sum), formatDong(rule.maximumPerCopy)];
  steps.push(step('cap', `Cộng ${computed} một bản, vượt mức tối đa: thu ${maximum} một bản.`));
  return rule.maximumPerCopy;
}

function copies(amount: Dong, quantity: number, steps: FeeStep[]): Dong {
  const sum = times(amount, quantity);
  steps.push(step('copies', `${quantity} bản × ${formatDong(amount)} = ${formatDong(sum)}.`));
  return sum;
}

/** The amount by the rule alone, or null where the rule has none. */
function amountByRule(rule: FeeRule, counted: FeeQuantity, steps: FeeStep[]): Dong | null {
  switch (rule.kind) {
    case 'free':
      steps.push(step('free', 'Thủ tục không thu phí, lệ phí.'));
      return 0;
    case 'fixed':
      steps.push(step('fixed', `Mức thu một hồ sơ: ${formatDong(rule.amount)}.`));
      return rule.amount;
    case 'per-copy':
      return copies(rule.amount, counted.quantity, steps);
    case 'per-page':
      return copies(feeOfOneCopy(rule, counted.pages, steps), counted.quantity, steps);
    case 'set-by-province':
    case 'unknown':
      return null;
    default:
      return assertNever(rule);
  }
}

function exemptionLabel(exemption: AppliedExemption): string {
  return exemption.ground ? `${exemption.label}; căn cứ: ${exemption.ground}` : exemption.label;
}

/** Waives the share of an exemption; what remains is rounded down to whole đồng, never in the office's favour. */
function reduced(amount: Dong, exemption: AppliedExemption, steps: FeeStep[]): Dong {
  const due = dong((BigInt(amount) * BigInt(100 - exemption.percent)) / 100n);
  const verb = exemption.percent === 100 ? 'Miễn toàn bộ' : `Giảm ${exemption.percent}%`;
  steps.push(step('exempt', `${verb} (${exemptionLabel(exemption)}): còn thu ${formatDong(due)}.`));
  return due;
}

/**
 * A fee whose amount the catalogue does not hold. A full exemption needs no amount; otherwise what the clerk enters is
 * what is to be paid, a partial exemption already taken off, so that nothing is reduced twice.
 */
function enteredFee(
  rule: FeeRule,
  exemption: AppliedExemption | null,
  enteredAmount: Dong | null,
): ComputedFee {
  const steps: FeeStep[] = [];
  if (exemption?.percent === 100) {
    steps.push(step('exempt', `Miễn toàn bộ (${exemptionLabel(exemption)}): không thu.`));
    return { amount: 0, needsAmount: false, basis: 'exempt', explanation: steps };
  }
  const reduction = exemption ? `, đã giảm ${exemption.percent}% (${exemptionLabel(exemption)})` : '';
  if (enteredAmount !== null) {
    steps.push(step('entered', `Số tiền do cán bộ nhập${reduction}: ${formatDong(enteredAmount)}.`));
    return { amount: enteredAmount, needsAmount: false, basis: 'entered', explanation: steps };
  }
  const why =
    rule.kind === 'set-by-province' ? 'Mức thu do cấp tỉnh quy định' : 'Danh mục chưa có mức thu dùng được';
  const what = exemption ? `số tiền còn phải thu sau khi giảm ${exemption.percent}%` : 'số tiền phải thu';
  steps.push(step('ask', `${why}: nhập ${what} theo quyết định đang áp dụng, không thu thì nhập 0.`));
  return { amount: null, needsAmount: true, basis: 'entered', explanation: steps };
}

function checkCounted({ quantity, pages }: FeeQuantity): void {
  for (const count of [quantity, pages]) {
    if (!Number.isSafeInteger(count) || count < 1)
      throw new RangeError(`not a count of copies or pages: ${count}`);
  }
}

/**
 * The fee of a dossier with its reasons, from the catalogue's rule as it stood when the dossier was received.
 * `enteredAmount` counts only where the rule knows no amount (`set-by-province`, `unknown`) and is ignored elsewhere.
 * Throws RangeError for counts below 1 and for sums beyond the safe integers (schemas keep both out).
 */
export function computeFee(
  rule: FeeRule,
  counted: FeeQuantity,
  exemption: AppliedExemption | null = null,
  enteredAmount: Dong | null = null,
): ComputedFee {
  checkCounted(counted);
  const steps: FeeStep[] = [];
  const full = amountByRule(rule, counted, steps);
  if (full === null) return enteredFee(rule, exemption, enteredAmount);
  if (rule.kind === 'free') return { amount: 0, needsAmount: false, basis: 'free', explanation: steps };
  const amount = exemption ? reduced(full, exemption, steps) : full;
  return { amount, needsAmount: false, basis: exemption ? 'exempt' : 'rule', explanation: steps };
}
