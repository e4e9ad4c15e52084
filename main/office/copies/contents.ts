import { type JournalSurvey, surveyJournal } from '../journal/index.ts';
import { countRows, type ReadableDb } from '../storage/index.ts';
import { allUsers } from '../users/index.ts';

/** What is in a database, as the manifest of its copy tells it. */
export type Contents = JournalSurvey & {
  readonly counts: { readonly dossiers: number; readonly entries: number; readonly people: number };
};

/** Counts in steps, so that a big database holds nobody up; exact on a snapshot or a file at rest. */
export async function readContents(db: ReadableDb, signal: AbortSignal): Promise<Contents> {
  return {
    ...surveyJournal(db),
    counts: {
      dossiers: await countRows(db, 'dossiers', 'n', signal),
      entries: await countRows(db, 'journal_entries', 'position', signal),
      people: allUsers(db).length,
    },
  };
}
