import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import {
  newRequestId,
  type OfficeError,
  queryKeys,
  toOfficeError,
  useOffice,
} from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { CorrectDossier, Dossier } from '#shared/dossier/index.ts';
import { changesOf } from './changes.ts';
import { type CorrectionForm, formOfDossier, rebaseForm } from './form.ts';

/** What the clerk says beside the fields themselves. */
export type CorrectionOrder = Pick<CorrectDossier, 'reason' | 'print'> & { agreed: boolean };

type Basis = { dossier: Dossier; initial: CorrectionForm };

/**
 * One correction while it is made: the form, what the office thinks of it, and writing it. `print`: whether a paper is
 * printed in the place of the old one unless the clerk says otherwise.
 */
export function useCorrection(dossier: Dossier, procedure: Procedure | null, print: boolean) {
  const office = useOffice();
  const cache = useQueryClient();
  // Fixed when the form was opened: an event must not change what the clerk is correcting under their hands.
  const [basis, setBasis] = useState<Basis>(() => ({ dossier, initial: formOfDossier(dossier, procedure) }));
  const [form, setForm] = useState(basis.initial);
  const [order, setOrder] = useState<CorrectionOrder>({
    reason: { code: '', text: '' },
    print,
    agreed: false,
  });
  const [failure, setFailure] = useState<OfficeError | null>(null);
  const [busy, setBusy] = useState(false);
  const sent = useRef<{ id: string; content: string } | null>(null);

  const typed = useMemo(() => changesOf(form, basis.initial, basis.dossier), [form, basis]);
  const content = JSON.stringify(typed.changes);
  const touched = content !== '{}' || Object.keys(typed.problems).length > 0;
  const [asked] = useDebouncedValue(content, 150);
  const { revision, id } = basis.dossier;
  const preview = useQuery({
    queryKey: queryKeys.correction(id, revision, asked),
    queryFn: ({ signal }) =>
      office.dossiers.previewCorrection({ id, basedOn: revision, changes: JSON.parse(asked) }, { signal }),
    enabled: asked !== '{}',
    placeholderData: (before) => before,
    // Personal data: not kept once the form is left.
    gcTime: 0,
  });
  const shown = content === '{}' ? null : (preview.data ?? null);

  /** Writes the correction; the same content is sent again under the same id when its answer was lost. */
  async function save(): Promise<Dossier | null> {
    if (busy) return null;
    const request = {
      id,
      basedOn: revision,
      changes: typed.changes,
      reason: order.reason,
      confirmedDue: order.agreed && shown?.due.changed === true ? shown.due.after.at : null,
      print: order.print,
    };
    const text = JSON.stringify(request);
    if (sent.current?.content !== text) sent.current = { id: newRequestId(), content: text };
    setBusy(true);
    setFailure(null);
    try {
      const answer = await office.dossiers.correct({ requestId: sent.current.id, ...request });
      void cache.invalidateQueries({ queryKey: queryKeys.dossiers });
      if (answer.job !== null) cache.setQueryData(queryKeys.printJob(answer.job.id), answer.job);
      return answer.dossier;
    } catch (thrown) {
      setFailure(toOfficeError(thrown));
      return null;
    } finally {
      setBusy(false);
    }
  }

  /** After somebody else's correction: the same typed parts on the revision that is there now. */
  async function rebase(): Promise<void> {
    try {
      const { dossier: fresh } = await office.dossiers.get({ id });
      const initial = formOfDossier(fresh, procedure);
      setForm(rebaseForm(form, basis.initial, initial));
      setBasis({ dossier: fresh, initial });
      setFailure(null);
    } catch (thrown) {
      setFailure(toOfficeError(thrown));
    }
  }

  return {
    dossier: basis.dossier,
    initial: basis.initial,
    form,
    setForm,
    order,
    setOrder,
    typed,
    touched,
    preview: shown,
    previewFailure: preview.isError && content !== '{}' ? toOfficeError(preview.error) : null,
    /** The preview answers exactly what is typed now. */
    current: asked === content && !preview.isPlaceholderData && !preview.isFetching,
    failure,
    busy,
    save,
    rebase,
  };
}

export type Correction = ReturnType<typeof useCorrection>;
