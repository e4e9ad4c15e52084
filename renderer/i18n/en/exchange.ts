import type { exchange as vi } from '../vi/exchange.ts';
import type { Wording } from '../wording.ts';

export const exchange: Wording<typeof vi> = {
  states: {
    held: 'Held',
    sent: 'Sent',
    accepted: 'Accepted',
    rejected: 'Rejected',
    conflict: 'In conflict',
  },
  stateTexts: {
    held: 'Lies on this PC and has not left it.',
    sent: 'Sent or written to a stick; the province has not answered. It does not count as received.',
    accepted: 'The province has it and signed for it.',
    rejected: 'The province does not take it, with a reason. It is kept here and can be sent again.',
    conflict: 'The province has another version. Both are kept; a person has to look and decide.',
  },
  retrying: 'Asked again',
  kinds: {
    'dossier-received': 'Dossier received',
    'dossier-corrected': 'Dossier corrected',
    'dossier-cancelled': 'Dossier or slip cancelled',
    'dossier-code-given': 'Final code given',
    'slip-given': 'Slip given',
    'document-signed': 'Document signed',
    'signature-completed': 'Timestamp added to a signature',
    'serial-range-granted': 'Range of numbers set',
    'serials-frozen': 'Numbers frozen',
    'serials-released': 'Numbers released',
    'province-joined': 'Joined the province',
    'province-left': 'Connection to the province ended',
    'office-keys-set': 'Keys of the office changed',
    'conflict-settled': 'Conflict decided',
    'freeze-lifted': 'Numbers released by a new range of the province',
    'lease-taken': 'Range of the province taken',
    'lease-ended': 'Range of the province ended',
    'fee-receipt-requested': 'Fee taken, receipt waits for its number',
    'fee-receipt-numbered': 'Receipt number entered',
    'fee-receipt-withdrawn': 'Payment withdrawn',
    'fee-receipt-ended': 'Receipt cancelled or replaced',
    erased: 'Personal data erased',
  },
  unknownKind: 'Unknown kind: {{kind}}',
  unknownKindText: 'Written by a newer release. It is kept and sent on unchanged.',
  entry: 'Entry no. {{seq}}',
  line: {
    states: {
      none: 'By USB stick',
      paused: 'Paused',
      'not-tried': 'Not tried yet',
      reached: 'The province answers',
      unreachable: 'Not reached',
      silent: 'Connected, but the province is silent',
      'not-the-province': 'Somebody else answers in its place',
      refused: 'The province refuses',
    },
    texts: {
      none: 'No address of the province is set. Write to a stick and read the answer file in the outbox, under USB.',
      paused: 'An administrator paused the line. Entries are kept on this PC; the desk goes on.',
      'not-tried': 'The program will soon try by itself. To try at once press Send now (F2) in the outbox.',
      reached: 'New entries are sent within seconds.',
      unreachable:
        'Check the network cable or Wi-Fi. The program tries again by itself; if the network stays away, use a stick. The desk goes on.',
      silent:
        'The line is open but nothing comes back, usually a dead VPN. Connect the VPN or network again. The program tries again by itself; the desk goes on.',
      'not-the-province':
        'Usually the sign-in page of a Wi-Fi or a proxy. Open a browser and sign in to the Wi-Fi, or tell whoever keeps the network. Nothing was sent to it.',
      refused: 'It is the server of the province, but it does not take it. See the reason; the desk goes on.',
    },
  },
  lamp: {
    notEnrolled: 'Not joined to the province · {{count}} entries held',
    counts: 'Exchange: {{held}} held, {{rejected}} rejected',
    conflicts: '{{count}} in conflict',
    attention: '{{count}} to look at',
    lines: {
      paused: 'paused',
      unreachable: 'not reached',
      silent: 'province silent',
      'not-the-province': 'somebody else answers',
      refused: 'refused',
    },
  },
  codes: {
    'number-not-leased':
      'The number does not lie in a range that the province granted to this station. Ask the province to check the range, then send again.',
    'agency-not-yours':
      'The agency code in the dossier code is not of this office. Ask the province to check it, then send again.',
    'body-malformed':
      'The content of the entry has not the form of its kind. Update the program and send again, or tell the support.',
    'subject-unknown':
      'The entry is about a dossier that the province does not have. Send it again once that dossier is accepted.',
    'code-taken': 'This code belongs to another dossier at the province. Look at both dossiers, then decide.',
    'stale-base':
      'The dossier was corrected elsewhere before this correction came. Look at both versions, then choose.',
    'other-entry':
      'The province has another entry under the same number: there are two copies of this database. Both are kept; look and decide.',
    'not-a-parcel': 'This file is not a parcel of Trạm Một Cửa. Choose the right file.',
    'cut-short': 'The end of the file is missing. Copy it again from the first stick, or write it anew.',
    altered: 'The file was changed after it was signed. Do not use it; write it anew.',
    'unknown-key': 'The parcel is signed with an unknown key. Check the sender and the enrolment.',
    'key-not-valid': 'The key of the parcel is over or revoked. Join the province again.',
    'not-for-us':
      'This parcel is for somebody else. What a station writes (_gui in its name) is read at the province, what the province gives back (_tra-loi) at the station. Choose the right file.',
    'wrong-type':
      'It is a parcel, but not of the kind needed here: files about joining and files about entries are two kinds. Look at name and time of the file and choose again.',
    malformed: 'The signature is right but the content is not. Update the programs at both ends.',
    'version-too-old': 'This program is too old for the province. Update it; the desk goes on.',
    'version-too-new': 'This program is newer than the province. Wait for its update; the desk goes on.',
    'too-large': 'The parcel is too large. Update the program, or tell the support.',
    'does-not-join':
      'The province lacks entries before this parcel. They are sent again from there; nothing is lost.',
    'broken-chain':
      'The chain of entries in the parcel is broken. Check the journal here and tell the support.',
    'answers-another': 'This answer file answers no file of this station. Choose the right answer file.',
    'out-of-turn': 'This answer file builds on an earlier one that was not read. Read that one first.',
    'office-unknown': 'The province does not know this office. Join it again.',
    'office-revoked': 'The province ended the connection of this office. Ask its administrator.',
    'enrol-code-wrong':
      'The code is wrong, used or over. Look whether all 12 characters are right; if they are, ask the province for a new code.',
    'enrol-waiting':
      'The province has not confirmed the request yet. Call them and compare both fingerprints.',
    'too-many-attempts': 'Too many wrong tries. Wait, then try again.',
    busy: 'The server of the province is busy. The program tries again by itself.',
    internal: 'The server of the province has a fault. The program tries again by itself; nothing is lost.',
  },
  sticks: {
    drive: '{{label}}, {{size}} free',
    driveUnknown: '{{label}}',
    thisFolder: 'Folder {{folder}}',
    other: 'Another folder',
    otherPath: 'Path',
    otherExample: 'For example: E:\\ or /media/usb',
    look: 'Look into this folder',
    none: 'No USB stick found. Plug one in and press Look again, or enter a path.',
    refresh: 'Look again',
    missing: 'Enter a path, or choose a stick.',
    file: '{{size}}, written {{when}}',
    noFiles: 'There is no file of Trạm Một Cửa here.',
    chooseFile: 'Choose a file.',
  },
  dossier: {
    title: 'With the province',
    badge: 'Province: {{state}}',
    nothing: 'No entry of this dossier has been sent yet.',
    toOutbox: 'Open the outbox',
    more: 'Only the 200 oldest entries are shown.',
  },
};
