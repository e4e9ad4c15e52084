export const numbers = {
  title: 'Codes and clock',
  banner: {
    frozen:
      'Dossier numbers are frozen because this is a copied or restored database. Go on receiving: receipts carry a provisional code (TAM…), the final one is given later.',
    frozenClerk: 'Tell an administrator to confirm the last printed code.',
    frozenAdmin: 'Confirm the last printed code',
    clock: {
      'set-back':
        'The clock of this PC stands before the last entry or the time of the province. Papers printed now are marked.',
      'far-ahead':
        'The clock of this PC has jumped far ahead, or is ahead of the province. Papers printed now are marked.',
      'before-build':
        'The clock of this PC is surely wrong (before this program was made). Papers printed now are marked.',
    },
    clockClerk: 'Have whoever looks after this PC set date and time.',
    clockAdmin: 'Look and mend',
  },
  codes: {
    title: 'Dossier codes',
    good: 'Numbers are given as usual',
    frozen: 'Numbers are frozen',
    meanwhile:
      'Meanwhile the counter goes on with provisional codes ({{count}} so far). When you have confirmed, they get their own; the provisional ones find them for ever.',
    provisional:
      '{{count}} dossiers have a provisional code only: nobody knows how far the numbers of their day were used. It still finds them.',
  },
  found: {
    'behind-mark':
      'This PC knows of entries that the open database does not have: an older copy was put back, or the last entries were lost. Codes given after that copy are not given again.',
    'other-machine': 'This database last ran on another PC, which may have given further codes.',
    'other-file':
      'This database file is a copy, not the file last used on this PC. The other one may have given further codes.',
    'unknown-mark':
      'Nothing on this PC vouches for the open database being the newest. There may be another that gave further codes.',
    restored:
      'This database was just restored from a copy. Further codes may have been given after that copy.',
    since: 'Noticed',
    inside: 'Last entry in the open database',
    outside: 'Last entry this PC knows of',
    station: 'Station before → new station',
    nothing: 'none',
    entry: '{{when}}, last code {{code}}',
    noCode: 'none yet',
    mayLag: '(a few seconds more may have followed)',
  },
  last: {
    code: 'Last dossier code given',
    slip: 'Last slip in book {{volume}}',
    entry: '{{code}}, {{when}}',
    none: 'none yet',
  },
  confirm: {
    code: 'Code on the receipt printed last',
    codeText: 'Type or scan it. Last known code: {{last}}. The next number follows the code you enter.',
    codeTextNone: 'Type or scan it, for example {{example}}. Leave empty if no receipt was ever printed.',
    otherStopped: 'I have checked: the other PC, or the other copy, receives no more dossiers.',
    submit: 'Confirm and go on numbering',
    done: 'Confirmed. {{given}} dossiers with a provisional code got their own.',
    doneSome:
      'Confirmed. {{given}} dossiers got their own code; {{kept}} of earlier days keep the provisional one.',
  },
  releases: {
    title: 'Confirmations',
    line: '{{when}}, {{by}}: last printed code {{code}}.',
    none: '(none was ever printed)',
    unknown: 'Codes after {{after}} up to {{to}}: possibly issued, unknown; never given again.',
    unknownUpTo: 'Codes up to {{to}}: possibly issued, unknown; never given again.',
  },
  stations: {
    title: 'Stations of this database',
    since: 'Since',
    why: 'Why',
    id: 'Station id',
  },
  reasons: {
    'set-up': 'The office was set up',
    'first-mark': 'Copies are watched from here on',
    'behind-mark': 'An older copy was put back',
    'other-machine': 'Moved to another PC',
    'other-file': 'The database file is a copy',
    'unknown-mark': 'Nothing vouches for this being the newest',
    restored: 'Restored from a copy',
  },
  clock: {
    title: 'Clock of this PC',
    good: 'The clock runs in step with the entries',
    troubles: {
      'set-back': 'Clock was set back or is slow',
      'far-ahead': 'Clock jumped far ahead or is fast',
      'before-build': 'Clock is surely wrong',
    },
    compare: 'This PC: {{now}}. Latest trusted time: {{trusted}}.',
    todo: {
      'set-back':
        'If the clock is wrong, set date and time; everything returns to normal by itself, at the latest when the province is reached. If it is right (it was fast before, or is set right and there is no line to the province), press the button.',
      'far-ahead':
        'If the clock is wrong, set date and time; everything returns to normal by itself, at the latest when the province is reached. If it is right (the PC rested for long, or is set right and there is no line to the province), press the button.',
      'before-build':
        'Set date and time. If it is wrong at every start, the battery of the mainboard is empty: have it replaced.',
    },
    confirm: 'The clock is right now',
    confirmed: 'Noted that the clock is right.',
    span: '{{what}}: from {{from}} to {{to}}.',
    lasts: 'now',
    endedBy: '{{by}} said that the clock is right.',
    papers: 'Papers issued while the clock was in doubt',
    code: 'Dossier code',
    what: 'What',
    at: 'Time as recorded',
    kinds: { dossier: 'Received: {{title}}', paper: 'Printed: {{title}}' },
    more: 'There are more; only the latest 500 are shown.',
  },
};
