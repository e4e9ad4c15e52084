import type { Clock, Ids } from '#shared/base/index.ts';
import type { CopyPhase } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { Database } from '../storage/index.ts';

/** What copies need of the open office. */
export type CopiesPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  /** The key of the database; seals the manifest, opens what is tried. */
  databaseKey: Uint8Array;
  /** Who this office is, as the manifest tells it. */
  office: () => { id: string; name: string; sample: boolean };
  station: string;
  /** Version of the program. */
  version: string;
  /** The office's own folder: no place for copies of it. */
  dataDirectory: string;
  keyringFile: string;
  archiveDirectory: string;
  /** For what is tried; emptied afterwards. */
  temporaryDirectory: string;
  /** Folder of the shipped defaults. */
  resourcesDirectory: string;
  /** A printed paper in words (title, dossier), by its id; empty where it is not known. */
  describePaper: (id: string) => string;
  /** Called after each change of what `state` tells. */
  onChanged: () => void;
  log: Logger;
};

export type CopyProgress = { phase: CopyPhase; done: number; total: number };
