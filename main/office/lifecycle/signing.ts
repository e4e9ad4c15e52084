import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from '#shared/contract/index.ts';
import type { PaperErasure } from '../printing/index.ts';
import {
  createPdfWork,
  createSigning,
  type Signing,
  type SigningErasure,
  type SigningPorts,
} from '../signing/index.ts';

/** The signing room on an open database. */
export function openSigning(
  parts: Omit<SigningPorts, 'pdf' | 'onChanged' | 'onDossierChanged'> & {
    officeId: string;
    events: EventPublisher<{ event: OfficeEvent }>;
  },
): Signing {
  const { events, ...ports } = parts;
  const { resourcesDirectory, ids } = ports;
  const signing = createSigning({
    ...ports,
    pdf: createPdfWork({ resourcesDirectory, ids, roots: () => signing.roots.ders() }),
    onChanged: (batch) => events.publish('event', { kind: 'signing', batch }),
    onDossierChanged: (id) => events.publish('event', { kind: 'dossier', id }),
  });
  return signing;
}

/** What an erasure removes of a dossier's papers: those that were printed and those that were signed. */
export function erasureOfPapers(printed: PaperErasure, signed: SigningErasure): PaperErasure {
  return {
    isUnderWay: (dossierId) => printed.isUnderWay(dossierId) || signed.isUnderWay(dossierId),
    forgetInTx: (tx, dossierId) => [
      ...new Set([...printed.forgetInTx(tx, dossierId), ...signed.forgetInTx(tx, dossierId)]),
    ],
    // The same PDF may have been put to another dossier, too.
    removeArchived: async (sha256) => {
      if (!signed.isInUse(sha256)) await printed.removeArchived(sha256);
    },
    removePrinted: (code) => printed.removePrinted(code),
  };
}
