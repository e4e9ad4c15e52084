import type { VisitDossier } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { findDossier, findDossiersTogether, findDuplicates, mainCodeOf } from '../dossiers/index.ts';
import type { OpenOffice } from '../lifecycle/index.ts';
import { procedures, requireUser } from './context.ts';
import { missing } from './dossiers.ts';

export const duplicates = {
  find: procedures.duplicates.find.handler(({ context, input }) => {
    const { office } = requireUser(context);
    return { found: findDuplicates(office.db, input.applicants, input.procedureCode) };
  }),
};

export const visits = {
  get: procedures.visits.get.handler(({ context, input }) => {
    const { office } = requireUser(context);
    return { dossiers: dossiersOf(office, input.dossierId).map((dossier) => rowOf(office, dossier)) };
  }),
  /**
   * One order, a paper and a job for each dossier: an erasure takes one of them away and leaves the others, and each
   * has its own entry, archive and state. All are ordered in one transaction: a pack is whole or not there.
   */
  print: procedures.visits.print.handler(({ context, input }) => {
    const { office, user, station } = requireUser(context);
    const { requestId } = input;
    const papers = dossiersOf(office, input.dossierId)
      .filter((dossier) => dossier.cancelled === null && hasPaper(office, dossier))
      .map((dossier) => ({ dossier, requestId: `${requestId}/${dossier.id}` }));
    return { jobs: office.printing.reprintAll(papers, { id: user.id, name: user.name }, station) };
  }),
};

function dossiersOf(office: OpenOffice, id: string): Dossier[] {
  const dossier = findDossier(office.db, id);
  if (dossier === undefined) throw missing(office, id);
  return findDossiersTogether(office.db, dossier);
}

/** Whoever got their result at once has a receipt only where one was asked for. */
function hasPaper(office: OpenOffice, dossier: Dossier): boolean {
  return dossier.atOnce !== true || office.printing.findPaperJob(dossier) !== null;
}

function rowOf(office: OpenOffice, dossier: Dossier): VisitDossier {
  return {
    id: dossier.id,
    code: mainCodeOf(dossier),
    checkValue: dossier.checkValue,
    procedureName: dossier.procedure.name,
    receivedAt: dossier.receivedAt,
    dueAt: dossier.due?.at ?? null,
    slip: dossier.slip?.kind ?? null,
    atOnce: dossier.atOnce === true,
    cancelled: dossier.cancelled !== null,
    job: office.printing.findPaperJob(dossier),
  };
}
