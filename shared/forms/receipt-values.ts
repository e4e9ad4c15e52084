import type { TimeLimit } from '../catalog/index.ts';
import type {
  Applicant,
  Delivery,
  Dossier,
  DossierDue,
  Filer,
  Person,
  ReceivedPaper,
} from '../dossier/index.ts';

/** What a receipt tells; null is "not known (yet)" and prints as dots. */
export type ReceiptValues = {
  /** Lines of the left head: parent authority, the receiving unit, and the place of the date line. */
  head: ReceiptHead;
  code: string | null;
  checkValue: string | null;
  applicant: Pick<Applicant, 'name' | 'idNumber' | 'address' | 'phone' | 'email' | 'representative'> | null;
  /** Further persons in whose name it is. */
  coApplicants: readonly Pick<Person, 'name' | 'idNumber'>[];
  filer: Pick<Filer, 'name' | 'idNumber' | 'phone' | 'ground' | 'paper'> | null;
  procedure: { code: string; name: string } | null;
  /** Null while no procedure is chosen; an empty list is "no papers". */
  papers: readonly ReceivedPaper[] | null;
  dossierCopies: number | null;
  limit: TimeLimit | null;
  /** Local minute or longer office timestamp. */
  receivedAt: string | null;
  due: { at: string; provisional: boolean; reason: string | null } | null;
  /** When the result was handed over, where that was at once: nothing is due then. */
  returnedAt: string | null;
  delivery: Delivery | null;
  fee: { amount: number; basis: 'free' | 'rule' | 'entered' | 'exempt' } | null;
  register: { volume: string; number: number } | null;
  receiverName: string | null;
  /** Name of the agency that decides where it is not the receiving one; otherwise null. */
  competentAgency: string | null;
  sample: boolean;
  clockSuspect: boolean;
  /** 0 for the first print; n for "BẢN IN LẠI n". */
  reprint: number;
  /** 1 for the receipt as first given; n for the n-th revision, which supersedes an earlier one. */
  revision: number;
  supersedes: { revision: number; at: string } | null;
  /** When this revision's receipt was given where that was not at reception; the date in the head. */
  issuedAt: string | null;
  cancelledAt: string | null;
};

/** The office's own lines of the head, from its settings. */
export type ReceiptHead = {
  /** "UBND huyện Lương Sơn"; printed in capitals. */
  parent: string | null;
  /** "Bộ phận Tiếp nhận và Trả kết quả" or "Trung tâm Phục vụ hành chính công"; printed in capitals. */
  unit: string | null;
  /** Place name before the date: "Lương Sơn". */
  place: string | null;
  /** Telephone that a slip names for questions. */
  hotline?: string | null;
  /** The office by its name, which a slip tells where there is no telephone: "Bộ phận Một cửa xã Lương Sơn". */
  office?: string | null;
};

/** Address of the public look-up, from the settings; null: the QR carries code and check value alone. */
export type LookupAddress = string | null;

/** The values of a received dossier. A reprint tells what was received, never what has changed since. */
export function receiptValuesOf(dossier: Dossier, head: ReceiptHead, reprint = 0): ReceiptValues {
  const elsewhere = dossier.competentAgency.id !== dossier.receivingOffice.id;
  return {
    head,
    code: ownCodeOf(dossier),
    checkValue: dossier.checkValue,
    applicant: dossier.applicant,
    coApplicants: dossier.coApplicants ?? [],
    filer: dossier.filer,
    procedure: dossier.procedure,
    papers: dossier.papers,
    dossierCopies: dossier.dossierCopies,
    limit: dossier.due?.limit ?? null,
    receivedAt: dossier.receivedAt,
    due: dossier.due === null ? null : dueValueOf(dossier.due),
    returnedAt: dossier.atOnce === true ? dossier.receivedAt : null,
    delivery: dossier.delivery,
    fee: dossier.fee,
    register: dossier.register,
    receiverName: dossier.receivedBy.name,
    competentAgency: elsewhere ? dossier.competentAgency.name : null,
    sample: dossier.sample,
    clockSuspect: dossier.clockSuspect,
    reprint,
    revision: dossier.revision,
    supersedes: dossier.correction?.supersedes ?? null,
    issuedAt: dossier.correction?.at ?? null,
    cancelledAt: dossier.cancelled?.at ?? null,
  };
}

/** The code this office gave; where it gave none, the first that is known. */
export function ownCodeOf({ codes }: Pick<Dossier, 'codes'>): string | null {
  return (codes.find(({ kind }) => kind === 'own') ?? codes[0])?.code ?? null;
}

function dueValueOf({ at, basis, provisional, steps }: DossierDue): ReceiptValues['due'] {
  return { at, provisional, reason: basis === 'clerk' ? steps.map(({ text }) => text).join('; ') : null };
}

/** A receipt of which nothing is known yet; spread a draft's values over it. */
export function emptyReceiptValues(head: ReceiptHead): ReceiptValues {
  return {
    head,
    code: null,
    checkValue: null,
    applicant: null,
    coApplicants: [],
    filer: null,
    procedure: null,
    papers: null,
    dossierCopies: null,
    limit: null,
    receivedAt: null,
    due: null,
    returnedAt: null,
    delivery: null,
    fee: null,
    register: null,
    receiverName: null,
    competentAgency: null,
    sample: false,
    clockSuspect: false,
    reprint: 0,
    revision: 1,
    supersedes: null,
    issuedAt: null,
    cancelledAt: null,
  };
}
