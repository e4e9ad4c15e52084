export { FeeExemption, FeeRule } from '#shared/catalog/index.ts';
export {
  type AppliedExemption,
  type ComputedFee,
  computeFee,
  type FeeQuantity,
  type FeeStep,
} from './compute-fee.ts';
export { Dong, formatDong, parseDong } from './dong.ts';
