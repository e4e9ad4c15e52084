import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { officeTimestamp } from '#shared/base/index.ts';
import type { PendingCompletion } from '#shared/contract/index.ts';
import { signatureCompleted } from '#shared/journal/index.ts';
import { findDossier } from '../dossiers/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { readArchived, sha256Of } from './files.ts';
import {
  type CompletionTimes,
  fieldOf,
  PdfWorkError,
  type SigningPorts,
  type TimestampMade,
} from './ports.ts';
import { signingSentence } from './problems.ts';
import { getSigningSettings, type TimestampDefault, timestampAddress } from './settings.ts';
import {
  countPending,
  findNewestFile,
  isFileInUse,
  pendingAfter,
  type SignatureRecord,
  signaturesOfDocument,
} from './views.ts';

/**
 * domain.md §8.5: the national service was measured at 2 to 131 s; three tries, four at once. Then the pauses grow, for a
 * counter may be without a network for days.
 */
const TIMES: CompletionTimes = {
  timeoutMs: 180_000,
  betweenTriesMs: 5_000,
  triesPerRound: 3,
  afterRoundMs: 5 * 60_000,
  longestMs: 4 * 3_600_000,
  atOnce: 4,
};

const TryRow = z.object({
  tries: z.int(),
  next_at: z.int(),
  problem: z.string().nullable(),
  made: z.string().nullable(),
});
/** `made`: hash of a file on its way into the archive, which after a cut nobody else knows of. */
type Tries = { tries: number; nextAt: number; problem: string | null; made: string | null };

/** Timestamps and data for checking that come after the signature, whenever they can be had. */
export type Completions = {
  /** Something may be pending: looks soon. Never throws. */
  wake(): void;
  /** Tries all of it now, whatever the pauses. */
  tryNow(): void;
  /** How many signatures something is still to come to. */
  count(): number;
  pending(
    cursor: string | null,
    limit: number,
  ): { rows: PendingCompletion[]; total: number; nextCursor: string | null };
  /** Gives up what is under way and forgets nothing. Idempotent. */
  close(): Promise<void>;
};

