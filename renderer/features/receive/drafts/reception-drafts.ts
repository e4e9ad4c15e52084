import type { DraftSource } from '#renderer/ui/index.ts';
import { isUntouched, type ReceiveForm } from '../model/form.ts';
import type { ReceptionStore } from '../reception-store.ts';
import { writeStoredForm } from './stored-form.ts';

/** The reception as it is kept: while it is filled, but not while its answer is awaited. */
export function receptionDrafts(store: ReceptionStore): DraftSource<ReceiveForm> {
  return {
    kind: 'reception',
    read: () => {
      const { form, submission } = store.get();
      if (submission.phase === 'received') return { form, phase: 'ended' };
      const open = submission.phase === 'editing' || submission.phase === 'unknown';
      return { form, phase: open ? 'open' : 'resting' };
    },
    isUntouched,
    write: (form) => ({
      applicant: form.applicant.fields.name,
      procedure: form.procedure?.name ?? form.procedureQuery,
      form: writeStoredForm(form),
    }),
    subscribe: store.subscribe,
  };
}
