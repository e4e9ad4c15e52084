import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { sql, type WritableDb } from '../index.ts';
import { migration } from './0010-journal.ts';

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase([migration]);
  t.db.transaction((tx) => {
    tx.run(sql`insert into journal_chains (id, chain, office, station) values (1, 'exchange', 'o', 's')`);
    tx.run(sql`insert into journal_chains (id, chain, office, station) values (2, 'local', 'o', 's')`);
    insert(tx, 1, 1, 'joined', '{}');
    insert(tx, 1, 2, 'erased', '{"targets":[{"chain":"exchange","station":"s","seq":1}]}');
    insert(tx, 2, 1, 'swept', '{}');
  });
});
afterEach(() => t.remove());

function insert(tx: WritableDb, chain: number, seq: number, kind: string, body: string | null): void {
  const hash = new Uint8Array(32);
  tx.run(sql`insert into journal_entries
      (chain_id, seq, at, mono, actor, subject, kind, v, body_hash, prev, hash, salt, body)
    values (${chain}, ${seq}, 1, ${seq}, 'a', 's', ${kind}, 1, ${hash}, ${hash}, ${hash}, ${new Uint8Array(16)}, ${body})`);
}

const refused = /append-only/;
const attempt = (work: (tx: WritableDb) => void) => () => t.db.transaction(work);

describe('J10 the journal is append-only', () => {
  it('J10 refuses every deletion', () => {
    expect(attempt((tx) => tx.run(sql`delete from journal_entries where position = 3`))).toThrow(refused);
    expect(attempt((tx) => tx.run(sql`delete from journal_chains where id = 2`))).toThrow(refused);
  });

  it('J10 refuses a change of any column, each for itself and together with an erasure', () => {
    const columns = t.db.all(sql`select name from pragma_table_info('journal_entries')`) as {
      name: string;
    }[];
    expect(columns.map((column) => column.name)).toHaveLength(15);
    const changes = [
      sql`update journal_entries set position = 9 where position = 1`,
      sql`update journal_entries set chain_id = 2, seq = 7 where position = 1`,
      sql`update journal_entries set seq = 9 where position = 1`,
      sql`update journal_entries set at = 9 where position = 1`,
      sql`update journal_entries set mono = 9 where position = 1`,
      sql`update journal_entries set actor = 'x' where position = 1`,
      sql`update journal_entries set subject = 'x' where position = 1`,
      sql`update journal_entries set kind = 'x' where position = 1`,
      sql`update journal_entries set v = 2 where position = 1`,
      sql`update journal_entries set body_hash = randomblob(32) where position = 1`,
      sql`update journal_entries set prev = randomblob(32) where position = 1`,
      sql`update journal_entries set hash = randomblob(32) where position = 1`,
      sql`update journal_entries set salt = randomblob(16) where position = 1`,
      sql`update journal_entries set body = '{"a":1}' where position = 1`,
      sql`update journal_entries set salt = null, body = null, erased_by = 2, actor = 'x' where position = 1`,
      sql`update journal_entries set salt = null, body = null, erased_by = 2, hash = randomblob(32) where position = 1`,
      sql`update journal_entries set salt = null, body = null, erased_by = 2, at = 7 where position = 1`,
      sql`update journal_chains set station = 'x' where id = 1`,
    ];
    for (const change of changes) {
      expect(
        attempt((tx) => tx.run(change)),
        change.strings.join('?'),
      ).toThrow(refused);
    }
    expect(t.db.one(sql`select count(*) as n from journal_entries where actor = 'a' and at = 1`)).toEqual({
      n: 3,
    });
  });

  it('J11 lets a body go only when an erasing entry names exactly this entry', () => {
    const erase = (position: number, by: number) =>
      attempt((tx) =>
        tx.runOne(
          sql`update journal_entries set salt = null, body = null, erased_by = ${by} where position = ${position}`,
        ),
      );
    expect(erase(3, 2), 'not named').toThrow(refused);
    expect(erase(1, 3), 'named by something else').toThrow(refused);
    expect(erase(1, 99), 'named by nothing').toThrow(refused);
    expect(erase(1, 2)).not.toThrow();
    expect(erase(1, 2), 'twice').toThrow(refused);
    expect(
      attempt((tx) =>
        tx.run(
          sql`update journal_entries set body = '{}', salt = randomblob(16), erased_by = null where position = 1`,
        ),
      ),
      'brought back',
    ).toThrow(refused);
  });

  it('J11 keeps the erasing entries themselves', () => {
    t.db.transaction((tx) =>
      insert(tx, 1, 3, 'erased', '{"targets":[{"chain":"exchange","station":"s","seq":2}]}'),
    );
    expect(
      attempt((tx) =>
        tx.run(sql`update journal_entries set salt = null, body = null, erased_by = 4 where position = 2`),
      ),
    ).toThrow(refused);
  });

  it('J2 refuses a second entry of the same chain and number', () => {
    expect(attempt((tx) => insert(tx, 1, 2, 'joined', '{}'))).toThrow(/UNIQUE/);
    expect(attempt((tx) => insert(tx, 1, 9, 'joined', null))).toThrow(/CHECK/);
  });
});
