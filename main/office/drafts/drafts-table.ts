import { z } from 'zod';
import { DraftKind } from '#shared/contract/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const HeadRow = z.object({
  request_id: z.string(),
  kind: DraftKind,
  window: z.string().nullable(),
  station: z.string(),
  holder: z.string(),
  holder_name: z.string(),
  counter: z.string(),
  held_since: z.int(),
  taken_from: z.string().nullable(),
  edit: z.int(),
  saved_at: z.int(),
  applicant: z.string(),
  procedure: z.string(),
});
const FormRow = z.object({ request_id: z.string(), form: z.string() });

/** A draft without its form. Times are milliseconds since 1970. */
export type DraftHead = {
  requestId: string;
  kind: DraftKind;
  /** Where it is open; null where that window went on to another. */
  window: string | null;
  station: string;
  /** Who has it open or had it last. */
  holder: { id: string; name: string; counter: string; since: number };
  /** Whom the holder took it over from; null where nobody did. */
  takenFrom: string | null;
  edit: number;
  savedAt: number;
  applicant: string;
  procedure: string;
};

/** The newest drafts first; no more than anybody would read through. */
const MOST_LISTED = 50;

function headOf(raw: unknown): DraftHead {
  const row = HeadRow.parse(raw);
  return {
    requestId: row.request_id,
    kind: row.kind,
    window: row.window,
    station: row.station,
    holder: { id: row.holder, name: row.holder_name, counter: row.counter, since: row.held_since },
    takenFrom: row.taken_from,
    edit: row.edit,
    savedAt: row.saved_at,
    applicant: row.applicant,
    procedure: row.procedure,
  };
}

/** A draft by the request id of its form. */
export function findDraft(db: ReadableDb, requestId: string): DraftHead | undefined {
  const raw = db.find(sql`
    select request_id, kind, window, station, holder, holder_name, counter, held_since, taken_from, edit, saved_at,
           applicant, procedure
    from drafts where request_id = ${requestId}`);
  return raw === undefined ? undefined : headOf(raw);
}

/** The draft of a kind that a seat has open. */
export function findDraftOfSeat(
  db: ReadableDb,
  window: string,
  holder: string,
  kind: DraftKind,
): DraftHead | undefined {
  const raw = db.find(sql`
    select request_id, kind, window, station, holder, holder_name, counter, held_since, taken_from, edit, saved_at,
           applicant, procedure
    from drafts where window = ${window} and holder = ${holder} and kind = ${kind}`);
  return raw === undefined ? undefined : headOf(raw);
}

/** The drafts of a kind that were saved last, newest first. */
export function newestDrafts(db: ReadableDb, kind: DraftKind): DraftHead[] {
  return db
    .all(sql`
      select request_id, kind, window, station, holder, holder_name, counter, held_since, taken_from, edit, saved_at,
             applicant, procedure
      from drafts where kind = ${kind} order by saved_at desc, n desc limit ${MOST_LISTED}`)
    .map(headOf);
}

/** The form of a draft that exists, as it came. */
export function getForm(db: ReadableDb, requestId: string): string {
  return FormRow.parse(db.one(sql`select request_id, form from drafts where request_id = ${requestId}`)).form;
}

/** Every draft's form, one after the other. */
export function allForms(db: ReadableDb): { requestId: string; form: string }[] {
  return db.all(sql`select request_id, form from drafts order by n`).map((raw) => {
    const row = FormRow.parse(raw);
    return { requestId: row.request_id, form: row.form };
  });
}

/** Writes a draft, new or over the one before, whose kind stays. Its seat must have no other: `leaveOthersInTx` first. */
export function putDraftInTx(tx: WritableDb, head: DraftHead, form: string): void {
  const { holder } = head;
  tx.run(sql`
    insert into drafts (request_id, kind, window, station, holder, holder_name, counter, held_since, taken_from, edit,
                        saved_at, applicant, procedure, form)
    values (${head.requestId}, ${head.kind}, ${head.window}, ${head.station}, ${holder.id}, ${holder.name}, ${holder.counter},
            ${holder.since}, ${head.takenFrom}, ${head.edit}, ${head.savedAt}, ${head.applicant}, ${head.procedure},
            ${form})
    on conflict (request_id) do update set
      window = excluded.window, station = excluded.station, holder = excluded.holder,
      holder_name = excluded.holder_name, counter = excluded.counter, held_since = excluded.held_since,
      taken_from = excluded.taken_from, edit = excluded.edit, saved_at = excluded.saved_at,
      applicant = excluded.applicant, procedure = excluded.procedure, form = excluded.form`);
}

/** Whatever else of this kind a seat has open is laid aside: it stays and is offered. Gives how many. */
export function leaveOthersInTx(
  tx: WritableDb,
  seat: { window: string; holder: string },
  kind: DraftKind,
  requestId: string,
): number {
  return tx.run(sql`
    update drafts set window = null
    where window = ${seat.window} and holder = ${seat.holder} and kind = ${kind} and request_id <> ${requestId}`)
    .changes;
}

/** Removes a draft; gives whether there was one. */
export function deleteDraftInTx(tx: WritableDb, requestId: string): boolean {
  return tx.run(sql`delete from drafts where request_id = ${requestId}`).changes > 0;
}

/** Removes the drafts last saved before `before` (milliseconds since 1970); gives how many. */
export function deleteOlderInTx(tx: WritableDb, before: number): number {
  return tx.run(sql`delete from drafts where saved_at < ${before}`).changes;
}
