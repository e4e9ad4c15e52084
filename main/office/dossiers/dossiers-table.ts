import { z } from 'zod';
import { Dossier, normaliseCode } from '#shared/dossier/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { renewApplicantsInTx } from './applicants-table.ts';
import { addToSearchInTx, renewSearchInTx } from './search-table.ts';

const DocumentRow = z.object({ document: z.string() });
const PositionRow = z.object({ n: z.int() });
const CodeRow = z.object({ id: z.string(), code: z.string() });
const RequestRow = z.object({ id: z.string(), request_digest: z.string() });

/** A dossier by its internal id; undefined when there is none. */
export function findDossier(db: ReadableDb, id: string): Dossier | undefined {
  const row = db.find(sql`select document from dossiers where id = ${id}`);
  return row === undefined ? undefined : Dossier.parse(JSON.parse(DocumentRow.parse(row).document));
}

/** Where a dossier's first entry stands in the journal of this database. Throws where there is no such dossier. */
export function getPosition(db: ReadableDb, id: string): number {
  return PositionRow.parse(db.one(sql`select n from dossiers where id = ${id}`)).n;
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

/** The code shown first of each of these dossiers; those that are not there are left out. */
export function findMainCodes(db: ReadableDb, ids: readonly string[]): Map<string, string> {
  const rows = db.all(
    sql`select id, code from dossiers where id in (select value from json_each(${JSON.stringify(ids)}))`,
  );
  return new Map(rows.map((row) => CodeRow.parse(row)).map(({ id, code }) => [id, code]));
}

/** Writes a new dossier with its codes and its search row. `n` is the position of its first entry. */
export function insertDossierInTx(
  tx: WritableDb,
  n: number,
  dossier: Dossier,
  request: { id: string; digest: string },
): void {
  const { applicant, procedure, slip, follows } = dossier;
  tx.run(sql`
    insert into dossiers (n, id, code, state, received_at, due_at, applicant_name, id_number, phone, procedure_code,
                          procedure_name, received_by, request_id, request_digest, visit, slip, follows, others, followed, at_once, fee_amount,
                          missing, document)
    values (${n}, ${dossier.id}, ${mainCodeOf(dossier)}, ${dossier.state}, ${dossier.receivedAt}, ${dueAtOf(dossier)},
            ${applicant.name}, ${applicant.idNumber}, ${applicant.phone}, ${procedure.code}, ${procedure.name},
            ${dossier.receivedBy.name}, ${request.id}, ${request.digest}, ${dossier.visit ?? null},
            ${slip?.kind ?? null}, ${follows ?? null}, ${othersIn(dossier)}, ${isFollowed(dossier)},
            ${isAtOnce(dossier)}, ${dossier.fee.amount}, ${dossier.missingPapers.length}, ${documentOf(dossier)})`);
  for (const { code, kind } of dossier.codes) {
    tx.run(sql`
      insert into dossier_codes (code_key, code, kind, dossier_n) values (${normaliseCode(code)}, ${code}, ${kind}, ${n})`);
  }
  addToSearchInTx(tx, n, dossier);
  renewApplicantsInTx(tx, n, dossier);
}

/**
 * Writes what a later entry made of a dossier. Words of an earlier revision find it no longer: a wrong name belongs to
 * somebody else. Its codes do, all of them, for ever.
 */
export function updateDossierInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  const { applicant, procedure } = dossier;
  tx.runOne(sql`
    update dossiers set state = ${dossier.state}, due_at = ${dueAtOf(dossier)}, applicant_name = ${applicant.name},
      id_number = ${applicant.idNumber}, phone = ${applicant.phone}, procedure_code = ${procedure.code},
      procedure_name = ${procedure.name}, revision = ${dossier.revision}, others = ${othersIn(dossier)},
      followed = ${isFollowed(dossier)}, at_once = ${isAtOnce(dossier)}, fee_amount = ${dossier.fee.amount},
      missing = ${dossier.missingPapers.length}, cancelled_at = ${dossier.cancelled?.at ?? null}, document = ${documentOf(dossier)}
    where n = ${n}`);
  renewSearchInTx(tx, n, dossier);
  renewApplicantsInTx(tx, n, dossier);
}

/**
 * The document as it is kept: without what says nothing yet, so that one received before corrections existed has the
 * same document after a rebuild.
 */
function documentOf(dossier: Dossier): string {
  const { revision, correction, cancelled, followedBy, ...content } = dossier;
  return canonicalJson({
    ...content,
    ...(revision === 1 ? {} : { revision }),
    ...(correction === null ? {} : { correction }),
    ...(cancelled === null ? {} : { cancelled }),
    ...(followedBy === null ? {} : { followedBy }),
  });
}

/**
 * Where nothing is promised there is no minute: the empty text, which is never late. A result handed over at once is
 * awaited no more, whatever the law would have allowed.
 */
function dueAtOf({ due, atOnce }: Dossier): string {
  return atOnce === true ? '' : (due?.at ?? '');
}

function isFollowed({ followedBy }: Dossier): 0 | 1 {
  return followedBy === null ? 0 : 1;
}

function isAtOnce({ atOnce }: Dossier): 0 | 1 {
  return atOnce === true ? 1 : 0;
}

function othersIn({ coApplicants = [] }: Dossier): number {
  return coApplicants.length;
}

const CountRow = z.object({ count: z.int() });

/**
 * How many dossiers were received on a day (`YYYY-MM-DD`), those erased since included, those cancelled and slips not. With the
 * clock set back years of them lie behind that day, which nobody wants counted with every event.
 */
export function countReceivedOn(db: ReadableDb, day: string): number {
  const end = `${day}T24`;
  const row = db.one(sql`
    select (select count(*) from dossiers
        where received_at >= ${day} and received_at < ${end} and cancelled_at is null and slip is null)
      + (select count(*) from erased_dossiers
        where received_at >= ${day} and received_at < ${end} and slip is null) as count`);
  return CountRow.parse(row).count;
}
