import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import { type Actor, checkValue, type DossierContent, type ReceiveDossier } from '#shared/dossier/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { besidesApplicant } from './normalise.ts';
import type { ReceivePorts } from './receive-ports.ts';
import { findVisit } from './visits.ts';

type Form = Pick<
  ReceiveDossier,
  | 'applicant'
  | 'coApplicants'
  | 'filer'
  | 'helper'
  | 'visitOf'
  | 'ticket'
  | 'channel'
  | 'papers'
  | 'dossierCopies'
  | 'delivery'
  | 'note'
>;

/** What a reception and a slip say alike: who stood there with what, when, at which office and before whom. */
export function contentBasis(tx: WritableDb, ports: ReceivePorts, input: Form, actor: Actor, now: number) {
  const { profile, sample } = ports.office();
  const office = { id: profile.id, code: profile.agencyCode, name: profile.name };
  const visit =
    findVisit(tx, input.visitOf, input.applicant, officeDate(now)) ??
    // What came by post or over the network came with nobody's ticket, whoever stands there meanwhile.
    (input.channel === 'counter' ? ports.visitAtCounter(tx, actor.id, now, input.ticket) : undefined);
  return {
    id: ports.ids.id(),
    checkValue: checkValue(ports.ids.bytes(5)),
    applicant: input.applicant,
    ...besidesApplicant(input),
    ...(visit === undefined ? {} : { visit }),
    channel: input.channel,
    papers: input.papers,
    dossierCopies: input.dossierCopies,
    delivery: input.delivery,
    note: input.note,
    receivedAt: officeTimestamp(now),
    receivingOffice: office,
    competentAgency: office,
    receivedBy: actor,
    station: ports.station,
    clockSuspect: ports.journal.clockState().trouble !== null,
    sample,
  } satisfies Partial<DossierContent>;
}
