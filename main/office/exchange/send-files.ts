import { writeOfficeToken } from '#main/parcels/index.ts';
import { ATTACHMENTS_PATH } from '#shared/exchange/index.ts';
import { findEnrolment } from './enrolment-table.ts';
import { noteFileSentInTx, noteUploadInTx, wantedFiles, wantFileInTx } from './files-table.ts';
import { findOfficeKeys } from './office-keys.ts';
import type { ExchangePorts } from './ports.ts';
import { readStanding } from './state-table.ts';
import type { LiveState } from './summary.ts';
import { UploadRefused } from './transport.ts';

/**
 * Sends the files that the province wants, one after another, as long as `mayGoOn`: texts go first (P19). Each goes on
 * where it was cut. Rejects with LineBroken.
 */
export async function sendFiles(
  ports: ExchangePorts,
  parts: {
    base: string;
    live: LiveState;
    signal: AbortSignal;
    budget: number | null;
    mayGoOn: () => boolean;
    onChanged: () => void;
  },
): Promise<void> {
  const { db, log } = ports;
  const refused = new Set<string>();
  while (parts.mayGoOn() && !parts.signal.aborted) {
    const file = wantedFiles(db, 100).find(({ sha256 }) => !refused.has(sha256));
    if (file === undefined) return;
    const bytes = ports.files.read(file.sha256);
    if (bytes === undefined) {
      // Erased, or lost: nothing that could be sent.
      db.transaction((tx) => wantFileInTx(tx, file.sha256, null));
      continue;
    }
    try {
      await sendOne(ports, parts, file, bytes);
      db.transaction((tx) => noteFileSentInTx(tx, file.sha256));
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error;
      log.warn('the province did not take a file', { status: error.status });
      db.transaction((tx) => noteUploadInTx(tx, file.sha256, null));
      refused.add(file.sha256);
    }
    parts.onChanged();
  }
}

async function sendOne(
  ports: ExchangePorts,
  { base, live, signal, budget, onChanged }: Parameters<typeof sendFiles>[1],
  file: { sha256: string; upload: string | null },
  bytes: Uint8Array,
): Promise<void> {
  const { db, clock } = ports;
  live.work = { phase: 'files', done: 0, total: bytes.length };
  onChanged();
  await ports.transport.upload({
    endpoint: `${base}${ATTACHMENTS_PATH}`,
    sha256: file.sha256,
    bytes,
    upload: file.upload,
    token: () => tokenOf(ports, clock.now() - (readStanding(db).skewMs ?? 0)),
    budget,
    signal,
    onBegun: (upload) => db.transaction((tx) => noteUploadInTx(tx, file.sha256, upload)),
    onSent(done) {
      live.work = { phase: 'files', done, total: bytes.length };
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
