import type { Procedure } from '#shared/catalog/index.ts';
import { displayBirth, formatPhone } from '#shared/citizen/index.ts';
import type { Dossier, Filer } from '#shared/dossier/index.ts';

import { type PeopleFields, peopleOfDossier } from './people.ts';

type IdKind = Filer['idKind'];

export type ApplicantFields = {
  name: string;
  idKind: IdKind;
  idNumber: string;
  oldNumber: string;
  birth: string;
  sex: '' | 'male' | 'female';
  address: string;
  phone: string;
  email: string;
};

export type FilerFields = {
  name: string;
  idKind: IdKind;
  idNumber: string;
  phone: string;
  ground: string;
  paper: string;
};

/** A line of the papers' table; counts as typed, empty is none. */
export type PaperLine = {
  key: string;
  requirementId: string | null;
  name: string;
  required: boolean;
  originals: string;
  copies: string;
  handling: 'submit' | 'present';
};

/** The form of a correction as plain data: what the dossier says, as a person types it. */
export type CorrectionForm = {
  applicant: ApplicantFields;
  people: PeopleFields;
  filer: FilerFields | null;
  caseId: string;
  papers: PaperLine[];
  dossierCopies: string;
  way: Dossier['delivery']['way'];
  deliveryAddress: string;
  note: string;
  fee: { amount: string; quantity: string; pages: string; exemptionId: string; exemptionGround: string };
  due: { date: string; time: string; reason: string };
};

/** The form as the dossier stands. `procedure`: as it was at reception; null where it is not known any more. */
export function formOfDossier(dossier: Dossier, procedure: Procedure | null): CorrectionForm {
  const { applicant, filer, fee, due } = dossier;
  return {
    applicant: {
      name: applicant.name,
      idKind: applicant.idKind,
      idNumber: applicant.idNumber ?? '',
      oldNumber: applicant.oldNumber ?? '',
      birth: displayBirth(applicant.birth),
      sex: applicant.sex ?? '',
      address: applicant.address,
      phone: applicant.phone === null ? '' : formatPhone(applicant.phone),
      email: applicant.email ?? '',
    },
    people: peopleOfDossier(dossier),
    filer:
      filer === null
        ? null
        : {
            name: filer.name,
            idKind: filer.idKind,
            idNumber: filer.idNumber ?? '',
            phone: filer.phone === null ? '' : formatPhone(filer.phone),
            ground: filer.ground,
            paper: filer.paper ?? '',
          },
    caseId: dossier.procedure.caseId,
    papers: papersOfCase(procedure, dossier.procedure.caseId, linesOf(dossier.papers)),
    dossierCopies: String(dossier.dossierCopies),
    way: dossier.delivery.way,
    deliveryAddress: dossier.delivery.address ?? '',
    note: dossier.note,
    fee: {
      amount: fee.basis === 'entered' ? String(fee.amount) : '',
      quantity: String(fee.quantity),
      pages: String(fee.pages),
      exemptionId: fee.exemptionId ?? '',
      exemptionGround: fee.exemptionGround ?? '',
    },
    due: {
      date: due === null ? '' : due.at.slice(0, 10).split('-').reverse().join('/'),
      time: due === null ? '' : due.at.slice(11, 16),
      reason: '',
    },
  };
}

export const EMPTY_FILER: FilerFields = {
  name: '',
  idKind: 'none',
  idNumber: '',
  phone: '',
  ground: '',
  paper: '',
};

function linesOf(papers: Dossier['papers']): PaperLine[] {
  return papers.map((paper, index) => ({
    key: paper.requirementId ?? `added-${index}`,
    requirementId: paper.requirementId,
    name: paper.name,
    required: false,
    originals: countText(paper.originals),
    copies: countText(paper.copies),
    handling: paper.handling,
  }));
}

