import type { pair as vi } from '../vi/pair.ts';
import type { Wording } from '../wording.ts';

export const pair: Wording<typeof vi> = {
  title: 'Pair this device with the office',
  officeUnknown: 'The office is locked',
  compareTitle: 'Compare the fingerprint of the certificate',
  compareText:
    'Open the details of this page’s certificate in the browser (button left of the address) and compare its SHA-256 line with the one on the administrator’s screen. One different character: stop and tell the administrator.',
  fingerprint: 'SHA-256 fingerprint as the office tells it',
  codeTitle: 'Type the pairing code',
  codeText:
    'An administrator makes the code at Administration → Local network. It has 8 characters and is good once, for 5 minutes; upper or lower case does not matter.',
  code: 'Pairing code',
  codeMissing: 'The code has 8 characters. Type all of them.',
  send: 'Send the code',
  waitingTitle: 'Waiting for the administrator',
  waiting:
    'The code is right. The administrator sees this device on their screen and has to press “Let in”. Keep this page open.',
  gone: 'The administrator refused, or the 5 minutes are over. Ask for a new code and type it again.',
  entering: 'Let in. Opening the screen of this device…',
  locked:
    'The office is locked: nobody has signed in since the main PC was started. As soon as somebody does, this screen goes on by itself.',
  lockedTitle: 'Waiting for the office to open',
  new: 'The main PC is not set up yet. Set the office up there first.',
};
