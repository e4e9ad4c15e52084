import type { slips as vi } from '../vi/slips.ts';
import type { Wording } from '../wording.ts';

export const slips: Wording<typeof vi> = {
  titles: { supplement: 'Request for supplement', refusal: 'Refusal to receive' },
  notes: {
    supplement: 'Name everything that is missing, at once. The dossier is not received yet.',
    refusal: 'Say why. The dossier is not received.',
  },
  actions: { supplement: 'Request papers', refusal: 'Refuse' },
  shortActions: { supplement: 'Request', refusal: 'Refuse' },
  matter: 'What is asked for',
  matterHint: 'where no procedure fits; else Esc goes back to choose one',
  gaps: {
    title: 'To be supplied or completed',
    head: 'Papers to be supplied',
    table: 'Papers to be supplied',
    asked: 'asked for',
    notAsked: 'not asked for',
    tickHint: 'choose · type the number',
    lineHint: 'add in words',
    line: 'To be completed {{number}}',
    lineExample: 'add in words, such as Declaration not signed; Enter begins the next line',
  },
  reason: {
    supplement: 'Reason of the request',
    refusal: 'Reason of the refusal',
    text: 'In more detail',
    textHint: {
      supplement: 'printed after the reason, optional',
      refusal: 'article and clause; which office is competent',
      needed: 'printed after the reason, required',
    },
  },
  until: 'Best supplied until the end of',
  give: 'Give the slip and print',
  back: 'Back to the form',
  idle: 'Only F2 records and prints the slip',
  enterOnly: 'Enter only moves on. Press F2 to give the slip.',
  backToField: 'Correct this field, then open the slip again. What the slip says is kept.',
  problems: {
    matter: 'Say what the person asks for, or go back with Esc and choose a procedure.',
    gaps: 'Choose a missing paper, or write at least one thing to be completed.',
    reason: 'Choose a reason.',
    reasonText: 'This reason needs more detail.',
    until: 'Type a date such as 30/11/2026, or leave it empty.',
  },
  received: { number: 'Number of the slip', reason: 'Reason', gaps: 'To be supplied' },
  follows: {
    title: 'Reception that follows slip {{code}}',
    asked: 'asked for:',
    part: 'Part from the slip',
    join: 'Go on with this slip',
    open: 'Open the slip',
    expected: 'asked for by the slip',
    found: {
      supplement: 'Papers were asked for on {{when}}, slip {{code}}.',
      refusal: 'Refused on {{when}}, slip {{code}}.',
    },
  },
  keys: {
    supplement: 'Request for supplement (form 02)',
    refusal: 'Refuse to receive (form 03)',
    give: 'Give the slip and print',
    back: 'Back to the form (what the slip says is kept)',
    line: 'Add something to be completed',
    join: 'Go on with the slip of this person; pressed again: part from it',
  },
};
