import type { CitizenCard } from '#shared/citizen/index.ts';
import type { KnownCitizen } from '#shared/contract/index.ts';
import type { IdKind } from '#shared/dossier/index.ts';
import {
  type ApplicantField,
  type ApplicantPart,
  type DueFields,
  EMPTY_DUE,
  EMPTY_FEE,
  type FeeFields,
  type FieldSource,
  type FilerFields,
  type FollowedSlip,
  type HelperFields,
  type ReceiveForm,
  type RepresentativeFields,
  type ScanProblem,
  type SlipFields,
} from '../model/form.ts';
import { MOST_OF_A_PAPER, type PaperRow } from '../model/paper-rows.ts';
import {
  allOrNothing,
  flag,
  giveUp,
  list,
  nullOr,
  oneOf,
  type Reader,
  record,
  text,
  type Unread,
  whole,
} from './lenient.ts';

/**
 * Rises when the same member means something else than before. A member that is new or gone needs no new version: what
 * is absent is empty, what is unknown is shown as text. An older version is turned into the newest in `readStoredForm`.
 */
export const STORED_VERSION = 1;

export type StoredPaper = Pick<PaperRow, 'requirementId' | 'name' | 'originals' | 'copies' | 'handling'>;

/** The form without what the catalogue knows: that is asked anew when the draft is opened. */
export type StoredForm = Omit<ReceiveForm, 'requestId' | 'beforeScan' | 'procedure' | 'papers'> & {
  procedure: { code: string; name: string } | null;
  /** Papers that were handed in or added; the others are the catalogue's. */
  papers: StoredPaper[];
};

/** The form as the office keeps it. The applicant before the last scan is somebody else: not kept. */
export function writeStoredForm(form: ReceiveForm): string {
  const { requestId: _request, beforeScan: _before, procedure, papers, ...rest } = form;
  const stored: StoredForm = {
    ...rest,
    procedure: procedure === null ? null : { code: procedure.code, name: procedure.name },
    papers: papers
      .filter((row) => row.need === 'added' || row.originals + row.copies > 0)
      .map(({ requirementId, name, originals, copies, handling }) => ({
        requirementId,
        name,
        originals,
        copies,
        handling,
      })),
  };
  return JSON.stringify({ version: STORED_VERSION, ...stored });
}

/**
 * What another release or another hand wrote. Never fails: what cannot be read stands in `unread`, as text. `labelOf`:
 * what a clerk calls a member (`phone` → "Điện thoại"); undefined where there is no word for it.
 */
export function readStoredForm(json: string, labelOf: (member: string) => string | undefined): StoredForm {
  const unread: Unread[] = [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    giveUp(json, '', unread);
  }
  const { version: _version, ...form } = STORED(value, '', unread);
  const lines = unread.map(({ path, text: said }) => {
    const label = labelOf(path.split('.').findLast((part) => !/^\d*$/.test(part)) ?? '');
    return label === undefined ? said : `${label}: ${said}`;
  });
  return { ...form, unread: [form.unread, ...lines].filter((line) => line !== '').join('\n') };
}

// Every kind that a release may have written; a test holds it against the contract's list.
const ID_KIND = oneOf<string>(
  ['citizen-number', 'identity-card-9', 'passport', 'tax-code', 'none'],
  'citizen-number',
) as Reader<IdKind>;
const SEXES = ['male', 'female'] as const;
const FIELDS = {
  name: text(),
  idKind: ID_KIND,
  idNumber: text(),
  oldNumber: text(),
  birth: text(),
  sex: oneOf(['male', 'female', ''] as const, ''),
  address: text(),
  phone: text(),
  email: text(),
};

/** Some of the fields, each with its reader; absent ones stay absent. */
function someOf<Value>(
  readers: { [Key in ApplicantField]: Reader<Value> },
): Reader<Partial<Record<ApplicantField, Value>>> {
  return (value, path, unread) => {
    const given = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const shape = Object.fromEntries(Object.entries(readers).filter(([key]) => given.includes(key)));
    return record<Partial<Record<ApplicantField, Value>>>(shape as never)(value, path, unread);
  };
}

const SOURCE: Reader<FieldSource> = oneOf(['card', 'known'] as const, 'known');
const SOURCES = {
  name: SOURCE,
  idKind: SOURCE,
  idNumber: SOURCE,
  oldNumber: SOURCE,
  birth: SOURCE,
  sex: SOURCE,
  address: SOURCE,
  phone: SOURCE,
  email: SOURCE,
};

