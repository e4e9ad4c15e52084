import path from 'node:path';
import { officeTimestamp } from '#shared/base/index.ts';
import type { PrintedPaper, Printer, PrintJob, PrintSettings } from '#shared/contract/index.ts';
import { type Actor, type Dossier, paperKindOf } from '#shared/dossier/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { type Archive, ArchiveError, openArchive } from './archive.ts';
import { openArchiveKeys } from './archive-keys.ts';
import { createChosenPrinter } from './chosen-printer.ts';
import { createPdfFolderDriver, safeName } from './drivers/pdf-folder.ts';
import { createPaperErasure, type PaperErasure } from './erase-papers.ts';
import { PrintingError } from './errors.ts';
import { answer, giveUp, isAnswerable, isRetriable, isUnderWay, retryWith } from './job-steps.ts';
import {
  countJobs,
  findJob,
  findJobByRequest,
  type Job,
  jobsOfDossier,
  noteRequestInTx,
  supersedeJobsInTx,
  unsettledJobs,
  updateJobInTx,
} from './jobs-table.ts';
import { findOriginal, issuedRevisions, jobsOfRevision, orderPaperInTx, presentOrder } from './orders.ts';
import type { PrintingPorts } from './ports.ts';
import { createPrintLoop } from './print-loop.ts';
import { changePrintSettingsInTx, getPrintSettings } from './print-settings.ts';
import { findPaper, isErasedPaper, papersOfDossier } from './printed-papers.ts';
import { createPrinters } from './printers.ts';
import { problemSentence } from './problems.ts';
import { recordOutcomeInTx } from './record.ts';

/** A paper to be printed again; `requestId` makes a repeat harmless. */
export type ReprintOrder = { dossier: Dossier; requestId: string };

/** Methods throw PrintingError where a person asked for what is not there. */
export type Printing = {
  /** Orders the receipt, or the slip, in the transaction that gives it; nothing reaches a printer before its commit. */
  enqueuePaperInTx(tx: WritableDb, dossier: Dossier, actor: Actor): void;
  /** The first order of a dossier; null while none was ordered. */
  findFirstJobOf(dossierId: string): PrintJob | null;
  /** The newest order of the paper of this revision; null while none was ordered. */
  findPaperJob(dossier: Pick<Dossier, 'id' | 'revision'>): PrintJob | null;
  /** The revisions of which a receipt is on the way or may have come out. */
  issuedRevisions(dossierId: string): readonly number[];
  /** Drops orders of receipts of revisions before this one; joins the transaction that corrects or cancels. */
  supersedeInTx(tx: WritableDb, dossierId: string, before: number): void;
  jobsOf(dossierId: string): PrintJob[];
  /** Not settled, newest first. */
  openJobs(): PrintJob[];
  counts(): { waiting: number; inDoubt: number };
  retry(jobId: string, actor: string): PrintJob;
  confirm(jobId: string, printed: boolean, actor: string): PrintJob;
  /** Drops a waiting job; one at the printer is given up, and its end is then known or not. */
  cancel(jobId: string): PrintJob;
  /**
   * Prints the archived receipt again, marked; where certainly none has come out yet, prints the first one. A repeated
   * `requestId` is answered with the job that it led to.
   */
  reprint(dossier: Dossier, requestId: string, actor: Actor): PrintJob;
  /** The same for several, in their order: all are ordered in one transaction, or none. */
  reprintAll(papers: readonly ReprintOrder[], actor: Actor): PrintJob[];
  papersOf(dossierId: string, nameOf: (id: string) => string): PrintedPaper[];
  readPaper(paperId: string): { pdf: Uint8Array; fileName: string };
  printers(): Promise<Printer[]>;
  chosenPrinter(): Promise<Printer | null>;
  settings(): PrintSettings;
  choose(settings: PrintSettings, actor: string): Promise<void>;
  archive: Archive;
  /** What an erasure removes here. */
  erasure: PaperErasure;
  /** Ends the loop; a paper at the printer gets a moment to come out. Idempotent. */
  close(): Promise<void>;
};

const OPEN_JOBS = 100;
const CLOSING_GRACE_MS = 5_000;
const ERASED_PAPER =
  'Bản lưu của giấy này đã xóa cùng dữ liệu cá nhân của hồ sơ nên không xem, không in lại được.';

