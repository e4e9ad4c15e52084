import { type Connection, type ValueStore, valueStore } from '#renderer/office/index.ts';
import type { ReceptionStore } from '../reception-store.ts';
import { createDraftKeeper, type DraftKeeper, type KeepingState, type OnStanding } from './draft-keeper.ts';
import { claimWindowId } from './window-id.ts';

let kept: { store: ReceptionStore; keeper: DraftKeeper; end: () => void } | null = null;

/** Whether what is typed in this window is kept; for the status bar, on every screen. */
export const keeping: ValueStore<KeepingState> = valueStore<KeepingState>({ phase: 'kept' });

let windowId: string | null = null;
let claiming: Promise<string> | null = null;

/** The id of this window; the first call claims it. */
export function ownWindowId(): Promise<string> {
  claiming ??= claimWindowId({
    session: window.sessionStorage,
    local: window.localStorage,
    locks: navigator.locks as LockManager | undefined,
    newId: () => crypto.randomUUID(),
  }).then((id) => {
    windowId = id;
    return id;
  });
  return claiming;
}

/** The keeper of a reception; it lives as long as that one does, on whatever screen. */
export function keptKeeper(
  store: ReceptionStore,
  connection: Connection,
  onStanding: OnStanding,
): DraftKeeper {
  if (kept?.store === store) return kept.keeper;
  stopKeeping();
  const { client } = connection;
  const keeper = createDraftKeeper({
    read: store.get,
    isReachable: () => connection.state.get().phase === 'open' && connection.token.read() !== null,
    send: async (message) => {
      // Not awaited where it is known: who is leaving must be overtaken by what they typed.
      const { standing } = await client.drafts.save({
        ...message,
        window: windowId ?? (await ownWindowId()),
      });
      return standing;
    },
    discard: async (requestId) =>
      client.drafts.discard({ requestId, window: windowId ?? (await ownWindowId()) }),
    onStanding,
  });
  const ends = [
    store.subscribe(keeper.changed),
    keeper.state.subscribe(() => keeping.set(keeper.state.get())),
  ];
  kept = {
    store,
    keeper,
    end: () => {
      keeper.stop();
      for (const end of ends) end();
    },
  };
  return keeper;
}

/** The person signed out: nothing of theirs is sent any more. */
export function stopKeeping(): void {
  kept?.end();
  kept = null;
}
