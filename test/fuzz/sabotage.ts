import type { Sql } from '#main/province/index.ts';
import { sql as office } from '#office/storage/index.ts';
import type { World } from './world.ts';

/** A rule broken on purpose, behind the program's back, when everything is at rest. */
export type Sabotage = {
  readonly rule: string;
  /** What lies in the database is undone with its transaction; gives how to undo the rest. */
  break(world: World, tx: Sql): Promise<unknown>;
};

/** An entry of the first office that is not its first one. */
async function anEntry(world: World, tx: Sql): Promise<{ station: string; seq: number }> {
  const office = world.places[0]?.disk.office;
  const [row] = await tx.query<{ station: string; seq: number }>(
    `select station, seq from entries where office = $1 and fork = 0 and state = 'accepted' and body is not null
     order by station, seq desc limit 1`,
    [office],
  );
  if (row === undefined) throw new Error('nothing to break');
  return row;
}

/** Runs a statement on one of the province's tables without its triggers. */
async function behindTheBack(tx: Sql, text: string, parameters: readonly unknown[]): Promise<void> {
  const table = /(?:update|delete from|insert into) (\w+)/.exec(text)?.[1] ?? 'entries';
  await tx.query(`alter table ${table} disable trigger user`);
  const rows = await tx.query(`${text} returning 1`, parameters);
  await tx.query(`alter table ${table} enable trigger user`);
  if (rows.length === 0) throw new Error('nothing was broken');
}

