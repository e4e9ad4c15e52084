import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useConnection } from '#renderer/office/index.ts';
import { type Drafts, keptKeeper, outcomeKey, useDraftsOf } from '#renderer/ui/index.ts';
import type { DraftStanding, OpenDraft } from '#shared/contract/index.ts';
import { focusField, focusPapers } from '../focus.ts';
import { isUntouched, type ReceiveForm } from '../model/form.ts';
import { fieldElementId } from '../model/form-fields.ts';
import type { ReceptionStore } from '../reception-store.ts';
import { useReception, useReceptionStore } from '../use-reception.tsx';
import { receptionDrafts } from './reception-drafts.ts';
import { type RestoreWords, restoreForm } from './restore-form.ts';
import { readStoredForm } from './stored-form.ts';

const DraftsContext = createContext<Drafts | null>(null);

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (drafts === null) throw new Error('no DraftsProvider above this component');
  return drafts;
}

/** Keeps the reception as a draft, brings back this window's own, and knows those of others. */
export function DraftsProvider(props: { children: ReactNode }) {
  const t = useTexts();
  const connection = useConnection();
  const store = useReceptionStore();
  const { form } = useReception();

  const onStanding = useCallback(
    (standing: DraftStanding, requestId: string) => applyStanding(store, standing, requestId, t),
    [store, t],
  );
  const keeper = useMemo(
    () => keptKeeper(store, receptionDrafts(store), connection, onStanding),
    [store, connection, onStanding],
  );
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
  const isFree = useCallback((): boolean => {
    const now = store.get();
    return now.submission.phase === 'editing' && isUntouched(now.form);
  }, [store]);
  const current = useMemo(() => (isUntouched(form) ? null : form.requestId), [form]);
  const drafts = useDraftsOf({ kind: 'reception', keeper, current, isFree, open, onStanding });
  return <DraftsContext value={drafts}>{props.children}</DraftsContext>;
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