/** The lines of a case: what it asks for, with what was counted before, then the other papers that were handed in. */
export function papersOfCase(
  procedure: Procedure | null,
  caseId: string,
  before: readonly PaperLine[],
): PaperLine[] {
  const asked = procedure?.cases.find((one) => one.id === caseId)?.papers ?? [];
  const lines = asked.map((requirement): PaperLine => {
    const same = before.find((line) => line.requirementId === requirement.id);
    return {
      key: requirement.id,
      requirementId: requirement.id,
      name: same?.name ?? requirement.name,
      required: requirement.need === 'required',
      originals: same?.originals ?? '',
      copies: same?.copies ?? '',
      handling: same?.handling ?? requirement.handling,
    };
  });
  const known = new Set(asked.map(({ id }) => id));
  const others = before.filter(
    (line) => line.requirementId === null || (!known.has(line.requirementId) && isHandedIn(line)),
  );
  return [...lines, ...others];
}

export function isHandedIn(line: Pick<PaperLine, 'originals' | 'copies'>): boolean {
  return Number(line.originals) + Number(line.copies) > 0;
}

function countText(count: number): string {
  return count === 0 ? '' : String(count);
}

/** Which of the optional fields the procedure asks for. */
export type CorrectionNeeds = { due: boolean; amount: boolean; quantity: boolean; pages: boolean };

/** By the terms of reception; what the catalogue decides is not offered for typing. */
export function needsOf(
  dossier: Dossier,
  procedure: Procedure | null,
  form: CorrectionForm,
): CorrectionNeeds {
  const terms = procedure?.channels.find(({ channel }) => channel === dossier.channel);
  const rule = terms?.fee.kind;
  const exemption = procedure?.exemptions.find(({ id }) => id === form.fee.exemptionId);
  return {
    due: terms !== undefined && terms.limit === null,
    amount: (rule === 'set-by-province' || rule === 'unknown') && exemption?.percent !== 100,
    quantity: rule === 'per-copy' || rule === 'per-page',
    pages: rule === 'per-page',
  };
}

/**
 * What was typed, on a dossier that somebody else corrected meanwhile: a part that was not touched here says what the
 * new revision says, a part that was touched stays as it was typed.
 */
export function rebaseForm(
  typed: CorrectionForm,
  old: CorrectionForm,
  fresh: CorrectionForm,
): CorrectionForm {
  const keep = <Value>(mine: Value, before: Value, now: Value): Value =>
    JSON.stringify(mine) === JSON.stringify(before) ? now : mine;
  return {
    applicant: {
      name: keep(typed.applicant.name, old.applicant.name, fresh.applicant.name),
      idKind: keep(typed.applicant.idKind, old.applicant.idKind, fresh.applicant.idKind),
      idNumber: keep(typed.applicant.idNumber, old.applicant.idNumber, fresh.applicant.idNumber),
      oldNumber: keep(typed.applicant.oldNumber, old.applicant.oldNumber, fresh.applicant.oldNumber),
      birth: keep(typed.applicant.birth, old.applicant.birth, fresh.applicant.birth),
      sex: keep(typed.applicant.sex, old.applicant.sex, fresh.applicant.sex),
      address: keep(typed.applicant.address, old.applicant.address, fresh.applicant.address),
      phone: keep(typed.applicant.phone, old.applicant.phone, fresh.applicant.phone),
      email: keep(typed.applicant.email, old.applicant.email, fresh.applicant.email),
    },
    people: {
      representative: keep(
        typed.people.representative,
        old.people.representative,
        fresh.people.representative,
      ),
      others: keep(typed.people.others, old.people.others, fresh.people.others),
      helper: keep(typed.people.helper, old.people.helper, fresh.people.helper),
    },
    filer: keep(typed.filer, old.filer, fresh.filer),
    caseId: keep(typed.caseId, old.caseId, fresh.caseId),
    papers: keep(typed.papers, old.papers, fresh.papers),
    dossierCopies: keep(typed.dossierCopies, old.dossierCopies, fresh.dossierCopies),
    way: keep(typed.way, old.way, fresh.way),
    deliveryAddress: keep(typed.deliveryAddress, old.deliveryAddress, fresh.deliveryAddress),
    note: keep(typed.note, old.note, fresh.note),
    fee: keep(typed.fee, old.fee, fresh.fee),
    due: keep(typed.due, old.due, fresh.due),
  };
}
