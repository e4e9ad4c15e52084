import { z } from 'zod';
import type { DuplicateFound, DuplicateSubject } from '#shared/contract/index.ts';
import { DossierState, personKey, SlipKind } from '#shared/dossier/index.ts';
import { fold } from '#shared/text/index.ts';
import { type ReadableDb, type Sql, sql } from '../storage/index.ts';
import { numberToFind } from './normalise.ts';

/** More open dossiers of one matter than a clerk would look at. */
const MOST_OPEN = 3;
/** A whole date of birth: years alone are shared by whole villages. */
const WHOLE_BIRTH = /^\d{4}-\d{2}-\d{2}$/;

const Row = z.object({
  name: z.string(),
  number_key: z.string().nullable(),
  id: z.string(),
  code: z.string(),
  procedure_name: z.string(),
  received_at: z.string(),
  due_at: z.string(),
  state: DossierState,
  slip: SlipKind.nullable(),
});

/**
 * What makes a form look as if somebody or something were there twice. Only indexed look-ups, a handful per applicant.
 * Names that differ in accents and capitals alone are the same name; an old number of the same person is no other one.
 */
export function findDuplicates(
  db: ReadableDb,
  applicants: readonly DuplicateSubject[],
  procedureCode: string | null,
): DuplicateFound[] {
  return applicants.flatMap((asked) => {
    const subject = subjectOf(asked);
    if (subject.name === '') return [];
    const found = (kind: DuplicateFound['kind'], query: Sql | null): DuplicateFound[] =>
      query === null ? [] : db.all(query).map((row) => foundIn(asked.place, kind, Row.parse(row)));
    return [
      ...otherNameQueries(subject)
        .flatMap((query) => found('other-name', query))
        .slice(0, 1),
      ...otherNumberQueries(subject)
        .flatMap((query) => found('other-number', query))
        .slice(0, 1),
      ...(procedureCode === null
        ? []
        : (['received', 'slip'] as const).flatMap((what) =>
            found('open-dossier', openQuery(subject, procedureCode, what)),
          )),
    ];
  });
}

export type Subject = {
  key: string | null;
  number: string | null;
  oldNumber: string | null;
  name: string;
  birth: string | null;
};

function subjectOf({ kind, name, idNumber, oldNumber, birth }: DuplicateSubject): Subject {
  const number = idNumber === null ? null : numberToFind(idNumber);
  return {
    key: personKey(kind, number),
    number,
    oldNumber,
    name: fold(name),
    birth: kind === 'person' && birth !== null && WHOLE_BIRTH.test(birth) ? birth : null,
  };
}

/** Below and above the name: two seeks instead of a walk over everything that one number ever handed in. */
export function otherNameQueries({ key, name }: Subject): Sql[] {
  if (key === null) return [];
  return [
    sql`select a.name, a.number_key, d.id, d.code, d.procedure_name, d.received_at, d.due_at, d.state, d.slip
      from dossier_applicants a join dossiers d on d.n = a.dossier_n
      where a.number_key = ${key} and a.name_key < ${name} and d.cancelled_at is null limit 1`,
    sql`select a.name, a.number_key, d.id, d.code, d.procedure_name, d.received_at, d.due_at, d.state, d.slip
      from dossier_applicants a join dossiers d on d.n = a.dossier_n
      where a.number_key = ${key} and a.name_key > ${name} and d.cancelled_at is null limit 1`,
  ];
}

export function otherNumberQueries({ key, number, oldNumber, name, birth }: Subject): Sql[] {
  if (key === null || birth === null) return [];
  return [
    sql`select a.name, a.number_key, d.id, d.code, d.procedure_name, d.received_at, d.due_at, d.state, d.slip
      from dossier_applicants a join dossiers d on d.n = a.dossier_n
      where a.name_key = ${name} and a.birth = ${birth} and a.number_key < ${key}
        and a.number_key is not ${oldNumber} and a.old_number is not ${number} and d.cancelled_at is null limit 1`,
    sql`select a.name, a.number_key, d.id, d.code, d.procedure_name, d.received_at, d.due_at, d.state, d.slip
      from dossier_applicants a join dossiers d on d.n = a.dossier_n
      where a.name_key = ${name} and a.birth = ${birth} and a.number_key > ${key}
        and a.number_key is not ${oldNumber} and a.old_number is not ${number} and d.cancelled_at is null limit 1`,
  ];
}

/**
 * By number; by name and birth where there is no number. Newest first; slips by themselves, so that they never hide what
 * was received. One person's dossiers are few: they are taken from the index of persons, then walked in their order.
 */
export function openQuery(
  { key, name, birth }: Subject,
  procedureCode: string,
  what: 'received' | 'slip',
): Sql | null {
  const isSlip = what === 'slip' ? 1 : 0;
  if (key !== null) {
    return sql`select a.name, a.number_key, d.id, d.code, d.procedure_name, d.received_at, d.due_at, d.state, d.slip
      from dossiers d cross join dossier_applicants a on a.dossier_n = d.n and a.number_key = ${key}
      where d.n in (select dossier_n from dossier_applicants
          where number_key = ${key} and procedure_code = ${procedureCode} and open = 1)
        and (d.slip is not null) = ${isSlip}
      order by d.n desc limit ${MOST_OPEN}`;
  }
  if (birth === null) return null;
  return sql`select a.name, a.number_key, d.id, d.code, d.procedure_name, d.received_at, d.due_at, d.state, d.slip
    from dossiers d cross join dossier_applicants a on a.dossier_n = d.n and a.name_key = ${name} and a.birth = ${birth}
    where d.n in (select dossier_n from dossier_applicants
        where name_key = ${name} and birth = ${birth} and procedure_code = ${procedureCode} and open = 1)
      and (d.slip is not null) = ${isSlip}
    order by d.n desc limit ${MOST_OPEN}`;
}

function foundIn(place: string, kind: DuplicateFound['kind'], row: z.output<typeof Row>): DuplicateFound {
  const number = row.number_key?.replace(/^tax:/, '') ?? '';
  return {
    place,
    kind,
    name: row.name,
    idNumberMasked: number === '' ? '' : `••••${number.slice(-4)}`,
    slip: row.slip,
    dossier: {
      id: row.id,
      code: row.code,
      procedureName: row.procedure_name,
      receivedAt: row.received_at,
      dueAt: row.due_at === '' ? null : row.due_at,
      state: row.state,
    },
  };
}
