import { officeDate } from '#shared/base/index.ts';
import type { Numbering } from '../dossiers/index.ts';
import { gapReport, leaseState, leaseWarnings } from '../leases/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';

/** Whose numbers are asked for, and the office's day. */
function asking(context: CallContext) {
  const { office } = requireUser(context);
  const { agencyCode, codeFormat } = office.settings().profile;
  const numbering: Numbering = { agencyCode, codeFormat, station: office.station };
  return { db: office.db, numbering, today: officeDate(context.core.ports.clock.now()) };
}

export const leases = {
  state: procedures.leases.state.handler(({ context }) => {
    const { db, numbering, today } = asking(context);
    const state = leaseState(db, numbering, today);
    return {
      ...state,
      agencyCode: numbering.agencyCode,
      station: numbering.station,
      leases: state.leases.map(({ agencyCode: _same, ...lease }) => lease),
      asked: state.asked === null ? null : { ...state.asked, short: [...state.asked.short] },
    };
  }),
  warnings: procedures.leases.warnings.handler(({ context }) => {
    const { db, numbering, today } = asking(context);
    return { warnings: leaseWarnings(db, numbering, today) };
  }),
  gaps: procedures.leases.gaps.handler(({ context, input }) => {
    const { db, numbering, today } = asking(context);
    return { agencyCode: numbering.agencyCode, ...gapReport(db, numbering, { today, ...input }) };
  }),
};
