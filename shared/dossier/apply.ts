import type { Dossier, DossierCancellation, DossierContent, DossierCorrection } from './dossier.ts';

/** What an entry of reception makes of nothing: a dossier in state `received`. Pure; office and province share it. */
export function applyReceived(received: DossierContent): Dossier {
  return { ...received, state: 'received', revision: 1, correction: null, cancelled: null };
}

/**
 * What a correction makes of a dossier: the whole new content under the next revision. State, codes, reception and
 * register line stay, whatever the content says: they are not corrected, but what corrections hang on.
 */
export function applyCorrected(
  current: Dossier,
  corrected: { content: DossierContent; revision: number; correction: DossierCorrection },
): Dossier {
  return {
    ...corrected.content,
    id: current.id,
    codes: current.codes,
    checkValue: current.checkValue,
    register: current.register,
    receivedAt: current.receivedAt,
    receivedBy: current.receivedBy,
    state: current.state,
    revision: corrected.revision,
    correction: corrected.correction,
    cancelled: current.cancelled,
  };
}

/** What a cancellation makes of a dossier: the same, marked. Its codes and its register line stay taken for ever. */
export function applyCancelled(current: Dossier, cancelled: DossierCancellation): Dossier {
  return { ...current, cancelled };
}
