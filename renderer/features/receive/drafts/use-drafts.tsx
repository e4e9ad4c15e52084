import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  queryKeys,
  toOfficeError,
  useConnection,
  useConnectionState,
  useSession,
} from '#renderer/office/index.ts';
import { notifyProblem, useConfirm } from '#renderer/ui/index.ts';
import type { DraftOffer, DraftStanding, OpenDraft } from '#shared/contract/index.ts';
import { focusField, focusPapers } from '../focus.ts';
import { isUntouched, type ReceiveForm } from '../model/form.ts';
import { fieldElementId } from '../model/form-fields.ts';
import type { ReceptionStore } from '../reception-store.ts';
import { useReception, useReceptionStore } from '../use-reception.tsx';
import type { DraftKeeper } from './draft-keeper.ts';
import { keptKeeper, ownWindowId } from './kept-keeper.ts';
import { outcomeKey } from './outcome-key.ts';
import { type RestoreWords, restoreForm } from './restore-form.ts';
import { readStoredForm } from './stored-form.ts';

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

const DraftsContext = createContext<Drafts | null>(null);

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (drafts === null) throw new Error('no DraftsProvider above this component');
  return drafts;
}

const REFRESH_MS = 60_000;

/** Keeps the reception as a draft, brings back this window's own, and knows those of others. */
export function DraftsProvider(props: { children: ReactNode }) {
  const t = useTexts();
  const errorText = useErrorText();
  const confirm = useConfirm();
  const connection = useConnection();
  const cache = useQueryClient();
  const store = useReceptionStore();
  const { phase } = useConnectionState();
  const { locked, onLeaving } = useSession();
  const { form } = useReception();

  const onStanding = useCallback(
    (standing: DraftStanding, requestId: string) => applyStanding(store, standing, requestId, t),
    [store, t],
  );
  const keeper = useMemo(() => keptKeeper(store, connection, onStanding), [store, connection, onStanding]);
  useFlushes(keeper, phase === 'open' && !locked, onLeaving);

  const current = useMemo(() => (isUntouched(form) ? null : form.requestId), [form]);
  const list = useQuery({
    queryKey: [...queryKeys.drafts, current],
    queryFn: async () => connection.client.drafts.list({ window: await ownWindowId(), current }),
    enabled: phase === 'open' && !locked,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });

  const open = useCallback(
    async (draft: OpenDraft, isStillWanted: () => boolean): Promise<void> => {
      const restored = await readBack(draft, connection.client.catalog.get, {
        procedureGone: (code, name) => t('drafts.procedureGone', { code, name }),
        exemptionGone: (id) => t('drafts.exemptionGone', { id }),
        labelOf: (member) => (isLabelled(member) ? t(`drafts.labels.${member}`) : undefined),
      });
      if (!isStillWanted()) return;
      keeper.adopt(restored, draft.edit);
      store.dispatch({ kind: 'draft-opened', form: restored, savedAt: draft.savedAt });
      setTimeout(() => focusWhereLeft(restored));
    },
    [connection, keeper, store, t],
  );

  const answer = list.isPlaceholderData ? undefined : list.data;
  useEffect(() => {
    if (answer === undefined) return;
    if (answer.standing !== null && current !== null) {
      if (answer.standing.state === 'absent') keeper.lost(current);
      else onStanding(answer.standing, current);
    }
    const { own } = answer;
    const isFree = (): boolean => {
      const now = store.get();
      return now.submission.phase === 'editing' && isUntouched(now.form);
    };
    if (own === null || keeper.hasEnded(own.requestId) || !isFree()) return;
    // It was typed here by this person: it comes back unasked, unless they have begun something else by now.
    open(own, isFree).catch((thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))));
  }, [answer, current, keeper, onStanding, open, store, errorText]);

  const drafts = useMemo<Drafts>(() => {
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

  return <DraftsContext value={drafts}>{props.children}</DraftsContext>;
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

function applyStanding(
  store: ReceptionStore,
  standing: DraftStanding,
  requestId: string,
  t: ReturnType<typeof useTexts>,
): void {
  store.update((now) => {
    const { phase } = now.submission;
    if (now.form.requestId !== requestId || (phase !== 'editing' && phase !== 'unknown')) return now;
    if (standing.state === 'taken') return { ...now, submission: { phase: 'taken', by: standing.by } };
    if (standing.state !== 'received') return now;
    return {
      ...now,
      refusal: t(`drafts.${outcomeKey(standing)}`, { code: standing.code ?? '' }),
    };
  });
}

const LABELLED = [
  'name',
  'idNumber',
  'oldNumber',
  'birth',
  'address',
  'phone',
  'email',
  'ground',
  'note',
] as const;

function isLabelled(member: string): member is (typeof LABELLED)[number] {
  return LABELLED.some((one) => one === member);
}

type GetProcedure = (input: {
  code: string;
}) => Promise<{ procedure: NonNullable<ReceiveForm['procedure']> }>;

/** The form of a draft with its procedure as the catalogue has it now. */
async function readBack(
  draft: OpenDraft,
  getProcedure: GetProcedure,
  words: RestoreWords & { labelOf: Parameters<typeof readStoredForm>[1] },
): Promise<ReceiveForm> {
  const stored = readStoredForm(draft.form, words.labelOf);
  const code = stored.procedure?.code;
  const found =
    code === undefined
      ? undefined
      : await getProcedure({ code }).catch((thrown: unknown) => {
          const { code: why } = toOfficeError(thrown);
          if (why !== 'unknown-procedure' && why !== 'invalid-input') throw thrown;
          return undefined;
        });
  return restoreForm(stored, draft.requestId, found?.procedure, words);
}

/** Puts the cursor where the next thing is missing, unless somebody has moved it already. */
function focusWhereLeft(form: ReceiveForm): void {
  const name = document.getElementById(fieldElementId('applicant.name'));
  const here = document.activeElement;
  const isFree =
    here === null || here === document.body || here === name || !here.closest('[data-reception-form]');
  // An open sheet puts the cursor itself.
  if (!isFree || form.slip.open !== null) return;
  if (form.applicant.fields.name.trim() === '') focusField('applicant.name');
  else if (form.procedure === null) focusField('procedureCode');
  else focusPapers();
}
