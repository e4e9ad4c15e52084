import { chainReturned, type ErasureTarget, erased, erasedLocal } from '#shared/journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { type EntryRecord, entryQueries, findRecord, records } from './entries-table.ts';

/**
 * What the erasing entry says about one erased entry. `lost`: it came back without its body from the province, and the
 * erasing entry went down with the database that wrote it; what is known is told, and nothing was kept.
 */
export type Erasure = {
  readonly ground: string;
  readonly at: string;
  readonly kept: unknown;
  readonly lost: boolean;
};

/** The ground of an erasure of which only the province's copy without a body tells. */
const LOST_GROUND = 'yêu cầu xóa ghi ở bản cơ sở dữ liệu đã mất (tỉnh trả lại không có nội dung)';

/** True for the entries that record erasures; they can never be erased themselves. */
export function isErasing(kind: string): boolean {
  return kind === erased.kind || kind === erasedLocal.kind;
}

/** The erasure of an entry without body; undefined when no erasing entry names it, which means tampering. */
export function findErasure(db: ReadableDb, record: EntryRecord): Erasure | undefined {
  if (record.erasedBy === undefined) return undefined;
  const eraser = findRecord(db, entryQueries.at(record.erasedBy));
  if (eraser?.body === undefined) return undefined;
  if (eraser.entry.kind === chainReturned.kind) return lostErasure(record, eraser.entry.at, eraser.body);
  if (!isErasing(eraser.entry.kind)) return undefined;
  const read = erased.body.safeParse(JSON.parse(eraser.body));
  const target = read.data?.targets.find((candidate) => isTarget(candidate, record.entry));
  if (read.data === undefined || target === undefined) return undefined;
  return { ground: read.data.ground, at: eraser.entry.at, kept: target.kept, lost: false };
}

/** The province gave the entry back without a body, in the stretch that this entry opens. */
function lostErasure({ entry }: EntryRecord, at: string, body: string): Erasure | undefined {
  const stretch = chainReturned.body.safeParse(JSON.parse(body)).data;
  if (stretch === undefined || entry.chain !== 'exchange' || stretch.station !== entry.station)
    return undefined;
  if (entry.seq < stretch.first || entry.seq > stretch.last) return undefined;
  return { ground: LOST_GROUND, at, kept: undefined, lost: true };
}

/** The place of the erasing entry that names an entry of this subject; undefined where none is here. */
export function findEraserOf(
  db: ReadableDb,
  entry: Pick<EntryRecord['entry'], 'chain' | 'station' | 'seq' | 'subject'>,
): number | undefined {
  for (const record of records(db, entryQueries.subjectAfter(entry.subject, 0, MOST_OF_SUBJECT))) {
    if (record.body === undefined || !isErasing(record.entry.kind)) continue;
    const read = erased.body.safeParse(JSON.parse(record.body));
    if (read.data?.targets.some((target) => isTarget(target, entry)) === true) return record.entry.position;
  }
  return undefined;
}

/** More entries than there are about one subject. */
const MOST_OF_SUBJECT = 10_000;

function isTarget(
  target: ErasureTarget,
  entry: Pick<EntryRecord['entry'], 'chain' | 'station' | 'seq'>,
): boolean {
  return target.chain === entry.chain && target.station === entry.station && target.seq === entry.seq;
}
