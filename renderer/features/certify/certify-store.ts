import { type ValueStore, valueStore } from '#renderer/office/index.ts';
import type { Certified } from './certified.ts';
import { type Entry, emptyEntry } from './entry.ts';

export type Recording =
  | { phase: 'editing' }
  /** F2 was pressed; `attempt` rises while no answer comes and the same request is sent again. */
  | { phase: 'sending'; attempt: number }
  /** The clerk stopped waiting; nobody knows yet whether it was written. */
  | { phase: 'unknown' };

/** What the screen remembers. It lives in memory only: personal data never enters the browser's storage. */
export type Certify = {
  entry: Entry;
  recording: Recording;
  /** F2 was pressed once: what is wrong is shown. */
  attempted: boolean;
  /** Why the office refused it, in words; null otherwise. */
  refusal: string | null;
  /** The line that was recorded last, for the next one of the same person. */
  last: { entry: Entry; id: string } | null;
  /** Everything recorded that is known here, by id. */
  lines: ReadonlyMap<string, Certified>;
};

export type CertifyStore = ValueStore<Certify> & {
  update(change: (now: Certify) => Certify): void;
  /** Changes the line; while an answer is awaited it does not change. */
  edit(change: (entry: Entry) => Entry): void;
};

/** A line with nothing said about it yet. */
export function withEntry(now: Certify, entry: Entry): Certify {
  return { ...now, entry, recording: { phase: 'editing' }, attempted: false, refusal: null };
}

function certifyStore(requestId: string): CertifyStore {
  const store = valueStore<Certify>({
    entry: emptyEntry(requestId),
    recording: { phase: 'editing' },
    attempted: false,
    refusal: null,
    last: null,
    lines: new Map(),
  });
  const update = (change: (now: Certify) => Certify): void => store.set(change(store.get()));
  return {
    ...store,
    update,
    edit: (change) =>
      update((now) =>
        now.recording.phase === 'sending'
          ? now
          : { ...now, entry: change(now.entry), recording: { phase: 'editing' }, refusal: null },
      ),
  };
}

let kept: { person: string; store: CertifyStore } | null = null;

/** What a person typed in this window. It outlives the screen but is never handed to another person. */
export function keptCertify(person: string, newRequestId: () => string): CertifyStore {
  if (kept === null || kept.person !== person) kept = { person, store: certifyStore(newRequestId()) };
  return kept.store;
}

/** Drops what was typed: the person signed out. */
export function forgetCertify(): void {
  kept = null;
}
