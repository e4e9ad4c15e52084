import type { Actor, Dossier } from '#shared/dossier/index.ts';
import type { WritableDb } from '../storage/index.ts';
import type { OfficeContext } from './caller.ts';

/** The ports of a change of dossiers, with what it prints coming out at the station where the person works. */
export function printingAt<
  Ports extends { enqueuePaperInTx: (tx: WritableDb, dossier: Dossier, actor: Actor) => void },
>({ office, station }: Pick<OfficeContext, 'office' | 'station'>, ports: Ports): Ports {
  return {
    ...ports,
    enqueuePaperInTx: (tx: WritableDb, dossier: Dossier, actor: Actor) =>
      office.printing.enqueuePaperInTx(tx, dossier, actor, station),
  };
}
