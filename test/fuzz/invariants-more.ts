import type { Sql } from '#main/province/index.ts';
import { findDossier } from '#office/dossiers/index.ts';
import { sql as office } from '#office/storage/index.ts';
import { futureKind } from './kinds.ts';
import { Broken, type Ledger, termsOf } from './ledger.ts';
import { CHANGED_KINDS } from './releases.ts';
import type { Place, World } from './world.ts';

/** Dossiers looked at in one check. */
const NEWEST = 40;

type Decided = {
  kind: string;
  version: number;
  sha256: string;
  effective_from: string;
  in_force_from: string | null;
  by_date: number;
};

/**
 * What is in force at an office is what the province published, nothing before its day without a person, nothing that
 * was rejected; and no dossier was changed by it (P21).
 */
export async function checkPacks({ desk, disk, rejected }: Place, sql: Sql, ledger: Ledger): Promise<void> {
  const rows = await sql.query<{ kind: string; version: number; sha256: string }>(
    'select kind, version, sha256 from packs',
  );
  const published = new Map(rows.map(({ kind, version, sha256 }) => [`${kind} ${version}`, sha256]));
  const applied = desk.db.all(office`
    select kind, version, sha256, effective_from, in_force_from, by_date from packs_decided
    where decision = 'applied'`) as Decided[];
  for (const { kind, version, sha256, by_date, effective_from, in_force_from } of applied) {
    const name = `${kind} ${version}`;
    if (published.get(name) !== sha256) throw new Broken(`${disk.office}: ${name} is not what was published`);
    if (by_date === 0) continue;
    if (in_force_from === null || in_force_from < effective_from)
      throw new Broken(`${disk.office}: ${name} came into force before its day`);
    if (rejected.has(name)) throw new Broken(`${disk.office}: ${name} was rejected and came into force`);
  }
  const newest = Math.max(
    1,
    ...applied.filter(({ kind }) => kind === 'catalogue').map(({ version }) => version),
  );
  const inForce = desk.catalog.current('9999-12-31').version;
  if (inForce !== newest)
    throw new Broken(`${disk.office}: catalogue ${inForce} is in force, ${newest} was applied`);
  for (const id of ledger.dossiersOf(disk.office).slice(-NEWEST)) {
    const dossier = findDossier(desk.db, id);
    if (dossier === undefined) continue;
    const terms = termsOf(dossier);
    if (terms !== ledger.terms.get(id))
      throw new Broken(
        `${disk.office}: dossier ${id} was received under ${ledger.terms.get(id)}, and has ${terms}`,
      );
  }
}

/** What no release here knows is kept, and shown as unknown (J14, P13). */
export async function checkUnknown({ desk, disk, newer }: Place, sql: Sql, ledger: Ledger): Promise<number> {
  const rows = await sql.query<{
    station: string;
    seq: number;
    hash: string;
    subject: string;
    read: boolean;
    there: boolean;
  }>(
    `select station, seq, encode(hash, 'hex') as hash, subject, read, body is not null as there from entries
     where office = $1 and kind = $2 and fork = 0 order by seq desc limit 3`,
    [disk.office, futureKind.kind],
  );
  for (const { station, seq, hash, subject, read, there } of rows) {
    if (ledger.others.get(`${disk.office}/${station}`)?.has(`${seq} ${hash}`) === true) continue;
    const name = `${disk.office}: ${station} ${seq}`;
    if (read || !there)
      throw new Broken(`${name}: of an unknown kind, and the province made something of it`);
    if (desk.exchange.row(station, seq).known) throw new Broken(`${name}: not shown as unknown`);
    const item = desk.journal
      .history(subject, { limit: 200 })
      .items.find(({ entry }) => entry.station === station && entry.seq === seq);
    if (item === undefined || (!newer && item.content.state !== 'unknown'))
      throw new Broken(`${name}: the history does not say that it is unknown`);
  }
  return rows.length;
}

type Older = { station: string; seq: number; kind: string; v: number; subject: string };

