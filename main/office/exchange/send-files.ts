import { writeOfficeToken } from '#main/parcels/index.ts';
import { ATTACHMENTS_PATH } from '#shared/exchange/index.ts';
import { sha256 as sha256Of } from '../journal/index.ts';
import { findEnrolment } from './enrolment-table.ts';
import {
  forgetFileInTx,
  noteFileSentInTx,
  noteUploadInTx,
  type WantedFile,
  wantedFiles,
  wantFileInTx,
} from './files-table.ts';
import { findOfficeKeys } from './office-keys.ts';
import type { ExchangePorts } from './ports.ts';
import { readStanding } from './state-table.ts';
import type { LiveState } from './summary.ts';
import { LineBroken, UploadRefused } from './transport.ts';

type Parts = {
  base: string;
  live: LiveState;
  signal: AbortSignal;
  budget: number | null;
  mayGoOn: () => boolean;
  onChanged: () => void;
};

/** What the protocol says of an upload that stands elsewhere than we thought, or is not there any more. */
const STANDS_ELSEWHERE: readonly number[] = [404, 409, 410];
/** No entry that the province accepted names it any more (P15). */
const NOT_WANTED = 403;
/** What the province says of this one file; any other status tells of somebody who has no time for files now. */
const OF_THIS_FILE: readonly number[] = [400, 413, 460, NOT_WANTED, ...STANDS_ELSEWHERE];

/**
 * Sends the files that the province wants, one after another, as long as `mayGoOn`, which is asked after each piece: texts
 * go first (P19). Each goes on where it was cut. Rejects with LineBroken.
 */
export async function sendFiles(ports: ExchangePorts, parts: Parts): Promise<void> {
  const { db, log } = ports;
  const refused = new Set<string>();
  while (parts.mayGoOn() && !parts.signal.aborted) {
    const file = wantedFiles(db, 100).find(({ sha256 }) => !refused.has(sha256));
    if (file === undefined) return;
    const bytes = ports.files.read(file.sha256);
    const isWhole = bytes !== undefined && sha256Of(bytes) === file.sha256;
    if (!isWhole) {
      // Erased, lost or damaged: nothing that the province would take, however often it were sent.
      if (bytes !== undefined) log.error('a file that the province wants is damaged here');
      db.transaction((tx) => wantFileInTx(tx, file.sha256, null));
      continue;
    }
    try {
      if ((await sendOne(ports, parts, { file, bytes })) === 'later') return;
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error;
      log.warn('the province did not take a file', { status: error.status });
      if (!OF_THIS_FILE.includes(error.status)) return;
      refused.add(file.sha256);
      if (error.status === NOT_WANTED) db.transaction((tx) => forgetFileInTx(tx, file.sha256));
    }
    parts.onChanged();
  }
}

/** `later`: texts came meanwhile, or the line breaks at once again and again: the rest has its turn with the next look. */
async function sendOne(
  ports: ExchangePorts,
  parts: Parts,
  sent: { file: WantedFile; bytes: Uint8Array },
): Promise<'sent' | 'later'> {
  const { db } = ports;
  const { sha256 } = sent.file;
  const endpoint = `${parts.base}${ATTACHMENTS_PATH}`;
  let upload = sent.file.upload;
  // Begun at an address that is the province's no longer.
  if (upload !== null && !upload.startsWith(`${endpoint}/`)) upload = null;
  const stopped = new AbortController();
  const from: { done: number | null } = { done: null };
  const once = () =>
    uploadOnce(ports, parts, {
      ...sent,
      endpoint,
      upload,
      signal: AbortSignal.any([parts.signal, stopped.signal]),
      onBegun(at) {
        upload = at;
        db.transaction((tx) => noteUploadInTx(tx, sha256, at));
      },
      onSent(done) {
        from.done = done;
        if (done < sent.bytes.length && !parts.mayGoOn()) stopped.abort();
      },
    });
  try {
    await once().catch((error: unknown) => {
      // Where it really stands the province says when it is asked; one that it does not know any more begins anew.
      if (!(error instanceof UploadRefused) || !STANDS_ELSEWHERE.includes(error.status)) throw error;
      return once();
    });
  } catch (error) {
    if (stopped.signal.aborted) return 'later';
    // Not a byte arrived: trying at once, as after a cut in the middle, would go on for ever.
    if (error instanceof LineBroken && error.fault === 'cut' && from.done === null) return 'later';
    throw error;
  }
  db.transaction((tx) => noteFileSentInTx(tx, sha256));
  return 'sent';
}

async function uploadOnce(
  ports: ExchangePorts,
  { live, budget, onChanged }: Parts,
  call: {
    file: WantedFile;
    bytes: Uint8Array;
    endpoint: string;
    upload: string | null;
    signal: AbortSignal;
    onBegun: (upload: string) => void;
    onSent: (done: number) => void;
  },
): Promise<void> {
  const { db, clock } = ports;
  const total = call.bytes.length;
  live.work = { phase: 'files', done: 0, total };
  onChanged();
  await ports.transport.upload({
    endpoint: call.endpoint,
    sha256: call.file.sha256,
    bytes: call.bytes,
    upload: call.upload,
    token: () => tokenOf(ports, clock.now() - (readStanding(db).skewMs ?? 0)),
    budget,
    signal: call.signal,
    onBegun: call.onBegun,
    onSent(done) {
      live.work = { phase: 'files', done, total };
      call.onSent(done);
    },
  });
}

/** By the province's clock, so that a wrong one here does not count. */
function tokenOf({ db, office }: ExchangePorts, now: number): Promise<string> {
  const keys = findOfficeKeys(db, 'present');
  const enrolment = findEnrolment(db);
  if (keys === undefined || enrolment === undefined) throw new Error('not enrolled');
  return writeOfficeToken({ from: office.id, to: enrolment.province, now }, keys.sign);
}
