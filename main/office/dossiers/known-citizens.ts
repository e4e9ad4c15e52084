import { z } from 'zod';
import type { KnownCitizen } from '#shared/contract/index.ts';
import { Dossier } from '#shared/dossier/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({
  id_number: z.string(),
  name: z.string(),
  birth: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  last_received_at: z.string(),
  dossiers: z.int(),
});

const DocumentRow = z.object({ document: z.string() });

/** Someone received before, by present or old number; undefined when never received here. */
export function findKnownCitizen(db: ReadableDb, number: string): KnownCitizen | undefined {
  const row =
    db.find(sql`
      select id_number, name, birth, sex, address, phone, email, last_received_at, dossiers
      from known_citizens where id_number = ${number}`) ??
    db.find(sql`
      select id_number, name, birth, sex, address, phone, email, last_received_at, dossiers
      from known_citizens where old_number = ${number} order by last_received_at desc limit 1`);
  if (row === undefined) return undefined;
  const { id_number: idNumber, last_received_at: lastReceivedAt, ...rest } = Row.parse(row);
  return { idNumber, lastReceivedAt, ...rest };
}

/** Remembers an applicant who gave a number. What was not given this time keeps its earlier value. */
export function noteCitizenInTx(tx: WritableDb, dossier: Dossier): void {
  const { applicant } = dossier;
  if (applicant.idNumber === null) return;
  tx.run(sql`
    insert into known_citizens (id_number, old_number, name, birth, sex, address, phone, email, last_received_at, dossiers)
    values (${applicant.idNumber}, ${applicant.oldNumber}, ${applicant.name}, ${applicant.birth}, ${applicant.sex},
            ${applicant.address}, ${applicant.phone}, ${applicant.email}, ${dossier.receivedAt}, 1)
    on conflict (id_number) do update set
      old_number = coalesce(excluded.old_number, old_number),
      name = excluded.name,
      birth = coalesce(excluded.birth, birth),
      sex = coalesce(excluded.sex, sex),
      address = case when excluded.address = '' then address else excluded.address end,
      phone = coalesce(excluded.phone, phone),
      email = coalesce(excluded.email, email),
      last_received_at = excluded.last_received_at,
      dossiers = dossiers + 1`);
}

/**
 * What is known of a person made anew from the dossiers that are there, in the order in which they were received:
 * needed when one of them is taken away, corrected or cancelled, or came back at its old place. Gone when there is none.
 */
export function recomputeCitizenInTx(tx: WritableDb, idNumber: string): void {
  tx.run(sql`delete from known_citizens where id_number = ${idNumber}`);
  for (const row of tx.all(
    sql`select document from dossiers where id_number = ${idNumber} and cancelled_at is null order by n`,
  )) {
    noteCitizenInTx(tx, Dossier.parse(JSON.parse(DocumentRow.parse(row).document)));
  }
}

/** As `noteCitizenInTx` for a dossier that stands before later ones of the same person. */
export function noteCitizenInOrderInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  const { idNumber } = dossier.applicant;
  if (idNumber === null) return;
  const later = tx.find(sql`select 1 from dossiers where id_number = ${idNumber} and n > ${n} limit 1`);
  if (later === undefined) noteCitizenInTx(tx, dossier);
  else recomputeCitizenInTx(tx, idNumber);
}
