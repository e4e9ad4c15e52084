import type { DoctorFinding } from '#shared/contract/index.ts';

/** What was found and what to do, by the code of the cause. Names of ports and programs stand in the office's own text. */
type Wording = readonly [found: string, advice: string];

const REINSTALL = 'Install Trạm Một Cửa again with the installer for the operating system of this PC.';
const PLUG =
  'Plug the cable in again and switch the device on. If it or its cable was exchanged, choose it again.';
const WITHOUT_STATUS =
  'If this make never tells its state and prints all the same, switch “tells its state” off where the printer is chosen.';

/** Causes that mean the same wherever they are found. */
const BY_CAUSE: Readonly<Record<string, Wording>> = {
  ok: ['In order.', ''],
  waits: ['Not looked at: mend what stands above first.', ''],
  tcp: ['Not needed: the printer is reached over the network.', ''],
  serial: ['Not needed with this kind of connection.', ''],
  simulated: ['Not needed: the device is simulated.', ''],
  windows: ['Windows has no groups for the use of ports.', ''],
  internal: [
    'This could not be examined because of a fault of the program.',
    'Examine again; if it stays, save the support bundle and send it to whoever helps.',
  ],
  'driver-missing': ['The driver of serial ports (serialport) could not be loaded.', REINSTALL],
  'module-missing': [
    'The part that reads HID devices (node-hid) could not be loaded.',
    `Printing and scanning go on. ${REINSTALL}`,
  ],
  'drawing-missing': [
    'The part that draws tickets (@napi-rs/canvas) could not be loaded: no ticket can be printed.',
    REINSTALL,
  ],
  'no-udev': [
    'The package “udev” is missing, so serial ports cannot be listed.',
    'Install it (sudo apt install udev), or type the path of the port, for example /dev/ttyUSB0.',
  ],
  'no-ports': [
    'No serial port is plugged in.',
    'Plug the cable in again, or into another socket. On Windows look in the Device Manager: an exclamation mark means that the driver of the USB–RS232 cable is missing.',
  ],
  'no-ports-brltty': [
    'No serial port is plugged in, and “brltty” is running, which takes USB–RS232 cables.',
    'Remove it (sudo apt remove brltty), then plug the cable in again.',
  ],
  'port-missing': ['The device was not found at any port.', PLUG],
  'port-not-allowed': [
    'The account under which the program runs may not use the port.',
    'The administrator of the PC puts the account into the group of the port (usually: sudo usermod -aG dialout $USER); then sign out of the PC and in again.',
  ],
  'sign-in-again': [
    'The account was put into the group of the port, but the session has not got that right yet.',
    'Sign out of the PC and in again (or restart it), then open Trạm Một Cửa again.',
  ],
  'port-busy': [
    'Another program, or another device of this program, holds the port.',
    'Close that program (printer tools, tills, terminals), choose two different ports for printer and scanner, or restart the PC; then examine again.',
  ],
  'port-unusable': ['The port could not be opened.', PLUG],
  'host-unreachable': [
    'Nothing answers at the network address of the printer.',
    'Check address and port, the cable and that the printer is on.',
  ],
  'wrong-baud': [
    'The speed is wrong: the printer answers at another one.',
    'Set the speed at which it answers.',
  ],
  'no-answer': [
    'The line could be opened, but nothing was heard at any speed that was tried.',
    `Check power and cable of the printer; an RS232 cable must be the printer’s own. ${WITHOUT_STATUS}`,
  ],
  garbled: [
    'The line could be opened, but only noise was heard at every speed that was tried.',
    `Check cable and speed of the printer, and whether the device at this port is a ticket printer (ESC/POS). ${WITHOUT_STATUS}`,
  ],
  'no-status': ['The printer takes tickets but does not tell its state.', WITHOUT_STATUS],
  'told-not-to-answer': [
    'By its settings this printer never tells its state, so it cannot be asked.',
    'If it can tell it, switch that on: tickets that did not come out will be known.',
  ],
  'tells-nothing': ['This printer does not tell of paper and cover.', ''],
  stalled: ['The printer takes no more data.', 'Switch it off and on; check paper and cover.'],
  unplugged: ['The printer was unplugged.', PLUG],
  'paper-out': ['The printer is out of paper.', 'Put in a new roll.'],
  'paper-near-end': ['The paper is nearly at its end.', 'Have a new roll ready.'],
  'cover-open': ['The cover of the printer is open.', 'Close it.'],
  offline: ['The printer is switched to offline.', 'Switch it to online, or off and on.'],
  'printer-error': [
    'The printer reports an error.',
    'Look for jammed paper or the knife; switch it off and on.',
  ],
  'not-confirmed': [
    'The printer did not confirm the last ticket.',
    'Look whether it came out, and answer the question about it.',
  ],
  interrupted: ['Printing was interrupted.', 'Examine again.'],
  expired: ['The last ticket was too old to be printed.', 'Issue a new number.'],
  'not-printed': ['The last ticket was not printed.', 'Print it again, or issue a new number.'],
  'station-away': ['The PC of that counter is not connected.', 'Start the program on that PC.'],
  'station-lost': [
    'The connection to the PC of that counter was lost.',
    'Check its network and that the program runs.',
  ],
  slow: [
    'The printer is ready, but its speed is low: each ticket takes many seconds.',
    'Set printer and program to 115200 both (see the manual of the printer).',
  ],
  opening: ['The port is being opened.', 'Examine again in a moment.'],
  lost: ['The line of the scanner was lost.', PLUG],
  stopped: [
    'The document printer is stopped.',
    'Check paper, cover, power and the print queue of the operating system.',
  ],
  'jobs-in-doubt': [
    'Nobody has said of some print jobs whether they came out.',
    'Answer for each of them at Administration → Printing.',
  ],
  'set-back': [
    'The clock of the PC is behind the last entry or the time of the province.',
    'Set the clock of the PC; if it is right, confirm it at Administration → Codes and clock.',
  ],
  'far-ahead': [
    'The clock of the PC has jumped far ahead, or is ahead of the province.',
    'Set the clock of the PC; if it is right, confirm it at Administration → Codes and clock.',
  ],
  'before-build': [
    'The clock of the PC is certainly wrong: it stands before this program was made.',
    'Set the clock of the PC.',
  ],
  'nearly-full': ['The disk of the data is nearly full.', 'Make room on it now.'],
  'little-left': ['Little room is left on the disk of the data.', 'Make room on it soon.'],
  'not-kept': [
    'The mark outside the data could not be written; an older copy put back may go unnoticed.',
    'The administrator of the PC checks the right to write into the account’s own folder.',
  ],
};

