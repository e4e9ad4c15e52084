import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { officeTimestamp } from '#shared/base/index.ts';
import type { CopyCredential, CopySummary, RestoreReport } from '#shared/contract/index.ts';
import { forgetRequest, isNewStationRequested, requestNewStation } from '../../station/index.ts';
import { openPageFile, type ReadableDb } from '../../storage/index.ts';
import { type Attempts, createAttempts, findUser } from '../../users/index.ts';
import { findPositionOfCopy } from '../copies-table.ts';
import { refuseWhenTooFull } from '../copy-papers.ts';
import { makeFolder } from '../durable.ts';
import { COPY_FILES, isGenuine } from '../manifest.ts';
import { copiesIn, type FoundCopy, findCopies, freeBytesOf, inOrderMade } from '../place.ts';
import { CopyError } from '../problems.ts';
import { forJournal } from '../record.ts';
import { summaryOf } from '../summary.ts';
import { type OpenedKeys, openKeys } from './open-keys.ts';
import { type CheckOptions, createFindings, type Findings, type RestorePorts } from './ports.ts';
import { examineDatabase, stageDatabase } from './stage-database.ts';
import { stagePapers } from './stage-papers.ts';
import { isSwapPending, type RestoredBody, stagedFolder, swapIn } from './swap.ts';

/** Who asks: on a new PC anybody who can open the copy, else an administrator of the office it is a copy of. */
export type RestoreRights = {
  /** The office of this PC; null where it has none. */
  office: string | null;
  /** The credential itself must be an administrator's (or the recovery key): nobody is signed in here. */
  administratorOfCopy: boolean;
  origin: string;
};

/** Guided restore: look, check everything, swap. Nothing of the data is touched before the swap. */
export type Restoring = {
  /** Rejects with `copy-place-missing`. */
  look(chosen: string, ours: { office: string | null; db: ReadableDb | null }): Promise<CopySummary[]>;
  check(
    folder: string,
    credential: CopyCredential,
    rights: RestoreRights,
    options: CheckOptions,
  ): Promise<{ ticket: string; report: RestoreReport }>;
  /** Whether this was checked and nothing else since. Throws `copy-unusable`. */
  require(ticket: string): void;
  /** Swaps what was checked in; gives the folder of what was there. The office must be closed. */
  swap(ticket: string): string | null;
};

/** How many pages are asked whose key they were written under. */
const PAGES_TRIED = 64;

/** What loses something; anything else was mended. */
const LOSSES = [
  'entries-lost',
  'rows-lost',
  'rows-not-made',
  'chain-broken',
  'counts-differ',
  'paper-missing',
  'paper-damaged',
] as const;

export function createRestoring(ports: RestorePorts): Restoring {
  const attempts: Attempts = createAttempts(ports.clock);
  const staged = stagedFolder(ports.dataDirectory);
  const newestVersion = ports.migrations.at(-1)?.version ?? 0;
  let checked: { ticket: string; body: RestoredBody } | null = null;
  let busy = false;

  function discard(): void {
    checked = null;
    rmSync(staged, { recursive: true, force: true });
  }

  async function openCopy(copy: FoundCopy, credential: CopyCredential, rights: RestoreRights) {
    const name = credential.kind === 'password' ? credential.login : 'recovery';
    const waitSeconds = attempts.waitSeconds(name, rights.origin);
    if (waitSeconds > 0) throw new CopyError('too-many-attempts', { waitSeconds });
    const siblings = (await copiesIn(path.dirname(copy.folder))).filter(
      (other) => other.folder !== copy.folder && other.manifest.office.id === copy.manifest.office.id,
    );
    try {
      const keys = await openKeys(copy, siblings, staged, credential, ports);
      attempts.succeeded(name, rights.origin);
      return keys;
    } catch (error) {
      const wrong = error instanceof CopyError && error.code.startsWith('wrong-');
      if (wrong) attempts.failed(name, rights.origin);
      throw error;
    }
  }

  async function examine(
    copy: FoundCopy,
    credential: CopyCredential,
    rights: RestoreRights,
    options: CheckOptions,
  ): Promise<RestoreReport> {
    await makeFolder(staged);
    refuseWhenTooFull(copy.manifest.files.database.bytes * 2, await freeBytesOf(staged), 'data');
    const findings = createFindings();
    const keys = await openCopy(copy, credential, rights);
    const key = await keyOf(copy, keys);
    const genuine = isGenuine(copy.manifest, key);
    if (!genuine) findings.note('manifest-altered', COPY_FILES.manifest);
    await noteKeys(copy, keys.keysFrom, findings);
    const source = { ...copy, key, genuine, newestVersion };
    const file = await stageDatabase(ports, source, staged, options, findings);
    const { db, contents } = await examineDatabase(file, source, options, findings);
    try {
      refuseStrangers(db, keys.userId, rights);
      const papers = await stagePapers(ports, source, db, path.join(staged, 'archive'), options, findings);
      return {
        copy: summaryOf(copy, { ours: rights.office, db: null }),
        outcome: findings.has(...LOSSES) ? 'partly' : 'whole',
        dossiers: contents.counts.dossiers,
        entries: contents.counts.entries,
        papers,
        people: contents.counts.people,
        latestAt: contents.latestAt,
        damaged: findings.damaged(),
        damages: findings.count(),
      };
    } finally {
      db.close();
      // Left by the reading connection; beside the restored file they would be taken for its own.
      for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    }
  }

  function requireTicket(ticket: string): RestoredBody {
    if (checked?.ticket === ticket && !busy) return checked.body;
    throw new CopyError('copy-unusable', {
      message:
        'Bản sao chưa được kiểm tra, hoặc đã kiểm tra bản khác sau đó. Hãy kiểm tra lại rồi khôi phục.',
    });
  }

  return {
    async look(chosen, { office, db }) {
      const found = await findCopies(chosen);
      if (found === undefined) throw new CopyError('copy-place-missing');
      const inOrder = db === null ? found : inOrderMade(found, (id) => findPositionOfCopy(db, id));
      return inOrder.map((copy) => summaryOf(copy, { ours: office, db }));
    },
    async check(folder, credential, rights, options) {
      if (busy) throw new CopyError('copy-running');
      // What waits there is the data of this PC.
      if (isSwapPending(ports.dataDirectory)) throw halfSwapped();
      const [copy, ...others] = (await findCopies(folder)) ?? [];
      if (copy === undefined || others.length > 0) throw new CopyError('copy-unusable');
      if (rights.office !== null && copy.manifest.office.id !== rights.office) {
        throw new CopyError('not-allowed', {
          message: `Bản sao này là của ${copy.manifest.office.name}, không phải của cơ quan đang dùng máy này. Muốn khôi phục nó, hãy dùng một máy chưa thiết lập.`,
        });
      }
      busy = true;
      try {
        discard();
        const report = await examine(copy, credential, rights, options);
        const ticket = ports.ids.id();
        checked = { ticket, body: bodyOf(report) };
        return { ticket, report };
      } catch (error) {
        discard();
        throw error;
      } finally {
        busy = false;
      }
    },
    require: (ticket) => void requireTicket(ticket),
    swap(ticket) {
      const body = requireTicket(ticket);
      checked = null;
      const { dataDirectory } = ports;
      const requested = isNewStationRequested(dataDirectory);
      // The restored office must not go on under the numbers that were given since.
      requestNewStation(dataDirectory);
      try {
        return swapIn(dataDirectory, body, officeTimestamp(ports.clock.now()), undefined, (error) =>
          ports.log.warn('that a restore was ended may not be on the disk yet', { error }),
        );
      } catch (error) {
        ports.log.error('a checked copy could not be put in place', { error });
        if (isSwapPending(dataDirectory)) throw halfSwapped();
        if (!requested) forgetRequest(dataDirectory);
        throw new CopyError('database-busy', { cause: error });
      }
    },
  };
}

