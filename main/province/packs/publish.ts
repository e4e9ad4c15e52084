import { type Clock, err, officeTimestamp, ok, type Result } from '#shared/base/index.ts';
import { PARCEL_VERSION, type PackKind, PackManifest, PackPayload } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import { type PackItem, readPackContent } from './content.ts';
import { findChangedForm } from './forms.ts';

/** What publishing needs. `sign`: writes a payload into a container signed with the province's present key. */
export type PackPorts = {
  sql: Sql;
  clock: Clock;
  provinceId: string;
  sign(payload: PackPayload): Promise<Uint8Array>;
  /** Hexadecimal, lower case. */
  sha256(bytes: Uint8Array): string;
};

/** A pack as an administrator puts it in. `by`: who publishes, for the list. */
export type NewPack = {
  kind: PackKind;
  title: string;
  effectiveFrom: string;
  source: string;
  content: unknown;
  by: string;
};

/**
 * The version that ships with the workstation counts as 1: a published one must stand above it, or no office would take
 * it for newer (P21).
 */
const SHIPPED_VERSION = 1;

/**
 * Signs and keeps a new version of a pack. It never changes afterwards. Refused, with a sentence for the administrator:
 * content that its users could not read; a catalogue whose own version is not above the last one; a form that differs from
 * an earlier one of its number and version; a day of effect before that of the last version, because an older version
 * never replaces a newer one (P21).
 */
export async function publishPack(ports: PackPorts, pack: NewPack): Promise<Result<PackManifest, string>> {
  const read = readPackContent(pack.kind, pack.content);
  if (!read.ok) return read;
  // Signed before the transaction: signing asks the database for the present key, and may have no second connection.
  for (;;) {
    const last = await lastVersion(ports.sql, pack.kind);
    const refusal = refusalOf(pack, read.value.version, last);
    if (refusal !== null) return err(refusal);
    const changed = pack.kind === 'forms' ? await findChangedForm(ports.sql, read.value.items) : undefined;
    if (changed !== undefined) return err(changedSentence(changed));
    const version = read.value.version ?? after(last);
    const created = officeTimestamp(ports.clock.now());
    const container = await ports.sign(
      PackPayload.parse({
        type: 'pack',
        v: PARCEL_VERSION,
        from: ports.provinceId,
        created,
        kind: pack.kind,
        version,
        title: pack.title,
        effectiveFrom: pack.effectiveFrom,
        source: pack.source,
        content: read.value.content,
      }),
    );
    const manifest = PackManifest.parse({
      kind: pack.kind,
      version,
      title: pack.title,
      effectiveFrom: pack.effectiveFrom,
      sha256: ports.sha256(container),
      bytes: container.length,
    });
    const row = { ...pack, manifest, container, created, content: read.value.content };
    // Somebody else may have published meanwhile: then this one gets the next number.
    if (await keep(ports.sql, row, last)) return ok(manifest);
  }
}

async function keep(
  sql: Sql,
  row: NewPack & { manifest: PackManifest; container: Uint8Array; created: string },
  last: Last,
): Promise<boolean> {
  return sql.transaction(async (tx) => {
    await tx.query('lock table packs in share row exclusive mode');
    if ((await lastVersion(tx, row.kind))?.version !== last?.version) return false;
    const { manifest } = row;
    await tx.query(
      `insert into packs (kind, version, title, effective_from, source, sha256, bytes, container, content, published_at, published_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        manifest.kind,
        manifest.version,
        manifest.title,
        manifest.effectiveFrom,
        row.source,
        manifest.sha256,
        manifest.bytes,
        row.container,
        JSON.stringify(row.content),
        row.created,
        row.by,
      ],
    );
    return true;
  });
}

/** The version that the next pack of a kind gets, where its content has none of its own. */
export async function nextVersion(sql: Sql, kind: PackKind): Promise<number> {
  return after(await lastVersion(sql, kind));
}

const after = (last: Last): number => (last?.version ?? SHIPPED_VERSION) + 1;

/**
 * The newest version of a kind; undefined where none was published. `items`: what it consists of; null where it was
 * published by a release that allowed what this one can't read.
 */
export async function findNewest(
  sql: Sql,
  kind: PackKind,
): Promise<{ version: number; items: PackItem[] | null } | undefined> {
  const [row] = await sql.query<{ version: number; content: string }>(
    'select version, content from packs where kind = $1 order by version desc limit 1',
    [kind],
  );
  if (row === undefined) return undefined;
  const read = readPackContent(kind, JSON.parse(row.content));
  return { version: row.version, items: read.ok ? read.value.items : null };
}

type Last = { version: number; effective_from: string } | undefined;

async function lastVersion(tx: Sql, kind: PackKind): Promise<Last> {
  const [row] = await tx.query<{ version: number; effective_from: string }>(
    'select version, effective_from from packs where kind = $1 order by version desc limit 1',
    [kind],
  );
  return row;
}

const changedSentence = ({ label }: PackItem) =>
  `Mẫu "${label}" khác với mẫu cùng số và phiên bản đã có; trạm sẽ không nhận. Hãy đặt phiên bản (version) mới cho mẫu rồi tải lại.`;

/** Why this pack can't follow the last one; null: it can. */
function refusalOf(pack: NewPack, own: number | null, last: Last): string | null {
  const newest = last?.version ?? SHIPPED_VERSION;
  if (own !== null && own <= newest) {
    return `Danh mục ghi phiên bản ${own}, nhưng phiên bản ${newest} đã có. Hãy đặt số phiên bản lớn hơn trong tệp rồi tải lại.`;
  }
  if (last !== undefined && pack.effectiveFrom < last.effective_from) {
    return `Phiên bản ${last.version} có hiệu lực từ ${last.effective_from}; phiên bản mới không được sớm hơn ngày đó. Hãy sửa ngày hiệu lực.`;
  }
  return null;
}
