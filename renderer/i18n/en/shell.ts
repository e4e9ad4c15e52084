import type { shell as vi } from '../vi/shell.ts';
import type { Wording } from '../wording.ts';

export const shell: Wording<typeof vi> = {
  nav: {
    label: 'Screens',
    receive: 'Reception',
    find: 'Dossiers',
    admin: 'Administration',
    users: 'People',
    printing: 'Printers',
    keys: 'Data keys',
    integrity: 'Data check',
    numbers: 'Codes and clock',
    erasure: 'Erase data',
  },
  status: {
    openReasons: 'Reasons of each state',
    printerReady: 'Printer ready',
    printerBusy: 'Printing',
    printerStopped: 'Printer stopped',
    printerUnknown: 'Printer unknown',
    printerNone: 'No printer chosen',
    jobsInDoubt: '{{count}} print jobs to look at',
    jobsWaiting: '{{count}} print jobs waiting',
    written: 'Written {{time}}',
    nothingWritten: 'Nothing written yet',
    held: 'No province server · {{count}} held',
    clockTrouble: 'Clock is not right',
    numbersFrozen: 'Numbers frozen, provisional codes',
    markLost: 'No mark outside the data',
    verifyBroken: 'Data was altered outside the program',
    verifyRunning: 'Checking the data',
    receivedToday: '{{count}} received today',
    loading: 'Asking for the state…',
    lost: 'Connection lost',
  },
  reasons: {
    title: 'State of this PC',
    printer: 'Printer',
    printerNone:
      'No printer is chosen. Dossiers are saved all the same; an administrator chooses one in Administration → Printers.',
    jobs: 'Print jobs that need a person',
    jobsNone: 'No print job waits for an answer.',
    database: 'Database',
    databaseWritten: 'Last entry: {{when}}. Every dossier whose code was shown is on the disk.',
    databaseEmpty: 'Nothing is written yet.',
    verified: {
      ok: 'The chain of entries was checked and is whole.',
      running: 'The chain of entries is being checked.',
      broken:
        'The chain of entries is broken: the data was altered outside the program. Tell an administrator now.',
      'not-yet': 'The chain of entries was not checked since this PC was started.',
    },
    exchange: 'Province server',
    exchangeNotSetUp:
      'No province server is connected. {{count}} entries are held on this PC and will all be sent once it is. Reception goes on.',
    clock: 'Clock',
    clockBad: {
      'set-back':
        'The clock stands before the latest entry. Set the time in Windows; papers printed meanwhile are marked.',
      'far-ahead':
        'The clock has jumped far ahead. Set the time in Windows, or an administrator confirms it at Codes and clock; papers printed meanwhile are marked.',
      'before-build':
        'The clock is surely wrong: it stands before this program was made. Set the time in Windows; if it is wrong at every start, the battery of the mainboard is empty.',
    },
    numbers: 'Dossier codes',
    numbersGood: 'Numbers are given as usual.',
    numbersFrozen:
      'This is a copied or restored database, so numbers are frozen and papers carry provisional codes. An administrator confirms the last printed code at Codes and clock.',
    markLost:
      'The mark outside the data directory could not be written; a copied or older database might go unnoticed. Have the rights of this PC checked.',
    clockGood: 'The clock agrees with the order of the entries.',
  },
  user: {
    menu: 'Account',
    lock: 'Lock the screen',
    signOut: 'Sign out',
    changePassword: 'Change password',
    larger: 'Larger type',
    smaller: 'Smaller type',
    toLight: 'Light background',
    toDark: 'Dark background',
    clerk: 'Reception clerk',
    administrator: 'Administrator',
    signOutAsk: 'Sign out of this PC?',
    signOutWarning:
      'A form that is half entered is left for the office; it can be opened again at any counter.',
  },
  password: {
    title: 'Change password',
    current: 'Current password',
    next: 'New password',
    repeat: 'New password again',
    rule: 'At least 10 characters. A short sentence is best.',
    short: 'The new password needs at least 10 characters.',
    differs: 'The two new passwords are not the same.',
    done: 'The password is changed.',
  },
  palette: {
    title: 'Go to',
    placeholder: 'Screen, dossier code, name, personal number, phone, procedure…',
    screens: 'Screens',
    actions: 'Actions',
    dossiers: 'Dossiers',
    procedures: 'Procedures',
    nothing: 'Nothing matches “{{query}}”. Try fewer words; accents do not matter.',
    carry: 'Search all dossiers for “{{query}}”',
    begin: 'Type a few words, with or without accents. ↑↓ choose, Enter opens.',
  },
  lock: {
    title: 'The screen is locked',
    kept: 'What was typed is kept.',
    unlock: 'Unlock',
    other: 'Someone else signs in',
    otherWarning: 'Does someone else need this PC? What {{name}} was typing is left to go on with later.',
  },
  connection: {
    lost: 'The connection to the office is lost. Reconnecting, try {{attempt}}. What you typed is kept.',
    notLetIn:
      'The program was started again. Open the new address it shows; this window reconnects by itself, and what you typed is kept.',
    connecting: 'Opening Trạm Một Cửa…',
    slow: 'The office does not answer yet. Please wait; after a minute close and open the program.',
    now: 'Reconnect now',
    incompatibleTitle: 'This screen must be loaded again',
    incompatible: 'The office’s program was updated. Reload this screen to go on.',
    reload: 'Reload',
  },
  crash: {
    title: 'This screen failed',
    text: 'Every dossier whose code was shown is safe. Open the screen again; if it fails again, give an administrator the text below.',
    again: 'Open the screen again',
  },
  notFound: {
    title: 'There is no such screen',
    text: 'The address is wrong or this account may not open it. Press Ctrl+K to go elsewhere.',
  },
  sample: 'Sample data',
};
