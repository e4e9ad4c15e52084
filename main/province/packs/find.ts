import { PackKind, PackManifest } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

type Row = {
  kind: string;
  version: number;
  title: string;
  effective_from: string;
  sha256: string;
  bytes: number;
};

/** A published version as the administrator's list shows it. */
export type PublishedPack = PackManifest & { source: string; publishedAt: string; publishedBy: string };

const MANIFEST = 'kind, version, title, effective_from, sha256, bytes';

/**
 * What an answer to an office announces on a day (`YYYY-MM-DD`): of each kind the version in force, and those that are
 * not in force yet.
 */
export async function manifests(sql: Sql, today: string): Promise<PackManifest[]> {
  const rows = await sql.query<Row>(
    `select ${MANIFEST} from packs p
     where effective_from > $1
        or version = (select max(version) from packs q where q.kind = p.kind and q.effective_from <= $1)
     order by kind, version`,
    [today],
  );
  return rows.map(manifestOf);
}

/** The signed container of a published version, or undefined. */
export async function findPack(sql: Sql, kind: PackKind, version: number): Promise<Uint8Array | undefined> {
  if (!Number.isSafeInteger(version) || version < 1 || version > 2_147_483_647) return undefined;
  const [row] = await sql.query<{ container: Uint8Array }>(
    'select container from packs where kind = $1 and version = $2',
    [kind, version],
  );
  return row?.container;
}

/** Every published version, the newest first. */
export async function listPacks(sql: Sql): Promise<PublishedPack[]> {
  const rows = await sql.query<Row & { source: string; published_at: string; published_by: string }>(
    `select ${MANIFEST}, source, published_at, published_by from packs order by published_at desc, kind, version desc`,
  );
  return rows.map((row) => ({
    ...manifestOf(row),
    source: row.source,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  }));
}

function manifestOf(row: Row): PackManifest {
  return PackManifest.parse({
    kind: PackKind.parse(row.kind),
    version: row.version,
    title: row.title,
    effectiveFrom: row.effective_from,
    sha256: row.sha256,
    bytes: row.bytes,
  });
}
