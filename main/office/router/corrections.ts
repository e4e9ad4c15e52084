import type { SignedInUser } from '#shared/contract/index.ts';
import { describeDossier, mayMend } from '#shared/dossier/index.ts';
import {
  cancelDossier,
  correctDossier,
  findDossier,
  findProcedureOf,
  getByReceipt,
  type Mender,
  previewCorrection,
  readRevisions,
} from '../dossiers/index.ts';
import { findUser } from '../users/index.ts';
import { procedures, requireUser } from './context.ts';
import { missing } from './dossiers.ts';
import { printingAt } from './printing-at.ts';

const menderOf = ({ id, name, role }: SignedInUser): Mender => ({ id, name, role });
const fieldsOf = (items: readonly { field: string; message: string }[]) =>
  items.map(({ field, message }) => ({ field, message }));

/** Correcting, cancelling, comparing; joined to the procedures on dossiers. */
export const corrections = {
  mending: procedures.dossiers.mending.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    const dossier = findDossier(office.db, input.id);
    if (dossier === undefined) throw missing(office, input.id);
    const permission = (what: 'correct' | 'cancel') => {
      const may = mayMend(what, dossier, user, office.today());
      return may.ok ? { allowed: true, why: '' } : { allowed: false, why: may.error.message };
    };
    return {
      correct: permission('correct'),
      cancel: permission('cancel'),
      reasons: office.mendPorts.reasons,
      procedure: findProcedureOf(office.mendPorts, dossier) ?? null,
    };
  }),
  previewCorrection: procedures.dossiers.previewCorrection.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    const { before, after, due, changes, problems, warnings } = previewCorrection(
      office.mendPorts,
      input,
      menderOf(user),
    );
    return {
      changes,
      due,
      fee: { before: before.fee, after: after.fee },
      problems: fieldsOf(problems),
      warnings,
      document: office.paperOf(after),
    };
  }),
  correct: procedures.dossiers.correct.handler(({ context, input }) => {
    const caller = requireUser(context);
    const { office, user } = caller;
    const ports = printingAt(caller, office.mendPorts);
    const { dossier, repeated } = correctDossier(ports, input, menderOf(user));
    return { dossier, repeated, job: input.print ? office.printing.findPaperJob(dossier) : null };
  }),
  cancel: procedures.dossiers.cancel.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return cancelDossier(office.mendPorts, input, menderOf(user));
  }),
  revisions: procedures.dossiers.revisions.handler(({ context, input }) => {
    const { office } = requireUser(context);
    if (findDossier(office.db, input.id) === undefined) throw missing(office, input.id);
    const issued = new Set(office.printing.issuedRevisions(input.id));
    return {
      revisions: readRevisions(office.journal, input.id).revisions.map((item) => ({
        revision: item.revision,
        at: item.at,
        by: item.by?.name ?? findUser(office.db, item.actor)?.name ?? item.actor,
        reason: item.reason,
        issued: issued.has(item.revision),
        fields: item.dossier === null ? [] : describeDossier(item.dossier),
        erased: item.ground,
      })),
    };
  }),
  findByReceipt: procedures.dossiers.findByReceipt.handler(({ context, input }) =>
    getByReceipt(requireUser(context).office, input.text),
  ),
};
