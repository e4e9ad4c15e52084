import { isRealDate, parseTypedBirth } from '#shared/citizen/index.ts';
import type { Dossier, DossierChanges, EnteredDue, Filer } from '#shared/dossier/index.ts';
import { type CorrectionForm, isHandedIn } from './form.ts';
import { helperOf, othersOf, representativeOf } from './people.ts';
import { sendableNumber, type TooLong } from './sendable.ts';

/** What the typed form cannot say to the office, by field: keys of texts under `corrections.form`. */
export type FormProblem = 'badDate' | 'badTime' | 'badNumber' | 'tooLong' | 'dueReasonNeeded';
export type FormProblems = Readonly<Record<string, FormProblem>>;

export type TypedChanges = { changes: DossierChanges; problems: FormProblems };

/**
 * What of the dossier is corrected: only parts that were touched, so that a correction of the name says nothing of the
 * fee. What cannot be read as a date or a number is a problem of its field.
 */
export function changesOf(form: CorrectionForm, initial: CorrectionForm, dossier: Dossier): TypedChanges {
  const problems: Record<string, FormProblem> = {};
  const touched = (part: keyof CorrectionForm) =>
    JSON.stringify(form[part]) !== JSON.stringify(initial[part]);
  const count = (field: string, text: string, most: number, least = 0): number => {
    const value = text.trim() === '' ? 0 : Number(text.replace(/[.\s]/g, ''));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    problems[field] = 'badNumber';
    return least;
  };
  const tooLong: TooLong = (field) => {
    problems[field] = 'tooLong';
  };
  const changes: DossierChanges = {};
  const touchedPeople = (part: keyof CorrectionForm['people']) =>
    JSON.stringify(form.people[part]) !== JSON.stringify(initial.people[part]);
  if (touched('applicant') || touchedPeople('representative'))
    changes.applicant = applicantOf(form, dossier, problems, tooLong);
  if (touchedPeople('others'))
    changes.coApplicants = othersOf(form.people, dossier, {
      badDate: (field) => {
        problems[field] = 'badDate';
      },
      tooLong,
    });
  if (touchedPeople('helper')) changes.helper = helperOf(form.people, tooLong);
  if (touched('filer')) changes.filer = filerOf(form, tooLong);
  if (touched('caseId')) changes.caseId = form.caseId;
  if (touched('papers')) {
    changes.papers = form.papers.filter(isMeant).map((line) => ({
      requirementId: line.requirementId,
      name: line.name.trim(),
      originals: count(`papers.${line.key}`, line.originals, 999),
      copies: count(`papers.${line.key}`, line.copies, 999),
      handling: line.handling,
    }));
  }
  if (touched('dossierCopies')) changes.dossierCopies = count('dossierCopies', form.dossierCopies, 99, 1);
  if (touched('way') || touched('deliveryAddress')) {
    changes.delivery = {
      way: form.way,
      address: form.way === 'post' ? form.deliveryAddress.trim() || null : null,
    };
  }
  if (touched('note')) changes.note = form.note.trim();
  if (touched('fee')) {
    const { fee } = form;
    changes.fee = {
      quantity: count('fee.quantity', fee.quantity, 10_000, 1),
      pages: count('fee.pages', fee.pages, 10_000, 1),
      exemptionId: fee.exemptionId === '' ? null : fee.exemptionId,
      exemptionGround: fee.exemptionId === '' ? null : fee.exemptionGround.trim() || null,
      enteredAmount:
        fee.amount.trim() === '' ? null : count('fee.enteredAmount', fee.amount, 1_000_000_000_000),
    };
  }
  if (touched('due')) {
    const due = dueOf(form, problems);
    if (due !== undefined) changes.due = due;
  }
  return { changes, problems };
}

/** A line whose counts cannot be read is sent to nobody, but its problem is said. */
function isMeant(line: CorrectionForm['papers'][number]): boolean {
  return (
    line.name.trim() !== '' &&
    (isHandedIn(line) || Number.isNaN(Number(line.originals) + Number(line.copies)))
  );
}

function applicantOf(
  { applicant: typed, people }: CorrectionForm,
  dossier: Dossier,
  problems: Record<string, FormProblem>,
  tooLong: TooLong,
): NonNullable<DossierChanges['applicant']> {
  const { representative: _before, ...before } = dossier.applicant;
  const representative = before.kind === undefined ? undefined : representativeOf(people, tooLong);
  const birth = typed.birth.trim() === '' ? null : parseTypedBirth(typed.birth);
  if (birth !== null && !birth.ok) problems['applicant.birth'] = 'badDate';
  const idNumber = sendableNumber(numberOf(typed), 'applicant.idNumber', tooLong);
  const sameCard = idNumber === before.idNumber && typed.idKind === before.idKind;
  return {
    ...before,
    name: typed.name,
    idKind: typed.idKind,
    idNumber,
    oldNumber: sendableNumber(typed.oldNumber.trim() || null, 'applicant.oldNumber', tooLong),
    birth: birth?.ok === true ? birth.value : null,
    sex: typed.sex === '' ? null : typed.sex,
    address: typed.address,
    phone: sendableNumber(typed.phone.trim() || null, 'applicant.phone', tooLong),
    email: typed.email.trim() || null,
    entry: sameCard && typed.name === before.name ? before.entry : 'typed',
    // What stood on the card of another number says nothing of this one.
    issued: sameCard ? before.issued : null,
    cardExtra: sameCard ? before.cardExtra : [],
    ...(representative === undefined ? {} : { representative }),
  };
}

function filerOf({ filer }: CorrectionForm, tooLong: TooLong): Filer | null {
  if (filer === null) return null;
  return {
    name: filer.name,
    idKind: filer.idKind,
    idNumber: sendableNumber(numberOf(filer), 'filer.idNumber', tooLong),
    phone: sendableNumber(filer.phone.trim() || null, 'filer.phone', tooLong),
    ground: filer.ground,
    ...(filer.paper.trim() === '' ? {} : { paper: filer.paper.trim() }),
  };
}

function numberOf(person: { idKind: Dossier['applicant']['idKind']; idNumber: string }): string | null {
  return person.idKind === 'none' ? null : person.idNumber.replace(/[\s.\-_]+/gu, '').toUpperCase() || null;
}

function dueOf({ due }: CorrectionForm, problems: Record<string, FormProblem>): EnteredDue | undefined {
  const date = dateOf(due.date);
  const time = timeOf(due.time);
  if (date === undefined) problems['due.at'] = 'badDate';
  else if (time === undefined) problems['due.time'] = 'badTime';
  if (due.reason.trim() === '') problems['due.reason'] = 'dueReasonNeeded';
  if (date === undefined || time === undefined || due.reason.trim() === '') return undefined;
  return { at: `${date}T${time}`, reason: due.reason.trim() };
}

function dateOf(text: string): string | undefined {
  const parts = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$|^(\d{2})(\d{2})(\d{4})$/.exec(text.trim());
  if (parts === null) return undefined;
  const [, a = parts[4] ?? '', b = parts[5] ?? '', c = parts[6] ?? ''] = parts;
  if (!isRealDate(Number(c), Number(b), Number(a))) return undefined;
  return `${c}-${b.padStart(2, '0')}-${a.padStart(2, '0')}`;
}

function timeOf(text: string): string | undefined {
  const parts = /^(\d{1,2})(?:[:hg.](\d{2})?|(\d{2}))?$/iu.exec(text.trim());
  if (parts === null) return undefined;
  const hour = parts[1] ?? '';
  const minute = parts[2] ?? parts[3] ?? '00';
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}
