import { type FormTicket, type ServedTicket, ticketAfter } from '#renderer/office/index.ts';
import type { PaperRequirement, Procedure } from '#shared/catalog/index.ts';
import { CitizenCard, normalizeName } from '#shared/citizen/index.ts';
import type { Applicant, Dossier, ReceiveDossier, ReceptionDraft } from '#shared/dossier/index.ts';

export const ENTRY_FIELDS = ['name', 'paper', 'copies', 'pages'] as const;
export type EntryField = (typeof ENTRY_FIELDS)[number];

/** One request while it is typed. Plain data: kept in memory only. */
export type Entry = {
  requestId: string;
  fields: Record<EntryField, string>;
  /** The card that filled the name; it counts while the name still stands as the card says. */
  card: CitizenCard | null;
  /** Ids of what the same person was just recorded with, oldest first. */
  visit: readonly string[];
  /** The ticket that was served when the line was begun. Null: not begun, or not known. */
  ticket: FormTicket | null;
  /** It cannot be done at once: an ordinary reception with a receipt. */
  later: boolean;
};

export type EntryProblems = ReadonlyMap<EntryField, string>;
export type EntryWords = Record<EntryField, string>;

export function emptyEntry(requestId: string): Entry {
  return {
    requestId,
    fields: { name: '', paper: '', copies: '1', pages: '1' },
    card: null,
    visit: [],
    ticket: null,
    later: false,
  };
}

/** The next line of the same person: who came stays, the rest begins anew. */
export function samePersonEntry(before: Entry, requestId: string, dossierId: string): Entry {
  return {
    ...emptyEntry(requestId),
    fields: { ...emptyEntry(requestId).fields, name: before.fields.name },
    card: before.card,
    visit: [...before.visit, dossierId],
    ticket: before.ticket,
  };
}

/**
 * The line of which a dossier came, as far as the next one of the same person goes. `visit`: ids of what was recorded for
 * them before it, oldest first.
 */
export function entryOfDossier({ applicant }: Dossier, requestId: string, visit: readonly string[]): Entry {
  const { name, idKind, idNumber, entry } = applicant;
  const card = CitizenCard.safeParse({ ...applicant, number: idNumber, extra: applicant.cardExtra });
  const empty = emptyEntry(requestId);
  return {
    ...empty,
    fields: { ...empty.fields, name },
    card: entry === 'scan' && idKind === 'citizen-number' && card.success ? card.data : null,
    visit,
  };
}

/** A card was read: the person is another, unless it is the same card again. */
export function readCard(entry: Entry, card: CitizenCard): Entry {
  const read = { ...entry, fields: { ...entry.fields, name: card.name }, card };
  if (entry.card?.number === card.number) return read;
  return entry.card === null ? withoutVisit(read) : { ...withoutVisit(read), ticket: null };
}

/** Types into a field; another name is another person. */
export function typeEntry(entry: Entry, field: EntryField, value: string): Entry {
  const typed = { ...entry, fields: { ...entry.fields, [field]: value } };
  return isSameName(typed.fields.name, entry.fields.name) ? typed : withoutVisit(typed);
}

/** Of somebody else than whom it went on with: begun anew, under whichever ticket is served now. */
function withoutVisit(entry: Entry): Entry {
  return entry.visit.length === 0 ? entry : { ...entry, visit: [], ticket: null };
}

/**
 * The line with the ticket that it was begun under, also where another one is called meanwhile. One that goes on with
 * somebody is of their visit, and of no ticket that is served now.
 */
export function withTicket(entry: Entry, served: ServedTicket): Entry {
  if (entry.ticket === null && entry.visit.length > 0) return entry;
  const ticket = ticketAfter(entry.ticket, !isAsBegun(entry), served);
  return ticket === entry.ticket ? entry : { ...entry, ticket };
}

/** As they are stored: a blank too many makes nobody another person. */
function isSameName(one: string, other: string): boolean {
  return storedName(one) === storedName(other);
}

function storedName(typed: string): string {
  return normalizeName(typed.toWellFormed());
}

export function isUntouched({ fields, card }: Entry): boolean {
  return fields.name === '' && fields.paper === '' && card === null;
}

/** Nothing at all was typed: also no count, which alone would not be asked about before it is thrown away. */
export function isAsBegun(entry: Entry): boolean {
  const { fields } = emptyEntry(entry.requestId);
  return isUntouched(entry) && ENTRY_FIELDS.every((field) => entry.fields[field] === fields[field]);
}