/** Opens the room: settles what the last run left under way, and goes on printing. */
export function createPrinting(ports: PrintingPorts): Printing {
  const { db, journal, station } = ports;
  const archive = openArchive({
    directory: ports.archiveDirectory,
    keys: openArchiveKeys(db, ports.databaseKey),
    ids: ports.ids,
  });
  const settings = () => getPrintSettings(db, station);
  const folder = () => settings().pdfFolder || ports.defaultPdfFolder;
  const printers = createPrinters({ pdfFolder: createPdfFolderDriver(folder), system: ports.systemPrinters });
  const chosenPrinter = createChosenPrinter(ports, printers, () => settings().printerId);
  const announce = (job: Job) => {
    if (job.state !== 'waiting' && job.state !== 'making') chosenPrinter.forget();
    ports.onJobChanged(toPrintJob(job));
  };
  const loop = createPrintLoop(ports, { archive, printers, announce });

  function getJob(id: string): Job {
    const job = findJob(db, id);
    if (job === undefined) throw new PrintingError('not-found', 'Không tìm thấy lệnh in này.');
    return job;
  }

  function announceAfter(tx: WritableDb, id: string): void {
    tx.afterCommit(() => {
      const job = findJob(db, id);
      if (job !== undefined) announce(job);
      loop.wake();
    });
  }

  /** As it stands once what nobody handles any more is settled: a person may act on it now, not after a restart. */
  function getSettledJob(id: string): Job {
    const job = getJob(id);
    if (!isUnderWay(job) || loop.handles(id)) return job;
    loop.settleLeft();
    return getJob(id);
  }

  /** A job that may be printed again as it stands now. In doubt when the dossier was corrected: a person answers for
   * that sheet, another one of it is not printed. */
  function getRepeatableJob(jobId: string): Job {
    const job = getSettledJob(jobId);
    if (isRetriable(job) && ports.papers.isSuperseded(job))
      throw new PrintingError('not-found', problemSentence('superseded'));
    return job;
  }

  function retryInTx(tx: WritableDb, job: Job, actor: string): void {
    if (!isRetriable(job)) return;
    const { printerId, printerName, expiresAt } = presentOrder(tx, ports, printers);
    updateJobInTx(tx, retryWith(job, { actor, printerId, printerName, expiresAt }));
    announceAfter(tx, job.id);
  }

  function retry(jobId: string, actor: string): PrintJob {
    const job = getRepeatableJob(jobId);
    db.transaction((tx) => retryInTx(tx, job, actor));
    return toPrintJob(getJob(jobId));
  }

  /** A paper that was signed and never printed: printed as it is. */
  function signedPaper(dossier: Dossier, sha256: string | undefined) {
    if (sha256 === undefined) return undefined;
    const { id, revision } = dossier;
    const { form } = ports.papers.documentFor({ dossierId: id, revision, paper: paperKindOf(dossier) });
    return { sha256, form };
  }

  /** What printing again comes to, checked before anything is written: a damaged archive is said at once, not by a job. */
  function planReprint({ dossier, requestId }: ReprintOrder, actor: Actor): (tx: WritableDb) => string {
    const repeated = findJobByRequest(db, requestId);
    if (repeated !== undefined) return () => repeated.id;
    const printed = findOriginal(db, dossier);
    const signed = ports.papers.findSigned?.(dossier.id, dossier.revision);
    // The signed file takes the place of the one it was made from.
    const original = printed === undefined || signed === undefined ? printed : { ...printed, sha256: signed };
    // A cancelled dossier's first paper is drawn anew: it must say so.
    const isFirst = original === undefined && dossier.cancelled === null;
    const made = isFirst ? signedPaper(dossier, signed) : undefined;
    if (original !== undefined) readArchived(original.sha256);
    const first = jobsOfRevision(db, dossier).find((job) => !job.superseded);
    if (made !== undefined) readArchived(made.sha256);
    if (original === undefined && made === undefined && first !== undefined) {
      const job = getRepeatableJob(first.id);
      return (tx) => {
        noteRequestInTx(tx, job.id, requestId);
        retryInTx(tx, job, actor.id);
        return job.id;
      };
    }
    return (tx) => {
      const { id } = orderPaperInTx(tx, ports, printers, {
        dossier,
        actor,
        requestId,
        original: original ?? null,
        made,
      });
      announceAfter(tx, id);
      return id;
    };
  }

  function reprintAll(papers: readonly ReprintOrder[], actor: Actor): PrintJob[] {
    const plans = papers.map((paper) => planReprint(paper, actor));
    const ids = db.transaction((tx) => plans.map((plan) => plan(tx)));
    return ids.map((id) => toPrintJob(getJob(id)));
  }

  function readArchived(sha256: string): Uint8Array {
    try {
      return archive.read(sha256);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      throw new PrintingError(error.code, problemSentence(error.code));
    }
  }

  loop.settleLeft();
  return {
    archive,
    erasure: createPaperErasure({ db, archive, loop, folders: () => [ports.defaultPdfFolder, folder()] }),
    enqueuePaperInTx(tx, dossier, actor) {
      const order = { dossier, actor, requestId: null, original: null };
      const job = orderPaperInTx(tx, ports, printers, order);
      tx.afterCommit(() => {
        announce(job);
        loop.wake();
      });
    },
    findFirstJobOf(dossierId) {
      const [first] = jobsOfDossier(db, dossierId);
      return first === undefined ? null : toPrintJob(first);
    },
    findPaperJob(dossier) {
      const newest = jobsOfRevision(db, dossier).at(-1);
      return newest === undefined ? null : toPrintJob(newest);
    },
    issuedRevisions: (dossierId) => issuedRevisions(db, dossierId),
    supersedeInTx(tx, dossierId, before) {
      for (const id of supersedeJobsInTx(tx, dossierId, before)) announceAfter(tx, id);
    },
    jobsOf: (dossierId) =>
      jobsOfDossier(db, dossierId)
        .filter((job) => !job.superseded)
        .map(toPrintJob),
    openJobs: () => unsettledJobs(db, OPEN_JOBS).map(toPrintJob),
    counts: () => countJobs(db),
    retry,
    confirm(jobId, printed, actor) {
      const job = getSettledJob(jobId);
      if (isAnswerable(job)) {
        db.transaction((tx) => {
          recordOutcomeInTx(tx, journal, answer(job, printed), { by: 'person', actor });
          if (!printed && ports.papers.isSuperseded(job))
            supersedeJobsInTx(tx, job.dossierId, job.revision + 1);
          announceAfter(tx, jobId);
        });
      }
      return toPrintJob(getJob(jobId));
    },
    cancel(jobId) {
      const job = getSettledJob(jobId);
      if (job.state === 'waiting') {
        db.transaction((tx) => {
          updateJobInTx(tx, giveUp(job, 'cancelled'));
          announceAfter(tx, jobId);
        });
      }
      loop.abort(jobId);
      return toPrintJob(getJob(jobId));
    },
    reprint(dossier, requestId, actor) {
      const [job] = reprintAll([{ dossier, requestId }], actor);
      if (job === undefined) throw new Error('one order, one job');
      return job;
    },
    reprintAll,
    papersOf: (dossierId, nameOf) =>
      papersOfDossier(db, dossierId).map(({ dossierId: _dossier, form: _form, printedBy, ...paper }) => ({
        ...paper,
        printedBy: nameOf(printedBy),
      })),
    readPaper(paperId) {
      const job = findJob(db, paperId);
      const paper = job?.sha256 == null ? findPaper(db, paperId) : { ...job, sha256: job.sha256 };
      if (paper === undefined) throw new PrintingError('not-found', 'Chưa có bản lưu của giấy này.');
      if (isErasedPaper(paper)) throw new PrintingError('erased', ERASED_PAPER);
      const signed =
        paper.reprint === 0 ? ports.papers.findSigned?.(paper.dossierId, paper.revision) : undefined;
      const kind = signed === undefined ? '' : '_da-ky';
      const suffix = paper.reprint === 0 ? kind : `_in-lai-${paper.reprint}`;
      return { pdf: readArchived(signed ?? paper.sha256), fileName: `${safeName(paper.title)}${suffix}.pdf` };
    },
    printers: () => printers.list(),
    chosenPrinter: () => chosenPrinter.find(),
    settings,
    async choose(chosen, actor) {
      await checkChoice(chosen);
      db.transaction((tx) => changePrintSettingsInTx(tx, journal, { station, settings: chosen, actor }));
      chosenPrinter.forget();
    },
    close: () => loop.close(CLOSING_GRACE_MS),
  };

  async function checkChoice({ printerId, pdfFolder }: PrintSettings): Promise<void> {
    if (pdfFolder !== '' && !path.isAbsolute(pdfFolder)) {
      throw new PrintingError('printer-missing', 'Hãy ghi đường dẫn đầy đủ của thư mục PDF.');
    }
    if (printerId !== 'pdf-folder') {
      if ((await printers.findPrinter(printerId)) !== undefined) return;
      throw new PrintingError('printer-missing', problemSentence('printer-missing'));
    }
    const [found] = await createPdfFolderDriver(() => pdfFolder || ports.defaultPdfFolder).list();
    if (found?.state !== 'ready')
      throw new PrintingError('printer-missing', problemSentence('folder-unwritable'));
  }
}

function toPrintJob(job: Job): PrintJob {
  return {
    id: job.id,
    dossierId: job.dossierId,
    title: job.title,
    state: job.state,
    printer: job.printerName,
    paperId: job.sha256 === null ? null : job.id,
    revision: job.revision,
    reprint: job.reprint,
    createdAt: officeTimestamp(job.createdAt),
    problem: job.problem === null ? null : problemSentence(job.problem),
  };
}
