import type { CopyDamage } from '#shared/contract/index.ts';
import { copyDrilled, copyMade } from '#shared/journal/index.ts';
import type { DrillResult } from './drill.ts';
import type { MadeCopy } from './make-copy.ts';
import type { FoundCopy } from './place.ts';
import type { CopiesPorts } from './ports.ts';

const MOST_NAMED = 50;

/** Why a copy is made, and where to: `folder` as it was chosen. `actor`: id of a person, or `schedule`. */
export type CopyOrder = {
  reason: 'schedule' | 'button';
  where: 'folder' | 'elsewhere';
  folder: string;
  actor: string;
};

/**
 * What of a damage stays for ever: no words, and no hash of a paper, which would confirm a guessed one after its
 * erasure.
 */
export function forJournal({ what, name, count }: CopyDamage): Pick<CopyDamage, 'what' | 'name' | 'count'> {
  return { what, name: /^[0-9a-f]{64}$/.test(name) ? '' : name, count };
}

export function recordCopy({ db, journal }: CopiesPorts, made: MadeCopy, order: CopyOrder): void {
  const { id, madeAt, counts, files } = made.manifest;
  db.transaction((tx) =>
    journal.appendInTx(tx, {
      kind: copyMade,
      actor: order.actor,
      subject: id,
      body: {
        id,
        madeAt,
        reason: order.reason,
        place: order.where,
        folder: order.folder,
        dossiers: counts.dossiers,
        entries: counts.entries,
        papers: counts.papers,
        newPapers: made.newPapers,
        bytes: files.database.bytes + files.keys.bytes + files.papers.bytes,
        position: made.position,
      },
    }),
  );
}

export function recordDrill(
  { db, journal }: CopiesPorts,
  { manifest }: FoundCopy,
  result: DrillResult,
  actor: string,
): void {
  db.transaction((tx) =>
    journal.appendInTx(tx, {
      kind: copyDrilled,
      actor,
      subject: manifest.id,
      body: {
        id: manifest.id,
        madeAt: manifest.madeAt,
        outcome: result.outcome,
        entries: result.entries,
        papers: result.papers,
        damaged: result.damaged.slice(0, MOST_NAMED).map(forJournal),
      },
    }),
  );
}
