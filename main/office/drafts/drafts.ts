import { type Clock, officeTimestamp } from '#shared/base/index.ts';
import type { DraftHolder, DraftKind, DraftOffer, DraftStanding, OpenDraft } from '#shared/contract/index.ts';
import type { SlipKind } from '#shared/dossier/index.ts';
import type { Database, ReadableDb, WritableDb } from '../storage/index.ts';
import {
  type DraftHead,
  deleteDraftInTx,
  deleteOlderInTx,
  findDraft,
  findDraftOfSeat,
  getForm,
  leaveOthersInTx,
  newestDrafts,
  putDraftInTx,
} from './drafts-table.ts';
import { type DraftKeeping, keepDaysAt } from './keeping.ts';

const DAY_MS = 86_400_000;

/** Who works where: a person in one window of one PC. */
export type Seat = {
  window: string;
  user: { id: string; name: string; counter: string };
  station: string;
};

/** What a window sends of its form. `edit` rises with every change of it. */
export type DraftInput = {
  requestId: string;
  /** Whose form it is; a draft keeps the kind it began with. */
  kind: DraftKind;
  edit: number;
  applicant: string;
  procedure: string;
  form: string;
};

/** Whether that window is connected now with that person signed in. */
export type IsAtWork = (window: string, userId: string) => boolean;

/** What a request became: `code` is null where that was erased since; `slip` where it is one, so that nothing was received. */
export type ReceivedDraft = { code: string | null; slip?: SlipKind };

export type DraftsPorts = {
  db: Database;
  clock: Clock;
  keeping: DraftKeeping;
  /** Undefined: neither received nor answered with a slip. */
  findReceived: (db: ReadableDb, requestId: string) => ReceivedDraft | undefined;
  /** Told after a commit that may change what is offered somewhere. */
  onChanged: () => void;
};

export type DraftList = {
  own: OpenDraft | null;
  offers: DraftOffer[];
  standing: DraftStanding | null;
  keptDays: number;
  removed: number;
};

/** What is half entered at the counters of this office. */
export type Drafts = {
  /** `current`: the request id of the form that the seat's screen of this kind shows, where it shows one that was begun. */
  list(seat: Seat, kind: DraftKind, current: string | null, isAtWork: IsAtWork): DraftList;
  /** Keeps a form; whatever else of its kind the seat had open is laid aside. Writes nothing where it was taken over or received. */
  save(seat: Seat, input: DraftInput): DraftStanding;
  /** Takes a draft over into this seat; undefined where there is none any more. */
  take(seat: Seat, requestId: string): OpenDraft | undefined;
  /** Removes a draft; `at-work` where another window has it open, and then it stays. No draft is no failure. */
  discard(seat: Seat, requestId: string, isAtWork: IsAtWork): 'gone' | 'at-work';
  /** Who else holds the draft of this request, so that this person, in this window if known, must not receive it. */
  findOtherHolder(requestId: string, userId: string, window: string | null): DraftHolder | undefined;
  /** Part of the transaction that receives a dossier: what was entered for it is a draft no longer. */
  forgetDraftInTx(tx: WritableDb, requestId: string): void;
  /** Removes what is older than the rule allows; gives how many. Run at the start and once a day. */
  removeOld(): number;
};

