import type { board as vi } from '../vi/board.ts';
import type { Wording } from '../wording.ts';

export const board: Wording<typeof vi> = {
  title: 'Calling board',
  onThisScreen: 'Calling board on this screen',
  newest: 'Now calling',
  invite: 'Number',
  toCounter: 'to counter',
  nothing: 'No number called yet',
  nothingText: 'Please take a number and have a seat. The number called appears here.',
  counters: 'Counters',
  counter: 'Counter {{number}}',
  state: {
    open: 'Free',
    paused: 'Paused',
    closed: 'Not open',
  },
  last: 'Just called',
  waiting: 'Waiting: {{count}}',
  sample: 'SAMPLE DATA',
  opening: 'Opening the calling board…',
  reconnecting: 'Reconnecting…',
  askAtCounter:
    'The board has lost its connection and shows no numbers. Please listen for your number or ask at a counter.',
  notLetIn: 'The office has been started again. Open its address on this screen once more.',
  stopped: 'The board is stopped',
  closed:
    'Nobody has opened the office’s data yet. Sign in at the main PC; the board then goes on by itself.',
  signedOut: 'The session of this board has ended. Press Esc and sign in again.',
  revoked: 'This device is no longer paired as a board. An administrator has to pair it again.',
  leave: 'Leave the board',
  wake: 'Turn the sound on',
  wakeText: 'The browser plays sound only after somebody has pressed here once.',
  again: 'Try the sound again',
  failedText:
    'No sound can be played. Check the loudspeaker of this PC, then press here. Numbers are still shown.',
  soundOn: 'Calls are spoken',
  session: 'Session of {{name}} · Esc: back. When it locks, the board stops.',
  refused: 'Recordings that cannot be used: {{files}}{{more}}',
  reason: {
    name: 'unknown name',
    size: 'empty or larger than 450 kB',
    kind: 'not that kind of file',
    double: 'second file of that name',
    unreadable: 'cannot be read',
    sound: 'cannot be played',
  },
  whole: 'Whole screen',
};
