import { officeTimestamp } from '#shared/base/index.ts';
import type { BatchRow, BatchSummary, SigningBatch } from '#shared/contract/index.ts';
import type { WritableDb } from '../storage/index.ts';
import type { TokenSigner } from '../tokens/index.ts';
import { createTurns, type RunPorts, runBatch, settleInTurn } from './batch-run.ts';
import { batchAfter, dropItem, isResumable, settleItem } from './batch-steps.ts';
import {
  type BatchRecord,
  batchesBefore,
  countItems,
  findBatch,
  findBatchByRequest,
  findItem,
  insertBatchInTx,
  itemsOf,
  itemsUnderWay,
  takeBatchInTx,
  updateBatchInTx,
  updateItemInTx,
} from './batches-table.ts';
import { findSignerFacts, type SignerFacts } from './certificates.ts';
import { getDocument } from './documents.ts';
import type { SigningActor, StartBatch } from './ports.ts';
import { signingSentence } from './problems.ts';
import { SigningRefused } from './refused.ts';
import { getSigningSettings, rolesOf } from './settings.ts';

/** Batches: started, resumed, stopped; each runs by itself and tells how far it is. Methods throw SigningRefused. */
export type Batches = {
  start(asked: StartBatch, actor: SigningActor): SigningBatch;
  resume(asked: { batchId: string; session: string; certificate: string }, actor: SigningActor): SigningBatch;
  stop(batchId: string, giveUp: boolean): Promise<SigningBatch>;
  skip(batchId: string, n: number): SigningBatch;
  get(batchId: string): SigningBatch;
  list(
    which: 'open' | 'all',
    cursor: string | null,
    limit: number,
  ): { batches: BatchSummary[]; nextCursor: string | null };
  /** How many of this person's batches stopped before their end. */
  countPaused(actor: string): number;
  /** Whether a file of the dossier is at the token now. */
  isSigning(dossierId: string): boolean;
  /** Ends after the file at hand. Idempotent. */
  close(): Promise<void>;
};

type Running = { stopped: boolean; done: Promise<void> };

const MOST_LISTED = 1_000_000_000;

