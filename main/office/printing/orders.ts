import { type Actor, type Dossier, type PaperKind, paperKindOf } from '#shared/dossier/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { insertJobInTx, type Job, jobsOfDossier, updateJobInTx } from './jobs-table.ts';
import type { Places } from './places.ts';
import type { PrintingPorts } from './ports.ts';
import { getPrintSettings } from './print-settings.ts';
import { papersOfDossier } from './printed-papers.ts';

/** A receipt that waits longer is dropped: the citizen has gone, and paper nobody expects is paper in wrong hands. */
const TIME_TO_LIVE_MS = 30 * 60_000;

type Ports = Pick<PrintingPorts, 'clock' | 'ids' | 'timeToLiveMs'>;

/** Where, by which printer and until when an order of this moment is printed, that is made at this station. */
export function presentOrder(tx: WritableDb, ports: Ports, places: Places, at: string) {
  const station = places.stationFor(tx, at);
  const settings = getPrintSettings(tx, station, station === places.own.station);
  const now = ports.clock.now();
  return {
    station,
    printerId: settings.printerId,
    printerName: places.at(station).printers.nameOf(settings.printerId),
    layout: settings.layout,
    createdAt: now,
    expiresAt: now + (ports.timeToLiveMs ?? TIME_TO_LIVE_MS),
  };
}

const TITLES: Readonly<Record<PaperKind, string>> = {
  receipt: 'Giấy tiếp nhận',
  'supplement-slip': 'Phiếu yêu cầu bổ sung',
  'refusal-slip': 'Phiếu từ chối tiếp nhận',
};

/** Orders a dossier's receipt, or its slip. */
export function orderPaperInTx(
  tx: WritableDb,
  ports: Ports,
  places: Places,
  order: {
    dossier: Dossier;
    actor: Actor;
    /** Where the person works who asks. */
    station: string;
    requestId: string | null;
    original: Original | null;
    /** What is printed as it lies in the archive, without a mark: it was signed before it was ever printed. */
    made?: Original | undefined;
  },
): Job {
  const { dossier, actor, requestId, original, made } = order;
  const code = (dossier.codes.find((entry) => entry.kind === 'own') ?? dossier.codes[0])?.code ?? dossier.id;
  const paper = paperKindOf(dossier);
  const job = insertJobInTx(tx, {
    id: ports.ids.id(),
    dossierId: dossier.id,
    paper,
    title: `${TITLES[paper]} ${code}${dossier.revision === 1 ? '' : ` (bản ${dossier.revision})`}`,
    code,
    requestId,
    actor: actor.id,
    ...presentOrder(tx, ports, places, order.station),
    copies: 1,
    revision: dossier.revision,
    reprint: original === null ? 0 : nextReprintNumber(tx, dossier),
    sourceSha256: original?.sha256 ?? null,
    form: original?.form ?? null,
  });
  if (made === undefined) return job;
  const ready = { ...job, ...made };
  updateJobInTx(tx, ready);
  return ready;
}

/** The archived first print that reprints are made from. */
export type Original = { sha256: string; form: string };

/**
 * The revisions of which a receipt is on the way or may have come out. Of jobs and of papers: after a restore one of
 * them may be all there is.
 */
export function issuedRevisions(db: ReadableDb, dossierId: string): number[] {
  const issued = [
    ...jobsOfDossier(db, dossierId).filter((job) => job.state !== 'failed' && job.state !== 'expired'),
    ...papersOfDossier(db, dossierId).filter((paper) => paper.outcome !== 'failed'),
  ];
  return [...new Set(issued.map(({ revision }) => revision))];
}

/**
 * Of jobs and of papers: after a restore one of them may be all there is. None where certainly nothing came out: a first
 * paper marked "BẢN IN LẠI" would tell of another one that does not exist.
 */
export function findOriginal(db: ReadableDb, dossier: Revision): Original | undefined {
  const jobs = jobsOfRevision(db, dossier);
  const papers = papersOfRevision(db, dossier);
  const ends = [...jobs.map((job) => job.state), ...papers.map((paper) => paper.outcome)];
  if (!ends.some((end) => end === 'printed' || end === 'unknown')) return undefined;
  for (const job of jobs) {
    if (job.reprint === 0 && job.sha256 !== null && job.form !== null) {
      return { sha256: job.sha256, form: job.form };
    }
  }
  return papers.find((paper) => paper.reprint === 0);
}

/** The archived paper of a revision without a reprint's mark, whether or not it came out; undefined: none was made. */
export function findArchivedOriginal(db: ReadableDb, dossier: Revision): Original | undefined {
  for (const job of jobsOfRevision(db, dossier)) {
    if (job.reprint === 0 && job.sha256 !== null && job.form !== null) {
      return { sha256: job.sha256, form: job.form };
    }
  }
  return papersOfRevision(db, dossier).find((paper) => paper.reprint === 0);
}

type Revision = Pick<Dossier, 'id' | 'revision'>;

/** Jobs that print this revision, oldest first. */
export function jobsOfRevision(db: ReadableDb, { id, revision }: Revision): Job[] {
  return jobsOfDossier(db, id).filter((job) => job.revision === revision);
}

function papersOfRevision(db: ReadableDb, { id, revision }: Revision) {
  return papersOfDossier(db, id).filter((paper) => paper.revision === revision);
}

/** A number is given once, also when that reprint failed: two papers "BẢN IN LẠI 1" would be one too many. */
function nextReprintNumber(tx: WritableDb, dossier: Revision): number {
  const numbers = [...jobsOfRevision(tx, dossier), ...papersOfRevision(tx, dossier)].map(
    (entry) => entry.reprint,
  );
  return 1 + Math.max(0, ...numbers);
}
