import { rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { CopyCredential } from '#shared/contract/index.ts';
import { type DatabaseKeys, findKeyring, type Keyring } from '../../users/index.ts';
import { COPY_FILES } from '../manifest.ts';
import type { FoundCopy } from '../place.ts';
import { CopyError } from '../problems.ts';
import type { RestorePorts } from './ports.ts';

/** The keys that a credential gives, and whose it is; null for the recovery key. */
export type OpenedKeys = DatabaseKeys & { userId: string | null; keysFrom: string };

/**
 * Brings the keyring of a copy and opens it. Where that cannot be read, another copy of the same office in the same
 * place helps. Rejects with `wrong-password`, `wrong-recovery-key` or `copy-unusable`.
 */
export async function openKeys(
  copy: FoundCopy,
  siblings: readonly FoundCopy[],
  to: string,
  credential: CopyCredential,
  ports: Pick<RestorePorts, 'ids' | 'deriveKey'>,
): Promise<OpenedKeys> {
  let readable = false;
  for (const { folder } of [copy, ...siblings]) {
    // Brought first: looking into a keyring may write to it, and a copy is never changed.
    const file = path.join(to, COPY_FILES.keys);
    rmSync(file, { force: true });
    const keyring = await findKeyringIn(path.join(folder, COPY_FILES.keys), file, ports);
    if (keyring === undefined) continue;
    readable = true;
    const opened = await openWith(keyring, credential);
    if (opened !== undefined) return { ...opened, keysFrom: folder };
    // Its own keyring can be read: a password that opens an older one only was changed since, and is wrong here.
    if (folder === copy.folder) break;
  }
  if (!readable) {
    throw new CopyError('copy-unusable', {
      message:
        'Tệp khóa keys.json của bản sao này thiếu hoặc hỏng, và không có bản sao nào khác của cơ quan ở đây thay được. Hãy chọn bản sao khác.',
    });
  }
  throw new CopyError(credential.kind === 'password' ? 'wrong-password' : 'wrong-recovery-key');
}

async function findKeyringIn(
  from: string,
  file: string,
  { ids, deriveKey }: Pick<RestorePorts, 'ids' | 'deriveKey'>,
): Promise<Keyring | undefined> {
  try {
    await copyFile(from, file);
    return findKeyring({ file, copy: null, ids, secrets: null, deriveKey });
  } catch {
    return undefined;
  }
}

async function openWith(
  keyring: Keyring,
  credential: CopyCredential,
): Promise<(DatabaseKeys & { userId: string | null }) | undefined> {
  if (credential.kind === 'password') return keyring.findByPassword(credential.login, credential.password);
  const keys = keyring.findByRecoveryKey(credential.recoveryKey);
  return keys === undefined ? undefined : { ...keys, userId: null };
}
