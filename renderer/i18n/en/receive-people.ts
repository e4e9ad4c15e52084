import type { receivePeople as vi } from '../vi/receive-people.ts';
import type { Wording } from '../wording.ts';

/** Texts of features/receive: further applicants, organisations, helpers, duplicates, a visit. */
export const receivePeople: Wording<typeof vi> = {
  kind: 'Kind of applicant',
  kinds: { person: 'person', organisation: 'organisation', 'household-business': 'household business' },
  organisationName: 'Name of organisation',
  businessName: 'Name of household business',
  taxCode: 'Tax code',
  head: 'Head office',
  representative: 'Representative',
  position: 'Position',
  positions: {
    director: 'Giám đốc',
    general: 'Tổng giám đốc',
    chair: 'Chủ tịch',
    owner: 'Chủ hộ kinh doanh',
    head: 'Trưởng ban',
    school: 'Hiệu trưởng',
  },
  representativeNumber: 'ID number of representative',
  others: 'Also in the name of',
  other: 'Further applicant {{number}}',
  otherField: 'Further applicant {{number}}: {{field}}',
  otherAddress: 'Address',
  blank: 'not entered',
  add: 'add person',
  remove: 'Remove',
  removeName: 'Remove {{name}} from the dossier',
  helper: 'Helper',
  helperTitle: 'Name of helper',
  helperPhone: 'Phone of helper',
  helperNote: 'recorded, not printed on the receipt',
  paper: 'Paper of authority',
  paperHint: 'number, date, certified by',
  keys: {
    kind: 'Change the kind of applicant (person, organisation, household business)',
    add: 'Add a further applicant (then scan a card or type)',
    remove: 'Remove the further applicant that is open',
    helper: 'Add or remove the helper',
    open: 'Open the duplicate (what is typed is kept)',
    bundle: 'Print all receipts of this visit',
  },
  problems: {
    organisationName: 'Enter the name as it stands on the registration.',
    otherName: 'Enter the name of the further applicant, or remove them.',
    helperName: 'Enter the name of the helper, or press Alt+G to remove.',
  },
  duplicates: {
    title: 'Possible duplicate',
    'other-name':
      'This number came under the name {{name}} before (dossier {{code}}, {{when}}). Compare the papers.',
    'other-number':
      '{{name}}, same birth, came under number {{number}} before (dossier {{code}}, {{when}}). Compare the papers.',
    'open-dossier': 'Dossier {{code}} of the same procedure, received {{when}}, is still open.',
    open: 'Open it',
  },
  visit: {
    place: 'Same visit, dossier {{number}}',
    title: '{{count}} dossiers in this visit',
    print: 'Print the bundle',
    printed: '{{count}} receipts ordered. Those that came out before are marked as reprints.',
    cancelled: 'cancelled',
    present: 'just received',
  },
};
