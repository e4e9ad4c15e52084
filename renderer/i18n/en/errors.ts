import type { errors as vi } from '../vi/errors.ts';
import type { Wording } from '../wording.ts';

export const errors: Wording<typeof vi> = {
  'invalid-input': 'Something that was sent is not right. Look at the marked fields and try again.',
  'signed-out': 'Your session has ended. Sign in again; what you typed is kept.',
  'not-allowed': 'This account may not do that. Ask an administrator.',
  'wrong-password': 'Wrong sign-in name or password. Check Caps Lock and the Vietnamese input method.',
  'too-many-attempts': 'Wrong several times. Wait a little, then try again.',
  'wrong-recovery-key': 'Wrong recovery key. Check each group of characters on the printed sheet.',
  'already-set-up': 'This PC is already set up.',
  'not-set-up': 'This PC is not set up yet. Follow the steps on the first screen.',
  locked: 'The database is locked. Sign in to open it.',
  'not-found': 'Not found. It may have been changed or removed.',
  erased:
    'The personal data of this dossier was erased by law; only its code, its date and the ground are left.',
  'dossier-open':
    'This dossier is still being processed. Finish or withdraw it first, or write why it must be erased now.',
  'confirmation-differs':
    'The code or number typed to confirm does not match. Type it again as it stands on the screen.',
  'name-taken': 'This name is taken. Choose another.',
  'weak-password': 'The password is too short or too easy to guess. Use at least 10 characters.',
  'old-key-wraps':
    'The keys of some people are of the old form. Each signs in once, or an administrator gives them a new password.',
  'rekey-running': 'The database is getting a new key. Wait until that is done, then try again.',
  'key-store-missing':
    'This PC has no key store of the operating system that can be used. Signing in still opens the database.',
  'unknown-procedure': 'This procedure is not in the catalogue in force. Choose again.',
  'due-needed': 'The catalogue has no usable time limit. Enter the due date and the reason.',
  'due-in-past': 'The due date must be after the reception. Enter it again.',
  'fee-needed': 'The province sets this fee and the catalogue lacks it. Enter the amount (0 if exempt).',
  'exemption-needs-ground': 'Write down the ground of the exemption (the paper you have seen).',
  'no-serial-left': 'Today’s numbers are used up. Ask an administrator for more.',
  'request-reused':
    'This form was already received, or a slip given, with other content. Open that dossier and compare.',
  'device-not-paired':
    'This device is not paired with the office, or was removed. Ask an administrator for a code and pair it again.',
  'pairing-failed':
    'The code is wrong, has run out or was used. Ask an administrator for a new one and type it again.',
  'ticket-of-another-day':
    'This ticket is of another day: its number is not good any more, so it is not printed again. Issue a new number.',
  'pairing-running':
    'Another administrator is pairing a device. Wait until they are done, or cancel their code first.',
  'address-taken': 'This address or port could not be opened on this PC. Choose another address or port.',
  'queue-full':
    "Today's numbers of this group are used up (999). Choose another group or ask the information desk.",
  'counter-taken': 'Somebody sits at this counter. Choose another one, or ask them to leave it first.',
  'no-counter': 'No counter is chosen. Choose where you sit, then call.',
  'ticket-moved': 'This ticket was just dealt with elsewhere. Look at the queue again and go on.',
  'queue-settings-wrong': "These queue settings can't be used yet. Mend what is marked and save again.",
  'token-missing': 'This signing token is not there. Plug it in again, then press Look again.',
  'token-failed':
    'The signing token reports an error. Pull it out, plug it in and try again; what was signed stays signed.',
  'pin-wrong': 'Wrong PIN. Look how many tries are left before you type it again.',
  'pin-locked':
    'The signing token is locked after wrong PINs. Ask whoever issued the certificate to unlock it.',
  'pin-last-try':
    'Only one try of the PIN is left; another mistake locks the signing token. Be sure, then confirm to type it.',
  'session-ended': 'The signing token was closed. Type the PIN to go on signing.',
  'not-signable': 'This file can not be signed. Read why, mend it and try again.',
  'signing-running': 'This batch is being signed. Wait for its end or press Stop, then do it again.',
  'draft-taken':
    'Somebody goes on with this form elsewhere. Go on there, or open it again from the list of unfinished forms.',
  'slip-settled':
    'This slip was already followed by a reception, or cancelled. Open it to see the dossier, or receive anew.',
  'corrected-meanwhile':
    'Somebody else has just corrected this dossier. Look at what changed and do it again on the new revision.',
  'due-changes': 'The due date changes. Look at the old and the new date and confirm.',
  'nothing-corrected': 'Nothing differs from the present revision. Correct at least one thing.',
  'dossier-cancelled':
    'This dossier is cancelled and can neither be corrected nor cancelled again. Receive a new one if needed.',
  'dossier-closed': 'This dossier is closed and can no longer be corrected or cancelled.',
  'fee-taken-meanwhile':
    'Money was just taken for this dossier elsewhere. See what was taken before taking more.',
  'more-than-due': 'That is more than what is still due. Look again, or confirm that it was taken.',
  'receipt-settled': 'This payment no longer stands so. Look at the list again, then go on.',
  'receipt-number-taken':
    'This receipt number is entered for another payment already. Look at each character.',
  'collector-unknown':
    'Name and tax code of the collecting body are missing. An administrator enters them on the page Fee receipts before exporting.',
  'exchange-refused': `The province's server refuses. See the reason, then try again.`,
  'exchange-unreachable': `The province's server can't be reached. Check the network and the address and try again, or use a USB stick; the desk goes on.`,
  'already-enrolled': `This office is joined to a province already. To join another, end the present connection first.`,
  'not-enrolled': `This office is not joined to a province yet. Ask an administrator to do it on the page "Province".`,
  'pack-superseded': 'A newer version of this kind is in force, so this pack can no longer be used.',
  'pack-unusable':
    'This pack cannot be used. See why, then tell the province’s administrator to publish it anew.',
  'stick-failed': `The file on the USB stick can't be read or written. Plug the stick in again, check its free space and try again.`,
  'printer-missing': 'The chosen printer is not there. Check cable and power, or choose another printer.',
  'print-failed': 'The printer reports an error. Check it, then print again; the dossier is saved.',
  'file-damaged': 'The archived paper is damaged or was altered. Tell an administrator.',
  'copy-place-missing':
    'The place for copies is not there. Plug the stick in again or reconnect the disk, check the path, then try again.',
  'copy-place-full': 'The place for copies is full. Free some space or choose another disk, then copy again.',
  'copy-place-unwritable':
    'The place for copies cannot be written. Unlock the stick or choose another folder.',
  'copy-running': 'A copy or a trial restore is running. Wait for it or press Stop.',
  'copy-unusable': 'This is not a usable copy of Trạm Một Cửa. Choose another one.',
  'wrong-key': 'The key does not open this database. Use the recovery key or tell an administrator.',
  'database-damaged':
    'The database is damaged. Leave the PC on and tell an administrator to restore a backup.',
  'database-newer': 'A newer version wrote this database. Update Trạm Một Cửa on this PC.',
  'database-full': 'The disk is full, so nothing was written. Free some space and do it again.',
  'database-busy': 'Another program is using the database. Close it and try again.',
  'database-unwritable':
    'The data folder cannot be written. Check the disk and the right to write, then start the program again.',
  'client-too-old': 'This screen is older than the office’s server. Reload the page.',
  timeout: 'No answer yet. It may have been written; try again, repeating is safe.',
  disconnected: 'The connection to the office is lost. Reconnecting; what you typed is kept.',
  internal: 'The program made an error. What you typed is kept; try again or tell an administrator.',
};
