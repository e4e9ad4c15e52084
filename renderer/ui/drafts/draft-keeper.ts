import {
  type OfficeError,
  officeError,
  toOfficeError,
  type ValueStore,
  valueStore,
} from '#renderer/office/index.ts';
import type { DraftKind, DraftStanding } from '#shared/contract/index.ts';

/** After the last key; and after the first one that is not kept yet, however long somebody types on. */
const QUIET_MS = 600;
const LONGEST_MS = 2_000;
/** Before a save that failed is tried again by itself. */
const AGAIN_MS = 5_000;

/** What the office is told of a form: the form itself, and by which words it is known again where it is offered. */
export type DraftWords = { applicant: string; procedure: string; form: string };

export type DraftMessage = DraftWords & { requestId: string; kind: DraftKind; edit: number };

/** A form of a screen, as far as keeping it goes. A form that changed is another object. */
export type DraftSource<Form extends { requestId: string }> = {
  kind: DraftKind;
  /** `resting`: nothing may be kept of it now, for its answer is awaited or somebody else has it; `ended`: it was received. */
  read: () => { form: Form; phase: 'open' | 'resting' | 'ended' };
  /** Nothing that anybody would miss stands in it. */
  isUntouched: (form: Form) => boolean;
  write: (form: Form) => DraftWords;
  /** Calls whenever the form or its phase may have changed; gives how to stop. */
  subscribe: (listener: () => void) => () => void;
};

/** `waiting`: not kept yet, because the office cannot be reached or nobody is signed in; it is sent when that is over. */
export type KeepingState =
  | { phase: 'kept' | 'unkept' | 'waiting' }
  | { phase: 'failed'; problem: OfficeError };

/** Keeps what is typed as a draft in the office, without ever making anybody wait. */
export type DraftKeeper = {
  state: ValueStore<KeepingState>;
  /** The reception changed; it is sent a moment later. */
  changed(): void;
  /** Sends what is not kept yet, now. Resolves when the office has it, or said that it could not. */
  flush(): Promise<void>;
  /** The form on the screen came from the office. */
  adopt(form: { requestId: string }, edit: number): void;
  /** The office knows nothing of this form any more: it is sent again. */
  lost(requestId: string): void;
  /** The form was thrown away. */
  discard(requestId: string): void;
  /** It became a dossier, or somebody else has it: nothing is sent of it, and it does not come back by itself. */
  end(requestId: string): void;
  /** The person has left: nothing is sent any more, least of all under somebody else's name. */
  stop(): void;
  /** Whether this form was thrown away here or became a dossier: it must not come back by itself. */
  hasEnded(requestId: string): boolean;
};

/** What became of a form, for its screen. */
export type OnStanding = (standing: DraftStanding, requestId: string) => void;

export function createDraftKeeper<Form extends { requestId: string }>(options: {
  source: DraftSource<Form>;
  /** Whether the office can be asked now, with this person signed in. */
  isReachable: () => boolean;
  send: (message: DraftMessage) => Promise<DraftStanding>;
  discard: (requestId: string) => Promise<unknown>;
  onStanding: OnStanding;
}): DraftKeeper {
  const { source } = options;
  const state = valueStore<KeepingState>({ phase: 'kept' });
  let stopped = false;
  const ended = new Set<string>();
  const toDiscard = new Set<string>();
  /** The form as the office has it last. */
  let kept: { requestId: string } | null = null;
  let edit = 0;
  let running: Promise<void> | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let latest: ReturnType<typeof setTimeout> | undefined;

  const stopTimers = (): void => {
    clearTimeout(quiet);
    clearTimeout(latest);
    latest = undefined;
  };

  /** Is there something on the screen that the office does not have? */
  function isDirty(): boolean {
    const { form, phase } = source.read();
    if (phase === 'ended') ended.add(form.requestId);
    if (phase !== 'open' || ended.has(form.requestId) || form === kept) return false;
    return kept?.requestId === form.requestId || !source.isUntouched(form);
  }

  async function sendOne(): Promise<void> {
    for (const requestId of toDiscard) {
      await options.discard(requestId);
      toDiscard.delete(requestId);
    }
    if (!isDirty()) return;
    const { form } = source.read();
    if (source.isUntouched(form)) {
      // Emptied by hand: nothing is left that could be lost.
      await options.discard(form.requestId);
      kept = null;
      return;
    }
    edit += 1;
    const { applicant, procedure, form: written } = source.write(form);
    const standing = await options.send({
      requestId: form.requestId,
      kind: source.kind,
      edit,
      applicant: shortened(applicant, 200),
      procedure: shortened(procedure, 1000),
      form: written,
    });
    if (standing.state === 'yours') kept = form;
    else {
      ended.add(form.requestId);
      options.onStanding(standing, form.requestId);
    }
  }

  async function run(): Promise<void> {
    stopTimers();
    try {
      if (!options.isReachable()) throw officeError('disconnected');
      // What was typed while the last one was under way goes behind it.
      do await sendOne();
      while (!stopped && isDirty());
      stopTimers();
      state.set({ phase: 'kept' });
    } catch (thrown) {
      if (stopped) return;
      const problem = toOfficeError(thrown);
      state.set(isOutOfReach(problem) ? { phase: 'waiting' } : { phase: 'failed', problem });
      clearTimeout(quiet);
      quiet = setTimeout(() => void flush(), AGAIN_MS);
    }
  }

  function flush(): Promise<void> {
    if (running !== null) return running;
    if (stopped || (!isDirty() && toDiscard.size === 0)) return Promise.resolve();
    running = run().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    state,
    changed() {
      if (stopped || !isDirty()) return;
      if (state.get().phase === 'kept') state.set({ phase: 'unkept' });
      if (running !== null) return;
      clearTimeout(quiet);
      quiet = setTimeout(() => void flush(), QUIET_MS);
      latest ??= setTimeout(() => void flush(), LONGEST_MS);
    },
    flush,
    adopt(form, from) {
      stopTimers();
      ended.delete(form.requestId);
      kept = form;
      edit = from;
      state.set({ phase: 'kept' });
    },
    lost(requestId) {
      if (kept?.requestId !== requestId || running !== null) return;
      kept = null;
      void flush();
    },
    discard(requestId) {
      // Of what is somebody else's by now, or was received, nothing is removed.
      if (ended.has(requestId)) return;
      ended.add(requestId);
      if (kept?.requestId === requestId || running !== null) toDiscard.add(requestId);
      stopTimers();
      if (running === null) void flush();
      else void running.then(() => flush());
    },
    end(requestId) {
      ended.add(requestId);
    },
    stop() {
      stopped = true;
      stopTimers();
      state.set({ phase: 'kept' });
    },
    hasEnded: (requestId) => ended.has(requestId),
  };
}

/** As the contract takes it: well-formed, so many characters at most. */
function shortened(text: string, most: number): string {
  return text.trim().toWellFormed().slice(0, most).toWellFormed();
}

/** Nobody is to blame and nothing is to be done: it goes on by itself. */
function isOutOfReach({ code }: OfficeError): boolean {
  return code === 'timeout' || code === 'disconnected' || code === 'signed-out' || code === 'locked';
}
