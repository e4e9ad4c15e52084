import { createHash } from 'node:crypto';
import type { Clock, Ids } from '#shared/base/index.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

/** An upload as it stands. `offset`: bytes that are in the database; `stored`: all are, and they have the hash. */
export type UploadState = {
  id: string;
  office: string;
  sha256: string;
  size: number;
  offset: number;
  createdAt: string;
};

/** Why an upload goes no further. */
export type UploadTrouble = 'gone' | 'other-offset' | 'other-hash' | 'too-large' | 'not-wanted';

/** Thrown where an upload cannot go on; the server says it in the protocol's words. */
export class UploadRefused extends Error {
  readonly trouble: UploadTrouble;
  constructor(trouble: UploadTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Files that entries name, kept by their SHA-256; their bytes lie in the database, so that every instance has them. */
export type Attachments = {
  /** Begins an upload; the same office, hash and size again goes on with the one that is there. */
  begin(office: string, sha256: string, size: number): Promise<UploadState>;
  find(id: string): Promise<UploadState | undefined>;
  /** Adds bytes at an offset; where somebody else was there first, nothing is written. Returns the new offset. */
  append(id: string, offset: number, bytes: Uint8Array): Promise<number>;
  /**
   * Compares the hash of what is there; a file that differs is forgotten and has to be sent anew. One that no entry names
   * any more, because it was erased while the file was on its way, is forgotten too (P15).
   */
  finish(id: string): Promise<void>;
  /** Keeps a file that came as a whole (on a stick); false where its bytes do not have that hash, or nothing names it. */
  keep(office: string, sha256: string, bytes: Uint8Array): Promise<boolean>;
  has(sha256: string): Promise<boolean>;
  /** The bytes of a file in pieces, or undefined. */
  read(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  remove(id: string): Promise<void>;
  /** Forgets uploads that nobody went on with, files that are kept already, and every file that no entry names. */
  tidy(): Promise<void>;
};

/** Rows hold at most this many bytes, so that no statement and no reader needs a whole file in memory. */
const ROW_BYTES = 256 * 1024;
/** The end of an upload takes seconds: one that is whole for so long was cut off there. */
const ENDED_MS = 3600_000;
/** A stick or a weekly line may take long; an upload without a byte for this long is forgotten. */
const KEPT_MS = 14 * 24 * 3600_000;

const UNNAMED =
  'NOT EXISTS (SELECT 1 FROM wanted_files WHERE wanted_files.sha256 = uploads.sha256 COLLATE "C")';

type Row = { id: string; office: string; sha256: string; size: number; have: number; created_at: string };

const stateOf = (row: Row): UploadState => ({
  id: row.id,
  office: row.office,
  sha256: row.sha256,
  size: Number(row.size),
  offset: Number(row.have),
  createdAt: new Date(Number(row.created_at)).toISOString(),
});

/** Keeps attachments in the database of a province. */
export function createAttachments(ports: { sql: Sql; clock: Clock; ids: Ids }): Attachments {
  const { sql, clock, ids } = ports;

  async function find(id: string): Promise<UploadState | undefined> {
    const [row] = await sql.query<Row>('SELECT * FROM uploads WHERE id = $1', [id]);
    return row === undefined ? undefined : stateOf(row);
  }

  async function begin(office: string, sha256: string, size: number): Promise<UploadState> {
    if (size > MAX_ATTACHMENT_BYTES) throw new UploadRefused('too-large');
    const now = clock.now();
    // Whoever lost the address of an upload goes on with it: half a file over a slow line is not sent twice.
    const [row] = await sql.query<Row>(
      `INSERT INTO uploads (id, office, sha256, size, have, created_at, moved_at) VALUES ($1, $2, $3, $4, 0, $5, $5)
       ON CONFLICT (office, sha256, size) DO UPDATE SET moved_at = $5 RETURNING *`,
      [ids.id(), office, sha256, size, now],
    );
    if (row === undefined) throw new UploadRefused('gone');
    return stateOf(row);
  }

  function append(id: string, offset: number, bytes: Uint8Array): Promise<number> {
    return sql.transaction(async (tx) => {
      const moved = await tx.query<{ have: number }>(
        `UPDATE uploads SET have = have + $3, moved_at = $4 WHERE id = $1 AND have = $2 AND have + $3 <= size
         RETURNING have`,
        [id, offset, bytes.byteLength, clock.now()],
      );
      if (moved.length === 0) throw new UploadRefused('other-offset');
      for (let at = 0; at < bytes.byteLength; at += ROW_BYTES) {
        await tx.query('INSERT INTO upload_chunks (upload, first_byte, bytes) VALUES ($1, $2, $3)', [
          id,
          offset + at,
          bytes.subarray(at, at + ROW_BYTES),
        ]);
      }
      return offset + bytes.byteLength;
    });
  }

  async function* piecesOf(id: string): AsyncGenerator<Uint8Array> {
    for (let next = 0; ; ) {
      const [row] = await sql.query<{ first_byte: number; bytes: Uint8Array }>(
        'SELECT first_byte, bytes FROM upload_chunks WHERE upload = $1 AND first_byte = $2',
        [id, next],
      );
      if (row === undefined) return;
      yield row.bytes;
      next += row.bytes.byteLength;
    }
  }

  async function remove(id: string): Promise<void> {
    await sql.query(
      'DELETE FROM uploads WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM attachments WHERE upload = $1)',
      [id],
    );
  }

  async function finish(id: string): Promise<void> {
    const upload = await find(id);
    if (upload === undefined) throw new UploadRefused('gone');
    if (upload.offset !== upload.size) throw new UploadRefused('other-offset');
    const hash = createHash('sha256');
    for await (const piece of piecesOf(id)) hash.update(piece);
    if (hash.digest('hex') !== upload.sha256) {
      await remove(id);
      throw new UploadRefused('other-hash');
    }
    const named = await sql.transaction(async (tx) => {
      // Whoever erases what names it waits for us and then finds the file, or we wait and find no name.
      const names = await tx.query('SELECT 1 FROM wanted_files WHERE sha256 = $1 LIMIT 1 FOR KEY SHARE', [
        upload.sha256,
      ]);
      if (names.length === 0) return false;
      await tx.query(
        `INSERT INTO attachments (sha256, upload, office, bytes, stored_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (sha256) DO NOTHING`,
        [upload.sha256, id, upload.office, upload.size, clock.now()],
      );
      return true;
    });
    // Two offices may have sent the same file; it is kept once.
    await remove(id);
    if (!named) throw new UploadRefused('not-wanted');
  }

  async function keepWhole(office: string, sha256: string, bytes: Uint8Array, again = true): Promise<void> {
    const upload = await begin(office, sha256, bytes.byteLength);
    if (upload.offset < upload.size) await append(upload.id, upload.offset, bytes.subarray(upload.offset));
    try {
      await finish(upload.id);
    } catch (error) {
      // What had come by wire before were other bytes; they are forgotten by now.
      if (!again || !(error instanceof UploadRefused) || error.trouble !== 'other-hash') throw error;
      await keepWhole(office, sha256, bytes, false);
    }
  }

  /** What no entry names: an erasure and the end of an upload may have passed each other in an earlier release. */
  async function forgetUnnamed(): Promise<void> {
    const found = await sql.query(`SELECT 1 FROM uploads WHERE ${UNNAMED} LIMIT 1`);
    if (found.length === 0) return;
    await sql.transaction(async (tx) => {
      // An entry that is being taken in right now may name it: nobody names anything between looking and removing.
      await tx.query('LOCK TABLE wanted_files IN SHARE MODE');
      await tx.query(`DELETE FROM attachments USING uploads
        WHERE uploads.id = attachments.upload AND ${UNNAMED}`);
      await tx.query(`DELETE FROM uploads WHERE ${UNNAMED}`);
    });
  }

  async function has(sha256: string): Promise<boolean> {
    return (await sql.query('SELECT 1 FROM attachments WHERE sha256 = $1', [sha256])).length > 0;
  }

  return {
    begin,
    find,
    append,
    finish,
    has,
    remove,
    async keep(office, sha256, bytes) {
      if (bytes.byteLength > MAX_ATTACHMENT_BYTES) return false;
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
      if (await has(sha256)) return true;
      try {
        await keepWhole(office, sha256, bytes);
      } catch (error) {
        if (error instanceof UploadRefused && error.trouble === 'not-wanted') return false;
        throw error;
      }
      return true;
    },
    async read(sha256) {
      const [row] = await sql.query<{ upload: string }>('SELECT upload FROM attachments WHERE sha256 = $1', [
        sha256,
      ]);
      return row === undefined ? undefined : piecesOf(row.upload);
    },
    async tidy() {
      await sql.query(
        `DELETE FROM uploads WHERE moved_at < $1
           AND NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.upload = uploads.id)`,
        [clock.now() - KEPT_MS],
      );
      // Whole, but the process ended before it was compared with what somebody else had sent of the same file.
      await sql.query(
        `DELETE FROM uploads USING attachments
         WHERE attachments.sha256 = uploads.sha256 AND attachments.upload <> uploads.id
           AND uploads.have = uploads.size AND uploads.moved_at < $1`,
        [clock.now() - ENDED_MS],
      );
      await forgetUnnamed();
    },
  };
}
