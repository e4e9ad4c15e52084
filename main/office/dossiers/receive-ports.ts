import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeProfile } from '#shared/contract/index.ts';
import type { Actor, Dossier } from '#shared/dossier/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Database, ReadableDb, WritableDb } from '../storage/index.ts';
import type { ReceptionRules } from './rules.ts';

/** What a reception and a slip need from the rooms around. */
export type ReceivePorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  rules: ReceptionRules;
  office: () => { profile: OfficeProfile; sample: boolean };
  station: string;
  /**
   * The visit of the ticket under which a form was begun; without a ticket named, of the one that this person's counter
   * serves at `at` (milliseconds since 1970). Undefined where they serve none, for null, and for a ticket that they did
   * not serve that day.
   */
  visitAtCounter: (db: ReadableDb, person: string, at: number, ticket?: string | null) => string | undefined;
  /** Puts the print job of the receipt or slip into the same transaction; the bytes are made after the commit. */
  enqueuePaperInTx: (tx: WritableDb, dossier: Dossier, actor: Actor) => void;
  /** A dossier or slip is there: the screens are told after the commit, its code is remembered outside the database. */
  noteReceivedInTx: (tx: WritableDb, dossier: Dossier) => void;
  /** Remembers that the procedure was used, for "recently used first". */
  noteProcedureUsedInTx: (tx: WritableDb, procedureCode: string) => void;
  /** What was half entered under this request is a draft no longer. */
  forgetDraftInTx: (tx: WritableDb, requestId: string) => void;
};
