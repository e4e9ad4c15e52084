import { type ServedTicket, type ValueStore, valueStore } from '#renderer/office/index.ts';
import type { Certified } from './certified.ts';
import { type Entry, emptyEntry, isJustContinued, isUntouched, withTicket } from './entry.ts';

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
  /** The line came from a draft of this time and nothing was changed since; null otherwise. */
  openedFrom: string | null;
  /** Everything recorded that is known here, by id. */
  lines: ReadonlyMap<string, Certified>;
  /** Ids of lines whose dossier may have changed since it was read. */
  stale: ReadonlySet<string>;
};

export type CertifyStore = ValueStore<Certify> & {
  update(change: (now: Certify) => Certify): void;
  /** Changes the line, which keeps the ticket it was begun under; while an answer is awaited it does not change. */
  edit(change: (entry: Entry) => Entry): void;
};

/** A line with nothing said about it yet. */
export function withEntry(now: Certify, entry: Entry): Certify {
  return {
    ...now,
    entry,
    recording: { phase: 'editing' },
    attempted: false,
    refusal: null,
    openedFrom: null,
  };
}

/**
 * May another line take the place of this one? `ask`: something was typed; `wait`: its answer is awaited; `unknown`:
 * with it would go the only request id by which it can still be asked what became of it.
 */
export function leavingOf({ entry, recording }: Certify): 'free' | 'ask' | 'wait' | 'unknown' {
  if (recording.phase === 'sending') return 'wait';
  if (recording.phase === 'unknown') return 'unknown';
  return isUntouched(entry) || isJustContinued(entry) ? 'free' : 'ask';
}

/** Nothing of a dossier stays here once its personal data was erased. */
export function withoutDossier(now: Certify, id: string): Certify {
  const visit = now.entry.visit.filter((one) => one !== id);
  return {
    ...now,
    entry: visit.length === now.entry.visit.length ? now.entry : { ...now.entry, visit },
    last: now.last?.id === id ? null : now.last,
    lines: new Map([...now.lines].filter(([one]) => one !== id)),
  };
}

/** A dossier changed, or (null) any of them may have: its line must be read again. */
export function withStale(now: Certify, id: string | null): Certify {
  if (id === null) return { ...now, stale: new Set(now.lines.keys()) };
  return now.lines.has(id) ? { ...now, stale: new Set([...now.stale, id]) } : now;
}

/** The reading of these lines begins: what is told of them from now on counts anew. */
export function withoutStale(now: Certify, ids: readonly string[]): Certify {
  return { ...now, stale: new Set([...now.stale].filter((id) => !ids.includes(id))) };
}

/** A line was read again; one that is gone meanwhile stays gone. */
export function withLineRead(now: Certify, line: Certified): Certify {
  const before = now.lines.get(line.id);
  if (before === undefined) return now;
  return { ...now, lines: new Map([...now.lines, [line.id, { ...line, job: before.job }]]) };
}

/** Who was recorded last before this window knew anything: F4 goes on with them. */
export function withLast(now: Certify, last: { entry: Entry; id: string }): Certify {
  return now.last === null && now.lines.has(last.id) ? { ...now, last } : now;
}

/** What was read of a day (`YYYY-MM-DD`) and procedure. */
export type DayRead = {
  day: string;
  procedureCode: string;
  found: readonly Certified[];
  /** Ids that were known when the reading began; what came since was recorded meanwhile. */
  before: ReadonlySet<string>;
  /** Everything of that day was read, so that what is not among it is gone. */
  whole: boolean;
};

/** The lines of that day and procedure are what was read, and what was recorded since the reading began. */
export function withDayRead(now: Certify, read: DayRead): Certify {
  const found = new Map(
    read.found.map((line) => {
      // A line that was read by itself meanwhile is the newer one; what was cancelled stays so.
      const known = now.lines.get(line.id);
      return [
        line.id,
        known === undefined ? line : { ...known, cancelled: known.cancelled || line.cancelled },
      ];
    }),
  );
  const gone = [...now.lines.values()].filter(
    ({ id, at, procedureCode }) =>
      read.whole &&
      read.before.has(id) &&
      !found.has(id) &&
      at.startsWith(read.day) &&
      procedureCode === read.procedureCode,
  );
  const left = gone.reduce((rest, { id }) => withoutDossier(rest, id), now);
  return { ...left, lines: new Map([...left.lines, ...found]) };
}

function certifyStore(requestId: string, served: ServedTicket): CertifyStore {
  const store = valueStore<Certify>({
    entry: emptyEntry(requestId),
    recording: { phase: 'editing' },
    attempted: false,
    refusal: null,
    last: null,
    openedFrom: null,
    lines: new Map(),
    stale: new Set(),
  });
  const update = (change: (now: Certify) => Certify): void => store.set(change(store.get()));
  return {
    ...store,
    update,
    edit: (change) =>
      update((now) =>
        now.recording.phase === 'sending'
          ? now
          : {
              ...now,
              entry: withTicket(change(now.entry), served),
              recording: { phase: 'editing' },
              refusal: null,
              openedFrom: null,
            },
      ),
  };
}

let kept: { person: string; store: CertifyStore } | null = null;

/**
 * What a person typed in this window. It outlives the screen but is never handed to another person. `served`: the ticket
 * at this person's counter; a line is begun under it.
 */
export function keptCertify(
  person: string,
  newRequestId: () => string,
  served: ServedTicket = () => undefined,
): CertifyStore {
  if (kept === null || kept.person !== person) kept = { person, store: certifyStore(newRequestId(), served) };
  return kept.store;
}

/** Drops what is known here of a dossier: its personal data was erased. */
export function forgetCertified(id: string): void {
  kept?.store.update((now) => withoutDossier(now, id));
}

/** A dossier changed; null: nothing was heard for a while, any may have. */
export function certifiedChanged(id: string | null): void {
  kept?.store.update((now) => withStale(now, id));
}

/** Drops what was typed: the person signed out. */
export function forgetCertify(): void {
  kept = null;
}
