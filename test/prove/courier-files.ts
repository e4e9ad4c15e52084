import { createHash } from 'node:crypto';
import type { Sql } from '#main/province/store/index.ts';
import { sql as office } from '#office/storage/index.ts';
import { documentSigned } from '#shared/journal/index.ts';
import type { Random } from '../fixtures/random.ts';
import type { Desk } from '../fuzz/office.ts';
import type { Seat } from '../fuzz/province.ts';
import { packContent } from '../fuzz/resources.ts';
import sample from '../upgrade/samples/document-signed.v1.json' with { type: 'json' };

/** A scanned paper of some pages, bytes. */
const FILE_BYTES = 40_000;
const PACKS = ['forms', 'calendar'] as const;
/** In force after the proof: a pack that is here waits for its day. */
const EFFECTIVE_FROM = '2027-03-01';

/** Signs files of a dossier at the office: entries name them, so that the province wants them (P19). Gives their hashes. */
export function signDocuments(desk: Desk, random: Random, count: number): string[] {
  const { id: dossierId } = desk.db.one(office`select id from dossiers order by rowid limit 1`) as {
    id: string;
  };
  return Array.from({ length: count }, (_, index) => {
    const bytes = Uint8Array.from({ length: FILE_BYTES + index }, () => random.below(256));
    const sha256 = desk.keepFile(bytes);
    const id = `${sample.body.id.slice(0, -2)}${10 + index}`;
    desk.db.transaction((tx) =>
      desk.journal.appendInTx(tx, {
        kind: documentSigned,
        actor: 'u-clerk',
        subject: dossierId,
        body: documentSigned.body.parse({
          ...sample.body,
          ...{ id, dossierId, after: sha256, bytes: bytes.length },
        }),
      }),
    );
    return sha256;
  });
}

/** The province publishes packs, which go with its next answers. */
export async function publishPacks(seat: Seat): Promise<void> {
  for (const kind of PACKS) {
    const content = packContent(kind, 2, EFFECTIVE_FROM);
    const refused = await seat.publish({ kind, title: 'Bản 2', effectiveFrom: EFFECTIVE_FROM, content });
    if (refused !== null) throw new Error(refused);
  }
}

/** Whether every file arrived as it was: the signed ones at the province, the packs at the office. */
export async function haveArrived(
  { sql }: { sql: Sql },
  desk: Desk,
  documents: readonly string[],
): Promise<boolean> {
  for (const sha256 of documents) {
    const rows = await sql.query<{ bytes: Uint8Array }>(
      `select c.bytes from attachments a join upload_chunks c on c.upload = a.upload
       where a.sha256 = $1 order by c.first_byte`,
      [sha256],
    );
    const there = createHash('sha256');
    for (const { bytes } of rows) there.update(bytes);
    if (there.digest('hex') !== sha256) return false;
  }
  const held = new Set(desk.packs.held().map(({ kind }) => kind));
  return PACKS.every((kind) => held.has(kind));
}