const CARD = record<CitizenCard>({
  number: text(),
  oldNumber: nullOr(text()),
  name: text(),
  birth: nullOr(text()),
  sex: nullOr(oneOf(SEXES, 'male')),
  address: text(),
  issued: nullOr(text()),
  extra: list(text()),
});

const KNOWN_CITIZEN = record<KnownCitizen>({
  idNumber: text(),
  name: text(),
  birth: nullOr(text()),
  sex: nullOr(oneOf(SEXES, 'male')),
  address: text(),
  phone: nullOr(text()),
  email: nullOr(text()),
  representative: nullOr(record({ name: text(), position: text() })),
  lastReceivedAt: text(),
  dossiers: whole(0, 1_000_000),
});

type Known = NonNullable<ApplicantPart['known']>;
const KNOWN = record<Known>({
  citizen: KNOWN_CITIZEN,
  filled: someOf<string>(FIELDS) as Reader<Known['filled']>,
  undone: flag(),
});

const PAPER = record<StoredPaper>({
  requirementId: nullOr(text()),
  name: text(),
  originals: whole(0, MOST_OF_A_PAPER),
  copies: whole(0, MOST_OF_A_PAPER),
  handling: oneOf(['submit', 'present'] as const, 'submit'),
});

const APPLICANT = record<ApplicantPart>({
  fields: record(FIELDS),
  sources: someOf(SOURCES),
  card: allOrNothing(CARD, (card) => card.number !== '' && card.name !== ''),
  known: allOrNothing(KNOWN, (known) => known.citizen.idNumber !== ''),
});

const REASON = record<SlipFields['reasons']['supplement']>({ code: text(), text: text() });
const COUNT = whole(0, MOST_OF_A_PAPER);
const SLIP = record<SlipFields>({
  matter: text(),
  papers: list(record<SlipFields['papers'][number]>({ key: text(), originals: COUNT, copies: COUNT })),
  lines: list(text()),
  reasons: record<SlipFields['reasons']>({ supplement: REASON, refusal: REASON }),
  until: text(),
  open: nullOr(oneOf(['supplement', 'refusal'] as const, 'supplement')),
});

const FOLLOWS = record<FollowedSlip>({
  id: text(),
  code: text(),
  idNumber: text(),
  asked: list(text()),
  lines: list(text()),
  filled: list(text()),
});

const STORED = record<StoredForm & { version: number }>({
  version: whole(1, 1_000_000, STORED_VERSION),
  applicant: APPLICANT,
  scanProblem: allOrNothing(record<ScanProblem>({ message: text(), raw: text() }), () => true),
  applicantKind: oneOf(['person', 'organisation', 'household-business'] as const, 'person'),
  representative: record<RepresentativeFields>({ name: text(), position: text(), idNumber: text() }),
  coApplicants: list(APPLICANT),
  openCoApplicant: nullOr(whole(0, 49)),
  helper: nullOr(record<HelperFields>({ name: text(), phone: text() })),
  visitOf: allOrNothing(record({ id: text(), count: whole(1, 1_000) }), ({ id }) => id !== ''),
  ticket: allOrNothing(record({ id: nullOr(text()), number: text() }), () => true),
  filer: nullOr(
    record<FilerFields>({
      name: text(),
      idKind: ID_KIND,
      idNumber: text(),
      phone: text(),
      ground: text(),
      paper: text(),
    }),
  ),
  procedureQuery: text(),
  procedure: allOrNothing(record({ code: text(), name: text() }), ({ code }) => code !== ''),
  caseId: nullOr(text()),
  channel: oneOf(['counter', 'online', 'postal'] as const, 'counter'),
  papers: list(PAPER),
  dossierCopies: text('1'),
  deliveryWay: oneOf(['counter', 'post', 'electronic'] as const, 'counter'),
  deliveryAddress: text(),
  note: text(),
  fee: record<FeeFields>({
    quantity: text(EMPTY_FEE.quantity),
    pages: text(EMPTY_FEE.pages),
    exemptionId: nullOr(text()),
    exemptionGround: text(),
    amount: text(),
  }),
  due: record<DueFields>({ date: text(), time: text(EMPTY_DUE.time), reason: text() }),
  atOnce: flag(),
  printReceipt: flag(),
  follows: allOrNothing(FOLLOWS, ({ id }) => id !== ''),
  slip: SLIP,
  unread: text(),
});
