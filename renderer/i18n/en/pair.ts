import type { pair as vi } from '../vi/pair.ts';
import type { Wording } from '../wording.ts';

export const pair: Wording<typeof vi> = {
  title: 'Pair this device with the office',
  officeUnknown: 'The office is locked',
  compareTitle: 'Compare the fingerprint of the certificate',
  compareText:
    'In this browser press the button left of the address, open the details of the certificate and read its SHA-256 line. Compare it with the one on the administrator’s screen (Administration → Local network). Do not compare with anything that stands in a page: only what the browser itself shows is proof. One different character: stop and tell the administrator.',
  codeTitle: 'Type the pairing code',
  codeText:
    'An administrator makes the code at Administration → Local network. It has 8 characters and is good once, for 5 minutes; upper or lower case does not matter.',
  code: 'Pairing code',
  codeMissing: 'The code has 8 characters. Type all of them.',
  send: 'Send the code',
  waitingTitle: 'Waiting for the administrator',
  waiting:
    'The code is right. Read these 4 digits to the administrator, who types them on their own screen and presses “Let in”. Keep this page open.',
  digits: 'Number of this device',
  gone: 'The administrator refused, or the 5 minutes are over. Ask for a new code and type it again.',
  entering: 'Let in. Opening the screen of this device…',
  locked:
    'The office is locked: nobody has signed in since the main PC was started. As soon as somebody does, this screen goes on by itself.',
  lockedTitle: 'Waiting for the office to open',
  new: 'The main PC is not set up yet. Set the office up there first.',
};
