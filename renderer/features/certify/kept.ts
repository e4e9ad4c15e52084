import { stopKeeping } from '#renderer/ui/index.ts';
import { forgetCertify as forgetLine } from './certify-store.ts';

/** Drops what was typed in this window: the person signed out. What the office keeps of it is offered again. */
export function forgetCertify(): void {
  stopKeeping('certify');
  forgetLine();
}
