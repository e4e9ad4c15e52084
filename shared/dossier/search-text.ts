import { searchTextOf } from '../text/index.ts';
import type { Dossier } from './dossier.ts';
import { partiesOf } from './parties.ts';

/** What the search index is told of a dossier: see `searchTextOf`. Cancelled is a state of its own to whoever looks for it. */
export function searchTextOfDossier(dossier: Dossier): string {
  const { procedure, delivery } = dossier;
  const parties = partiesOf(dossier);
  return searchTextOf({
    codes: dossier.codes.map(({ code }) => code),
    texts: [
      ...parties.map(({ name }) => name),
      ...parties.map(({ address }) => address),
      delivery.address,
      procedure.name,
      procedure.caseName,
      dossier.note,
      // Nobody types the 0 of 07/2026/HDHS.
      dossier.slip === undefined ? null : String(dossier.register.number),
    ],
    numbers: parties.flatMap(({ idNumber, oldNumber, phone }) => [idNumber, oldNumber, phone]),
    receivedAt: dossier.receivedAt,
    // Absent in what was written before cancellations existed.
    state: (dossier.cancelled ?? null) === null ? dossier.state : 'cancelled',
    procedure: procedure.code,
    clerk: dossier.receivedBy.id,
    channel: dossier.channel,
    slip:
      dossier.slip === undefined
        ? null
        : { year: dossier.receivedAt.slice(0, 4), number: dossier.register.number },
  });
}
