import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '#shared/journal/index.ts';

/** Names of what a copy consists of; papers lie beside the copies, once for all of them. */
export const COPY_FILES = {
  database: 'office.db',
  keys: 'keys.json',
  papers: 'papers.txt',
  manifest: 'manifest.json',
} as const;

const Count = z.int().min(0);
const Base64 = z.base64().max(100_000);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Part = z.object({ bytes: Count, sha256: Hash });
const LARGEST_MANIFEST = 1024 * 1024;

/**
 * What a copy says of itself: no personal data (people are ids, papers are hashes in a file of their own), readable by
 * whoever finds it, and authenticated with a key that only the office has.
 */
export const Manifest = z.object({
  format: z.literal(1),
  id: z.string().min(1).max(100),
  madeAt: z.string().max(40),
  /** Id of a person, or `schedule`. */
  madeBy: z.string().max(200),
  program: z.string().max(50),
  databaseVersion: Count,
  /** First 16 bytes of the database file in hex: without them no page of it could be read. */
  databaseSalt: z.string().regex(/^[0-9a-f]{32}$/),
  office: z.object({ id: z.string().max(200), name: z.string().max(300), sample: z.boolean() }),
  station: z.string().max(200),
  counts: z.object({ dossiers: Count, entries: Count, papers: Count, people: Count }),
  latestAt: z.string().max(40).nullable(),
  chains: z
    .array(
      z.object({
        id: z.int(),
        chain: z.enum(['exchange', 'local']),
        office: z.string().max(200),
        station: z.string().max(200),
        seq: Count,
        hash: Hash,
      }),
    )
    .max(10_000),
  files: z.object({ database: Part, keys: Part, papers: Part }),
  /** The keys of the archive once more, sealed: on one bad page of the database would hang every paper. */
  archiveKeys: z.object({ nonce: Base64, ciphertext: Base64, tag: Base64 }),
});
export type Manifest = z.infer<typeof Manifest>;

const SealedManifest = Manifest.extend({ mac: Hash });
/** A manifest with its seal, as it lies in the file. */
export type SealedManifest = z.infer<typeof SealedManifest>;

function macOf(manifest: Manifest, databaseKey: Uint8Array): Buffer {
  const key = hkdfSync('sha256', databaseKey, new Uint8Array(0), 'tram-mot-cua copy manifest 1', 32);
  return createHmac('sha256', Buffer.from(key))
    .update(canonicalJson(Manifest.parse(manifest)))
    .digest();
}

/** The text of the file. */
export function sealManifest(manifest: Manifest, databaseKey: Uint8Array): string {
  const mac = macOf(manifest, databaseKey).toString('hex');
  return `${JSON.stringify({ ...Manifest.parse(manifest), mac }, null, 2)}\n`;
}

/** Whether not a letter was changed since it was sealed, and by nobody who lacks the key. */
export function isGenuine(sealed: SealedManifest, databaseKey: Uint8Array): boolean {
  return timingSafeEqual(macOf(sealed, databaseKey), Buffer.from(sealed.mac, 'hex'));
}

const KeyRows = z.array(z.object({ id: z.int(), key: Base64 }));
type ArchiveKeys = readonly { id: number; key: Uint8Array }[];

function sealingKey(databaseKey: Uint8Array): Buffer {
  return Buffer.from(
    hkdfSync('sha256', databaseKey, new Uint8Array(0), 'tram-mot-cua copy archive keys 1', 32),
  );
}

/** Seals the archive's keys for the manifest; `nonce`: 12 random bytes. */
export function sealArchiveKeys(
  keys: ArchiveKeys,
  databaseKey: Uint8Array,
  nonce: Uint8Array,
): Manifest['archiveKeys'] {
  const rows = keys.map(({ id, key }) => ({ id, key: Buffer.from(key).toString('base64') }));
  const cipher = createCipheriv('aes-256-gcm', sealingKey(databaseKey), nonce);
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(rows), 'utf8'), cipher.final()]);
  return {
    nonce: Buffer.from(nonce).toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The inverse; empty where they were altered. */
export function openArchiveKeysOf(manifest: Manifest, databaseKey: Uint8Array): ArchiveKeys {
  const { nonce, ciphertext, tag } = manifest.archiveKeys;
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealingKey(databaseKey), Buffer.from(nonce, 'base64'));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    const text = Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64')), decipher.final()]);
    return KeyRows.parse(JSON.parse(text.toString('utf8'))).map(({ id, key }) => ({
      id,
      key: new Uint8Array(Buffer.from(key, 'base64')),
    }));
  } catch {
    return [];
  }
}

/** The manifest in a copy's folder; undefined when there is none or it cannot be read. */
export async function findManifest(folder: string): Promise<SealedManifest | undefined> {
  const file = path.join(folder, COPY_FILES.manifest);
  try {
    if ((await stat(file)).size > LARGEST_MANIFEST) return undefined;
    const parsed = SealedManifest.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
