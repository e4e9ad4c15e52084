import type {
  Dossier,
  DossierCancellation,
  DossierContent,
  DossierCorrection,
  DossierState,
} from './dossier.ts';

/**
 * What an entry of reception makes of nothing: a dossier in state `received`; `returned` where the result was handed
 * over at once. Pure; office and province share it.
 */
export function applyReceived(received: DossierContent): Dossier {
  return begun(received, received.atOnce === true ? 'returned' : 'received');
}

/** What the entry of a slip makes of nothing: a dossier that was never received. Throws where the content has no slip. */
export function applySlip(given: DossierContent): Dossier {
  if (given.slip === undefined) throw new RangeError('an entry of a slip without one');
  return begun(given, given.slip.kind === 'refusal' ? 'refused' : 'supplement-requested');
}

/**
 * The person came back with what a slip had asked for, and was received: the slip is settled. Null: that dossier was
 * cancelled or erased, and the slip may be followed again.
 */
export function applyFollowed(slip: Dossier, followedBy: string | null): Dossier {
  return { ...slip, followedBy };
}

function begun(content: DossierContent, state: DossierState): Dossier {
  return { ...content, state, revision: 1, correction: null, cancelled: null, followedBy: null };
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
    followedBy: current.followedBy,
  };
}

/** What a cancellation makes of a dossier: the same, marked. Its codes and its register line stay taken for ever. */
export function applyCancelled(current: Dossier, cancelled: DossierCancellation): Dossier {
  return { ...current, cancelled };
}