/** Causes that mean something of their own in one place. */
const BY_PLACE: Readonly<Record<string, Wording>> = {
  'printer-port/not-chosen': ['No ticket printer is chosen.', ''],
  'printer-rights/not-chosen': ['No ticket printer is chosen.', ''],
  'printer-busy/not-chosen': ['No ticket printer is chosen.', ''],
  'printer-answer/not-chosen': ['No ticket printer is chosen.', ''],
  'printer-state/not-chosen': ['No ticket printer is chosen.', ''],
  'scanner-line/not-chosen': ['No serial scanner is chosen; scanners that type need none.', ''],
  'document-printer/not-chosen': [
    'No document printer is chosen, or it is there no more.',
    'Choose one at Administration → Printing.',
  ],
  'serial-ports/not-listed': [
    'The operating system does not let serial ports be listed.',
    'Type the path of the port, for example /dev/ttyUSB0 or COM3.',
  ],
  'hid/not-listed': [
    'The operating system does not let HID devices be listed.',
    'Printing and scanning go on. Tell the administrator of the PC.',
  ],
  'document-printer/unknown': [
    'The operating system does not tell how the document printer stands.',
    'Print a paper to try it.',
  ],
  'disk/unknown': ['The operating system does not tell how much room is left on the disk.', 'Look yourself.'],
};

/** A finding in English; undefined for a cause that this screen does not know. */
export function findingInEnglish({
  check,
  cause,
}: Pick<DoctorFinding, 'check' | 'cause'>): Wording | undefined {
  return BY_PLACE[`${check}/${cause}`] ?? BY_CAUSE[cause];
}
