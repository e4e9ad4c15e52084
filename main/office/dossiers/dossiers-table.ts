import { z } from 'zod';
import { Dossier, normaliseCode } from '#shared/dossier/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { indexTokens } from '#shared/text/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const DocumentRow = z.object({ document: z.string() });
const RequestRow = z.object({ id: z.string(), request_digest: z.string() });

/** A dossier by its internal id; undefined when there is none. */
export function findDossier(db: ReadableDb, id: string): Dossier | undefined {
  const row = db.find(sql`select document from dossiers where id = ${id}`);
  return row === undefined ? undefined : Dossier.parse(JSON.parse(DocumentRow.parse(row).document));
}

/** The dossier that a request made, and the digest of what was asked for. */
export function findByRequest(db: ReadableDb, requestId: string): { id: string; digest: string } | undefined {
  const row = db.find(sql`select id, request_digest from dossiers where request_id = ${requestId}`);
  if (row === undefined) return undefined;
  const { id, request_digest: digest } = RequestRow.parse(row);
  return { id, digest };
}

/** The code shown first: the office's own, else the first it ever had. */
export function mainCodeOf(dossier: Pick<Dossier, 'codes'>): string {
  const own = dossier.codes.find((code) => code.kind === 'own') ?? dossier.codes[0];
  if (own === undefined) throw new Error('a dossier without a code');
  return own.code;
}

/** Writes a new dossier with its codes and its search row. `n` is the position of its first entry. */
export function insertDossierInTx(
  tx: WritableDb,
  n: number,
  dossier: Dossier,
  request: { id: string; digest: string },
): void {
  const { applicant, procedure } = dossier;
  tx.run(sql`
    insert into dossiers (n, id, code, state, received_at, due_at, applicant_name, id_number, phone, procedure_code,
                          procedure_name, received_by, request_id, request_digest, document)
    values (${n}, ${dossier.id}, ${mainCodeOf(dossier)}, ${dossier.state}, ${dossier.receivedAt}, ${dossier.due.at},
            ${applicant.name}, ${applicant.idNumber}, ${applicant.phone}, ${procedure.code}, ${procedure.name},
            ${dossier.receivedBy.name}, ${request.id}, ${request.digest}, ${canonicalJson(dossier)})`);
  for (const { code, kind } of dossier.codes) {
    tx.run(sql`
      insert into dossier_codes (code_key, code, kind, dossier_n) values (${normaliseCode(code)}, ${code}, ${kind}, ${n})`);
  }
  const words = searchWordsOf(dossier);
  tx.run(sql`
    insert into dossier_search (rowid, code, name, number, phone, address, content)
    values (${n}, ${words.code}, ${words.name}, ${words.number}, ${words.phone}, ${words.address}, ${words.content})`);
}

/** The folded words by which a dossier is found. */
function searchWordsOf(dossier: Dossier) {
  const { applicant, filer, procedure } = dossier;
  const join = (...texts: (string | null | undefined)[]) =>
    indexTokens(texts.filter((text) => text !== null && text !== undefined).join(' ')).join(' ');
  return {
    code: join(...dossier.codes.map(({ code }) => code)),
    name: join(applicant.name, filer?.name),
    number: join(applicant.idNumber, applicant.oldNumber, filer?.idNumber),
    phone: join(applicant.phone, filer?.phone),
    address: join(applicant.address),
    content: join(procedure.name, procedure.caseName, dossier.note),
  };
}

const CountRow = z.object({ count: z.int() });

/** How many dossiers were received on a day (`YYYY-MM-DD`) or later, those erased since included. */
export function countReceivedSince(db: ReadableDb, day: string): number {
  const row = db.one(sql`
    select (select count(*) from dossiers where received_at >= ${day})
      + (select count(*) from erased_dossiers where received_at >= ${day}) as count`);
  return CountRow.parse(row).count;
}
