import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { MAX_STICK_BYTES } from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import { ExchangeRefused } from './refused.ts';

/** The end of the name of every file of the exchange. */
export const STICK_SUFFIX = '.tmc';
const LISTED = 200;

/** What a file is for, as its name says. */
export type StickName = 'gui' | 'yeu-cau-ghep';

/**
 * `tram-mot-cua_H44.152_2026-11-22_1015_gui.tmc`: whose it is, when it was written (office time), what for. What a
 * file system may not take in a code is left out.
 */
export function stickNameOf(agencyCode: string, now: number, what: StickName): string {
  const [day = '', time = ''] = officeTimestamp(now).split('T');
  const agency = agencyCode.replace(/[^A-Za-z0-9.-]/g, '') || 'co-quan';
  return `tram-mot-cua_${agency}_${day}_${time.slice(0, 5).replace(':', '')}_${what}${STICK_SUFFIX}`;
}

/**
 * Writes a file into a folder, waits until it is on the drive, and reads it back. A name that is taken gets a number.
 * Gives its path. Throws `stick-failed` with what to do.
 */
export async function writeStickFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  try {
    const file = await freeNameIn(folder, name);
    const part = `${file}.part`;
    await rm(part, { force: true });
    try {
      await writeDurably(part, bytes);
      await assertSame(part, bytes);
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(folder);
    return file;
  } catch (error) {
    throw stickFailed(error, 'ghi');
  }
}

async function freeNameIn(folder: string, name: string): Promise<string> {
  if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
  const taken = new Set(await readdir(folder));
  const stem = name.slice(0, -STICK_SUFFIX.length);
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${stem}_${n}${STICK_SUFFIX}`;
    if (!taken.has(candidate)) return path.join(folder, candidate);
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function assertSame(file: string, bytes: Uint8Array): Promise<void> {
  const read = await readWhole(file);
  if (!Buffer.from(bytes).equals(read))
    throw new ExchangeRefused(
      'stick-failed',
      'Tệp vừa ghi đọc lại không giống bản gốc. USB này có thể hỏng; hãy dùng USB khác.',
    );
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function readWhole(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size > MAX_STICK_BYTES + 65_536) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The bytes of a file that somebody chose. Throws `stick-failed`. */
export async function readStickFile(file: string): Promise<Uint8Array> {
  try {
    return await readWhole(file);
  } catch (error) {
    throw stickFailed(error, 'đọc');
  }
}

function stickFailed(error: unknown, what: 'ghi' | 'đọc'): ExchangeRefused {
  if (error instanceof ExchangeRefused) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = SENTENCES[code];
  return new ExchangeRefused(
    'stick-failed',
    sentence ?? `Không ${what} được tệp trên USB. Hãy cắm lại USB rồi thử lại.`,
  );
}

const SENTENCES: Record<string, string> = {
  ENOSPC: 'USB đã đầy. Hãy xóa bớt tệp cũ hoặc dùng USB khác rồi xuất lại.',
  EROFS: 'USB này chỉ đọc (khóa ghi). Hãy gạt nút khóa hoặc dùng USB khác.',
  EACCES: 'Không có quyền ghi vào thư mục này. Hãy chọn ổ USB khác.',
  EPERM: 'Không có quyền ghi vào thư mục này. Hãy chọn ổ USB khác.',
  ENOENT: 'Không thấy thư mục hoặc tệp này. Hãy cắm lại USB rồi chọn lại.',
  ENOTDIR: 'Đây không phải thư mục. Hãy chọn ổ USB.',
  EISDIR: 'Đây là thư mục, không phải tệp. Hãy chọn tệp có đuôi .tmc.',
  EFBIG: 'Tệp này quá lớn nên không phải gói dữ liệu của Trạm Một Cửa. Hãy chọn đúng tệp.',
  EIO: 'USB báo lỗi khi đọc hoặc ghi. Hãy dùng USB khác.',
};

/** Files of the exchange in a folder, newest first; none where the folder cannot be read. */
export async function stickFilesIn(
  folder: string,
): Promise<{ file: string; name: string; bytes: number; at: string }[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name.toLowerCase().endsWith(STICK_SUFFIX))
      .map(async (name) => {
        const file = path.join(folder, name);
        const facts = await stat(file).catch(() => undefined);
        if (facts === undefined || !facts.isFile()) return [];
        return [{ file, name, bytes: facts.size, at: officeTimestamp(Math.floor(facts.mtimeMs)) }];
      }),
  );
  return found
    .flat()
    .sort((left, right) => (left.at < right.at ? 1 : -1))
    .slice(0, LISTED);
}

/** Bytes free in a folder; null where the system does not say. */
export async function freeBytesIn(folder: string): Promise<number | null> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}
