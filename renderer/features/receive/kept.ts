import { useSyncExternalStore } from 'react';
import { newRequestId } from '#renderer/office/index.ts';
import type { KeepingState } from './drafts/draft-keeper.ts';
import { keeping, stopKeeping } from './drafts/kept-keeper.ts';
import { forgetReception as forgetForm, forgetReceived as forgetOutcome } from './reception-store.ts';

/** Drops what was typed in this window: the person signed out. What the office keeps of it is offered again. */
export function forgetReception(): void {
  stopKeeping();
  forgetForm();
}

/** Drops what is known here of a dossier: its personal data was erased. */
export function forgetReceived(id: string): void {
  forgetOutcome(id, newRequestId());
}

/** Whether what is typed in this window is kept by the office. */
export function useKeeping(): KeepingState {
  return useSyncExternalStore(keeping.subscribe, keeping.get);
}
