import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z
  .object({
    cursor: z.int(),
    answered_n: z.int(),
    last_answer_at: z.string().nullable(),
    skew_ms: z.int().nullable(),
    serves_oldest: z.int().nullable(),
    serves_newest: z.int().nullable(),
    province_program: z.string().nullable(),
    refusal_code: z.string().nullable(),
    refusal_message: z.string().nullable(),
    wants_more: z.int(),
    keys_station: z.string().nullable(),
    keys_seq: z.int().nullable(),
    keys_tried: z.int(),
    erased_to: z.int(),
  })
  .transform((row) => ({
    /** The last verdict taken in (P9). */
    cursor: row.cursor,
    /** The newest of our parcels that was answered. */
    answeredN: row.answered_n,
    lastAnswerAt: row.last_answer_at,
    /** This PC's clock minus the province's at the last answer, milliseconds. */
    skewMs: row.skew_ms,
    serves:
      row.serves_oldest === null || row.serves_newest === null
        ? null
        : { oldest: row.serves_oldest, newest: row.serves_newest },
    provinceProgram: row.province_program ?? '',
    /** What the province said when it last refused a whole parcel; null once it answered one. */
    refusal:
      row.refusal_code === null ? null : { code: row.refusal_code, message: row.refusal_message ?? '' },
    /** The last answer had more verdicts than it carried. */
    wantsMore: row.wants_more === 1,
    /** The entry that told of the office's coming keys, and whether they sign already; null: none are coming. */
    keysToldIn:
      row.keys_station === null || row.keys_seq === null
        ? null
        : { station: row.keys_station, seq: row.keys_seq, tried: row.keys_tried === 1 },
    /** The position in the journal up to which what came back was looked through for erased subjects (P15). */
    erasedTo: row.erased_to,
  }));
export type ExchangeStanding = z.output<typeof Row>;

const NOTHING: ExchangeStanding = {
  cursor: 0,
  answeredN: 0,
  lastAnswerAt: null,
  skewMs: null,
  serves: null,
  provinceProgram: '',
  refusal: null,
  wantsMore: false,
  keysToldIn: null,
  erasedTo: 0,
};

/** How far the exchange has come; all of it at its beginning where nothing was answered yet. */
export function readStanding(db: ReadableDb): ExchangeStanding {
  const row = db.find(sql`select * from exchange_state where id = 1`);
  return row === undefined ? NOTHING : Row.parse(row);
}

/** Changes some of it. */
export function changeStandingInTx(tx: WritableDb, change: Partial<ExchangeStanding>): void {
  const next = { ...readStanding(tx), ...change };
  tx.run(sql`
    insert into exchange_state (id, cursor, answered_n, last_answer_at, skew_ms, serves_oldest, serves_newest,
      province_program, refusal_code, refusal_message, wants_more, keys_station, keys_seq, keys_tried, erased_to)
    values (1, ${next.cursor}, ${next.answeredN}, ${next.lastAnswerAt}, ${next.skewMs},
      ${next.serves?.oldest ?? null}, ${next.serves?.newest ?? null}, ${next.provinceProgram},
      ${next.refusal?.code ?? null}, ${next.refusal?.message ?? null}, ${next.wantsMore ? 1 : 0},
      ${next.keysToldIn?.station ?? null}, ${next.keysToldIn?.seq ?? null},
      ${next.keysToldIn?.tried === true ? 1 : 0}, ${next.erasedTo})
    on conflict (id) do update set cursor = excluded.cursor, answered_n = excluded.answered_n,
      last_answer_at = excluded.last_answer_at, skew_ms = excluded.skew_ms, serves_oldest = excluded.serves_oldest,
      serves_newest = excluded.serves_newest, province_program = excluded.province_program,
      refusal_code = excluded.refusal_code, refusal_message = excluded.refusal_message,
      wants_more = excluded.wants_more, keys_station = excluded.keys_station, keys_seq = excluded.keys_seq,
      keys_tried = excluded.keys_tried, erased_to = excluded.erased_to`);
}