/** A swap that could neither be carried out nor turned back. */
export function halfSwapped(): CopyError {
  return new CopyError('database-busy', {
    message:
      'Lần khôi phục trước chưa xong vì một chương trình khác đang giữ tệp dữ liệu. Hãy đóng phần mềm diệt vi-rút hoặc sao lưu đang quét, rồi đóng Trạm Một Cửa và mở lại: chương trình sẽ làm nốt. Đừng xóa gì trong thư mục dữ liệu.',
  });
}

/** Where a re-key was cut off there are two keys, and the file tells which is its own. */
async function keyOf(copy: FoundCopy, keys: OpenedKeys): Promise<Uint8Array> {
  if (keys.pendingKey === null || isGenuine(copy.manifest, keys.key)) return keys.key;
  if (isGenuine(copy.manifest, keys.pendingKey)) return keys.pendingKey;
  // The manifest fits neither: the first page that is whole says whose it is.
  const salt = Buffer.from(copy.manifest.databaseSalt, 'hex');
  const pages = await openPageFile(path.join(copy.folder, COPY_FILES.database), keys.pendingKey, salt);
  try {
    for (let page = 1; page <= Math.min(PAGES_TRIED, pages.pages); page += 1) {
      if ((await pages.findPage(page)) !== undefined) return keys.pendingKey;
    }
    return keys.key;
  } finally {
    await pages.close();
  }
}

async function noteKeys(copy: FoundCopy, keysFrom: string, findings: Findings): Promise<void> {
  const { keys } = copy.manifest.files;
  let sha256 = '';
  try {
    sha256 = createHash('sha256')
      .update(await readFile(path.join(copy.folder, COPY_FILES.keys)))
      .digest('hex');
  } catch {
    // Then another copy's keyring was used, which the next line tells.
  }
  if (sha256 !== keys.sha256 || keysFrom !== copy.folder) findings.note('keys-damaged', COPY_FILES.keys);
}

function refuseStrangers(db: ReadableDb, userId: string | null, rights: RestoreRights): void {
  if (!rights.administratorOfCopy || userId === null) return;
  const user = findUser(db, userId);
  if (user?.role === 'administrator' && user.active) return;
  throw new CopyError('not-allowed', {
    message: 'Trên máy đã thiết lập, chỉ quản trị viên hoặc người giữ khóa khôi phục được khôi phục bản sao.',
  });
}

function bodyOf(report: RestoreReport): RestoredBody {
  return {
    id: report.copy.id,
    madeAt: report.copy.madeAt,
    outcome: report.outcome,
    entries: report.entries,
    papers: report.papers,
    damaged: report.damaged.map(forJournal),
    damages: report.damages,
  };
}
