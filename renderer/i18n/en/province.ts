import type { province as vi } from '../vi/province.ts';
import type { Wording } from '../wording.ts';

export const province: Wording<typeof vi> = {
  title: 'Province',
  intro:
    'Join once; from then on the program sends dossiers to the province and takes ranges of numbers by itself. Until then the desk works in full and every entry is kept.',
  way: {
    again: 'Join again',
    againText:
      'Possible only once the province ended this office, does not know it any more, or its key is over. Every entry is kept: this province gets what it does not have yet, another one all from the beginning; nothing is taken in twice.',
    leftText:
      'The connection was ended on this PC, so it can be joined again at once, this province or another one, with a new code or by USB. To this province only what it does not have yet is sent; to another one every entry is sent from the beginning.',
    label: 'How to join',
    wire: 'By network, with address and code',
    wireText: 'This PC reaches the network of the province. A matter of seconds.',
    stick: 'By USB stick, without a network',
    stickText:
      'Take a request file to the province, bring an answer back, compare fingerprints by telephone.',
  },
  wire: {
    heading: 'Join by network',
    before:
      'Ask the province for two things: the address of its server and a code (12 characters, used once).',
    address: 'Address of the server',
    addressExample: 'For example: https://motcua.tinh.gov.vn',
    addressMissing: 'Enter the address the province gave, beginning with https://.',
    code: 'Code',
    codeText: 'Capitals or not, with dashes or without.',
    codeMissing: 'Enter the code the province gave.',
    join: 'Join the province',
    done: 'Joined {{name}}.',
  },
  stick: {
    heading: 'Join by stick',
    step1: 'Write the request file',
    step1Text: 'It has the name of the office and its public keys, and no dossier.',
    write: 'Write the request file',
    written: 'Request file: {{file}}',
    writtenAt: 'written {{when}}',
    again: 'Write the request file again',
    step2: 'Read the fingerprint to the province',
    step2Text:
      'Take the stick to the province. When its administrator opens the file, call and read each group below; both must be the same. Stop where one character differs: the file was exchanged.',
    ours: 'Fingerprint of this office',
    step3: 'Read the answer file',
    step3Text: 'The file the province wrote to the stick once it confirmed.',
    read: 'Look at the answer file',
    step4: 'Compare the fingerprint of the province',
    step4Text:
      'The file says it is of {{name}}. Have its administrator read their fingerprint aloud and compare each group.',
    theirs: 'Fingerprint of the province',
    same: 'I heard it read and compared each group: they are the same',
    sameMissing: 'Compare each group by telephone, then tick this.',
    confirm: 'Join the province',
    other: 'Choose another file',
    differs: 'They differ? Do not join. Ask for a new answer file; if it differs again, tell the support.',
  },
  help: {
    heading: 'When it does not work',
    headingJoined: 'When it does not send',
    steps: {
      reach: 'Does this PC reach the network: open the address of the province in a browser.',
      wifi: 'The browser shows a sign-in page of a Wi-Fi or VPN: sign in first.',
      address: 'The address must be right to the letter, beginning with https://.',
      code: 'A code is used once and ends: ask for a new one after several tries.',
      clock: 'Date and time of this PC must be right.',
      stick: 'Still nothing: join by stick. The desk need not wait for this.',
      stickSeen:
        'The stick is not listed: take it out, put it in again and look again, or choose another folder and type its path.',
      stickFiles:
        'There are two files: what this office writes (named _yeu-cau-ghep) is imported at the province; what it gives back (named _tra-loi) is imported here.',
      stickNewest:
        'Once the request is written anew the province has to approve that one; the answer to the one before is of no use.',
      stickSpoken: 'The fingerprints differ: stop, and call the province by a number you know.',
      wire: 'Where this PC reaches the province, joining by network is quicker. The desk need not wait for this.',
      revoked:
        'The province says that it ended this office or does not know the key: call it and compare the fingerprints of this page.',
      sendByStick: 'Still nothing: send by stick from the outbox. The desk need not wait for this.',
    },
  },
  joined: {
    heading: 'Province',
    name: 'Name',
    since: 'Joined',
    way: 'By',
    ways: { wire: 'network', stick: 'USB stick' },
    lastAnswer: 'Last answer',
    never: 'never',
    lookUp: 'QR on receipts leads to',
    lookUpBy: {
      province: '{{address}} (the look-up of the province)',
      office: '{{address}} (the address of this office)',
    },
    lookUpNone: 'no page; it is for the counter only',
    outbox: 'Open the outbox',
  },
  keys: {
    heading: 'Keys and fingerprints',
    text: 'Read them to each other by telephone where in doubt. The same row at both ends is the right one.',
    ours: 'Of this office',
    theirs: 'Of the province',
    validTo: 'The key of this office is valid until {{when}}.',
    soon: 'The key is nearly over: {{when}}. Renew it; sending goes on.',
    over: 'The key has been over since {{when}}. The province takes no parcel; join it again.',
    coming: 'New key of this office, not confirmed by the province yet',
    comingText:
      'The keys are being changed: the new one is used once the province confirms it, by network or in an answer file. Until then the one before signs, and sending goes on.',
    renew: 'Renew the key',
    renewAsk: 'Renew the key of the office?',
    renewText:
      'The new key is signed with the present one and sent to the province. The present one holds until the province confirms.',
    renewed:
      'A new key was made, to be used once the province confirms it. Its fingerprint: {{fingerprint}}.',
  },
  settings: {
    heading: 'Line',
    address: 'Address of the server',
    addressText: 'Empty: by stick only.',
    paused: 'Pause the line',
    pausedText: 'Nothing is sent or received by network until this is taken away. Entries are kept here.',
    budget: 'Limit of sending',
    budgetNone: 'No limit',
    budgetSome: 'At most',
    budgetUnit: 'kbit/s',
    budgetBad: 'Enter a whole number from 8 to 1,000,000.',
    files: 'Large files (scans, signed papers)',
    filesAlways: 'Send at any time',
    filesBetween: 'Send only between',
    from: 'From',
    to: 'To',
    filesText: 'Entries are always sent first, whatever the hour.',
    timeBad: 'Write hours and minutes, for example 17:30.',
    saved: 'The line is saved.',
  },
  state: {
    heading: 'State',
    line: 'Line',
    clock: 'Clock',
    clockUnknown: 'Not compared with the province yet.',
    clockGood: 'Agrees with the province.',
    clockAhead:
      'This PC is {{span}} ahead of the province. Set its time right; dates of return may be wrong.',
    clockBehind:
      'This PC is at least {{span}} behind the province. Set its time right; dates of return may be wrong.',
    versions: 'Versions',
    versionsText: '{{ours}} here, {{province}} at the province.',
    versionsOurs: '{{ours}} here; the one of the province is not known.',
    served: 'They understand each other.',
    notServed: 'They do not understand each other. Update the older one; the desk goes on.',
  },
  spans: {
    minutes: '{{count}} min',
    hours: '{{count}} h',
    days: '{{count}} d',
  },
  stickLog: 'Stick files',
  ending: {
    heading: 'End the connection',
    text: 'For an office that goes over to the server of another province, or has to join from the beginning. Tell the administrator of the province first. Here every entry stays, and numbers that were given stay right.',
    again: 'Join again…',
    stop: 'End the connection…',
    yes: 'End the connection',
    ask: 'End the connection to the province?',
    askText:
      'From here on this PC sends nothing to the province and takes nothing of it, by network or by stick. {{unsent}} entries that it has not acknowledged are kept and go to the province that is joined next. The desk goes on with the numbers it was granted; once those are used up, it can give no new codes until a province is joined.',
    done: 'The connection has ended. {{unsent}} entries that the province has not acknowledged are kept on this PC.',
    ended:
      'Ended at {{when}}. {{unsent}} entries that were not acknowledged are kept on this PC. Join again, or another province, in the section beside; do so before the granted numbers are used up.',
  },
};
