import { rmSync } from 'node:fs';
import { databaseRekeyed, recoveryKeyReplaced } from '#shared/journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import { addArchiveKeyInTx } from '../printing/index.ts';
import { findKeyVerdict, removeMigrationCopies } from '../storage/index.ts';
import type { DatabaseKeys, Keyring } from '../users/index.ts';
import type { OfficeFiles } from './files.ts';
import type { OpenOffice } from './open.ts';

/** A database key with what it says about a re-key that was cut off. */
export type FittingKey = { key: Uint8Array; outcome: 'new' | 'old' };

/** Whichever key opens the file is right: it was replaced whole, or not at all. */
export function fittingKey(database: string, { key, pendingKey }: DatabaseKeys): FittingKey {
  return pendingKey !== null && findKeyVerdict(database, pendingKey) === 'fits'
    ? { key: pendingKey, outcome: 'new' }
    : { key, outcome: 'old' };
}

/**
 * Ends what a re-key began, once the database is open: the keyring keeps the key that opened it, and what the other way
 * left is removed, also the copies that older releases left under the old key, which nobody can open any more. A
 * keyring that can't be written now still holds both keys; the next opening ends it.
 */
export function settleRekey(keyring: Keyring, files: OfficeFiles, outcome: 'new' | 'old', log: Logger): void {
  if (!keyring.isRekeyPending()) return;
  try {
    for (const end of ['', '-wal', '-shm']) rmSync(`${files.rekeyed}${end}`, { force: true });
    if (outcome === 'new') removeMigrationCopies(files.database);
    keyring.endRekey(outcome);
    log.info(outcome === 'new' ? 'the database has a new key' : 'a new database key was given up');
  } catch (error) {
    log.error('the keyring still holds two database keys', { error });
  }
}

/**
 * Writes the entries about keys that the journal does not have yet. They follow the keyring, which is written first, so
 * that a power cut between the two loses no entry and writes none twice.
 */
export function recordKeys(office: OpenOffice, keyring: Keyring, ports: OfficePorts, log: Logger): void {
  const { current, recovery } = keyring.state();
  try {
    const told = (id: string) => office.journal.history(id, { limit: 1 }).items.length > 0;
    office.db.transaction((tx) => {
      if (current.by !== null && !told(current.id)) {
        const { id, by: actor } = current;
        office.journal.appendInTx(tx, { kind: databaseRekeyed, actor, subject: id, body: { id } });
        addArchiveKeyInTx(tx, ports.ids);
      }
      if (recovery.by !== null && !told(recovery.id)) {
        const { id, by: actor } = recovery;
        office.journal.appendInTx(tx, { kind: recoveryKeyReplaced, actor, subject: id, body: { id } });
      }
    });
  } catch (error) {
    log.error('a change of keys could not be written into the journal yet', { error });
  }
}
