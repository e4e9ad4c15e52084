import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds } from '#main/host/index.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/exchange/index.ts';
import { openTestStore } from '#test/fixtures/province-store.ts';
import type { Store } from '../store/index.ts';
import { type Attachments, createAttachments } from './index.ts';

let store: Store;
let now = 1_800_000_000_000;
const clock = { now: () => now };
let one: Attachments;
let other: Attachments;

beforeAll(async () => {
  store = await openTestStore();
  one = createAttachments({ sql: store.sql, clock, ids: createIds(clock) });
  other = createAttachments({ sql: store.sql, clock, ids: createIds(clock) });
});
afterAll(() => store.close());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** An accepted entry names the file. */
const name = (bytes: Uint8Array, seq = 1) =>
  store.sql.query(
    `INSERT INTO wanted_files (office, sha256, station, seq, bytes) VALUES ('office', $1, 'st-1', $2, $3)`,
    [hashOf(bytes), seq, bytes.length],
  );
const unname = (bytes: Uint8Array, sql = store.sql) =>
  sql.query('DELETE FROM wanted_files WHERE sha256 = $1', [hashOf(bytes)]);
async function readAll(attachments: Attachments, sha256: string): Promise<Buffer | undefined> {
  const pieces = await attachments.read(sha256);
  if (pieces === undefined) return undefined;
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

describe('attachments', () => {
  it('P19 go on at another instance where one was cut, and are what their hash says', async () => {
    const bytes = randomBytes(700_000);
    await name(bytes);
    const upload = await one.begin('office', hashOf(bytes), bytes.length);
    await one.append(upload.id, 0, bytes.subarray(0, 300_001));
    expect(await other.begin('office', hashOf(bytes), bytes.length)).toMatchObject({
      id: upload.id,
      offset: 300_001,
    });
    await other.append(upload.id, 300_001, bytes.subarray(300_001));
    expect(await other.has(hashOf(bytes))).toBe(false);
    await other.finish(upload.id);
    await one.finish(upload.id);
    expect((await readAll(one, hashOf(bytes)))?.equals(bytes)).toBe(true);
  });

  it('P19 let one of two writers write', async () => {
    const bytes = randomBytes(1000);
    const { id } = await one.begin('office', hashOf(bytes), bytes.length);
    const tries = await Promise.allSettled([one.append(id, 0, bytes), other.append(id, 0, bytes)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(one.append(id, 1000, bytes)).rejects.toMatchObject({ trouble: 'other-offset' });
  });

  it('P19 refuse bytes of another hash, and begin anew afterwards', async () => {
    const bytes = randomBytes(1000);
    const { id } = await one.begin('office', hashOf(bytes), bytes.length);
    await one.append(id, 0, randomBytes(1000));
    await expect(one.finish(id)).rejects.toMatchObject({ trouble: 'other-hash' });
    expect(await one.find(id)).toBeUndefined();
    expect(await one.has(hashOf(bytes))).toBe(false);
    expect((await one.begin('office', hashOf(bytes), bytes.length)).offset).toBe(0);
  });

  it('P19 P18 keep a file of a stick whole, also where half of it came by wire', async () => {
    const bytes = randomBytes(2000);
    await name(bytes);
    const { id } = await one.begin('office', hashOf(bytes), bytes.length);
    await one.append(id, 0, bytes.subarray(0, 500));
    expect(await other.keep('office', hashOf(bytes), randomBytes(2000))).toBe(false);
    expect(await other.keep('office', hashOf(bytes), bytes)).toBe(true);
    expect(await other.keep('another', hashOf(bytes), bytes)).toBe(true);
    expect((await readAll(one, hashOf(bytes)))?.equals(bytes)).toBe(true);
    // Half of it by wire, and that half was other bytes: the whole one wins.
    const second = randomBytes(2000);
    await name(second);
    const begun = await one.begin('office', hashOf(second), second.length);
    await one.append(begun.id, 0, randomBytes(500));
    expect(await one.keep('office', hashOf(second), second)).toBe(true);
  });

  it('are kept once when two offices send the same file', async () => {
    const bytes = randomBytes(1500);
    await name(bytes);
    for (const office of ['first', 'second']) {
      const { id } = await one.begin(office, hashOf(bytes), bytes.length);
      await one.append(id, 0, bytes);
      await one.finish(id);
    }
    const rows = await store.sql.query('SELECT office FROM uploads WHERE sha256 = $1', [hashOf(bytes)]);
    expect(rows).toEqual([{ office: 'first' }]);
  });

  it('P15 P19 are not kept where what names them was erased while they were on their way', async () => {
    const bytes = randomBytes(1200);
    await name(bytes);
    const { id } = await one.begin('office', hashOf(bytes), bytes.length);
    await one.append(id, 0, bytes);
    await unname(bytes);
    await expect(one.finish(id)).rejects.toMatchObject({ trouble: 'not-wanted' });
    expect(await other.has(hashOf(bytes))).toBe(false);
    expect(await other.find(id)).toBeUndefined();
    expect(await one.keep('office', hashOf(bytes), bytes)).toBe(false);
    expect(await store.sql.query('SELECT 1 FROM uploads WHERE sha256 = $1', [hashOf(bytes)])).toEqual([]);
  });

  it('P15 are removed where nothing names them; what something names stays', async () => {
    const [left, kept, half] = [randomBytes(900), randomBytes(900), randomBytes(900)];
    for (const bytes of [left, kept, half]) await name(bytes);
    for (const bytes of [left, kept]) await one.keep('office', hashOf(bytes), bytes);
    const { id } = await one.begin('office', hashOf(half), half.length);
    await one.append(id, 0, half.subarray(0, 400));
    await name(kept, 2);
    for (const bytes of [left, half]) await unname(bytes);
    await one.tidy();
    expect(await one.has(hashOf(left))).toBe(false);
    expect(await one.find(id)).toBeUndefined();
    const rows = await store.sql.query('SELECT 1 FROM uploads WHERE sha256 = ANY ($1::text[])', [
      [hashOf(left), hashOf(half)],
    ]);
    expect(rows).toEqual([]);
    expect((await readAll(one, hashOf(kept)))?.equals(kept)).toBe(true);
  });

  it('are kept once also where a process ended between the last byte and comparing it', async () => {
    const bytes = Buffer.from('a file that two offices send');
    const sha256 = hashOf(bytes);
    await name(bytes);
    const [first, second] = [
      await one.begin('office', sha256, bytes.length),
      await one.begin('other', sha256, bytes.length),
    ];
    for (const { id } of [first, second]) await one.append(id, 0, bytes);
    await one.finish(first.id);
    await one.tidy();
    expect(await one.find(second.id)).toMatchObject({ offset: bytes.length });
    now += 2 * 3_600_000;
    await one.tidy();
    expect(await one.find(second.id)).toBeUndefined();
    expect((await readAll(one, sha256))?.equals(bytes)).toBe(true);
  });

  it('are refused above the largest size, and forgotten when nobody goes on', async () => {
    await expect(one.begin('office', 'a'.repeat(64), MAX_ATTACHMENT_BYTES + 1)).rejects.toMatchObject({
      trouble: 'too-large',
    });
    const { id } = await one.begin('office', 'b'.repeat(64), 10);
    now += 15 * 86_400_000;
    await one.tidy();
    expect(await one.find(id)).toBeUndefined();
    expect(await store.sql.query('SELECT 1 FROM attachments LIMIT 1')).toHaveLength(1);
  });
});
