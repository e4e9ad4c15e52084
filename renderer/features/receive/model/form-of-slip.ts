import type { Procedure } from '#shared/catalog/index.ts';
import { displayBirth, formatCitizenNumber, formatPhone } from '#shared/citizen/index.ts';
import { applicantKindOf, type Dossier, type DossierSlip, type Person } from '#shared/dossier/index.ts';
import {
  type ApplicantPart,
  EMPTY_APPLICANT,
  EMPTY_FEE,
  emptyForm,
  type FollowedSlip,
  type ReceiveForm,
} from './form.ts';
import { isTicked, type PaperRow, removeRow, rowsOfCase } from './paper-rows.ts';

/** Which slip a reception follows, and what that slip had asked for. */
export function followedSlipOf(
  dossier: Pick<Dossier, 'id' | 'codes' | 'applicant'>,
  slip: DossierSlip,
): FollowedSlip {
  return {
    id: dossier.id,
    code: dossier.codes[0]?.code ?? '',
    idNumber: dossier.applicant.idNumber ?? '',
    asked: slip.gaps.flatMap(({ requirementId }) => (requirementId === null ? [] : [requirementId])),
    lines: slip.gaps.flatMap(({ requirementId, text }) => (requirementId === null ? [text] : [])),
    filled: [],
  };
}

/**
 * The form as it stands, joined to a slip: papers that were there the first time are counted as then, as in a form filled
 * from the slip, unless the clerk has counted papers already.
 */
export function joinSlip(form: ReceiveForm, dossier: Dossier, slip: DossierSlip): ReceiveForm {
  const follows = followedSlipOf(dossier, slip);
  const chosen = form.procedure?.cases.find(({ id }) => id === form.caseId);
  if (chosen === undefined || form.papers.some(isTicked)) return { ...form, follows };
  const papers = rowsOfCase(chosen, dossier.papers.map(rowOf));
  return { ...form, papers, follows: { ...follows, filled: papers.filter(isTicked).map(({ key }) => key) } };
}

/** The form parted from its slip: what joining filled is empty again, what the clerk counted stays. */
export function partSlip(form: ReceiveForm): ReceiveForm {
  const filled = form.follows?.filled ?? [];
  return { ...form, follows: null, papers: filled.reduce(removeRow, form.papers) };
}

/**
 * A new form filled with everything that a slip says, so that who comes back is asked for nothing twice. Papers that
 * were there the first time are counted as then; those asked for are left to be ticked. `procedure`: as the catalogue
 * has it now, undefined where the slip named none or it is gone. Undefined for a dossier that is no slip.
 */
export function formOfSlip(
  dossier: Dossier,
  procedure: Procedure | undefined,
  requestId: string,
): ReceiveForm | undefined {
  const { slip, applicant, filer, fee } = dossier;
  if (slip === undefined) return undefined;
  const blank = emptyForm(requestId);
  const [only, ...more] = procedure?.cases ?? [];
  const chosen =
    procedure?.cases.find(({ id }) => id === dossier.procedure.caseId) ??
    (more.length === 0 ? only : undefined);
  const { representative } = applicant;
  return {
    ...blank,
    applicant: partOf(applicant),
    applicantKind: applicantKindOf(applicant),
    representative:
      representative === undefined
        ? blank.representative
        : {
            name: representative.name,
            position: representative.position,
            idNumber: representative.idNumber ?? '',
          },
    coApplicants: (dossier.coApplicants ?? []).map(partOf),
    helper:
      dossier.helper === undefined
        ? null
        : { name: dossier.helper.name, phone: phoneText(dossier.helper.phone) },
    filer:
      filer === null
        ? null
        : {
            name: filer.name,
            idKind: filer.idKind,
            idNumber: filer.idNumber ?? '',
            phone: phoneText(filer.phone),
            ground: filer.ground,
            paper: filer.paper ?? '',
          },
    procedure: procedure ?? null,
    // Gone from the catalogue, or never in it: its words are there to search with.
    procedureQuery: procedure?.name ?? dossier.procedure.name.slice(0, 200),
    caseId: chosen?.id ?? null,
    channel: dossier.channel,
    papers: rowsOfCase(chosen, dossier.papers.map(rowOf)),
    dossierCopies: String(dossier.dossierCopies),
    deliveryWay: dossier.delivery.way,
    deliveryAddress: dossier.delivery.address ?? '',
    note: dossier.note,
    fee: { ...EMPTY_FEE, quantity: String(fee.quantity), pages: String(fee.pages) },
    follows: followedSlipOf(dossier, slip),
  };
}

function phoneText(phone: string | null): string {
  return phone === null ? '' : formatPhone(phone);
}

function partOf(person: Person): ApplicantPart {
  const isCitizen = person.idKind === 'citizen-number';
  return {
    ...EMPTY_APPLICANT,
    fields: {
      name: person.name,
      idKind: person.idKind,
      idNumber: isCitizen ? formatCitizenNumber(person.idNumber ?? '') : (person.idNumber ?? ''),
      oldNumber: person.oldNumber ?? '',
      birth: displayBirth(person.birth),
      sex: person.sex ?? '',
      address: person.address,
      phone: phoneText(person.phone),
      email: person.email ?? '',
    },
  };
}

function rowOf(paper: Dossier['papers'][number], index: number): PaperRow {
  return {
    ...paper,
    key: paper.requirementId ?? `added-${index + 1}`,
    need: paper.requirementId === null ? 'added' : 'conditional',
    asked: { originals: 1, copies: 0 },
  };
}
