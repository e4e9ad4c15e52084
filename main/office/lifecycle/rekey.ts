import { statfsSync, statSync } from 'node:fs';
import { createLogger } from '../log/index.ts';
import {
  beginReEncryption,
  type Database,
  emptyLog,
  openClosedFile,
  type ReEncryption,
  type Snapshot,
  StorageError,
} from '../storage/index.ts';
import { allUsers } from '../users/index.ts';
import type { OfficeCore } from './core.ts';
import { officeFiles } from './files.ts';
import { type Counted, inSteps, type StepOptions } from './in-steps.ts';
import { OfficeError } from './office-error.ts';
import { settleRekey } from './settle-keys.ts';

/** Room left on the disk beside the second database: the office goes on writing meanwhile. */
const SPARE_BYTES = 64 * 1024 * 1024;
const MIB = 1024 * 1024;

/** Moments between which a power cut is tried in tests, in their order. */
export const REKEY_MOMENTS = [
  'begun',
  'copying',
  'copied',
  'closed',
  'written',
  'replaced',
  'opened',
] as const;
export type RekeyMoment = (typeof REKEY_MOMENTS)[number];

export type RekeyOptions = {
  /** Who asked for it. */
  actor: string;
  /** Stops it while it copies; what follows takes moments and is not stopped. */
  signal?: AbortSignal | undefined;
  /** Told how many bytes of how many are written anew. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  onMoment?: ((moment: RekeyMoment) => void) | undefined;
  /** Bytes that are free on the disk of a file; absent: as the system says. */
  freeBytes?: ((file: string) => number) | undefined;
};

/**
 * Gives the database a new random key and writes it anew under it. The keyring holds both keys until the file is
 * replaced, whole, by one rename: whenever the power goes, whichever key opens the file decides (`settle-keys.ts`).
 * Most of the copying is done while the office works; then it closes for as long as the pages changed meanwhile take.
 * Throws OfficeError `old-key-wraps`, `rekey-running`, `copy-running`, `database-full`.
 */
export async function rekey(core: OfficeCore, options: RekeyOptions): Promise<{ state: 'done' | 'stopped' }> {
  const { actor, signal, onProgress, onMoment = () => undefined, freeBytes = systemFreeBytes } = options;
  if (running.has(core)) throw new OfficeError('rekey-running');
  running.add(core);
  const log = createLogger(core.ports.log, 'lifecycle');
  const files = officeFiles(core.ports.dataDirectory);
  const { ids, clock } = core.ports;
  const { key, db } = core.opened();
  const keyring = core.keyring();
  let work: ReEncryption | undefined;
  try {
    refuseOldWraps(core);
    refuseAltered(core);
    refuseWithoutRoom(files.database, freeBytes);
    const newKey = ids.bytes(32);
    log.info('a new database key is begun');
    try {
      await keyring.beginRekey({ key, newKey, people: activePeople(core), by: actor, now: clock.now() });
      onMoment('begun');
      work = await beginReEncryption({
        file: files.rekeyed,
        from: key,
        to: newKey,
        random: (length) => ids.bytes(length),
      });
      const snapshot = openSnapshot(db);
      try {
        const told = (done: number, total: number) => {
          onMoment('copying');
          onProgress?.(done, total);
        };
        await work.copy(snapshot, { signal, onProgress: told });
      } finally {
        snapshot.close();
      }
      onMoment('copied');
      signal?.throwIfAborted();
    } catch (error) {
      // Nothing that is in use was touched yet.
      await work?.discard();
      settleRekey(keyring, files, 'old', log);
      if (signal?.aborted === true) return { state: 'stopped' };
      throw error;
    }
    const written = work;
    await core.whileClosed(newKey, async () => {
      onMoment('closed');
      emptyLog(files.database, key);
      const closed = await openClosedFile(files.database);
      try {
        await written.copy(closed);
      } finally {
        await closed.close();
      }
      await written.finish();
      onMoment('written');
      written.replace(files.database);
      onMoment('replaced');
    });
    onMoment('opened');
    return { state: 'done' };
  } finally {
    running.delete(core);
  }
}