/** What an older release wrote is read at both ends (J13): nobody takes it for unknown, and what was received is a dossier. */
export async function checkOlder(
  { desk, disk }: Place,
  sql: Sql,
  { ledger, counts }: Pick<World, 'ledger' | 'counts'>,
): Promise<void> {
  for (const { kind, v: newest } of CHANGED_KINDS) {
    const unread = await sql.query<Older>(
      `select e.station, e.seq, e.kind, e.v, e.subject from entries e
       where e.office = $1 and e.kind = $2 and e.v < $3 and fork = 0 and body is not null and (not read
         or (state = 'accepted' and settled is null and not exists (select 1 from dossiers d where d.id = e.subject)))`,
      [disk.office, kind, newest],
    );
    const [first] = unread;
    if (first !== undefined)
      throw new Broken(
        `${disk.office}: the province could not read ${first.station} ${first.seq}, a ${kind} of version ${first.v}`,
      );
    const versions = await sql.query<Omit<Older, 'kind'> & { hash: string }>(
      `select distinct on (v) station, seq, v, subject, encode(hash, 'hex') as hash from entries
       where office = $1 and kind = $2 and v < $3 and fork = 0 and state = 'accepted' and body is not null
       order by v, seq desc`,
      [disk.office, kind, newest],
    );
    for (const { station, seq, v, subject, hash } of versions) {
      if (ledger.others.get(`${disk.office}/${station}`)?.has(`${seq} ${hash}`) === true) continue;
      const item = desk.journal
        .history(subject, { limit: 200 })
        .items.find(({ entry }) => entry.station === station && entry.seq === seq);
      if (
        item?.entry.v !== v ||
        item.content.state !== 'known' ||
        findDossier(desk.db, subject) === undefined
      )
        throw new Broken(
          `${disk.office}: the desk could not read ${station} ${seq}, a ${kind} of version ${v}`,
        );
      counts.add(`checked: ${kind} of version ${v}`);
    }
  }
}

/** Every view made anew from the entries, of whatever version and wherever they came from, has the same rows (J17). */
export function checkRebuilt({ desk, disk }: Place): void {
  const before = desk.journal.viewDigests();
  if (!desk.journal.rebuild().finished) throw new Broken(`${disk.office}: the views were not made anew`);
  const after = desk.journal.viewDigests();
  const other = Object.keys(before).filter((table) => before[table] !== after[table]);
  if (other.length > 0) throw new Broken(`${disk.office}: made anew, other rows are in ${other.join(', ')}`);
}

/** Every file that the province keeps is named by an entry, kept once, and has its hash (P15, P19). */
export async function checkFiles(sql: Sql): Promise<number> {
  const wrong = await sql.query<{ sha256: string }>(
    `select a.sha256 from attachments a where a.sha256 is distinct from (
       select encode(sha256(string_agg(c.bytes, ''::bytea order by c.first_byte)), 'hex')
       from upload_chunks c where c.upload = a.upload)`,
  );
  if (wrong.length > 0)
    throw new Broken(`a file is not what its hash says: ${JSON.stringify(wrong.slice(0, 3))}`);
  const twice = await sql.query(
    `select u.sha256 from uploads u join attachments a on a.sha256 = u.sha256
     where u.id <> a.upload and u.have = u.size`,
  );
  if (twice.length > 0) throw new Broken(`a file is kept twice: ${JSON.stringify(twice.slice(0, 3))}`);
  const unnamed = await sql.query(
    `select a.sha256 from attachments a
     where not exists (select 1 from wanted_files w where w.sha256 = a.sha256 collate "C")`,
  );
  if (unnamed.length > 0)
    throw new Broken(`a file is kept that no entry names: ${JSON.stringify(unnamed.slice(0, 3))}`);
  const [row] = await sql.query<{ files: number }>('select count(*)::int as files from attachments');
  return row?.files ?? 0;
}

/** After everything was sent: what the province still wants, the office does not have. */
export async function checkWanted({ desk, disk }: Place, sql: Sql): Promise<void> {
  const wanted = await sql.query<{ sha256: string }>(
    `select distinct w.sha256 from wanted_files w where w.office = $1
       and not exists (select 1 from attachments a where a.sha256 = w.sha256 collate "default")`,
    [disk.office],
  );
  const had = wanted.find(({ sha256 }) => desk.hasFile(sha256));
  if (had !== undefined) throw new Broken(`${disk.office} has ${had.sha256}, and the province never got it`);
}
