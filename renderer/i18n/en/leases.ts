import type { leases as vi } from '../vi/leases.ts';
import type { Wording } from '../wording.ts';

export const leases: Wording<typeof vi> = {
  title: 'Numbers granted by the province',
  today: {
    title: 'Today',
    own: 'The office grants its numbers itself. Once it joins a province, the province grants them instead.',
    ownJoined:
      'This office joined a province that has granted no range yet. The office grants its numbers itself until the first range comes, with the next answer of the province (by network or USB).',
    province: 'Numbers of dossiers come from ranges that the province granted to this station alone.',
    frozen:
      'Numbers are frozen because this is a restored database or a copy. Dossiers get provisional codes until the province grants a new range or an administrator confirms the last printed code.',
    toNumbers: 'Open codes and clock',
    use: '{{used}} of {{total}} numbers of {{day}} used, {{left}} left',
    none: 'No range can be used today.',
    until: 'The province’s ranges reach until the end of {{day}} ({{days}} days after today).',
    ahead: 'The days ahead',
    aheadNone: 'no range yet',
    aheadLeft: '{{left}} of {{total}} numbers left',
    asked:
      'The next time this office reaches the province (by network or USB), it asks for ranges from {{day}} on.',
    askedAfter:
      'The next time this office reaches the province (by network or USB), it asks for ranges for the days after {{day}}.',
    askedMore: 'The next time it reaches the province it asks for {{more}} more numbers for {{day}}.',
  },
  warnings: {
    'day-low': 'Only {{left}} of {{total}} numbers of {{day}} are left.',
    'day-out': 'The numbers of {{day}} are used up: nothing can be received until there are more.',
    'no-lease': 'There is no range for {{day}}: nothing can be received until the province grants one.',
    'ends-soon': 'The province’s ranges end after {{day}} ({{days}} days left).',
    todoProvince:
      'Export to USB, take it to the province and import the answer file; where no new numbers come, ask the province to widen the share of this office.',
    todoAsked:
      'The office asks for more with everything it sends; where none come, ask the province to widen the share of this office.',
    todoLine: 'Reach the province again (see the outbox), or export to USB and import the answer file.',
    todoRefused: 'The province takes nothing of this office: see why under Connection to the province.',
    todoEnded: 'Join the province again, by network or by USB.',
    todoOwn: 'The office’s own range is at the limit of the code. Join the province to get more.',
    todoClerk: 'Tell an administrator.',
    see: 'See the numbers',
  },
  frozenWaits:
    'The province grants this office its numbers, so no printed code has to be confirmed: reach the province by network, or export to USB and import the answer file. It grants this station a new range, and dossiers with provisional codes get theirs.',
  list: {
    title: 'Ranges',
    none: 'The province has granted no range yet.',
    days: 'Days',
    serials: 'Numbers',
    station: 'Station',
    granted: 'Granted at',
    standing: 'State',
    here: 'This station',
    other: 'Another station ({{station}}): not used here',
    'in-use': 'In use',
    coming: 'Not yet',
    over: 'Over',
    endedEarly: 'Ended early by the province: until the end of {{day}}',
    span: '{{first}} to {{last}}',
  },
  gaps: {
    title: 'Numbers given and left out',
    explain:
      'Each number of a day belongs to a dossier, or there is a reason why it is not used any more. A cancelled number or one left out is never given again.',
    none: 'No number has been given yet.',
    day: 'Day',
    given: 'Given',
    cancelled: 'Cancelled',
    unknown: 'Possibly given',
    skipped: 'Passed over',
    unexplained: 'No reason known',
    which: 'Numbers',
    all: '{{first}} to {{last}}, none left out',
    states: {
      given: 'given',
      cancelled: 'cancelled',
      unknown: 'possibly given by another copy, nobody knows',
      skipped: 'passed over because the code was entered from elsewhere',
      unexplained: 'no reason known: tell the support',
    },
    newer: 'Newer days',
    older: 'Older days',
    export: 'Save as CSV file',
    exporting: 'Collecting: {{count}} days',
    fileName: 'numbers-{{agency}}.csv',
    csv: { day: 'Day', agency: 'Agency code', first: 'From', last: 'To', count: 'Count', state: 'State' },
  },
};
