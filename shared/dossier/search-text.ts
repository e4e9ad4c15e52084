import { searchTextOf } from '../text/index.ts';
import type { Dossier } from './dossier.ts';

/** What the search index is told of a dossier: see `searchTextOf`. Cancelled is a state of its own to whoever looks for it. */
export function searchTextOfDossier(dossier: Dossier): string {
  const { applicant, filer, procedure, delivery } = dossier;
  return searchTextOf({
    codes: dossier.codes.map(({ code }) => code),
    texts: [
      applicant.name,
      filer?.name,
      applicant.address,
      delivery.address,
      procedure.name,
      procedure.caseName,
      dossier.note,
    ],
    numbers: [applicant.idNumber, applicant.oldNumber, filer?.idNumber, applicant.phone, filer?.phone],
    receivedAt: dossier.receivedAt,
    // Absent in what was written before cancellations existed.
    state: (dossier.cancelled ?? null) === null ? dossier.state : 'cancelled',
    procedure: procedure.code,
    clerk: dossier.receivedBy.id,
    channel: dossier.channel,
  });
}
