import { z } from 'zod';
import type { DossierRow } from '#shared/contract/index.ts';
import { type DossierState, normaliseCode, SlipKind } from '#shared/dossier/index.ts';
import type { ReceivedKept, SlipKept } from '#shared/journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const SLIP_NAMES: Readonly<Record<SlipKind, string>> = {
  supplement: 'Phiếu yêu cầu bổ sung',
  refusal: 'Phiếu từ chối',
};

const Row = z
  .object({
    n: z.int(),
    id: z.string(),
    code: z.string(),
    received_at: z.string(),
    received_by: z.string(),
    procedure_code: z.string(),
    procedure_name: z.string(),
    register_volume: z.string(),
    register_number: z.int(),
    slip: SlipKind.nullable(),
    erased_at: z.string().nullable(),
    erased_by: z.string().nullable(),
    ground: z.string().nullable(),
  })
  .transform((row) => ({
    n: row.n,
    id: row.id,
    code: row.code,
    receivedAt: row.received_at,
    /** Id of the clerk. */
    receivedBy: row.received_by,
    /** Of a slip about a matter in the clerk's own words its kind is told: the words may have named somebody. */
    procedure: {
      code: row.procedure_code,
      name: row.procedure_name === '' && row.slip !== null ? SLIP_NAMES[row.slip] : row.procedure_name,
    },
    register: { volume: row.register_volume, number: row.register_number },
    /** Which slip it was; null for what was received. */
    slip: row.slip,
    erasedAt: row.erased_at ?? '',
    /** Id of the person who erased it. */
    erasedBy: row.erased_by ?? '',
    ground: row.ground ?? '',
  }));

/** What is left of a dossier whose personal data was erased. */
export type ErasedDossier = z.output<typeof Row>;

const CodeRow = z.object({ code: z.string(), kind: z.enum(['own', 'provisional', 'elsewhere']) });

type Kept = Pick<ReceivedKept, keyof ReceivedKept & keyof SlipKept> & { slip: SlipKind | null };

/** Keeps what a reception or a slip keeps; who erased it, when and why is told by the erasing entry. */
export function insertErasedInTx(
  tx: WritableDb,
  entry: { position: number; subject: string; actor: string },
  kept: Kept,
): void {
  const { position: n, subject: id } = entry;
  const code = kept.codes.find(({ kind }) => kind === 'own') ?? kept.codes[0];
  tx.run(sql`
    insert into erased_dossiers (n, id, code, received_at, received_by, procedure_code, procedure_name,
                                 register_volume, register_number, request_id, slip)
    values (${n}, ${id}, ${code?.code ?? ''}, ${kept.receivedAt}, ${entry.actor}, ${kept.procedure.code},
            ${kept.procedure.name}, ${kept.register.volume}, ${kept.register.number}, ${kept.requestId},
            ${kept.slip})`);
  for (const { code, kind } of kept.codes) {
    tx.run(sql`
      insert into erased_codes (code_key, code, kind, dossier_n) values (${normaliseCode(code)}, ${code}, ${kind}, ${n})`);
  }
}

/** Nothing happens where the reception itself was not erased. */
export function noteErasureInTx(
  tx: WritableDb,
  id: string,
  erasure: { at: string; by: string; ground: string },
): void {
  tx.run(sql`
    update erased_dossiers set erased_at = ${erasure.at}, erased_by = ${erasure.by}, ground = ${erasure.ground}
    where id = ${id}`);
}

export function forgetErasedInTx(tx: WritableDb, id: string): void {
  tx.run(sql`
    delete from erased_codes where dossier_n = (select n from erased_dossiers where id = ${id})`);
  tx.run(sql`delete from erased_dossiers where id = ${id}`);
}

/** By its internal id; undefined where it was not erased or never was. */
export function findErasedDossier(db: ReadableDb, id: string): ErasedDossier | undefined {
  const row = db.find(sql`select * from erased_dossiers where id = ${id}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** By any code it ever had, as a person types it. */
export function findErasedByCode(db: ReadableDb, code: string): ErasedDossier | undefined {
  const row = db.find(sql`
    select d.* from erased_codes c join erased_dossiers d on d.n = c.dossier_n
    where c.code_key = ${normaliseCode(code)}`);
  return row === undefined ? undefined : Row.parse(row);
}

export function codesOfErased(db: ReadableDb, n: number): z.output<typeof CodeRow>[] {
  return db
    .all(sql`select code, kind from erased_codes where dossier_n = ${n} order by code_key`)
    .map((row) => CodeRow.parse(row));
}

/** Whether a request made a dossier that was erased since: it must not be received anew. */
export function isErasedRequest(db: ReadableDb, requestId: string): boolean {
  return db.find(sql`select 1 from erased_dossiers where request_id = ${requestId}`) !== undefined;
}

/** What became of it later was erased with it; how it began is certain. */
const STATES: Readonly<Record<SlipKind | 'received', DossierState>> = {
  received: 'received',
  supplement: 'supplement-requested',
  refusal: 'refused',
};

/** How it stands in a list: its code and procedure, the ground of its erasure, and nobody. */
export function erasedRow(erased: ErasedDossier): DossierRow {
  return {
    id: erased.id,
    code: erased.code,
    applicantName: '',
    idNumberMasked: '',
    procedureName: erased.procedure.name,
    procedureCode: erased.procedure.code,
    state: STATES[erased.slip ?? 'received'],
    receivedAt: erased.receivedAt,
    dueAt: erased.slip === null ? erased.receivedAt.slice(0, 16) : null,
    slip: erased.slip,
    others: 0,
    followed: false,
    atOnce: false,
    feeAmount: 0,
    missing: 0,
    late: false,
    cancelled: false,
    receivedBy: '',
    erased: erased.ground,
  };
}