/** Opens the batches: what the last run left under way is settled and waits for its PIN. */
export function createBatches(ports: Omit<RunPorts, 'onBatch' | 'turnAt'>): Batches {
  const { db, clock, ids, archive, log } = ports;
  const running = new Map<string, Running>();
  const run: RunPorts = {
    ...ports,
    turnAt: createTurns(),
    onBatch: (id) => ports.onChanged(summaryOf(getRecord(id))),
  };
  settleLeft();

  function getRecord(id: string): BatchRecord {
    const batch = findBatch(db, id);
    if (batch === undefined) throw new SigningRefused('not-found', 'Không tìm thấy lô ký này.');
    return batch;
  }

  /** What nobody handles any more, because its end could not be written, is settled when a person asks. */
  function getSettled(id: string): BatchRecord {
    if (getRecord(id).state === 'running' && !running.has(id)) settleLeft();
    return getRecord(id);
  }

  function summaryOf(batch: BatchRecord): BatchSummary {
    return {
      id: batch.id,
      state: batch.state,
      role: batch.role,
      certificate: batch.certificate,
      tokenKind: batch.tokenKind,
      training: batch.training,
      ...countItems(db, batch.id),
      trouble: troubleOf(batch),
      startedBy: batch.actorName,
      createdAt: batch.createdAt,
    };
  }

  function get(id: string): SigningBatch {
    return { ...summaryOf(getRecord(id)), rows: itemsOf(db, id).map(toRow) };
  }

  /** A file under way when the program ended is recorded where it was made, and else waits again; nobody tries by himself. */
  function settleLeft(): void {
    const isArchived = (sha256: string) => {
      try {
        archive.read(sha256);
        return true;
      } catch {
        return false;
      }
    };
    for (const item of itemsUnderWay(db)) {
      if (running.has(item.batchId)) continue;
      const batch = findBatch(db, item.batchId);
      if (batch !== undefined) settleInTurn(run, batch, item.n, settleItem(item, isArchived));
    }
    for (const batch of batchesBefore(db, 'open', MOST_LISTED, 1000)) {
      if (batch.state !== 'running' || running.has(batch.id)) continue;
      const left = countItems(db, batch.id).next === null ? 0 : 1;
      const trouble = { problem: 'interrupted', tokenProblem: null } as const;
      db.transaction((tx) => updateBatchInTx(tx, { id: batch.id, ...batchAfter(left, trouble) }));
    }
  }

  function getSigner(
    asked: { session: string; certificate: string },
    actor: SigningActor,
  ): { signer: TokenSigner; facts: SignerFacts; certificateId: string } {
    const signer = ports.findSigner(asked.session, actor.id, actor.station);
    if (signer === undefined) throw new SigningRefused('session-ended');
    const der = signer.certificateOf(asked.certificate);
    if (der === undefined) {
      throw new SigningRefused(
        'token-missing',
        'USB ký số này không có chứng thư đã chọn. Hãy chọn lại chứng thư.',
        {
          field: 'certificate',
          problem: 'no-certificate',
        },
      );
    }
    const facts = findSignerFacts(der, clock.now());
    if (facts === undefined || facts.unfit !== null) {
      throw new SigningRefused(
        'not-signable',
        facts?.unfit ?? 'Không đọc được chứng thư số này. Hãy chọn chứng thư khác.',
        { field: 'certificate' },
      );
    }
    return { signer, facts, certificateId: asked.certificate };
  }

  function begin(id: string, signer: TokenSigner, certificateId: string): void {
    const state: Running = { stopped: false, done: Promise.resolve() };
    running.set(id, state);
    state.done = runBatch(run, id, { signer, certificateId }, () => state.stopped)
      .catch((error: unknown) => log.error('a batch broke off', { error, batch: id }))
      .finally(async () => {
        running.delete(id);
        // One PIN, one batch.
        await signer.close();
      });
  }

  function start(asked: StartBatch, actor: SigningActor): SigningBatch {
    const repeated = findBatchByRequest(db, asked.requestId);
    if (repeated !== undefined) return get(repeated.id);
    const { signer, facts, certificateId } = getSigner(asked, actor);
    if (!rolesOf(getSigningSettings(db)).includes(asked.role)) {
      throw new SigningRefused('not-signable', 'Cơ quan đã tắt cách ký này. Hãy chọn cách ký khác.', {
        field: 'role',
      });
    }
    const documents = [...new Set(asked.documentIds)].map((id) => getDocument(ports.parts, id));
    const superseded = documents.find((document) => document.superseded);
    if (superseded !== undefined) {
      throw new SigningRefused(
        'not-signable',
        `${superseded.title}: ${signingSentence('superseded', null)}`,
        { field: 'documentIds' },
      );
    }
    const id = ids.id();
    db.transaction((tx) =>
      insertBatchInTx(
        tx,
        {
          id,
          requestId: asked.requestId,
          station: actor.station,
          actor: actor.id,
          actorName: actor.name,
          state: 'running',
          role: asked.role,
          certificate: facts.certificate,
          tokenKind: signer.kind,
          training: facts.training || signer.kind === 'software',
          problem: null,
          tokenProblem: null,
          createdAt: officeTimestamp(clock.now()),
        },
        documents.map((document) => ({
          ...document,
          documentId: document.id,
          shown: asked.shown?.find(({ documentId }) => documentId === document.id)?.sha256 ?? null,
        })),
      ),
    );
    begin(id, signer, certificateId);
    return get(id);
  }

  function refuseWhileRunning(id: string): void {
    if (running.has(id)) throw new SigningRefused('signing-running');
  }

  function changeWaitingInTx(
    tx: WritableDb,
    id: string,
    drop: (n: number) => boolean,
    state: BatchRecord,
  ): void {
    for (const item of itemsOf(tx, id))
      if (item.state === 'waiting' && drop(item.n)) updateItemInTx(tx, dropItem(item, 'given-up'));
    const left = countItems(tx, id).next === null ? 0 : 1;
    const trouble =
      state.problem === null ? null : { problem: state.problem, tokenProblem: state.tokenProblem };
    const stopped = { problem: 'stopped', tokenProblem: null } as const;
    updateBatchInTx(tx, { id, ...batchAfter(left, trouble ?? stopped) });
    tx.afterCommit(() => run.onBatch(id));
  }

  return {
    start,
    get,
    resume(asked, actor) {
      const batch = getSettled(asked.batchId);
      refuseWhileRunning(batch.id);
      if (!isResumable(batch.state)) return get(batch.id);
      const { signer, facts, certificateId } = getSigner(asked, actor);
      if (facts.certificate.fingerprint !== batch.certificate.fingerprint) {
        throw new SigningRefused(
          'not-signable',
          `Lô này ký bằng chứng thư của ${batch.certificate.owner} (số ${batch.certificate.serial}). Hãy cắm đúng USB ký số đó, hoặc thôi lô này và bắt đầu lô mới.`,
          { field: 'certificate' },
        );
      }
      db.transaction((tx) => takeBatchInTx(tx, batch.id, actor));
      begin(batch.id, signer, certificateId);
      return get(batch.id);
    },
    async stop(batchId, giveUp) {
      getSettled(batchId);
      const now = running.get(batchId);
      if (now !== undefined) {
        now.stopped = true;
        await now.done;
      }
      const batch = getRecord(batchId);
      if (giveUp && batch.state === 'paused')
        db.transaction((tx) => changeWaitingInTx(tx, batchId, () => true, batch));
      return get(batchId);
    },
    skip(batchId, n) {
      const batch = getSettled(batchId);
      refuseWhileRunning(batchId);
      const item = findItem(db, batchId, n);
      if (item === undefined) throw new SigningRefused('not-found');
      if (item.state === 'waiting')
        db.transaction((tx) => changeWaitingInTx(tx, batchId, (one) => one === n, batch));
      return get(batchId);
    },
    list(which, cursor, limit) {
      const before = cursor === null ? MOST_LISTED : Number(cursor);
      const found = batchesBefore(db, which, Number.isSafeInteger(before) ? before : 0, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        batches: page.map(summaryOf),
        nextCursor: found.length > limit && last !== undefined ? String(last.n) : null,
      };
    },
    countPaused: (actor) =>
      batchesBefore(db, 'open', MOST_LISTED, 100).filter(
        (batch) => batch.state === 'paused' && batch.actor === actor,
      ).length,
    isSigning: (dossierId) => itemsUnderWay(db).some((item) => item.dossierId === dossierId),
    async close() {
      for (const state of running.values()) state.stopped = true;
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

function troubleOf(one: Pick<BatchRecord, 'problem' | 'tokenProblem'>): BatchSummary['trouble'] {
  const { problem, tokenProblem } = one;
  if (problem === null) return null;
  return { problem, tokenProblem, message: signingSentence(problem, tokenProblem) };
}

function toRow(item: ReturnType<typeof itemsOf>[number]): BatchRow {
  return {
    n: item.n,
    documentId: item.documentId,
    dossierId: item.dossierId,
    code: item.code,
    title: item.title,
    state: item.state,
    sha256: item.sha256,
    signedAt: item.signedAt,
    trouble: troubleOf(item),
  };
}
