import type { FormTicket } from '#renderer/office/index.ts';
import type { Channel, Procedure } from '#shared/catalog/index.ts';
import type { CitizenCard } from '#shared/citizen/index.ts';
import type { KnownCitizen } from '#shared/contract/index.ts';
import type { ApplicantKind, Delivery, IdKind, SlipKind } from '#shared/dossier/index.ts';
import type { PaperRow } from './paper-rows.ts';

/** The applicant's fields as they stand on the screen: typed text, read only when a draft is made of it. */
export type ApplicantFields = {
  name: string;
  idKind: IdKind;
  idNumber: string;
  oldNumber: string;
  /** `24/11/1995`, `24111995` or `1950`. */
  birth: string;
  sex: 'male' | 'female' | '';
  address: string;
  phone: string;
  email: string;
};
export type ApplicantField = keyof ApplicantFields;

/** Where the value of a field came from, when not from the clerk's hands. */
export type FieldSource = 'card' | 'known';

export type ApplicantPart = {
  fields: ApplicantFields;
  sources: Partial<Record<ApplicantField, FieldSource>>;
  /** The card that was read last; its number decides whether the applicant still counts as scanned. */
  card: CitizenCard | null;
  /** Someone received before, and the fields that were filled from it (with their values before). */
  known: { citizen: KnownCitizen; filled: Partial<ApplicantFields>; undone: boolean } | null;
};

export type FilerFields = {
  name: string;
  idKind: IdKind;
  idNumber: string;
  phone: string;
  ground: string;
  /** Number, day and certifier of the paper that shows the ground. */
  paper: string;
};

/** Who speaks for an organisation or household business; the kind of paper follows from the number. */
export type RepresentativeFields = { name: string; position: string; idNumber: string };

export type HelperFields = { name: string; phone: string };

/** A scan or paste that could not be used: said plainly, its text kept to be copied. */
export type ScanProblem = { message: string; raw: string };

export type FeeFields = {
  quantity: string;
  pages: string;
  exemptionId: string | null;
  exemptionGround: string;
  amount: string;
};

/** A due date typed by the clerk: `21/11/2026`, `17:00`, why. */
export type DueFields = { date: string; time: string; reason: string };

/** What is typed on the sheet of a slip. It stays when the sheet is closed. */
export type SlipFields = {
  /** In words, where no procedure of the catalogue fits. */
  matter: string;
  /** Papers by their key, where the clerk decided otherwise than the ticks of the form say. */
  papers: { key: string; originals: number; copies: number }[];
  /** What is missing or wrong besides papers of the catalogue: "Tờ khai chưa ký tên". */
  lines: string[];
  reasons: Record<SlipKind, { code: string; text: string }>;
  /** `30/11/2026`, or empty. */
  until: string;
  /** The sheet that stands open over the form, so that a draft comes back as it was left; null: none. */
  open: SlipKind | null;
};

/** The slip that this person came back with: its number, and what it asked for. */
export type FollowedSlip = {
  id: string;
  code: string;
  /** Number of the paper of whom it was given to; empty where it names none. */
  idNumber: string;
  /** Ids of the requirements that it asked for. */
  asked: string[];
  /** What it asked for in words. */
  lines: string[];
  /** Keys of the rows that joining it filled; parting empties them again. */
  filled: string[];
};