/** Is this the next line of the same person with nothing else said yet? */
export function isJustContinued(entry: Entry): boolean {
  const { fields } = emptyEntry(entry.requestId);
  const asBegun = { ...fields, name: entry.fields.name };
  return (
    entry.visit.length > 0 && !entry.later && ENTRY_FIELDS.every((at) => entry.fields[at] === asBegun[at])
  );
}

/** What keeps the line from being recorded. */
export function entryProblems(entry: Entry, words: EntryWords): EntryProblems {
  const found = new Map<EntryField, string>();
  for (const field of ENTRY_FIELDS) if (!isGood(entry, field)) found.set(field, words[field]);
  return found;
}

function isGood({ fields }: Entry, field: EntryField): boolean {
  const typed = fields[field].trim();
  return field === 'name' || field === 'paper' ? typed !== '' : wholeCount(typed) !== undefined;
}

/** What can be said before F2: a count that is wrong, but not one that is still to be typed. */
export function problemsAtOnce(entry: Entry, problems: EntryProblems): EntryProblems {
  return new Map(
    [...problems].filter(
      ([field]) => (field === 'copies' || field === 'pages') && entry.fields[field].trim() !== '',
    ),
  );
}

/** A count as typed, 1 to 999; undefined otherwise. */
export function wholeCount(text: string): number | undefined {
  const typed = text.trim();
  if (!/^\d{1,3}$/.test(typed)) return undefined;
  const value = Number(typed);
  return value >= 1 ? value : undefined;
}

function applicantOf({ fields, card }: Entry): Applicant {
  const name = storedName(fields.name);
  const isCard = card !== null && isSameName(card.name, fields.name);
  return {
    name,
    idKind: isCard ? 'citizen-number' : 'none',
    idNumber: isCard ? card.number : null,
    oldNumber: isCard ? card.oldNumber : null,
    birth: isCard ? card.birth : null,
    sex: isCard ? card.sex : null,
    address: isCard ? card.address : '',
    issued: isCard ? card.issued : null,
    phone: null,
    email: null,
    entry: isCard ? 'scan' : 'typed',
    cardExtra: isCard ? card.extra : [],
  };
}

/** The papers of the case, each naming what was copied: the original shown, as many copies as are certified. */
function papersOf(requirements: readonly PaperRequirement[], paper: string, copies: number) {
  return requirements
    .filter(({ need }) => need === 'required')
    .map(({ id, name, originals, copies: asked, handling }) => ({
      requirementId: id,
      name: `${name}${PAPER_MARK}${paper}`.slice(0, 1000).toWellFormed(),
      originals: asked > 0 ? originals : Math.max(1, originals),
      copies: asked > 0 ? copies : 0,
      handling,
    }));
}

/** Between the catalogue's name of a paper and what it was in this request. */
const PAPER_MARK = ': ';

/** What was copied, of a dossier's paper; undefined where it was not recorded here. */
export function findPaperName(name: string, requirement: PaperRequirement | undefined): string | undefined {
  const official = `${requirement?.name ?? ''}${PAPER_MARK}`;
  return requirement !== undefined && name.startsWith(official) ? name.slice(official.length) : undefined;
}

/** The line as the office previews it: for its fee. */
export function draftOf(entry: Entry, procedure: Procedure): ReceptionDraft {
  const { fields } = entry;
  const [only] = procedure.cases;
  const copies = wholeCount(fields.copies) ?? 1;
  return {
    applicant: null,
    filer: null,
    procedureCode: procedure.code,
    caseId: only?.id ?? null,
    channel: 'counter',
    papers: papersOf(only?.papers ?? [], fields.paper.toWellFormed().trim(), copies),
    dossierCopies: 1,
    delivery: { way: 'counter', address: null },
    note: '',
    fee: {
      quantity: copies,
      pages: wholeCount(fields.pages) ?? 1,
      exemptionId: null,
      exemptionGround: null,
      enteredAmount: null,
    },
    due: null,
    ...(entry.later ? {} : { atOnce: true as const }),
  };
}

/** The line as it is submitted. */
export function requestOf(entry: Entry, procedure: Procedure): ReceiveDossier {
  const [only] = procedure.cases;
  const last = entry.visit.at(-1);
  return {
    ...draftOf(entry, procedure),
    requestId: entry.requestId,
    applicant: applicantOf(entry),
    filer: null,
    procedureCode: procedure.code,
    caseId: only?.id ?? '',
    ...(last === undefined ? {} : { visitOf: last }),
    ...(entry.ticket === null ? {} : { ticket: entry.ticket.id }),
    ...(entry.later ? {} : { print: false }),
  };
}
