import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  queryKeys,
  toOfficeError,
  useConnection,
  useConnectionState,
  useSession,
} from '#renderer/office/index.ts';
import type { DraftKind, DraftOffer, OpenDraft } from '#shared/contract/index.ts';
import { useConfirm } from '../confirm.tsx';
import { notifyProblem } from '../notify.ts';
import type { DraftKeeper, OnStanding } from './draft-keeper.ts';
import { ownWindowId } from './kept-keeper.ts';

/** What a screen knows of drafts of its kind. */
export type Drafts = {
  keeper: DraftKeeper;
  /** What others left behind, newest first. */
  offers: readonly DraftOffer[];
  keptDays: number;
  removed: number;
  /** Goes on with a draft; what stands on the screen is laid aside and offered in its place. */
  take(offer: DraftOffer): Promise<void>;
  /** Asks, then removes a draft for good. */
  discard(offer: DraftOffer): Promise<void>;
};

const REFRESH_MS = 60_000;

/**
 * Keeps the form of a screen as a draft, brings back this window's own, and knows those of others. Everything that is
 * passed must stay the same between renderings.
 */
export function useDraftsOf(options: {
  kind: DraftKind;
  keeper: DraftKeeper;
  /** The request id of the form on the screen; null while nothing is entered in it. */
  current: string | null;
  /** Whether a form may come back unasked: nothing has been begun on the screen. */
  isFree: () => boolean;
  /** Puts a draft on the screen, unless that is no longer wanted once it is read. */
  open: (draft: OpenDraft, isStillWanted: () => boolean) => Promise<void>;
  onStanding: OnStanding;
}): Drafts {
  const { kind, keeper, current, isFree, open, onStanding } = options;
  const t = useTexts();
  const errorText = useErrorText();
  const confirm = useConfirm();
  const connection = useConnection();
  const cache = useQueryClient();
  const { phase } = useConnectionState();
  const { locked, onLeaving } = useSession();
  useFlushes(keeper, phase === 'open' && !locked, onLeaving);

  const list = useQuery({
    queryKey: [...queryKeys.drafts, kind, current],
    queryFn: async () => connection.client.drafts.list({ window: await ownWindowId(), kind, current }),
    enabled: phase === 'open' && !locked,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });

  const answer = list.isPlaceholderData ? undefined : list.data;
  useEffect(() => {
    if (answer === undefined) return;
    if (answer.standing !== null && current !== null) {
      if (answer.standing.state === 'absent') keeper.lost(current);
      else {
        if (answer.standing.state !== 'yours') keeper.end(current);
        onStanding(answer.standing, current);
      }
    }
    const { own } = answer;
    if (own === null || keeper.hasEnded(own.requestId) || !isFree()) return;
    // It was typed here by this person: it comes back unasked, unless they have begun something else by now.
    open(own, isFree).catch((thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))));
  }, [answer, current, keeper, onStanding, open, isFree, errorText]);

  return useMemo<Drafts>(() => {
    const attempt = async (run: () => Promise<unknown>): Promise<void> => {
      try {
        await run();
      } catch (thrown) {
        notifyProblem(errorText(toOfficeError(thrown)));
      }
      await cache.invalidateQueries({ queryKey: queryKeys.drafts });
    };
    return {
      keeper,
      offers: list.data?.offers ?? [],
      keptDays: list.data?.keptDays ?? 0,
      removed: list.data?.removed ?? 0,
      take: ({ requestId }) =>
        attempt(async () => {
          await keeper.flush();
          const { phase: keeping } = keeper.state.get();
          if (keeping !== 'kept') return notifyProblem(t('drafts.notKeptYet'));
          const { draft } = await connection.client.drafts.take({ requestId, window: await ownWindowId() });
          await open(draft, () => true);
        }),
      discard: async (offer) => {
        const yes = await confirm({
          title: t('drafts.discardAsk'),
          text: t('drafts.discardText', { applicant: offer.applicant || t('drafts.unnamed') }),
          yes: t('drafts.discardYes'),
          no: t('drafts.discardNo'),
          dangerous: true,
        });
        if (!yes) return;
        await attempt(async () =>
          connection.client.drafts.discard({ requestId: offer.requestId, window: await ownWindowId() }),
        );
      },
    };
  }, [keeper, list.data, cache, confirm, connection, open, errorText, t]);
}

/** Moments at which what is typed must not wait any longer. */
function useFlushes(
  keeper: DraftKeeper,
  reachable: boolean,
  onLeaving: (listener: () => void) => () => void,
): void {
  useEffect(() => {
    // Also when the connection came back, or the same person unlocked the screen.
    if (reachable) void keeper.flush();
  }, [keeper, reachable]);
  useEffect(() => {
    const flush = (): void => void keeper.flush();
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', flush);
    const forgetLeaving = onLeaving(flush);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', flush);
      forgetLeaving();
      flush();
    };
  }, [keeper, onLeaving]);
}
