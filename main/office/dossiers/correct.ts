import { officeTimestamp } from '#shared/base/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { ERROR_CODES } from '#shared/contract/index.ts';
import {
  applyCorrected,
  type CorrectDossier,
  compareDossiers,
  type Dossier,
  type DossierChanges,
  type DossierDue,
  type DossierFieldChange,
  type RevisionRef,
} from '#shared/dossier/index.ts';
import { canonicalJson, dossierCorrected } from '#shared/journal/index.ts';
import { sha256 } from '../journal/index.ts';
import { type CorrectionDecision, contentOf, decideCorrection, promisedDue } from './correction-decision.ts';
import { findDossier } from './dossiers-table.ts';
import {
  findProcedureOf,
  getBase,
  getMendable,
  getReason,
  isRepeated,
  type Mender,
  type MendPorts,
} from './mending.ts';
import { ReceptionRefused } from './refused.ts';
import { type Revision, type RevisionHistory, readRevisions } from './revisions.ts';

/** What a correction would make of a dossier. Nothing is written. */
export type CorrectionPreview = Pick<CorrectionDecision, 'problems' | 'warnings'> & {
  before: Dossier;
  after: Dossier;
  due: { before: DossierDue; after: DossierDue; changed: boolean };
  changes: DossierFieldChange[];
};

/**
 * What the correction would make of the dossier now. Throws ReceptionRefused where this person may not correct it, or
 * somebody corrected it meanwhile. The procedure itself is never corrected into another one: it decided code format,
 * time limit, papers and fee; such a dossier is cancelled and received anew.
 */
export function previewCorrection(
  ports: MendPorts,
  asked: { id: string; basedOn: number; changes: DossierChanges },
  person: Mender,
): CorrectionPreview {
  const dossier = getMendable(ports, 'correct', asked.id, person);
  const history = readRevisions(ports.journal, dossier.id);
  return decided(ports, dossier, history, asked, person);
}

/**
 * Corrects a received dossier: ONE transaction writes the entry with the whole new content, the views, the search row
 * and the superseding receipt's print job. A request that was carried out before answers with the dossier as it is.
 * Throws ReceptionRefused, having written nothing.
 */
export function correctDossier(
  ports: MendPorts,
  asked: CorrectDossier,
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
    const dossier = getMendable(ports, 'correct', asked.id, person);
    const base = getBase(history, asked.basedOn);
    const reason = getReason(ports.reasons.correct, asked.reason);
    const preview = decided(ports, dossier, history, asked, person);
    refuse(preview, asked);
    const by = { id: person.id, name: person.name };
    const supersedes = supersededBy(ports, history, dossier);
    const { revision } = preview.after;
    const after = contentOf(preview.after);
    const entry = ports.journal.appendInTx(tx, {
      kind: dossierCorrected,
      actor: person.id,
      subject: dossier.id,
      body: {
        dossier: after,
        revision,
        basedOn: { revision: base.revision, hash: base.hash },
        by,
        reason,
        supersedes,
        printed: asked.print,
        request: { id: requestId, digest },
      },
    });
    const corrected = applyCorrected(dossier, {
      content: after,
      revision,
      correction: { at: entry.at, by, reason, supersedes },
    });
    ports.supersedeInTx(tx, dossier.id, revision);
    if (asked.print) ports.enqueuePaperInTx(tx, corrected, by);
    return { dossier: corrected, repeated: false };
  });
}

function decided(
  ports: MendPorts,
  dossier: Dossier,
  history: RevisionHistory,
  asked: { basedOn: number; changes: DossierChanges },
  person: Mender,
): CorrectionPreview {
  getBase(history, asked.basedOn);
  const now = ports.clock.now();
  const { content, dueChanged, ...decision } = decideCorrection(dossier, asked.changes, {
    procedure: procedureOf(ports, dossier),
    rules: ports.rules,
    now,
    clockSuspect: ports.journal.clockState().trouble !== null,
  });
  const after = applyCorrected(dossier, {
    content,
    revision: dossier.revision + 1,
    correction: {
      at: officeTimestamp(now),
      by: { id: person.id, name: person.name },
      reason: { code: '', label: '', text: '' },
      supersedes: supersededBy(ports, history, dossier),
    },
  });
  const due = { before: promisedDue(dossier), after: promisedDue(after), changed: dueChanged };
  return { ...decision, before: dossier, after, due, changes: compareDossiers(dossier, after) };
}

function procedureOf(ports: MendPorts, dossier: Dossier): Procedure {
  const found = findProcedureOf(ports, dossier);
  if (found !== undefined) return found;
  throw new ReceptionRefused(
    'unknown-procedure',
    [],
    `Danh mục bản ${dossier.versions.catalogue}, theo đó hồ sơ được tiếp nhận, không có trên máy này nên chưa sửa được. Hãy báo quản trị viên.`,
  );
}

/** The receipt that the citizen holds: the newest of which paper may exist; the first one where nobody knows. */
function supersededBy(ports: MendPorts, history: RevisionHistory, dossier: Dossier): RevisionRef {
  const issued = new Set(ports.issuedRevisions(dossier.id));
  const first: RevisionRef = { revision: 1, at: dossier.receivedAt };
  const held = history.revisions.findLast(
    (item): item is Revision => issued.has(item.revision) && item.revision <= dossier.revision,
  );
  return held === undefined ? first : { revision: held.revision, at: held.at };
}

function refuse(preview: CorrectionPreview, asked: CorrectDossier): void {
  const [first] = preview.problems;
  if (first !== undefined) throw new ReceptionRefused(first.code, preview.problems, first.message);
  if (preview.changes.length === 0) {
    throw new ReceptionRefused('nothing-corrected', [], ERROR_CODES['nothing-corrected']);
  }
  if (preview.due.changed && asked.confirmedDue !== preview.due.after.at) {
    const message = ERROR_CODES['due-changes'];
    throw new ReceptionRefused(
      'due-changes',
      [{ code: 'due-changes', field: 'confirmedDue', message }],
      message,
    );
  }
}
