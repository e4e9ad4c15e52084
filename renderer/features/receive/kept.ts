import { newRequestId } from '#renderer/office/index.ts';
import { stopKeeping } from '#renderer/ui/index.ts';
import { focusField } from './focus.ts';
import {
  forgetReception as forgetForm,
  forgetReceived as forgetOutcome,
  leaveReceived,
} from './reception-store.ts';

/** Drops what was typed in this window: the person signed out. What the office keeps of it is offered again. */
export function forgetReception(): void {
  stopKeeping('reception');
  forgetForm();
}

/** The next person is called: what was received makes room for a fresh form. What is being filled in stays. */
export function beginAfterReceived(): void {
  if (leaveReceived(newRequestId())) setTimeout(() => focusField('applicant.name'));
}

/** Drops what is known here of a dossier: its personal data was erased. */
export function forgetReceived(id: string): void {
  forgetOutcome(id, newRequestId());
}