export function createDrafts(ports: DraftsPorts): Drafts {
  const { db, clock, keeping } = ports;
  let removed = 0;
  const keptDays = () => keepDaysAt(keeping, clock.now());
  const tellAfter = (tx: WritableDb) => tx.afterCommit(ports.onChanged);

  function standingOf(read: ReadableDb, seat: Seat, requestId: string): DraftStanding {
    const received = ports.findReceived(read, requestId);
    if (received !== undefined) return { state: 'received', ...received };
    const draft = findDraft(read, requestId);
    if (draft === undefined) return { state: 'absent' };
    return isHeldBy(draft, seat) ? { state: 'yours' } : { state: 'taken', by: holderOf(draft) };
  }

  function list(seat: Seat, kind: DraftKind, current: string | null, isAtWork: IsAtWork): DraftList {
    const own = findDraftOfSeat(db, seat.window, seat.user.id, kind);
    const offers = newestDrafts(db, kind)
      .filter((draft) => draft.requestId !== own?.requestId && draft.requestId !== current)
      .map((draft) => offerOf(draft, seat, isAtWork))
      // What somebody is typing at this moment is nobody else's business; one's own may follow to another desk.
      .filter((offer) => offer.yours || !offer.atWork);
    return {
      own: own === undefined ? null : openDraft(db, own),
      offers,
      standing: current === null ? null : standingOf(db, seat, current),
      keptDays: keptDays(),
      removed,
    };
  }

  return {
    list,
    save(seat, input) {
      return db.transaction((tx): DraftStanding => {
        const received = ports.findReceived(tx, input.requestId);
        if (received !== undefined) return { state: 'received', ...received };
        const before = findDraft(tx, input.requestId);
        if (before !== undefined && before.window !== null && !isHeldBy(before, seat)) {
          return { state: 'taken', by: holderOf(before) };
        }
        // A message that was delayed by a broken connection must not undo what came after it.
        if (before !== undefined && before.edit > input.edit) return { state: 'yours' };
        const head = headOf(seat, input, before, clock.now());
        const laidAside = leaveOthersInTx(tx, placeOf(seat), head.kind, head.requestId);
        putDraftInTx(tx, head, input.form);
        if (before === undefined || before.window === null || laidAside > 0) tellAfter(tx);
        return { state: 'yours' };
      });
    },
    take(seat, requestId) {
      return db.transaction((tx) => {
        const draft = findDraft(tx, requestId);
        if (draft === undefined) return undefined;
        leaveOthersInTx(tx, placeOf(seat), draft.kind, requestId);
        if (!isHeldBy(draft, seat)) {
          const holder = { ...seat.user, since: clock.now() };
          const taken = { ...draft, window: seat.window, station: seat.station, holder };
          putDraftInTx(tx, { ...taken, takenFrom: draft.holder.name }, getForm(tx, requestId));
        }
        tellAfter(tx);
        return openDraft(tx, draft);
      });
    },
    discard(seat, requestId, isAtWork) {
      return db.transaction((tx) => {
        const draft = findDraft(tx, requestId);
        if (draft === undefined) return 'gone';
        if (!isHeldBy(draft, seat) && isOpen(draft, isAtWork)) return 'at-work';
        deleteDraftInTx(tx, requestId);
        tellAfter(tx);
        return 'gone';
      });
    },
    findOtherHolder(requestId, userId, window) {
      const draft = findDraft(db, requestId);
      if (draft === undefined || draft.window === null) return undefined;
      const same = draft.holder.id === userId && (window === null || draft.window === window);
      return same ? undefined : holderOf(draft);
    },
    forgetDraftInTx(tx, requestId) {
      if (deleteDraftInTx(tx, requestId)) tellAfter(tx);
    },
    removeOld() {
      const count = db.transaction((tx) => {
        const gone = deleteOlderInTx(tx, clock.now() - keptDays() * DAY_MS);
        if (gone > 0) tellAfter(tx);
        return gone;
      });
      removed += count;
      return count;
    },
  };
}

function placeOf({ window, user }: Seat): { window: string; holder: string } {
  return { window, holder: user.id };
}

function isHeldBy(draft: DraftHead, seat: Seat): boolean {
  return draft.window === seat.window && draft.holder.id === seat.user.id;
}

function isOpen(draft: DraftHead, isAtWork: IsAtWork): boolean {
  return draft.window !== null && isAtWork(draft.window, draft.holder.id);
}

function headOf(seat: Seat, input: DraftInput, before: DraftHead | undefined, now: number): DraftHead {
  const since = before !== undefined && isHeldBy(before, seat) ? before.holder.since : now;
  return {
    requestId: input.requestId,
    kind: before?.kind ?? input.kind,
    window: seat.window,
    station: seat.station,
    holder: { ...seat.user, since },
    takenFrom: before?.takenFrom ?? null,
    edit: input.edit,
    savedAt: now,
    applicant: input.applicant,
    procedure: input.procedure,
  };
}

function holderOf({ holder }: DraftHead): DraftHolder {
  return { name: holder.name, counter: holder.counter, since: officeTimestamp(holder.since) };
}

function offerOf(draft: DraftHead, seat: Seat, isAtWork: IsAtWork): DraftOffer {
  return {
    requestId: draft.requestId,
    applicant: draft.applicant,
    procedure: draft.procedure,
    savedAt: officeTimestamp(draft.savedAt),
    holder: holderOf(draft),
    yours: draft.holder.id === seat.user.id,
    atWork: isOpen(draft, isAtWork),
  };
}

function openDraft(db: ReadableDb, draft: DraftHead): OpenDraft {
  return {
    requestId: draft.requestId,
    edit: draft.edit,
    savedAt: officeTimestamp(draft.savedAt),
    form: getForm(db, draft.requestId),
  };
}