/** The whole form. Plain data: kept in memory only, never written to the browser's storage. */
export type ReceiveForm = {
  requestId: string;
  applicant: ApplicantPart;
  applicantKind: ApplicantKind;
  representative: RepresentativeFields;
  /** Further persons in whose name it is. */
  coApplicants: ApplicantPart[];
  /** Which of them stands open; the others are names in a line. */
  openCoApplicant: number | null;
  helper: HelperFields | null;
  /** The dossier before, in the same visit, and how many there are with this one. */
  visitOf: { id: string; count: number } | null;
  /** The ticket that was served when the form was begun. Null: not begun, or not known. */
  ticket: FormTicket | null;
  /** The applicant as it stood before the last scan, so that a scan can be taken back. */
  beforeScan: ApplicantPart | null;
  scanProblem: ScanProblem | null;
  filer: FilerFields | null;
  /** What stands in the box of the procedure. */
  procedureQuery: string;
  procedure: Procedure | null;
  caseId: string | null;
  channel: Channel;
  papers: PaperRow[];
  dossierCopies: string;
  deliveryWay: Delivery['way'];
  deliveryAddress: string;
  note: string;
  fee: FeeFields;
  due: DueFields;
  /** The result is handed over while the person waits. */
  atOnce: boolean;
  /** Print the receipt all the same; asked only of a result handed over at once. */
  printReceipt: boolean;
  follows: FollowedSlip | null;
  slip: SlipFields;
  /** Of a draft that was opened again: what could not be put into a field, as text. Empty mostly. */
  unread: string;
};

export const EMPTY_APPLICANT: ApplicantPart = {
  fields: {
    name: '',
    idKind: 'citizen-number',
    idNumber: '',
    oldNumber: '',
    birth: '',
    sex: '',
    address: '',
    phone: '',
    email: '',
  },
  sources: {},
  card: null,
  known: null,
};

export const EMPTY_FILER: FilerFields = {
  name: '',
  idKind: 'citizen-number',
  idNumber: '',
  phone: '',
  ground: '',
  paper: '',
};

export const EMPTY_REPRESENTATIVE: RepresentativeFields = { name: '', position: '', idNumber: '' };

const EMPTY_HELPER: HelperFields = { name: '', phone: '' };

export const EMPTY_FEE: FeeFields = {
  quantity: '1',
  pages: '1',
  exemptionId: null,
  exemptionGround: '',
  amount: '',
};

export const EMPTY_DUE: DueFields = { date: '', time: '17:00', reason: '' };

const EMPTY_SLIP: SlipFields = {
  matter: '',
  papers: [],
  lines: [],
  reasons: { supplement: { code: '', text: '' }, refusal: { code: '', text: '' } },
  until: '',
  open: null,
};

/** An empty form. `requestId`: a fresh UUID; the office receives it once, however often it is sent. */
export function emptyForm(requestId: string): ReceiveForm {
  return {
    requestId,
    applicant: EMPTY_APPLICANT,
    applicantKind: 'person',
    representative: EMPTY_REPRESENTATIVE,
    coApplicants: [],
    openCoApplicant: null,
    helper: null,
    visitOf: null,
    ticket: null,
    beforeScan: null,
    scanProblem: null,
    filer: null,
    procedureQuery: '',
    procedure: null,
    caseId: null,
    channel: 'counter',
    papers: [],
    dossierCopies: '1',
    deliveryWay: 'counter',
    deliveryAddress: '',
    note: '',
    fee: EMPTY_FEE,
    due: EMPTY_DUE,
    atOnce: false,
    printReceipt: false,
    follows: null,
    slip: EMPTY_SLIP,
    unread: '',
  };
}

/**
 * Would anything be lost if the form were emptied? What stands there by default does not count, nor a line that was opened
 * and not written in, nor a card that could not be read.
 */
export function isUntouched(form: ReceiveForm): boolean {
  const blank = emptyForm(form.requestId);
  const { filer, helper, slip } = form;
  const bare: ReceiveForm = {
    ...form,
    ticket: null,
    beforeScan: null,
    scanProblem: null,
    openCoApplicant: null,
    coApplicants: form.coApplicants.filter((part) => !isSame(part, EMPTY_APPLICANT)),
    filer: filer !== null && isSame(filer, EMPTY_FILER) ? null : filer,
    helper: helper !== null && isSame(helper, EMPTY_HELPER) ? null : helper,
    slip: { ...slip, lines: slip.lines.filter((line) => line.trim() !== ''), open: null },
  };
  return isSame(bare, blank);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
