import type { Dossier } from './dossier.ts';

/** What an entry of reception makes of nothing: a dossier in state `received`. Pure; office and province share it. */
export function applyReceived(received: Omit<Dossier, 'state'>): Dossier {
  return { ...received, state: 'received' };
}