/** Only a copy that is being read keeps the log from being moved: nobody else has this database. */
function openSnapshot(db: Database): Snapshot {
  try {
    return db.openSnapshot();
  } catch (error) {
    if (!(error instanceof StorageError && error.code === 'database-busy')) throw error;
    throw new OfficeError('copy-running', {
      message:
        'Đang sao lưu nên chưa đổi được khóa. Hãy chờ sao lưu xong, hoặc bấm Dừng ở Quản trị → Sao lưu, rồi đổi khóa lại; chưa có gì thay đổi.',
    });
  }
}

/** The same as a stream: progress in bytes, then how it ended. Whoever stops listening stops it. */
export function rekeyInSteps(core: OfficeCore, actor: string, signal: AbortSignal | undefined) {
  return inSteps(signal, ({ signal, onStep }: StepOptions<Counted>) =>
    rekey(core, { actor, signal, onProgress: (done, total) => onStep({ done, total }) }),
  );
}

export function isRekeying(core: OfficeCore): boolean {
  return running.has(core);
}

const running = new WeakSet<OfficeCore>();

/** A wrap of version 1 can't be made anew without its password: the refusal names these people and what to do. */
function refuseOldWraps(core: OfficeCore): void {
  const { users, recovery } = core.keyring().state();
  const old = new Set(users.filter((user) => user.active && user.version === 1).map(({ userId }) => userId));
  const names = allUsers(core.opened().db)
    .filter((user) => old.has(user.id))
    .map(({ name, login }) => `${name} (${login})`);
  if (old.size > 0) {
    const who = names.length === 0 ? `${old.size} tài khoản` : names.join(', ');
    throw new OfficeError('old-key-wraps', {
      message: `Chưa đổi được khóa vì khóa của ${who} còn ở dạng cũ. Mỗi người hãy đăng nhập một lần trên máy này, hoặc quản trị viên đặt lại mật khẩu cho họ; rồi đổi khóa lại.`,
    });
  }
  if (recovery.version === 1) {
    throw new OfficeError('old-key-wraps', {
      message:
        'Chưa đổi được khóa vì khóa khôi phục còn ở dạng cũ. Hãy tạo khóa khôi phục mới trước, rồi đổi khóa lại.',
    });
  }
}

/** Somebody wrote into the keyring without having its key: a new key must not be sealed to what they put there. */
function refuseAltered(core: OfficeCore): void {
  const altered = core.keyring().findAltered(core.opened().key);
  if (altered.length === 0) return;
  const names = allUsers(core.opened().db)
    .filter((user) => altered.includes(user.id))
    .map(({ name, login }) => `${name} (${login})`);
  const todo = [
    ...(names.length === 0 ? [] : [`đặt lại mật khẩu cho ${names.join(', ')}`]),
    ...(altered.includes('recovery') ? ['tạo khóa khôi phục mới'] : []),
  ];
  throw new OfficeError('old-key-wraps', {
    message: `Chưa đổi được khóa: tệp keys.json đã bị sửa ngoài chương trình. Hãy ${todo.join(' và ') || 'báo đơn vị hỗ trợ'}, rồi đổi khóa lại.`,
  });
}

function activePeople(core: OfficeCore): ReadonlySet<string> {
  return new Set(
    allUsers(core.opened().db)
      .filter((user) => user.active)
      .map(({ id }) => id),
  );
}

function refuseWithoutRoom(database: string, freeBytes: (file: string) => number): void {
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const needed = sizeOf(database) + sizeOf(`${database}-wal`) + SPARE_BYTES;
  const free = freeBytes(database);
  if (free >= needed) return;
  throw new OfficeError('database-full', {
    message: `Ổ đĩa không đủ chỗ để ghi lại cơ sở dữ liệu: cần ${Math.ceil(needed / MIB)} MB trống, còn ${Math.floor(free / MIB)} MB. Hãy giải phóng dung lượng rồi đổi khóa lại; chưa có gì thay đổi.`,
  });
}

function systemFreeBytes(file: string): number {
  const { bavail, bsize } = statfsSync(file);
  return bavail * bsize;
}
