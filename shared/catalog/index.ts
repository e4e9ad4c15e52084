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
