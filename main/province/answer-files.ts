import { type Clock, type Ids, officeTimestamp } from '#shared/base/index.ts';
import type { Sql } from './store/index.ts';

/** Answer files are kept this long for being fetched; the same file brought again has the same answer. */
const KEPT_MS = 7 * 86_400_000;
/** How many a list shows. */
const LISTED = 50;

/** An answer file that waits to be taken to an office. `createdAt`: office timestamp; `office`: its name. */
export type AnswerFile = {
  id: string;
  name: string;
  what: string;
  createdAt: string;
  office: string | null;
};

type Ports = { sql: Sql; clock: Clock };

/** Keeps an answer file and gives its id. `office`: by id, null where it is not known; `what`: for the list. */
export async function keepAnswerFile(
  { sql, clock, ids }: Ports & { ids: Ids },
  { office, what, bytes }: { office: string | null; what: string; bytes: Uint8Array },
): Promise<string> {
  const id = ids.id();
  const at = officeTimestamp(clock.now());
  const [known] = await sql.query<{ agency_code: string }>('select agency_code from offices where id = $1', [
    office,
  ]);
  // As the workstation calls its own: whose it is, when it was written, what for.
  const agency = known === undefined || known.agency_code === '' ? 'tinh' : known.agency_code;
  const name = `tram-mot-cua_${agency}_${at.slice(0, 10)}_${at.slice(11, 19).replaceAll(':', '')}_tra-loi.tmc`;
  await sql.query(
    'insert into answer_files (id, name, office, what, bytes, created_at) values ($1, $2, $3, $4, $5, $6)',
    [id, name, office, what, bytes, at],
  );
  return id;
}

/** An answer file with its bytes; `office`: its id. Undefined once its time is over. */
export async function findAnswerFile(
  { sql, clock }: Ports,
  id: string,
): Promise<{ name: string; bytes: Uint8Array; office: string | null } | undefined> {
  const [file] = await sql.query<{ name: string; bytes: Uint8Array; office: string | null }>(
    'select name, bytes, office from answer_files where id = $1 and created_at >= $2',
    [id, keptSince(clock)],
  );
  return file;
}

/** The newest answer files that are still to be had, the newest first. */
export async function listAnswerFiles({ sql, clock }: Ports): Promise<AnswerFile[]> {
  const rows = await sql.query<{
    id: string;
    name: string;
    what: string;
    created_at: string;
    office: string | null;
  }>(
    `select f.id, f.name, f.what, f.created_at, o.name as office
     from answer_files f left join offices o on o.id = f.office
     where f.created_at >= $1 order by f.created_at desc limit $2`,
    [keptSince(clock), LISTED],
  );
  return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt }));
}

/** Removes those whose time is over: they hold what people handed in, whether or not anybody opens the page. */
export async function tidyAnswerFiles({ sql, clock }: Ports): Promise<void> {
  await sql.query('delete from answer_files where created_at < $1', [keptSince(clock)]);
}

const keptSince = (clock: Clock): string => officeTimestamp(clock.now() - KEPT_MS);
