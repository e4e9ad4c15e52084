export { limitText } from './limit-text.ts';
export {
  Catalogue,
  Channel,
  ChannelTerms,
  FeeExemption,
  FeeRule,
  PaperRequirement,
  Procedure,
  ProcedureCase,
  TimeLimit,
} from './procedure.ts';
export {
  createProcedureSearch,
  type ProcedureSearch,
  type SearchHit,
  type SearchOptions,
  type Usage,
  usageWeight,
} from './search.ts';
export type { Searchable } from './search-index.ts';
