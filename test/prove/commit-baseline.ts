import { type ReceivePorts, receiveDossier } from '#office/dossiers/index.ts';
import type { Database, Sql, SqlValue, WritableDb } from '#office/storage/index.ts';
import type { Actor, ReceiveDossier } from '#shared/dossier/index.ts';
import type { RawConnection, RawStatement } from './commit-office.ts';

/** What one reception writes: its statements with their values, in order. */
export type Writes = readonly { source: string; values: readonly SqlValue[] }[];

/**
 * Lets the office make receptions and notes what it writes, in one transaction that is then rolled back: so the values
 * of the baseline are made beforehand, and are the office's own to the last byte. The office then stands as if nothing
 * had been, and reads its chains anew at its next entry.
 */
export function recordWrites(ports: ReceivePorts, inputs: readonly ReceiveDossier[], actor: Actor): Writes[] {
  const receptions: Writes[] = [];
  const enough = new Error('noted');
  try {
    ports.db.transaction((tx) => {
      for (const input of inputs) {
        const writes: { source: string; values: readonly SqlValue[] }[] = [];
        const noted = notingTransaction(tx, (query) => {
          writes.push({ source: query.strings.join('?'), values: query.values });
        });
        const db: Database = { ...ports.db, ...tx, transaction: (fn) => fn(noted) };
        receiveDossier({ ...ports, db }, input, actor);
        receptions.push(writes);
      }
      throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return receptions;
}

/** Passes everything on and notes the writes; what should happen after the commit never does, as there is none. */
function notingTransaction(tx: WritableDb, note: (query: Sql) => void): WritableDb {
  return {
    ...tx,
    run(query) {
      note(query);
      return tx.run(query);
    },
    runOne(query) {
      note(query);
      return tx.runOne(query);
    },
    afterCommit: () => undefined,
  };
}

/** A transaction of bare prepared statements: BEGIN IMMEDIATE, the writes, COMMIT (synchronous=FULL). */
export type BareTransaction = { statement: RawStatement; values: readonly SqlValue[] }[];

/** Prepares the statements of noted receptions, each text once. */
export function prepareWrites(raw: RawConnection, receptions: readonly Writes[]): BareTransaction[] {
  const prepared = new Map<string, RawStatement>();
  return receptions.map((writes) =>
    writes.map(({ source, values }) => {
      const statement = prepared.get(source) ?? raw.prepare(source);
      prepared.set(source, statement);
      return { statement, values };
    }),
  );
}

/** Gives a function that executes one bare transaction. */
export function createBareWriter(raw: RawConnection): (transaction: BareTransaction) => void {
  const begin = raw.prepare('BEGIN IMMEDIATE');
  const commit = raw.prepare('COMMIT');
  return (transaction) => {
    begin.run();
    for (const { statement, values } of transaction) statement.run(...values);
    commit.run();
  };
}

/**
 * Counts the rows inserted, changed and removed by `work`, per table, through temporary triggers on every ordinary
 * table; the full-text index, which can have none, is counted by its documents.
 */
export async function countRowsWritten(
  raw: RawConnection,
  work: () => Promise<void> | void,
): Promise<Record<string, number>> {
  const tables = (
    raw
      .prepare(
        `select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'
         and name not like 'sqlite_%' and name not like '%\\_search\\_%' escape '\\' order by name`,
      )
      .all() as { name: string }[]
  ).map(({ name }) => name);
  const documents = raw.prepare('select count(*) as n from dossier_search_docsize');
  const countDocuments = () => (documents.get() as { n: number }).n;
  raw.exec('create temp table rows_written (what text primary key, n integer not null)');
  const triggers: string[] = [];
  for (const table of tables) {
    for (const verb of ['insert', 'update', 'delete']) {
      const name = `count_${verb}_${table}`;
      triggers.push(name);
      raw.exec(`create temp trigger ${name} after ${verb} on main.${table} begin
        insert into rows_written values ('${verb} ${table}', 1) on conflict (what) do update set n = n + 1; end`);
    }
  }
  const documentsBefore = countDocuments();
  try {
    await work();
    const rows = raw.prepare('select what, n from rows_written order by what').all() as {
      what: string;
      n: number;
    }[];
    const counted = Object.fromEntries(rows.map(({ what, n }) => [what, n]));
    return { ...counted, 'insert dossier_search': countDocuments() - documentsBefore };
  } finally {
    for (const name of triggers) raw.exec(`drop trigger temp.${name}`);
    raw.exec('drop table temp.rows_written');
  }
}

/** Three rows in one FULL transaction (dossier, audit, outbox), in tables of their own: the least that could be called a reception. */
export function prepareThreeRows(raw: RawConnection, document: string): (index: number) => void {
  raw.exec(`create table if not exists proof_dossiers (id integer primary key, document text) strict;
    create table if not exists proof_audit (id integer primary key, hash text) strict;
    create table if not exists proof_outbox (id integer primary key, key text unique) strict`);
  const begin = raw.prepare('BEGIN IMMEDIATE');
  const commit = raw.prepare('COMMIT');
  const dossier = raw.prepare('insert into proof_dossiers (document) values (?)');
  const audit = raw.prepare('insert into proof_audit (hash) values (?)');
  const outbox = raw.prepare('insert into proof_outbox (key) values (?)');
  const hash = 'a'.repeat(64);
  return (index) => {
    begin.run();
    dossier.run(document);
    audit.run(hash);
    outbox.run(`${index}`);
    commit.run();
  };
}