export function createCompletions(
  ports: SigningPorts & { timestampDefault: TimestampDefault; underWay: ReadonlySet<string> },
): Completions {
  const { db, clock, log } = ports;
  const times = { ...TIMES, ...ports.completionTimes };
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  function wake(): void {
    if (closing.signal.aborted) return;
    again = true;
    // Not in the transaction or the opening that woke it.
    running ??= Promise.resolve()
      .then(work)
      .catch((error: unknown) => log.error('what is pending could not be looked for', { error }))
      .then(() => {
        running = undefined;
        if (again) wake();
        else schedule();
      })
      // A disk that fails must not end the office; the next signature wakes it again.
      .catch((error: unknown) => log.error('the next try could not be set', { error }));
  }

  function schedule(): void {
    clearTimeout(timer);
    if (closing.signal.aborted) return;
    const next = nextTry(db);
    if (next === undefined) return;
    // A clock that is set must not make it wait for years, nor a long pause overflow the timer.
    const pause = Math.min(Math.max(next - clock.now(), times.betweenTriesMs), times.longestMs);
    timer = setTimeout(wake, pause).unref();
  }

  /** Up to four documents at once, oldest signature first, until none is due. */
  async function work(): Promise<void> {
    while (again && !closing.signal.aborted) {
      again = false;
      const due = dueDocuments(db, clock.now());
      const workers = Array.from({ length: Math.min(times.atOnce, due.length) }, async () => {
        for (let id = due.shift(); id !== undefined; id = due.shift()) {
          if (closing.signal.aborted) return;
          // Where the service does not answer for one, the others need not each wait for it.
          if ((await completeOne(id)) === 'service-down')
            for (const other of due.splice(0)) putOff(other, UNREACHABLE);
        }
      });
      await Promise.all(workers);
    }
  }

  /** One document with all that is pending to it: a round of tries, then the pause. */
  async function completeOne(documentId: string): Promise<'service-down' | 'settled'> {
    for (let n = 1; n <= times.triesPerRound; n += 1) {
      if (ports.underWay.has(documentId)) {
        putOff(documentId, null);
        return 'settled';
      }
      const outcome = await tryOnce(documentId);
      if (outcome === 'done' || closing.signal.aborted) return 'settled';
      if (n === times.triesPerRound || !outcome.again) {
        putOff(documentId, outcome.problem);
        return outcome.problem === UNREACHABLE ? 'service-down' : 'settled';
      }
      await wait(jittered(times.betweenTriesMs * n), undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      );
    }
    return 'settled';
  }

  type Outcome = 'done' | { problem: string; again: boolean };

  async function tryOnce(documentId: string): Promise<Outcome> {
    const settings = getSigningSettings(db);
    const pending = signaturesOfDocument(db, documentId).filter(isPending);
    const file = findNewestFile(db, documentId);
    if (pending.length === 0 || file === undefined) return 'done';
    const address = timestampAddress(settings, ports.timestampDefault);
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(times.timeoutMs)]);
    const found: Found = { stamp: null, validation: false, problem: null, again: false };
    let pdf: Uint8Array;
    try {
      pdf = readArchived(ports.archive, file.sha256);
      // Of the oldest: where others came after it, the timestamp goes over the whole file and is theirs, too.
      const [oldest] = pending.filter(({ timestamp }) => timestamp === 'pending');
      if (address !== null && oldest !== undefined) {
        const field = fieldOf(oldest.id);
        found.stamp = await ports.pdf.addTimestamp({ pdf, field, address, signal });
        pdf = found.stamp.pdf;
      }
    } catch (error) {
      return problemOf(error);
    }
    // After the timestamp: its own certificates are needed for checking, too.
    if (settings.validation) {
      try {
        const fuller = await ports.pdf.addValidation({ pdf, at: clock.now(), signal });
        found.validation = fuller !== null;
        pdf = fuller ?? pdf;
      } catch (error) {
        Object.assign(found, problemOf(error));
      }
    }
    if (found.stamp === null && !found.validation)
      return { problem: found.problem ?? NOTHING_YET, again: false };
    const after = sha256Of(pdf);
    await removeLeft(documentId);
    const before = findTries(db, documentId) ?? { tries: 0, nextAt: 0, problem: null };
    db.transaction((tx) => writeTriesInTx(tx, documentId, { ...before, made: after }));
    await ports.archive.write(pdf);
    const kept = record(
      { documentId, before: file.sha256, after, bytes: pdf.length, address, pending },
      found,
    );
    if (!kept) {
      // Signed again meanwhile: what was made of the file before is nobody's.
      await ports.archive.remove(after);
      return { problem: '', again: true };
    }
    const still = signaturesOfDocument(db, documentId).filter(isPending);
    return still.length === 0 ? 'done' : { problem: found.problem ?? NOTHING_YET, again: false };
  }

  /** What a cut left in the archive before it was recorded. */
  async function removeLeft(documentId: string): Promise<void> {
    const left = findTries(db, documentId)?.made ?? null;
    if (left !== null && !isFileInUse(db, left)) await ports.archive.remove(left);
  }

  /** False where another file took the place of the one it was made from. */
  function record(
    made: {
      documentId: string;
      before: string;
      after: string;
      bytes: number;
      address: string | null;
      pending: readonly SignatureRecord[];
    },
    { stamp, validation }: Found,
  ): boolean {
    const { documentId, before, after, bytes, address, pending } = made;
    return db.transaction((tx) => {
      const dossierId = pending[0]?.dossierId ?? null;
      if (findNewestFile(tx, documentId)?.sha256 !== before || ports.underWay.has(documentId)) return false;
      if (dossierId !== null && findDossier(tx, dossierId) === undefined) return false;
      const idsOf = (wanted: 'timestamp' | 'validation') =>
        pending.filter((signature) => signature[wanted] === 'pending').map(({ id }) => id);
      ports.journal.appendInTx(tx, {
        kind: signatureCompleted,
        actor: ports.station,
        subject: dossierId ?? documentId,
        body: {
          documentId,
          dossierId,
          before,
          after,
          bytes,
          timestamp:
            stamp === null
              ? null
              : {
                  at: stamp.at === null ? null : officeTimestamp(stamp.at),
                  address: address ?? '',
                  place: stamp.place,
                },
          timestamps: stamp === null ? [] : idsOf('timestamp'),
          validations: validation ? idsOf('validation') : [],
        },
      });
      tx.run(sql`delete from signing_tries where document_id = ${documentId}`);
      tx.afterCommit(() => {
        ports.onChanged(null);
        if (dossierId !== null) ports.onDossierChanged(dossierId);
      });
      return true;
    });
  }

  function putOff(documentId: string, problem: string | null): void {
    const { tries } = findTries(db, documentId) ?? { tries: 0 };
    const pause =
      problem === null
        ? times.betweenTriesMs
        : jittered(Math.min(times.afterRoundMs * 2 ** Math.min(tries, 20), times.longestMs));
    db.transaction((tx) => {
      writeTriesInTx(tx, documentId, {
        tries: problem === null ? tries : tries + 1,
        nextAt: clock.now() + pause,
        problem,
        made: null,
      });
      tx.afterCommit(() => ports.onChanged(null));
    });
  }

  /** Between four fifths and six fifths: a hundred counters must not come back in the same second. */
  function jittered(milliseconds: number): number {
    const [byte = 128] = ports.ids.bytes(1);
    return Math.round(milliseconds * (0.8 + (0.4 * byte) / 255));
  }

  function problemOf(error: unknown): { problem: string; again: boolean } {
    if (error instanceof PdfWorkError) return { problem: signingSentence(error.problem, null), again: false };
    if (!closing.signal.aborted) log.warn('what is pending to a signature did not come', { error });
    return { problem: UNREACHABLE, again: true };
  }

  return {
    wake,
    tryNow() {
      if (closing.signal.aborted) return;
      db.transaction((tx) => tx.run(sql`update signing_tries set next_at = 0`));
      wake();
    },
    count: () => countPending(db),
    pending(cursor, limit) {
      const found = pendingAfter(db, cursor === null ? 0 : Number(cursor) || 0, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        rows: page.map((signature) => toPending(db, signature)),
        total: countPending(db),
        nextCursor: found.length > limit && last !== undefined ? String(last.position) : null,
      };
    },
    async close() {
      closing.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

type Found = { stamp: TimestampMade | null; validation: boolean; problem: string | null; again: boolean };

const UNREACHABLE =
  'Chưa lấy được từ mạng (máy chủ không trả lời hoặc chưa có mạng). Chương trình sẽ tự thử lại; chữ ký đã có giá trị.';
const NOTHING_YET =
  'Chưa có đủ dữ liệu kiểm tra lâu dài: nơi cấp chưa trả lời, hoặc chứng thư gốc chưa có trong danh sách tin cậy. Chương trình sẽ tự thử lại; chữ ký đã có giá trị.';

const isPending = ({ timestamp, validation }: SignatureRecord) =>
  timestamp === 'pending' || validation === 'pending';

function toPending(db: ReadableDb, signature: SignatureRecord): PendingCompletion {
  const tries = findTries(db, signature.documentId);
  return {
    signatureId: signature.id,
    documentId: signature.documentId,
    dossierId: signature.dossierId,
    title: findNewestFile(db, signature.documentId)?.title ?? '',
    signedAt: signature.signedAt,
    timestamp: signature.timestamp,
    validation: signature.validation,
    tries: tries?.tries ?? 0,
    nextTryAt: tries === undefined ? null : officeTimestamp(tries.nextAt),
    lastProblem: tries?.problem ?? null,
  };
}

function findTries(db: ReadableDb, documentId: string): Tries | undefined {
  const row = db.find(
    sql`select tries, next_at, problem, made from signing_tries where document_id = ${documentId}`,
  );
  if (row === undefined) return undefined;
  const { tries, next_at, problem, made } = TryRow.parse(row);
  return { tries, nextAt: next_at, problem, made };
}

function writeTriesInTx(tx: WritableDb, documentId: string, { tries, nextAt, problem, made }: Tries): void {
  tx.run(sql`
    insert into signing_tries (document_id, tries, next_at, problem, made)
    values (${documentId}, ${tries}, ${nextAt}, ${problem}, ${made})
    on conflict (document_id) do update set tries = excluded.tries, next_at = excluded.next_at,
      problem = excluded.problem, made = excluded.made`);
}

const DueRow = z.object({ document_id: z.string() });
/** More are looked at in the next round. */
const MOST_DUE = 200;

/** Documents to which something is pending and whose pause is over, oldest signature first. */
function dueDocuments(db: ReadableDb, now: number): string[] {
  const rows = db.all(sql`
    select signatures.document_id from signatures left join signing_tries using (document_id)
    where (timestamp = 'pending' or validation = 'pending') and coalesce(next_at, 0) <= ${now}
    order by position limit ${MOST_DUE}`);
  return [...new Set(rows.map((row) => DueRow.parse(row).document_id))];
}

const NextRow = z.object({ next: z.int().nullable() });

/** When the next pause ends; undefined where nothing is pending. */
function nextTry(db: ReadableDb): number | undefined {
  const row = db.one(sql`
    select min(coalesce(next_at, 0)) as next from signatures left join signing_tries using (document_id)
    where timestamp = 'pending' or validation = 'pending'`);
  return NextRow.parse(row).next ?? undefined;
}
