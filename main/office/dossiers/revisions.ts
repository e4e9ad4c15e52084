import type { Result } from '#shared/base/index.ts';
import {
  type Actor,
  applyCancelled,
  applyCorrected,
  applyReceived,
  applySlip,
  type Dossier,
  type MendingReason,
} from '#shared/dossier/index.ts';
import { dossierCancelled, dossierCorrected, dossierReceived, slipGiven } from '#shared/journal/index.ts';
import type { HistoryPage, Journal } from '../journal/index.ts';

/** One revision of a dossier as its entry states it. */
export type Revision = {
  revision: number;
  /** Office timestamp of the entry. */
  at: string;
  /** Hash of the entry: what a later correction is based on. */
  hash: string;
  /** Id of the person. */
  actor: string;
  /** Null for the first one, and after an erasure. */
  reason: MendingReason | null;
  by: Actor | null;
  /** Null where the content was erased; `ground` then says why. */
  dossier: Dossier | null;
  ground: string | null;
  request: string | null;
};

/** Every revision, oldest first, with what a repeated request is recognised by. */
export type RevisionHistory = {
  revisions: readonly Revision[];
  /** Requests that corrected or cancelled it, with the digest of what they asked for. */
  requests: ReadonlyMap<string, string>;
};

const PAGE = 200;

/**
 * The revisions of a dossier, read from its entries: nothing is kept twice, an old body is read through its upcasters,
 * and what was erased is gone from here by itself. Empty for an unknown id.
 */
export function readRevisions(journal: Pick<Journal, 'history'>, id: string): RevisionHistory {
  const revisions: Revision[] = [];
  const requests = new Map<string, string>();
  for (const item of itemsOldestFirst(journal, id)) addItem(revisions, requests, item);
  return { revisions, requests };
}

function addItem(
  revisions: Revision[],
  requests: Map<string, string>,
  { entry, content }: HistoryPage['items'][number],
): void {
  const begins = entry.kind === dossierReceived.kind || entry.kind === slipGiven.kind;
  const makesRevision = begins || entry.kind === dossierCorrected.kind;
  if (content.state === 'unknown') return;
  if (content.state === 'erased') {
    if (!makesRevision) return;
    revisions.push({
      ...placeOf(entry, revisions.length + 1),
      reason: null,
      by: null,
      dossier: null,
      ground: content.ground,
      request: null,
    });
    return;
  }
  if (begins) {
    const received =
      entry.kind === slipGiven.kind
        ? applySlip(slipGiven.body.parse(content.body).dossier)
        : applyReceived(dossierReceived.body.parse(content.body).dossier);
    const by = received.receivedBy;
    revisions.push({
      ...placeOf(entry, 1),
      at: received.receivedAt,
      reason: null,
      by,
      dossier: received,
      ground: null,
      request: null,
    });
  } else if (entry.kind === dossierCorrected.kind) {
    const body = dossierCorrected.body.parse(content.body);
    const { reason, by, request } = body;
    requests.set(request.id, request.digest);
    revisions.push({
      ...placeOf(entry, body.revision),
      reason,
      by,
      dossier: correctedDossier(revisions.at(-1)?.dossier ?? null, body, entry.at),
      ground: null,
      request: request.id,
    });
  } else if (entry.kind === dossierCancelled.kind) {
    const { request } = dossierCancelled.body.parse(content.body);
    requests.set(request.id, request.digest);
  }
}

type CorrectedBody = ReturnType<typeof dossierCorrected.body.parse>;

/** The dossier that a correction makes of the one before; of its content alone where that one was erased. */
export function correctedDossier(before: Dossier | null, body: CorrectedBody, at: string): Dossier {
  const { dossier: content, revision, by, reason, supersedes } = body;
  return applyCorrected(before ?? applyReceived(content), {
    content,
    revision,
    correction: { at, by, reason, supersedes },
  });
}

/** A revision of a dossier; `present` where it is that one, with the cancellation that concerns every paper of it. */
export function findRevision(
  journal: Pick<Journal, 'history'>,
  present: Dossier,
  revision: number,
): Dossier | undefined {
  if (revision === present.revision) return present;
  const found = readRevisions(journal, present.id).revisions.find((item) => item.revision === revision);
  if (found?.dossier == null) return undefined;
  const dossier = { ...found.dossier, codes: present.codes };
  return present.cancelled === null ? dossier : applyCancelled(dossier, present.cancelled);
}

/** The revision that a request is based on, or the newest where somebody corrected it meanwhile. */
export function findBase(
  history: RevisionHistory,
  basedOn: number,
): Result<Revision, { newest: Revision | undefined; base: Revision | undefined }> {
  const newest = history.revisions.at(-1);
  if (newest !== undefined && newest.revision === basedOn) return { ok: true, value: newest };
  const base = history.revisions.find(({ revision }) => revision === basedOn);
  return { ok: false, error: { newest, base } };
}

function placeOf(entry: HistoryPage['items'][number]['entry'], revision: number) {
  return { revision, at: entry.at, hash: entry.hash, actor: entry.actor };
}

function itemsOldestFirst(journal: Pick<Journal, 'history'>, id: string): HistoryPage['items'][number][] {
  const items: HistoryPage['items'][number][] = [];
  let before: number | undefined;
  do {
    const page = journal.history(id, { limit: PAGE, ...(before === undefined ? {} : { before }) });
    items.push(...page.items);
    before = page.next;
  } while (before !== undefined);
  return items.reverse();
}
