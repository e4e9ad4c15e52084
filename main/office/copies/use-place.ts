import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CopiesState } from '#shared/contract/index.ts';
import { makeFolder } from './durable.ts';
import { freeBytesOf, isFolder, type Place, placeOf } from './place.ts';
import { CopyError, toCopyError } from './problems.ts';

type Here = { officeId: string; dataDirectory: string };

/**
 * The place in a folder, made where it is `isNew`. Throws CopyError where it cannot be used. A stick that is not in
 * often leaves an empty folder on the system's own disk: copies there would save nobody, so a folder that was in use
 * must still hold ours.
 */
export async function openPlace(folder: string, isNew: boolean, here: Here): Promise<Place> {
  const place = placeOf(folder, here.officeId);
  refuseInside(place.chosen, here.dataDirectory);
  if (!(await isFolder(place.chosen))) {
    throw new CopyError('copy-place-missing', {
      message: `Không có thư mục ${place.chosen}. Nếu nó ở USB hoặc ổ mạng: hãy cắm lại, nối lại. Nếu là thư mục mới: hãy tạo nó trước, hoặc chọn thư mục đang có. Rồi làm lại; chưa có gì thay đổi.`,
    });
  }
  if (!isNew && !(await isFolder(place.folder))) {
    throw new CopyError('copy-place-missing', {
      message:
        'Có thư mục sao lưu nhưng không thấy các bản sao của cơ quan trong đó: có thể USB chưa cắm hoặc là ổ khác. Hãy cắm đúng ổ, hoặc vào Quản trị → Sao lưu bấm Lưu để dùng thư mục này.',
    });
  }
  try {
    await makeFolder(place.papers);
    await access(place.folder, constants.W_OK);
  } catch (error) {
    throw toCopyError(error);
  }
  return place;
}

/** What a screen says of the folder of the settings. */
export async function placeState(folder: string, here: Here): Promise<CopiesState['place']> {
  if (folder === '') return { state: 'not-chosen', freeBytes: null, sameDisk: false };
  const place = placeOf(folder, here.officeId);
  const own = await stat(place.folder).catch(() => undefined);
  if (own === undefined) return { state: 'missing', freeBytes: null, sameDisk: false };
  const writable = await access(place.folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    state: writable ? 'ready' : 'unwritable',
    freeBytes: await freeBytesOf(place.folder),
    sameDisk: (await stat(here.dataDirectory)).dev === own.dev,
  };
}

function refuseInside(folder: string, dataDirectory: string): void {
  const relative = path.relative(path.resolve(dataDirectory), folder);
  if (relative !== '' && (relative.startsWith('..') || path.isAbsolute(relative))) return;
  throw new CopyError('copy-place-unwritable', {
    message:
      'Không sao lưu vào chính thư mục dữ liệu: hỏng ổ đĩa là mất cả hai. Hãy chọn USB, ổ khác hoặc thư mục mạng.',
  });
}
