import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { entryKinds, serialRangeGranted } from '#shared/journal/index.ts';
import {
  exampleReception,
  exampleSlip,
  type TestClock,
  testClock,
  testPorts,
} from '#test/fixtures/office.ts';
import { exampleProcedure, exampleProfile, exampleRules } from '#test/fixtures/reception.ts';
import {
  dossiersProjector,
  giveSlip,
  type ReceivePorts,
  receiveDossier,
  releaseNumbersInTx,
} from '../dossiers/index.ts';
import { clockNoticesProjector, createJournal, type Journal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import type { MarkStore, OfficePorts } from '../ports.ts';
import { settingsProjector } from '../settings/index.ts';
import { stationsProjector } from '../station/index.ts';
import { type Database, migrations, openDatabase, sql } from '../storage/index.ts';
import { noteGivenCode, type OpenStation, openStation } from './station.ts';

const ORIGIN = '01900000-0000-7000-8000-00000000000a';
const key = new Uint8Array(32).fill(7);
const ids = createIds(systemClock);
const rules = exampleRules([exampleProcedure()]);
const actor = { id: 'clerk-1', name: 'Lê Thị An' };

/** A PC's place for marks, which can be lost, damaged, or cut off before a mark arrives. */
type Pc = { texts: Map<number, string>; store: MarkStore; cutOff: boolean };

function createPc(machine: string): Pc {
  const pc: Pc = {
    texts: new Map(),
    cutOff: false,
    store: {
      machine,
      read: () => [...pc.texts.values()],
      write: async (_name, slot, text) => {
        if (pc.cutOff) throw new Error('the power is off');
        pc.texts.set(slot, text);
      },
      claim: async () => async () => undefined,
    },
  };
  return pc;
}

/** What was ever shown to anyone, over all copies: a number means one thing for ever. */
function createOracle() {
  const meanings = new Map<string, string>();
  let clashes: string[] = [];
  const see = (what: string, meaning: string) => {
    const known = meanings.get(what);
    if (known !== undefined && known !== meaning) clashes.push(what);
    meanings.set(what, meaning);
  };
  return {
    look(db: Database) {
      for (const row of db.all(sql`
        select c.station, c.chain, e.seq, hex(e.hash) as hash
        from journal_entries e join journal_chains c on c.id = e.chain_id`) as {
        station: string;
        chain: string;
        seq: number;
        hash: string;
      }[]) {
        see(`entry ${row.station} ${row.chain} ${row.seq}`, row.hash);
      }
      for (const row of db.all(sql`
        select c.code, d.id, d.document from dossier_codes c join dossiers d on d.n = c.dossier_n`) as {
        code: string;
        id: string;
        document: string;
      }[]) {
        see(`code ${row.code}`, row.id);
        const { volume, number } = JSON.parse(row.document).register;
        see(`register ${volume} ${number}`, row.id);
      }
    },
    /** The last code of the office's own that was printed anywhere up to a day. */
    lastCode(day: string): string {
      const codes = [...meanings.keys()]
        .filter((what) => what.startsWith(`code ${exampleProfile.agencyCode}-`))
        .map((what) => what.slice('code '.length))
        .filter((code) => code.slice(-11, -5) <= day.slice(2).replaceAll('-', ''));
      return codes.sort().at(-1) ?? '';
    },
    takeClashes() {
      const found = clashes;
      clashes = [];
      return found;
    },
    size: () => meanings.size,
  };
}

type Running = OpenStation & { db: Database; pc: Pc; place: string };

/** Some PCs, copies of one office, and the one that is at work. */
function createLab(root: string) {
  const clock: TestClock = testClock('2026-11-20T09:00');
  const oracle = createOracle();
  const pcs = [createPc('pc-1'), createPc('pc-2'), createPc('pc-1')];
  let places = 0;
  let frozenSeen = 0;
  let taggedSlips = 0;
  let releases = 0;
  const backups: string[] = [];
  let running: Running | undefined;
  let at = { pc: 0, place: newPlace() };

  function newPlace(): string {
    places += 1;
    const place = path.join(root, `place-${places}`);
    mkdirSync(place);
    return place;
  }

  async function start(): Promise<Running> {
    if (running !== undefined) return running;
    const pc = pcs[at.pc] as Pc;
    pc.cutOff = false;
    const ports: OfficePorts = { ...testPorts({ clock, ids, dataDirectory: at.place }), marks: pc.store };
    const db = openDatabase({ file: path.join(at.place, 'office.db'), key, migrations });
    const journalOf = (station: string, onCommitted: () => void): Journal =>
      createJournal({
        db,
        kinds: entryKinds,
        projectors: [settingsProjector, dossiersProjector, stationsProjector, clockNoticesProjector],
        identity: { office: exampleProfile.id, station },
        clock,
        ids,
        clockGuard: { builtAt: null },
        onCommitted,
      });
    const keyring = { station: ORIGIN, office: exampleProfile.id };
    const log = createLogger(() => undefined, 'test');
    const opened = await openStation({ ports, db, keyring, log, fileReplaced: false, journalOf });
    running = { ...opened, db, pc, place: at.place };
    if (db.find(sql`select 1 from serial_ranges`) === undefined) {
      const { agencyCode, codeFormat } = exampleProfile;
      const span = { firstDay: '2000-01-01', lastDay: null, firstSerial: 1, lastSerial: 9999 };
      db.transaction((tx) =>
        opened.journal.appendInTx(tx, {
          kind: serialRangeGranted,
          actor: 'setup',
          subject: exampleProfile.id,
          body: { agencyCode, codeFormat, ...span, issuer: 'own' },
        }),
      );
      await opened.marks.flush();
    }
    oracle.look(db);
    return running;
  }

  async function receive(shown: boolean): Promise<void> {
    const { db, journal, marks, station } = await start();
    const desk: ReceivePorts = {
      db,
      journal,
      clock,
      ids,
      rules,
      office: () => ({ profile: exampleProfile, sample: true }),
      station,
      enqueuePaperInTx: () => undefined,
      visitAtCounter: () => undefined,
      noteReceivedInTx: (tx, made) =>
        tx.afterCommit(() => {
          for (const { code, kind } of made.codes) if (kind === 'own') noteGivenCode(marks, code);
        }),
      noteProcedureUsedInTx: () => undefined,
      forgetDraftInTx: () => undefined,
    };
    const { dossier } = receiveDossier(desk, exampleReception({ requestId: ids.id() }), actor);
    // Slips have books of their own, which no other copy may continue either.
    const { dossier: slip } = giveSlip(desk, exampleSlip({ requestId: ids.id() }), actor);
    if (/^HDHS\.\w{6}\/\d{4}$/.test(slip.register.volume)) taggedSlips += 1;
    if (dossier.codes[0]?.kind === 'provisional') frozenSeen += 1;
    if (!shown) return;
    // A paper is made and taken long after the mark's few milliseconds.
    await marks.flush();
    oracle.look(db);
  }

  async function stop(): Promise<void> {
    await running?.marks.close();
    running?.db.close();
    running = undefined;
  }

  /** The power goes just after a commit: no mark of it, and nobody has read its code. */
  async function crash(loseLog: boolean): Promise<void> {
    const { pc, db, place } = await start();
    await running?.marks.flush();
    pc.cutOff = true;
    await receive(false);
    const kept = path.join(root, 'crashed');
    cpSync(place, kept, { recursive: true });
    await stop();
    // Back to what lay on the disk, the same file: only its content is that of the moment of the crash.
    for (const part of ['office.db', 'office.db-wal', 'mark.json']) {
      const from = path.join(kept, part);
      const gone = loseLog && part === 'office.db-wal';
      if (gone) rmSync(path.join(place, part), { force: true });
      else overwrite(from, path.join(place, part));
    }
    rmSync(kept, { recursive: true });
    db.close();
  }

  return {
    oracle,
    seen: () => ({ frozenSeen, releases, taggedSlips }),
    stop,
    async run(step: Step): Promise<void> {
      switch (step.kind) {
        case 'receive':
          for (let count = 0; count < step.count; count += 1) await receive(true);
          return;
        case 'restart':
          await stop();
          await start();
          return;
        case 'crash':
          return crash(step.loseLog);
        case 'back-up': {
          if (step.closed) await stop();
          const copy = newPlace();
          cpSync(at.place, copy, { recursive: true });
          backups.push(copy);
          return;
        }
        case 'restore': {
          const from = backups[step.which % Math.max(1, backups.length)];
          await stop();
          if (from === undefined) return;
          const place = newPlace();
          cpSync(from, place, { recursive: true });
          at = { pc: step.pc, place };
          await start();
          return;
        }
        case 'move': {
          await stop();
          const place = newPlace();
          cpSync(at.place, place, { recursive: true });
          at = { pc: step.pc, place };
          await start();
          return;
        }
        case 'lose-marks':
          await stop();
          if (step.damaged) {
            const { texts } = pcs[at.pc] as Pc;
            for (const [slot, text] of texts) texts.set(slot, text.slice(0, text.length >> 1));
          } else (pcs[at.pc] as Pc).texts.clear();
          await start();
          return;
        case 'confirm': {
          const { db, journal, marks, station } = await start();
          const day = new Date(clock.now() + 7 * 3_600_000).toISOString().slice(0, 10);
          const numbering = {
            journal,
            clock,
            profile: exampleProfile,
            station,
            codeFormats: rules.codeFormats,
          };
          const released = db.transaction((tx) =>
            releaseNumbersInTx(
              tx,
              numbering,
              { code: oracle.lastCode(day), otherStopped: true },
              { actor: 'an', office: exampleProfile.id },
            ),
          );
          if (!released.ok) {
            if (journal.clockState().trouble === null) throw new Error(released.error.message);
            return;
          }
          for (const code of released.value.given) noteGivenCode(marks, code);
          if (released.value.last !== null) releases += 1;
          await marks.flush();
          oracle.look(db);
          return;
        }
        case 'time':
          clock.advance(step.hours * 3_600_000);
          return;
        case 'set-back': {
          clock.advance(-step.hours * 3_600_000);
          await receive(true);
          clock.advance(step.hours * 3_600_000 + 1);
          return;
        }
      }
    },
  };
}

/** Into the same file: who restores a copy makes a new one, a crash does not. */
function overwrite(from: string, to: string): void {
  copyFileSync(from, to);
}

type Step =
  | { kind: 'receive'; count: number }
  | { kind: 'restart' }
  | { kind: 'crash'; loseLog: boolean }
  | { kind: 'back-up'; closed: boolean }
  | { kind: 'restore'; which: number; pc: number }
  | { kind: 'move'; pc: number }
  | { kind: 'lose-marks'; damaged: boolean }
  | { kind: 'confirm' }
  | { kind: 'time'; hours: number }
  | { kind: 'set-back'; hours: number };

const pc = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('receive' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), loseLog: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('back-up' as const), closed: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('restore' as const), which: fc.nat({ max: 5 }), pc }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), pc }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose-marks' as const), damaged: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('confirm' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('set-back' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  },
);

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

it('L3 L6 J2 no entry, code or register line ever means two things, whatever is copied, lost and put back', async () => {
  const total = { frozenSeen: 0, releases: 0, taggedSlips: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const root = mkdtempSync(path.join(os.tmpdir(), 'tram-stations-'));
      roots.push(root);
      const lab = createLab(root);
      try {
        await lab.run({ kind: 'receive', count: 1 });
        for (const each of steps) {
          await lab.run(each);
          expect(lab.oracle.takeClashes()).toEqual([]);
        }
        total.frozenSeen += lab.seen().frozenSeen;
        total.releases += lab.seen().releases;
        total.taggedSlips += lab.seen().taggedSlips;
      } finally {
        await lab.stop();
        rmSync(root, { recursive: true, force: true });
      }
    }),
    { seed: 20261121, numRuns: 40 },
  );
  // The runs came to what they are about.
  expect(total.frozenSeen).toBeGreaterThan(30);
  expect(total.releases).toBeGreaterThan(15);
  expect(total.taggedSlips).toBeGreaterThan(30);
}, 120_000);
