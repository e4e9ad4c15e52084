import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
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

/** The manifest in a copy's folder; undefined when there is none or it cannot be read. */
export function findManifest(folder: string): SealedManifest | undefined {
  const file = path.join(folder, COPY_FILES.manifest);
  try {
    if (statSync(file).size > LARGEST_MANIFEST) return undefined;
    const parsed = SealedManifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
