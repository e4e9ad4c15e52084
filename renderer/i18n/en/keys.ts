import type { keys as vietnamese } from '../vi/keys.ts';
import type { Wording } from '../wording.ts';

export const keys: Wording<typeof vietnamese> = {
  title: 'Data keys',
  who: 'Who can open the data',
  whoText: 'After a power cut, the sign-in of any of these people opens the database.',
  person: 'Person',
  opening: 'By password',
  opens: {
    yes: 'opens',
    old: 'old form, must sign in once',
    no: 'closed, does not open',
    'new-password-needed': 'needs a new password',
  },
  fix: 'Give whoever needs one a new password under “Users”; an old form is renewed when its owner signs in.',
  recovery: 'Recovery key',
  recoveryText: 'The sheet in the safe: opens the data when every password is forgotten.',
  madeAt: 'Made {{when}}.',
  madeBefore: 'Made by an earlier release.',
  recoveryOld: 'Of the old form: make a new one, or the data key can’t be changed.',
  newRecovery: 'Make a new recovery key',
  newRecoveryText:
    'The new key is shown once, to print. The old sheet holds until the last group of the new key is typed back.',
  confirmRecovery: 'Use the new key, drop the old one',
  recoveryDone: 'The new recovery key is in force. Destroy the old sheet.',
  sheetNote: 'Replaces the sheet before, which opens nothing any more: destroy it.',
  store: 'Key store of this PC',
  storeText:
    'The operating system keeps the key for this computer account, so that the program opens the data when it starts.',
  storeState: {
    on: 'in use',
    off: 'switched off',
    absent: 'none in this way of running',
    'not-real': 'this PC has no real one',
  },
  storeOnText: 'After a restart the data opens by itself; people still sign in to work.',
  storeOffText: 'The data opens only when somebody signs in.',
  storeMissingText:
    'The operating system can’t keep the key here. The data opens when somebody signs in; nothing needs to be done.',
  storeOff: 'Switch the store off',
  storeOn: 'Use the store',
  storeOffAsk: 'Switch the key store of this PC off?',
  storeOffAskText:
    'From the next start on the data opens only when somebody signs in. It can be switched on again at any time.',
  storeIsOff: 'The key store is off. From now on the data opens only when somebody signs in.',
  storeIsOn: 'The key store of this PC is in use.',
  rekey: 'Change the data key',
  rekeyText:
    'When a stick or PC with a copy was lost, or somebody who knew a password left: all data is written anew under a new key. Nobody has to change a password.',
  rekeyTextLater:
    'Copies made before still open by the passwords of that time: make a new copy, then destroy the old ones. Where somebody may know a password, reset that first.',
  rekeyMadeAt: 'The present key was made {{when}}.',
  rekeyButton: 'Change the data key',
  rekeyAsk:
    'The counters go on while the data is written anew; at the end the program pauses for some seconds. A power cut loses nothing at any moment.',
  rekeyStarting: 'Preparing…',
  rekeyRunning: 'Written anew: {{done}} of {{total}} MB. The counters go on working.',
  rekeySwitching: 'Changing over to the new key. The program pauses for some seconds.',
  rekeyDone: 'The data has a new key',
  rekeyDoneText: 'Everybody signs in as before. Make a new copy now and destroy the old ones.',
  rekeyStopped: 'Stopped. The old key is in use, nothing was changed.',
  rekeyElsewhere: 'The key is being changed on another screen.',
  password: 'Your password',
  passwordText: 'Type your own password again to go on.',
  passwordMissing: 'Type your password.',
  go: 'Go on',
};
