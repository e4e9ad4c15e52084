import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SecretStore } from '#office/ports.ts';

const FILE = 'station.json';

const Kept = z.object({
  /** SHA-256 of the office's public key, base64. */
  keyPin: z.string().max(100),
  /** Null: not paired. `sealed`: by the store of the operating system. */
  token: z.object({ sealed: z.boolean(), value: z.string().max(10_000) }).nullable(),
});

/** What this PC knows of its office from one start to the next. */
export type StationKept = {
  keyPin(): string | null;
  token(): string | null;
  /** Where the token lies; null while there is none. */
  place(): 'system' | 'file' | null;
  /** A person compared it. A token of another office is of no use. */
  trust(keyPin: string): Promise<void>;
  keepToken(token: string): Promise<void>;
  forgetToken(): Promise<void>;
};

/** Reads what is kept in `directory`. What can't be read is not there: the PC is compared and paired again. */
export async function openKept(directory: string, secrets: SecretStore | null): Promise<StationKept> {
  const file = path.join(directory, FILE);
  let kept: z.infer<typeof Kept> | null = null;
  let token: string | null = null;
  try {
    kept = Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
    token = await opened(kept.token);
  } catch {
    // The pin counts also where only the token can't be opened.
  }

  async function opened(stored: z.infer<typeof Kept>['token']): Promise<string | null> {
    if (stored === null) return null;
    if (!stored.sealed) return stored.value;
    if (secrets === null) return null;
    return Buffer.from(await secrets.open(Buffer.from(stored.value, 'base64'))).toString('utf8');
  }

  function write(next: z.infer<typeof Kept>): void {
    const handle = openSync(`${file}.new`, 'w', 0o600);
    try {
      writeFileSync(handle, JSON.stringify(next));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(`${file}.new`, file);
    kept = next;
  }

  return {
    keyPin: () => kept?.keyPin ?? null,
    token: () => token,
    place: () => (kept?.token == null ? null : kept.token.sealed ? 'system' : 'file'),
    async trust(keyPin) {
      if (kept?.keyPin === keyPin) return;
      token = null;
      write({ keyPin, token: null });
    },
    async keepToken(given) {
      if (kept === null) throw new Error('a token of an office that was not compared');
      const stored =
        (await secrets?.seal(Buffer.from(given, 'utf8')).then(
          (sealed) => ({ sealed: true, value: Buffer.from(sealed).toString('base64') }),
          () => null,
        )) ?? null;
      token = given;
      write({ ...kept, token: stored ?? { sealed: false, value: given } });
    },
    async forgetToken() {
      token = null;
      if (kept !== null) write({ ...kept, token: null });
    },
  };
}
