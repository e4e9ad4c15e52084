import { useSyncExternalStore } from 'react';
import { type Connection, type ValueStore, valueStore } from '#renderer/office/index.ts';
import type { DraftKind } from '#shared/contract/index.ts';
import {
  createDraftKeeper,
  type DraftKeeper,
  type DraftSource,
  type KeepingState,
  type OnStanding,
} from './draft-keeper.ts';
import { claimWindowId } from './window-id.ts';

const kept = new Map<DraftKind, { owner: object; keeper: DraftKeeper; end: () => void }>();

/** Whether what is typed in this window is kept, on whatever screen; of several the one that is worst off. */
const KEPT: KeepingState = { phase: 'kept' };
const keeping: ValueStore<KeepingState> = valueStore<KeepingState>(KEPT);

const WORST_FIRST = ['failed', 'waiting', 'unkept'] as const;

function tellKeeping(): void {
  const states = [...kept.values()].map(({ keeper }) => keeper.state.get());
  const worst = WORST_FIRST.map((phase) => states.find((state) => state.phase === phase));
  const next = worst.find((state) => state !== undefined) ?? KEPT;
  if (next !== keeping.get()) keeping.set(next);
}

/** Whether what is typed in this window is kept by the office. */
export function useKeeping(): KeepingState {
  return useSyncExternalStore(keeping.subscribe, keeping.get);
}

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

/** The keeper of what `owner` (the screen's store) holds; it lives as long as that one does, on whatever screen. */
export function keptKeeper<Form extends { requestId: string }>(
  owner: object,
  source: DraftSource<Form>,
  connection: Connection,
  onStanding: OnStanding,
): DraftKeeper {
  const before = kept.get(source.kind);
  if (before?.owner === owner) return before.keeper;
  if (before !== undefined) {
    // Told afterwards: this is called while a screen is drawn.
    before.end();
    kept.delete(source.kind);
    queueMicrotask(tellKeeping);
  }
  const { client } = connection;
  const keeper = createDraftKeeper({
    source,
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
  const ends = [source.subscribe(keeper.changed), keeper.state.subscribe(tellKeeping)];
  kept.set(source.kind, {
    owner,
    keeper,
    end: () => {
      for (const end of ends) end();
      keeper.stop();
    },
  });
  return keeper;
}

/** The person signed out: nothing of theirs is sent any more. */
export function stopKeeping(kind: DraftKind): void {
  kept.get(kind)?.end();
  kept.delete(kind);
  tellKeeping();
}
