import { parseArgs } from 'node:util';
import { type BadEntry, verifyJournal } from '#office/journal/index.ts';
import { userSignedOut } from '#shared/journal/index.ts';
import { createRandom } from '../fixtures/random.ts';
import { seededReception, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { fill, pastOf } from './commit-fill.ts';
import { type CommitOffice, openCommitOffice } from './commit-office.ts';
import { round, say, wholeNumber } from './measure.ts';
import { manipulationsOf, type Row } from './tamper-manipulations.ts';

const ENTRIES_BY_DEFAULT = '10000';
const WHOLE_BY_DEFAULT = '300';
/** So many rows before the changed one a check of its surroundings begins. */
const SURROUNDINGS = 3;

/**
 * The proof `tamper`. `--entries 10000` `--whole 300` `--seed 1`: an office's own journal of both chains; every row in
 * turn is changed in each of its columns, emptied, moved, removed, and swapped with its neighbours and with another,
 * past triggers and all, by whoever has the key. Each time the check must name the first bad entry that an independent
 * rule expects. Most checks begin a few rows before; `--whole` of them, seeded, read the journal from its beginning.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { entries: text, whole: text, seed: text } });
  const entries = wholeNumber('entries', values.entries ?? ENTRIES_BY_DEFAULT, 50);
  const whole = wholeNumber('whole', values.whole ?? WHOLE_BY_DEFAULT);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const opened = await openCommitOffice(seed, Date.now() - pastOf(entries));
  // The rests of a quiet check keep no process alive; this one must not end before its figures.
  const alive = setInterval(() => undefined, 60_000);
  try {
    await writeEntries(opened, entries, seed);
    // The office's own check would read what is being changed; the devices tidy up when their day changes.
    await opened.office.verification.close();
    await opened.office.devices.close();
    return await tamperWithAll(opened, whole, seed);
  } finally {
    clearInterval(alive);
    await opened.end();
  }
}

/** Four fifths by the filling of the past, the rest by the contract, with entries of the local chain in between. */
async function writeEntries(opened: CommitOffice, entries: number, seed: number): Promise<void> {
  const { office, actor, clerk } = opened;
  const procedures = standardProcedures(shippedCatalogue().procedures);
  fill(opened, procedures, Math.floor(entries * 0.8), () => undefined);
  await opened.goToNow();
  const random = createRandom(seed);
  const count = () => Number((opened.raw.prepare('select count(*) n from journal_entries').get() as Row).n);
  for (let index = 0; count() < entries; index += 1) {
    await clerk.dossiers.receive(seededReception(procedures, seed, index));
    for (let times = random.below(3); times > 0; times -= 1) {
      office.db.transaction((tx) =>
        office.journal.appendInTx(tx, {
          kind: userSignedOut,
          actor: actor.id,
          subject: actor.id,
          body: { id: actor.id },
        }),
      );
    }
  }
}

async function tamperWithAll(opened: CommitOffice, whole: number, seed: number) {
  const { raw, office } = opened;
  const { db, journal } = office;
  // Whoever changes a file does not ask its triggers; the file is thrown away afterwards.
  const triggers = raw.prepare(
    `select name from sqlite_schema where type = 'trigger' and tbl_name like 'journal%'`,
  );
  for (const { name } of triggers.all() as Row[]) raw.exec(`drop trigger "${name}"`);
  const before = await journal.verify();
  if (before.state !== 'intact') throw new Error(`the journal is broken before: ${JSON.stringify(before)}`);
  const marks = journal.heads();
  const rows = raw.prepare('select * from journal_entries order by position').all() as Row[];
  const random = createRandom(seed + 1);
  const byKind = new Map<string, { tried: number; missed: number; misnamed: number; impossible: number }>();
  const wholeEvery = Math.max(1, Math.floor((rows.length * 18) / Math.max(1, whole)));
  let tried = 0;
  let readWhole = 0;
  const begun = performance.now();
  for (const [index, row] of rows.entries()) {
    for (const manipulation of manipulationsOf(rows, index, random)) {
      const count = byKind.get(manipulation.name) ?? { tried: 0, missed: 0, misnamed: 0, impossible: 0 };
      byKind.set(manipulation.name, count);
      const isWhole = whole > 0 && tried % wholeEvery === 0;
      raw.exec('begin');
      try {
        let done = true;
        try {
          manipulation.apply(raw);
        } catch (error) {
          // A row that breaks the table's own constraints can't be written at all.
          if (!/constraint failed/.test(String(error))) throw error;
          done = false;
          count.impossible += 1;
        }
        if (done) {
          tried += 1;
          count.tried += 1;
          readWhole += isWhole ? 1 : 0;
          // Quietly: in small pages, and what is broken ends the check before any rest.
          const from = isWhole ? 1 : Math.max(1, manipulation.firstTouched - SURROUNDINGS);
          const result = await verifyJournal(db, { from, marks, quietly: !isWhole });
          if (result.state !== 'broken') {
            count.missed += 1;
            say(`MISSED ${manipulation.name} at ${row.position}`);
          } else if (!manipulation.expects(result.bad)) {
            count.misnamed += 1;
            say(`MISNAMED ${manipulation.name} at ${row.position}: ${told(result.bad)}`);
          }
        }
      } finally {
        raw.exec('rollback');
      }
    }
    if ((index + 1) % 1_000 === 0) say(`${index + 1}/${rows.length} rows`);
  }
  const after = await journal.verify({ marks });
  const sums = [...byKind.values()];
  const sum = (pick: (one: (typeof sums)[number]) => number) =>
    sums.reduce((total, one) => total + pick(one), 0);
  const missed = sum((one) => one.missed);
  const misnamed = sum((one) => one.misnamed);
  return {
    ok: missed === 0 && misnamed === 0 && after.state === 'intact' && sums.every((one) => one.tried > 0),
    figures: {
      seed,
      entries: rows.length,
      manipulations: byKind.size,
      tried,
      readFromTheBeginning: readWhole,
      found: tried - missed,
      missed,
      misnamed,
      refusedByTheTable: sum((one) => one.impossible),
      msPerCheck: round((performance.now() - begun) / tried),
    },
  };
}

const told = (bad: BadEntry) => `${bad.what} at ${bad.position} (${bad.chain} ${bad.seq})`;
