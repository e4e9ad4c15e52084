import { type ServedTicket, type ValueStore, valueStore } from '#renderer/office/index.ts';
import type { DraftHolder, PrintJob } from '#shared/contract/index.ts';
import type { Dossier, SlipKind } from '#shared/dossier/index.ts';
import { emptyForm, type ReceiveForm } from './model/form.ts';
import type { FieldPath, FieldProblems } from './model/form-fields.ts';
import { type FormAction, reduceForm } from './model/reducer.ts';
import { withTicket } from './model/ticket.ts';

/** Where a dossier stands between the first key and the paper in hand. */
export type Submission =
  | { phase: 'editing' }
  /** F2 was pressed; `attempt` rises while no answer comes and the same request is sent again. */
  | { phase: 'sending'; attempt: number }
  /** The clerk stopped waiting; nobody knows yet whether it was written. */
  | { phase: 'unknown' }
  | {
      phase: 'received';
      dossier: Dossier;
      /** Null where no paper was asked for: the result was handed over at once. */
      job: PrintJob | null;
      repeated: boolean;
    }
  /** Somebody else opened this draft and goes on with it: here it rests and cannot be received. */
  | { phase: 'taken'; by: DraftHolder };

/** What the reception screen remembers. It lives in memory only: personal data never enters the browser's storage. */
export type Reception = {
  form: ReceiveForm;
  submission: Submission;
  /** F2 was pressed once: everything that is wrong is shown, not only what was left. */
  attempted: boolean;
  /** F2 was pressed although required papers are missing; pressed again it is meant so. */
  missingAsked: boolean;
  /** Fields that were left: what is wrong with them may be said. */
  visited: ReadonlySet<FieldPath>;
  /** What the office refused in the last try; dropped as soon as the form changes. */
  refused: FieldProblems;
  /** A refusal that belongs to no field. */
  refusal: string | null;
  /** The form came from a draft of this time and nothing was changed since. */
  openedFrom: string | null;
  /** The sheet of a slip that stands open over the form; F2 was pressed there once. Null: none is open. */
  sheet: { kind: SlipKind; attempted: boolean } | null;
};

export type ReceptionStore = ValueStore<Reception> & {
  dispatch(action: FormAction): void;
  update(change: (now: Reception) => Reception): void;
};

const NOTHING: FieldProblems = new Map();

function freshReception(form: ReceiveForm): Reception {
  return {
    form,
    submission: { phase: 'editing' },
    attempted: false,
    missingAsked: false,
    visited: new Set(),
    refused: NOTHING,
    refusal: null,
    openedFrom: null,
    sheet: null,
  };
}

/** The reception after an action on its form. While an answer is awaited the form does not change. */
export function actOnReception(now: Reception, action: FormAction): Reception {
  if (action.kind === 'begun-anew' || action.kind === 'same-person')
    return freshReception(reduceForm(now.form, action));
  if (action.kind === 'follows-filled') return freshReception(action.form);
  if (action.kind === 'draft-opened') {
    const { open } = action.form.slip;
    return {
      ...freshReception(action.form),
      openedFrom: action.savedAt,
      sheet: open === null ? null : { kind: open, attempted: false },
    };
  }
  if (now.submission.phase !== 'editing' && now.submission.phase !== 'unknown') return now;
  const form = reduceForm(now.form, action);
  if (form === now.form) return now;
  return {
    ...now,
    form,
    submission: { phase: 'editing' },
    missingAsked: now.missingAsked && form.papers === now.form.papers,
    refused: NOTHING,
    refusal: null,
    // What the program itself fills in is no change of the clerk's.
    openedFrom: action.kind === 'known-found' ? now.openedFrom : null,
  };
}

/** The reception with this sheet open over the form; null: none. Which one it is belongs to what is kept. */
export function withSheet(now: Reception, sheet: Reception['sheet']): Reception {
  const open = sheet?.kind ?? null;
  const { form } = now;
  return {
    ...now,
    sheet,
    form: form.slip.open === open ? form : { ...form, slip: { ...form.slip, open } },
  };
}

/** Nothing of a dossier stays here once its personal data was erased. `requestId`: fresh, for a form in its place. */
export function withoutDossier(now: Reception, id: string, requestId: string): Reception {
  const { submission, form } = now;
  if (submission.phase === 'received' && submission.dossier.id === id)
    return freshReception(emptyForm(requestId));
  const visitOf = form.visitOf?.id === id ? null : form.visitOf;
  const follows = form.follows?.id === id ? null : form.follows;
  if (visitOf === form.visitOf && follows === form.follows) return now;
  return { ...now, form: { ...form, visitOf, follows } };
}

/** The reception as an action left it, with the ticket under which its form was begun. */
function underTicket(before: Reception, now: Reception, served: ServedTicket): Reception {
  // A draft keeps what it says; what is sent or received changes no more.
  if (now.form === before.form || now.openedFrom !== null) return now;
  const form = withTicket(now.form, served);
  return form === now.form ? now : { ...now, form };
}

function receptionStore(requestId: string, served: ServedTicket): ReceptionStore {
  const store = valueStore<Reception>(freshReception(emptyForm(requestId)));
  return {
    ...store,
    dispatch: (action) => {
      const before = store.get();
      store.set(underTicket(before, actOnReception(before, action), served));
    },
    update: (change) => store.set(change(store.get())),
  };
}

let kept: { person: string; store: ReceptionStore } | null = null;

/**
 * The reception of this window for a person. It outlives the screen (other routes, lock, reconnects) but is never
 * handed to another person. `served`: the ticket at this person's counter; a form is begun under it.
 */
export function keptReception(
  person: string,
  newRequestId: () => string,
  served: ServedTicket = () => undefined,
): ReceptionStore {
  if (kept === null || kept.person !== person)
    kept = { person, store: receptionStore(newRequestId(), served) };
  return kept.store;
}

/** Drops what is known here of a dossier: its personal data was erased. `requestId`: a fresh UUID. */
export function forgetReceived(id: string, requestId: string): void {
  kept?.store.update((now) => withoutDossier(now, id, requestId));
}

/**
 * Leaves what was received for a fresh form; a form that is being filled in stays as it is. `requestId`: a fresh UUID.
 * Whether there is a fresh form now.
 */
export function leaveReceived(requestId: string): boolean {
  if (kept?.store.get().submission.phase !== 'received') return false;
  kept.store.dispatch({ kind: 'begun-anew', requestId });
  return true;
}

/** Drops what was typed: the person signed out. */
export function forgetReception(): void {
  kept = null;
}
