import { safeStorage } from 'electron';
import type { SecretStore } from '#office/ports.ts';
import { TEXTS } from './texts.ts';

/**
 * The secret store of the operating system (DPAPI, Keychain, GNOME Keyring, KWallet). On Linux Electron falls back to
 * `basic_text`, a key that everybody knows: that is refused, because it would only look like protection.
 */
export function createSecretStore(platform: NodeJS.Platform): SecretStore {
  async function assertReal(): Promise<void> {
    const available = await safeStorage.isAsyncEncryptionAvailable();
    const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
    if (!available || backend === 'basic_text' || backend === 'unknown')
      throw new Error(TEXTS.secrets.notReal);
  }
  return {
    async seal(secret) {
      await assertReal();
      return new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64')));
    },
    async open(sealed) {
      await assertReal();
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
        return new Uint8Array(Buffer.from(result, 'base64'));
      } catch {
        throw new Error(TEXTS.secrets.damaged);
      }
    },
  };
}
