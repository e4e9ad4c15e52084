import path from 'node:path';
import { officeTimestamp } from '#shared/base/index.ts';
import {
  OFFICE_PRINTER_ID,
  type PrintedPaper,
  type Printer,
  type PrintJob,
  type PrintSettings,
} from '#shared/contract/index.ts';
import { type Actor, type Dossier, paperKindOf } from '#shared/dossier/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { type Archive, ArchiveError, openArchive } from './archive.ts';
import { openArchiveKeys } from './archive-keys.ts';
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
import { createPlaces, type Place } from './places.ts';
import type { PrintingPorts } from './ports.ts';
import { changePrintSettingsInTx, getPrintSettings } from './print-settings.ts';
import { findPaper, isErasedPaper, papersOfDossier } from './printed-papers.ts';
import { problemSentence } from './problems.ts';
import { recordOutcomeInTx } from './record.ts';
import { printTestPage } from './test-page.ts';

/** A paper to be printed again; `requestId` makes a repeat harmless. */
export type ReprintOrder = { dossier: Dossier; requestId: string };

/** Methods throw PrintingError where a person asked for what is not there. */
export type Printing = {
  /**
   * Orders the receipt, or the slip, in the transaction that gives it; nothing reaches a printer before its commit.
   * `station`: where the person works, here and below; left out: at the office's own PC.
   */
  enqueuePaperInTx(tx: WritableDb, dossier: Dossier, actor: Actor, station?: string): void;
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
  /** Left out: where it was to come out before. */
  retry(jobId: string, actor: string, station?: string): PrintJob;
  confirm(jobId: string, printed: boolean, actor: string): PrintJob;
  /** Drops a waiting job; one at the printer is given up, and its end is then known or not. */
  cancel(jobId: string): PrintJob;
  /**
   * Prints the archived receipt again, marked; where certainly none has come out yet, prints the first one. A repeated
   * `requestId` is answered with the job that it led to.
   */
  reprint(dossier: Dossier, requestId: string, actor: Actor, station?: string): PrintJob;
  /** The same for several, in their order: all are ordered in one transaction, or none. */
  reprintAll(papers: readonly ReprintOrder[], actor: Actor, station?: string): PrintJob[];
  papersOf(dossierId: string, nameOf: (id: string) => string): PrintedPaper[];
  readPaper(paperId: string): { pdf: Uint8Array; fileName: string };
  /** Of the PC of that station: a counter that is paired, or the office's own. */
  printers(station?: string): Promise<Printer[]>;
  /** The printer at which papers come out that are ordered at that station. */
  chosenPrinter(station?: string): Promise<Printer | null>;
  settings(station?: string): PrintSettings;
  choose(settings: PrintSettings, actor: string, station?: string): Promise<void>;
  /** Prints a page that says it is a test, now; it leaves nothing behind. The sentence says what to do. */
  printTestPage(asked: {
    printerId: string;
    layout: PrintSettings['layout'];
    station?: string | undefined;
  }): Promise<{ outcome: 'printed' | 'unknown' | 'failed'; problem: string | null }>;
  /** The PC of that station was connected, or went away. */
  wake(station: string): void;
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
  const { db, journal, station: own } = ports;
  const archive = openArchive({
    directory: ports.archiveDirectory,
    keys: openArchiveKeys(db, ports.databaseKey),
    ids: ports.ids,
  });
  const settings = (at: string) => getPrintSettings(db, at, at === own);
  const folder = () => settings(own).pdfFolder || ports.defaultPdfFolder;
  const announce = (job: Job) => {
    if (job.state !== 'waiting' && job.state !== 'making') places.at(job.station).forgetChosen();
    ports.onJobChanged(toPrintJob(job));
  };
  const places = createPlaces(ports, { archive, announce });
  const loops = {
    handles: (jobId: string) => places.all().some(({ loop }) => loop.handles(jobId)),
    settleLeft() {
      for (const { loop } of places.all()) loop.settleLeft();
    },
  };

  function getJob(id: string): Job {
    const job = findJob(db, id);
    if (job === undefined) throw new PrintingError('not-found', 'Không tìm thấy lệnh in này.');
    return job;
  }

  function announceAfter(tx: WritableDb, id: string): void {
    tx.afterCommit(() => {
      const job = findJob(db, id);
      if (job === undefined) return;
      announce(job);
      places.at(job.station).loop.wake();
    });
  }

  /** As it stands once what nobody handles any more is settled: a person may act on it now, not after a restart. */
  function getSettledJob(id: string): Job {
    const job = getJob(id);
    if (!isUnderWay(job) || loops.handles(id)) return job;
    places.at(job.station).loop.settleLeft();
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

  function retryInTx(tx: WritableDb, job: Job, actor: string, at: string | undefined): void {
    if (!isRetriable(job)) return;
    const order = presentOrder(tx, ports, places, at ?? job.station);
    const { station, printerId, printerName, expiresAt } = order;
    updateJobInTx(tx, retryWith(job, { actor, station, printerId, printerName, expiresAt }));
    announceAfter(tx, job.id);
  }

  function retry(jobId: string, actor: string, at?: string): PrintJob {
    const job = getRepeatableJob(jobId);
    db.transaction((tx) => retryInTx(tx, job, actor, at));
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
  function planReprint(
    { dossier, requestId }: ReprintOrder,
    actor: Actor,
    at: string,
  ): (tx: WritableDb) => string {
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
        retryInTx(tx, job, actor.id, at);
        return job.id;
      };
    }
    return (tx) => {
      const { id } = orderPaperInTx(tx, ports, places, {
        dossier,
        actor,
        station: at,
        requestId,
        original: original ?? null,
        made,
      });
      announceAfter(tx, id);
      return id;
    };
  }

  function reprintAll(papers: readonly ReprintOrder[], actor: Actor, at = own): PrintJob[] {
    const plans = papers.map((paper) => planReprint(paper, actor, at));
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

  loops.settleLeft();
  return {
    archive,
    erasure: createPaperErasure({
      db,
      archive,
      loop: loops,
      folders: () => [ports.defaultPdfFolder, folder()],
    }),
    enqueuePaperInTx(tx, dossier, actor, station = own) {
      const order = { dossier, actor, station, requestId: null, original: null };
      const job = orderPaperInTx(tx, ports, places, order);
      tx.afterCommit(() => {
        announce(job);
        places.at(job.station).loop.wake();
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
      places.at(job.station).loop.abort(jobId);
      return toPrintJob(getJob(jobId));
    },
    reprint(dossier, requestId, actor, at) {
      const [job] = reprintAll([{ dossier, requestId }], actor, at);
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
    printers: (at = own) => known(at).printers.list(),
    chosenPrinter: (at = own) => places.at(places.stationFor(db, at)).findChosen(),
    settings: (at = own) => settings(known(at).station),
    async choose(chosen, actor, at = own) {
      const place = known(at);
      if (place === places.own) await checkChoice(chosen);
      else await checkCounterChoice(place, chosen);
      db.transaction((tx) => changePrintSettingsInTx(tx, journal, { station: at, settings: chosen, actor }));
      place.forgetChosen();
    },
    printTestPage: ({ printerId, layout, station = own }) =>
      printTestPage(ports, known(station), { printerId, layout }),
    wake(station) {
      const place = places.at(station);
      place.forgetChosen();
      place.loop.wake();
    },
    async close() {
      await Promise.all(places.all().map(({ loop }) => loop.close(CLOSING_GRACE_MS)));
    },
  };

  /** A PC whose printer may be chosen. */
  function known(at: string): Place {
    if (at === own || ports.stations?.isCounter(at) === true) return places.at(at);
    throw new PrintingError('not-found', 'Không tìm thấy máy này trong các quầy đã ghép.');
  }

  async function checkCounterChoice(place: Place, { printerId }: PrintSettings): Promise<void> {
    if (printerId === OFFICE_PRINTER_ID) return;
    if (place.isAway()) throw new PrintingError('printer-missing', problemSentence('station-away'));
    if (printerId.startsWith('system:') && (await place.printers.findPrinter(printerId)) !== undefined)
      return;
    throw new PrintingError('printer-missing', problemSentence('printer-missing'));
  }

  async function checkChoice({ printerId, pdfFolder }: PrintSettings): Promise<void> {
    if (pdfFolder !== '' && !path.isAbsolute(pdfFolder)) {
      throw new PrintingError('printer-missing', 'Hãy ghi đường dẫn đầy đủ của thư mục PDF.');
    }
    if (printerId !== 'pdf-folder') {
      if ((await places.own.printers.findPrinter(printerId)) !== undefined) return;
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
