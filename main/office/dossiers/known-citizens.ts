import { z } from 'zod';
import type { KnownCitizen } from '#shared/contract/index.ts';
import {
  type Applicant,
  type ApplicantKind,
  applicantKindOf,
  Dossier,
  personKey,
} from '#shared/dossier/index.ts';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';

/*
 * `id_number` holds the key of an applicant (`personKey`): a household business may have its owner's number as tax
 * code and is somebody else.
 */

const Row = z.object({
  id_number: z.string(),
  name: z.string(),
  birth: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  representative_name: z.string().nullable(),
  representative_position: z.string().nullable(),
  last_received_at: z.string(),
  dossiers: z.int(),
});

/** Dossiers in which somebody else may stand with the number beside the person looked for; cancelled ones not counted. */
const MOST_LOOKED_AT = 500;
const LOOKED_AT_ONCE = 100;

const DocumentRow = z.object({ document: z.string() });
const LookedAtRow = z.object({ n: z.int(), cancelled: z.int(), document: z.string().nullable() });

/** Someone received before, by present or old number; undefined when never received here. */
export function findKnownCitizen(
  db: ReadableDb,
  number: string,
  kind: ApplicantKind = 'person',
): KnownCitizen | undefined {
  const row =
    findRow(db, personKey(kind, number)) ??
    (kind === 'person' ? findRow(db, findKeyByOldNumber(db, number)) : undefined);
  if (row === undefined) return undefined;
  const {
    id_number: key,
    last_received_at: lastReceivedAt,
    representative_name: speaker,
    representative_position: position,
    ...rest
  } = row;
  return {
    ...rest,
    idNumber: kind === 'person' ? key : number,
    representative: speaker === null ? null : { name: speaker, position: position ?? '' },
    lastReceivedAt,
  };
}

function findRow(db: ReadableDb, key: string | null | undefined): z.output<typeof Row> | undefined {
  if (key == null) return undefined;
  const row = db.find(sql`
    select id_number, name, birth, sex, address, phone, email, representative_name, representative_position,
      last_received_at, dossiers
    from known_citizens where id_number = ${key}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** The key of the person who came last with an old number. The search index knows every number: none of its own is kept. */
function findKeyByOldNumber(db: ReadableDb, number: string): string | null | undefined {
  if (!/^\d{9}$|^\d{12}$/.test(number)) return undefined;
  let before = Number.MAX_SAFE_INTEGER;
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    const page = db.all(oldNumberQuery(number, before)).map((row) => LookedAtRow.parse(row));
    const last = page.at(-1);
    if (last === undefined) return undefined;
    for (const { document } of page) {
      if (document === null) continue;
      const dossier = Dossier.parse(JSON.parse(document));
      const noted = notedIn(dossier).find(({ person }) => person.oldNumber === number);
      if (noted !== undefined) return noted.key;
    }
    looked += page.filter(({ cancelled }) => cancelled === 0).length;
    before = last.n;
  }
  return undefined;
}

/**
 * A page of the dossiers in which a number stands (the person's, or where they filed for others), newest first, those at
 * positions before `before`; the document only where the number is in it as an old one and it is not cancelled.
 */
export function oldNumberQuery(number: string, before: number): Sql {
  return sql`
    select n, cancelled_at is not null as cancelled,
      case when cancelled_at is null and instr(document, ${`"oldNumber":${JSON.stringify(number)}`}) > 0
        then document end as document
    from dossiers
    where n in (select rowid from dossier_search
      where dossier_search match ${`"${number}"`} and rowid < ${before} order by rowid desc limit ${LOOKED_AT_ONCE})
    order by n desc`;
}

type Noted = { key: string; person: Applicant };

/** The applicants of a dossier that have a number, each once. */
function notedIn(dossier: Dossier): Noted[] {
  const { applicant, coApplicants } = dossier;
  const noted = new Map<string, Noted>();
  const people: readonly Applicant[] = [applicant, ...(coApplicants ?? [])];
  for (const person of people) {
    const key = personKey(applicantKindOf(person), person.idNumber);
    if (key !== null && !noted.has(key)) noted.set(key, { key, person });
  }
  return [...noted.values()];
}

/** Remembers an applicant. What was not given this time keeps its earlier value. */
function noteInTx(tx: WritableDb, { key, person }: Noted, { receivedAt, slip }: Dossier): void {
  // Who was only given a slip is known, and has handed in nothing.
  const received = slip === undefined ? 1 : 0;
  tx.run(sql`
    insert into known_citizens (id_number, name, birth, sex, address, phone, email, representative_name,
                                representative_position, last_received_at, dossiers)
    values (${key}, ${person.name}, ${person.birth}, ${person.sex}, ${person.address},
            ${person.phone}, ${person.email}, ${person.representative?.name ?? null},
            ${person.representative?.position ?? null},
            ${receivedAt}, ${received})
    on conflict (id_number) do update set
      name = excluded.name,
      birth = coalesce(excluded.birth, birth),
      sex = coalesce(excluded.sex, sex),
      address = case when excluded.address = '' then address else excluded.address end,
      phone = coalesce(excluded.phone, phone),
      email = coalesce(excluded.email, email),
      representative_position = case when excluded.representative_name is null
        then representative_position else excluded.representative_position end,
      representative_name = coalesce(excluded.representative_name, representative_name),
      last_received_at = excluded.last_received_at,
      dossiers = dossiers + excluded.dossiers`);
}

/**
 * What is known of an applicant made anew from the dossiers that are there, in the order in which they were received:
 * needed when one of them is taken away, corrected or cancelled, or came back at its old place. Gone when there is none.
 */
export function recomputeCitizenInTx(tx: WritableDb, key: string): void {
  tx.run(sql`delete from known_citizens where id_number = ${key}`);
  for (const row of tx.all(sql`
    select document from dossiers
    where n in (select dossier_n from dossier_applicants where number_key = ${key}) and cancelled_at is null
    order by n`)) {
    const dossier = Dossier.parse(JSON.parse(DocumentRow.parse(row).document));
    for (const noted of notedIn(dossier)) if (noted.key === key) noteInTx(tx, noted, dossier);
  }
}

/** Remembers the applicants of a dossier, also where it stands before later ones of theirs. */
export function noteCitizensInOrderInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  // Nearly always the newest dossier of all: then nobody's later ones need to be looked for.
  const newest = tx.find(sql`select 1 from dossiers where n > ${n} limit 1`) === undefined;
  for (const noted of notedIn(dossier)) {
    const later = sql`
      select 1 from dossier_applicants where number_key = ${noted.key} and dossier_n > ${n} limit 1`;
    if (newest || tx.find(later) === undefined) noteInTx(tx, noted, dossier);
    else recomputeCitizenInTx(tx, noted.key);
  }
}