export const SABOTAGES: readonly Sabotage[] = [
  {
    rule: 'P6 P10: an entry is lost at the province',
    async break(world, tx) {
      const { station, seq } = await anEntry(world, tx);
      await behindTheBack(tx, 'delete from entries where station = $1 and seq = $2', [station, seq]);
    },
  },
  {
    rule: 'P8: a body is another one than was written',
    async break(world, tx) {
      const { station, seq } = await anEntry(world, tx);
      await behindTheBack(tx, `update entries set body = '{}' where station = $1 and seq = $2`, [
        station,
        seq,
      ]);
    },
  },
  {
    rule: 'P9: a conflict is not told to the office',
    async break(world, tx) {
      const { station, seq } = await anEntry(world, tx);
      await behindTheBack(tx, `update entries set state = 'conflict' where station = $1 and seq = $2`, [
        station,
        seq,
      ]);
    },
  },
  {
    rule: 'P20: the province counts one more than it holds',
    async break(world, tx) {
      await behindTheBack(tx, 'update day_counts set accepted = accepted + 1 where office = $1', [
        world.places[0]?.disk.office,
      ]);
    },
  },
  {
    rule: 'P20: the desk compares a day with another count than the province told, and the sum is right',
    break(world) {
      const [place] = world.places;
      const turn = (by: number) =>
        place?.desk.db.transaction((tx) =>
          tx.run(office`
            update exchange_days set accepted = accepted - ${by}, rejected = rejected + ${by}
            where day = (select min(day) from exchange_days)`),
        );
      if (turn(1)?.changes !== 1) throw new Error('nothing was broken');
      return Promise.resolve(() => turn(-1));
    },
  },
  {
    rule: 'J15: an entry of an office has another body than was written',
    break(world) {
      const db = world.places[0]?.desk.db;
      const [trigger, entry] = [
        db?.one(office`select sql from sqlite_master where name = 'journal_entries_only_erasure'`),
        db?.one(office`
          select position, body from journal_entries where kind = 'dossier-received' and body is not null limit 1`),
      ] as [{ sql: string }, { position: number; body: string }];
      const write = (body: string) =>
        db?.transaction((tx) => {
          tx.run(office`drop trigger journal_entries_only_erasure`);
          tx.run(office`update journal_entries set body = ${body} where position = ${entry.position}`);
          tx.run({ strings: [trigger.sql], values: [] });
        });
      write('{}');
      return Promise.resolve(() => write(entry.body));
    },
  },
  {
    rule: 'J17: a desk shows a dossier otherwise than its entries make it',
    break(world) {
      world.places[0]?.desk.db.transaction((tx) =>
        tx.run(office`update dossiers set applicant_name = applicant_name || '?'`),
      );
      return Promise.resolve();
    },
  },
  {
    rule: 'L3: the look-up takes a code for that of another dossier',
    async break(_world, tx) {
      await behindTheBack(
        tx,
        `update dossier_codes set dossier = (select max(dossier) from dossier_codes)
         where code_key = (select min(code_key) from dossier_codes
           where dossier < (select max(dossier) from dossier_codes))`,
        [],
      );
    },
  },
  {
    rule: 'L9: a span of serials is granted twice',
    async break(_world, tx) {
      await tx.query('alter table leases drop constraint leases_never_overlap');
      await behindTheBack(
        tx,
        `insert into leases (id, office, station, scope, first_day, last_day, first_serial, last_serial, granted_at)
         select id || '-2', office, station, scope, first_day, last_day, first_serial, last_serial, granted_at
         from leases limit 1`,
        [],
      );
    },
  },
  {
    rule: 'P21: a pack is another one than was applied',
    async break(_world, tx) {
      await behindTheBack(tx, `update packs set sha256 = reverse(sha256)`, []);
    },
  },
  {
    rule: 'P21: a dossier was received under other terms',
    break(world) {
      const before = [...world.ledger.terms];
      for (const [id] of before) world.ledger.changeTerms(id, '');
      return Promise.resolve(() => {
        for (const [id, terms] of before) world.ledger.changeTerms(id, terms);
      });
    },
  },
  {
    rule: 'P21: a pack that was rejected comes into force by its day',
    break(world) {
      const before = world.places.map(({ rejected }) => ({ rejected, names: [...rejected] }));
      for (const { rejected, desk } of world.places)
        for (const { kind, packs } of desk.packs.list())
          for (const { version } of packs) rejected.add(`${kind} ${version}`);
      return Promise.resolve(() => {
        for (const { rejected, names } of before) {
          rejected.clear();
          for (const name of names) rejected.add(name);
        }
      });
    },
  },
  {
    rule: 'P19: the bytes of a file are other ones',
    async break(_world, tx) {
      await behindTheBack(tx, `update upload_chunks set bytes = bytes || '\\x00'::bytea`, []);
    },
  },
  {
    rule: 'P19: a file that the office has never comes',
    async break(_world, tx) {
      await behindTheBack(tx, 'delete from attachments', []);
    },
  },
  {
    rule: 'P15: a file is kept that no entry names',
    async break(_world, tx) {
      await behindTheBack(tx, 'delete from wanted_files', []);
    },
  },
  {
    rule: 'J14: an entry of an unknown kind is taken for read',
    async break(_world, tx) {
      await behindTheBack(tx, 'update entries set read = true where not read', []);
    },
  },
  {
    rule: 'J13: an entry of an older version is taken for unknown',
    async break(_world, tx) {
      await behindTheBack(
        tx,
        `update entries set read = false where kind = 'dossier-received' and body is not null
           and v < (select max(v) from entries where kind = 'dossier-received')`,
        [],
      );
    },
  },
  {
    rule: 'P10: an entry stays rejected for a reason that was mended',
    async break(_world, tx) {
      await behindTheBack(
        tx,
        `update entries set code = 'agency-not-yours', state = 'rejected' where seq = 1`,
        [],
      );
    },
  },
  {
    rule: 'L3: a code is given to two dossiers',
    break(world) {
      const [place] = world.places;
      if (place === undefined) throw new Error('nothing to break');
      // The onlooker has seen every code of the office on the paper of somebody else.
      world.ledger.forgetHeads(place.disk.office);
      world.ledger.claimAll('somebody else');
      world.ledger.look(place.desk);
      return Promise.resolve();
    },
  },
];
