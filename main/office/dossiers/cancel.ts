import { ERROR_CODES } from '#shared/contract/index.ts';
import { applyCancelled, type CancelDossier, type Dossier } from '#shared/dossier/index.ts';
import { canonicalJson, dossierCancelled } from '#shared/journal/index.ts';
import { sha256 } from '../journal/index.ts';
import { findDossier } from './dossiers-table.ts';
import { getBase, getMendable, getReason, isRepeated, type Mender, type MendPorts } from './mending.ts';
import { ReceptionRefused } from './refused.ts';
import { readRevisions } from './revisions.ts';

/**
 * Cancels a dossier that was received by mistake. It keeps code, check value, register line and everything it says;
 * it is marked, and nothing waits for the printer any more. A repeated request answers with the dossier as it is.
 * Throws ReceptionRefused, having written nothing.
 */
export function cancelDossier(
  ports: MendPorts,
  asked: CancelDossier,
  person: Mender,
): { dossier: Dossier; repeated: boolean } {
  const { requestId, ...content } = asked;
  const digest = sha256(canonicalJson(content));
  return ports.db.transaction((tx) => {
    const history = readRevisions(ports.journal, asked.id);
    if (isRepeated(history, requestId, digest)) {
      const dossier = findDossier(tx, asked.id);
      if (dossier === undefined) throw new ReceptionRefused('not-found', [], ERROR_CODES['not-found']);
      return { dossier, repeated: true };
    }
    const dossier = getMendable(ports, 'cancel', asked.id, person);
    const base = getBase(history, asked.basedOn);
    const reason = getReason(ports.reasons.cancel, asked.reason);
    const by = { id: person.id, name: person.name };
    const entry = ports.journal.appendInTx(tx, {
      kind: dossierCancelled,
      actor: person.id,
      subject: dossier.id,
      body: {
        basedOn: { revision: base.revision, hash: base.hash },
        by,
        reason,
        request: { id: requestId, digest },
      },
    });
    ports.supersedeInTx(tx, dossier.id, dossier.revision + 1);
    return { dossier: applyCancelled(dossier, { at: entry.at, by, reason }), repeated: false };
  });
}
