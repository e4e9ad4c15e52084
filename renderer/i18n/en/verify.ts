import type { verify as vietnamese } from '../vi/verify.ts';
import type { Wording } from '../wording.ts';

export const verify: Wording<typeof vietnamese> = {
  title: 'Check signatures',
  of: 'Check signatures: {{title}}',
  choose: 'Choose PDFs…',
  dropText: 'or drop one or several files here.',
  empty:
    'Each signature is told in words: who signed, when, whether the content is whole, whether the issuer can be trusted. Files are read on the office’s PC only; they are sent and kept nowhere.',
  forget: 'Clear the list',
  waiting: 'Waiting',
  sending: 'Reading the file: {{percent}} %',
  checking: 'Checking…',
  none: 'No digital signature',
  noneText: 'This file has no digital signature. A picture of a signature or a seal is none.',
  unreadable: 'Can’t be checked',
  unknownSigner: 'signer unknown',
  kinds: { signature: 'Signature {{number}}:', timestamp: 'Timestamp {{number}}:' },
  organisation: 'Organisation',
  issuer: 'Issuer',
  when: 'When',
  content: 'Signed content',
  after: 'After signing',
  trust: 'Trust',
  timestampTrust: 'Timestamp',
  details: 'Technical details',
  validity: 'Valid',
  serial: 'Serial number',
  fingerprint: 'Fingerprint',
  algorithm: 'Algorithm',
  field: 'Place',
  page: 'page {{page}}',
  invisible: 'not shown on a page',
  claimed: '{{when}} by the signer’s PC',
  stamped: '{{when}} by the timestamp of {{by}}',
  stampBroken: 'The timestamp can’t be used',
  noTime: 'No time is given',
  whole: 'As it was when it was signed',
  notWhole: 'Not as it was when it was signed',
  nothingAfter: 'Nothing was added or changed',
  trusted: 'The issuer is trusted (judged for {{at}}).',
  rootMissing:
    'The signature is whole, but the issuer is not trusted yet: {{name}}. An administrator can add its root certificate in Administration → Signing token.',
  longTerm: 'The file carries data for checks long after.',
  count: '{{count}} × {{verdict}}',
  verdicts: {
    valid: 'Valid signature',
    'valid-untrusted': 'Whole, issuer not trusted yet',
    training: 'Training signature',
    'completed-after': 'Whole, completed after signing',
    'changed-after': 'Changed after signing',
    broken: 'Broken signature',
    'not-checked': 'Not checked',
  },
  verdictTexts: {
    valid: 'The right signer, unchanged content, a trusted certificate.',
    'valid-untrusted': 'The content is unchanged, but the signer’s certificate could not be confirmed.',
    training: 'The content is unchanged, but this is a training signature without legal value.',
    'completed-after':
      'What was signed is still there; fields were filled or notes added later. See whether they cover what was signed.',
    'changed-after':
      'What a reader sees is no longer what was signed. Do not use this file; ask for the original.',
    broken: 'The file was changed or the signature forged. Do not use this file; ask for the original.',
    'not-checked':
      'The signature was made in a way this program does not read. Check it with the issuer’s software.',
  },
  problems: {
    'bytes-changed': 'The content was changed after signing',
    'signature-wrong': 'The signature does not fit the signer’s certificate',
    'range-forged': 'The signature does not cover all of the content: a sign of forgery',
    'range-incomplete': 'The signature does not cover a whole state of the file',
    unreadable: 'The signature’s data can’t be read',
    'format-unknown': 'A kind of signature this program does not read',
    'algorithm-unknown': 'The algorithm is too weak or unknown',
    'certificate-missing': 'The signer’s certificate is not in the signature',
    'certificate-swapped': 'The certificate beside it is not the one that signed',
    'signers-count': 'The signature does not have exactly one signer',
  },
  trustProblems: {
    training: 'A training certificate without legal value.',
    unreadable:
      'The certificate can’t be read: the file or the token may be damaged. Get it again from the issuer.',
    'signature-wrong':
      'The issuer’s signature on the certificate is wrong: it may be forged. Do not use it; tell the issuer.',
    revoked: 'The certificate was revoked: sign with it no more; ask the issuer for another.',
    'issuer-revoked':
      'The issuer’s certificate was revoked: do not use this one; ask the issuer for another.',
    'not-allowed-to-sign':
      'The certificate was not issued for signing documents: choose another, or ask the issuer for one.',
    'issuer-not-allowed':
      'Who stands as its issuer has no right to issue it: do not use it; tell the issuer.',
    'not-understood':
      'The certificate has a condition this program does not understand, so it is not trusted: send it to the support.',
    'algorithm-weak':
      'The certificate is signed with an algorithm that is no longer safe: ask the issuer for another.',
    'issuer-missing':
      'The issuer’s certificate is missing: install the issuer’s intermediate certificates, or check again when online.',
    'root-unknown':
      'The issuer is not trusted: its root is not in the list. An administrator compares the fingerprint with the issuer and adds it.',
    expired: 'The certificate had expired at this time: have it renewed and put on the token.',
    'not-yet-valid':
      'The certificate was not yet valid at this time: look at this PC’s clock, or wait until it is.',
    'issuer-expired':
      'The issuer’s certificate was not valid at this time: look at this PC’s clock, then ask the issuer.',
    'revocation-unknown': 'The issuer could not be asked whether it was revoked: check again when online.',
  },
  revocation: {
    good: 'The issuer says that it was not revoked.',
    revoked: 'The issuer says that it was revoked.',
    unknown: 'The issuer could not be asked whether it was revoked.',
  },
  changes: {
    'signatures-added': 'further signatures added (usual)',
    'timestamps-added': 'timestamps added (usual)',
    'validation-data-added': 'data for later checks added (usual)',
    metadata: 'description of the file changed',
    'form-filled': 'form fields filled',
    'form-fields-added': 'form fields added',
    annotations: 'notes or pictures put on pages',
    'signature-altered': 'a signature altered',
    'signature-removed': 'a signature removed',
    'page-content': 'content of pages changed',
    pages: 'pages added, removed or moved',
    'document-structure': 'structure of the file changed',
    unreadable: 'what follows can’t be read',
  },
  fileProblems: {
    'not-pdf': 'This is no PDF. Choose a file that ends in .pdf.',
    'too-large': 'The file is larger than 16 MB. Split it or make it smaller.',
    encrypted: 'The file has a password. Take it off and try again.',
    broken: 'The PDF is broken. Ask the sender for it again.',
    'active-content': 'The file holds scripts or commands that start a program. Print it to a plain PDF.',
    'dynamic-form':
      'The file is a dynamic form (XFA) only its vendor’s reader draws. Print it to an ordinary PDF.',
    'no-changes-allowed': 'Its author locked the file against every change.',
    'field-taken': 'The file has a signature field of that name already.',
    'no-room': 'There is no room on the page for the mark.',
  },
};
