import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { officeDate } from '#shared/base/index.ts';
import { addDays, PlainDate } from '#shared/calendar/index.ts';
import { normaliseCode } from '#shared/dossier/index.ts';
import { createKindRegistry, entryKinds } from '#shared/journal/index.ts';
import { beginStation, grantOwn, type LeaseDesk, leaseDesk } from '#test/fixtures/leases.ts';
import { exampleReception, testClock } from '#test/fixtures/office.ts';
import { exampleProfile } from '#test/fixtures/reception.ts';
import { createSeededIds } from '#test/fixtures/seeded-ids.ts';
import {
  findDossierByCode,
  findFreeze,
  ReceptionRefused,
  receiveDossier,
  releaseNumbersInTx,
} from '../dossiers/index.ts';
import { migrations, openDatabase } from '../storage/index.ts';
import { applyLeasesInTx, leaseRequests } from './index.ts';
import { dayAndNumber, lastDayOf, orderOf } from './lab-codes.oracle.ts';
import type { Step } from './lab-steps.oracle.ts';
import {
  copyOf,
  createProvinceOracle,
  expectedNumber,
  type Known,
  noteTaken,
  noteUsed,
} from './leases.oracle.ts';

type Used = { agencyCode: string; day: string; number: number };

const KEY = new Uint8Array(32).fill(7);
const OWN_LAST = 9;
const clerk = { id: 'clerk-1', name: 'Lê Thị An' };
const registry = createKindRegistry(entryKinds);

/** A copy of the office's database at work, and what it must know by now. */
type Copy = { desk: LeaseDesk; file: string; known: Known; closedBefore: string; received: string[] };
type Kept = Omit<Copy, 'desk'> & { station: string };

/** One office whose database is copied, put back and lost, its province, and every code that was ever printed. */
export function createLab(root: string) {
  const clock = testClock('2026-11-20T09:00');
  const ids = createSeededIds(20261122, clock);
  const province = createProvinceOracle();
  const printed = new Map<string, { dossier: string; station: string; leased: boolean }>();
  const copies: Copy[] = [];
  const backups: Kept[] = [];
  const seen = {
    leased: 0,
    refused: 0,
    provisional: 0,
    lifted: 0,
    given: 0,
    confirmed: 0,
    returned: 0,
    erased: 0,
  };
  let files = 0;
  const newFile = () => path.join(root, `copy-${++files}.db`);
  const today = () => officeDate(clock.now());
  const pick = <Item>(list: readonly Item[], which: number): Item | undefined =>
    list[which % Math.max(1, list.length)];

  function open(kept: Kept): Copy {
    const { station, ...rest } = kept;
    const db = openDatabase({ file: kept.file, key: KEY, migrations });
    return { ...rest, desk: leaseDesk(db, station, clock, ids) };
  }

  function begin(): void {
    const known: Known = { used: new Map(), leases: [], ownIssuer: true };
    const copy = open({ station: ids.id(), file: newFile(), known, closedBefore: '', received: [] });
    grantOwn(copy.desk, OWN_LAST);
    copies.push(copy);
  }

  /** A paper with that code is in somebody's hand: it must mean nothing else, and lie in a lease of its station. */
  function print(copy: Copy, dossier: string, code: string): number {
    const { station } = copy.desk;
    expect(printed.get(code)?.dossier ?? dossier, `${code} twice`).toBe(dossier);
    const leased = !copy.known.ownIssuer;
    printed.set(code, { dossier, station, leased });
    const [day, number] = dayAndNumber(code);
    if (leased) {
      seen.leased += 1;
      const lease = province
        .leases()
        .find(
          (one) =>
            one.station === station &&
            one.firstDay <= day &&
            day <= one.lastDay &&
            one.firstSerial <= number &&
            number <= one.lastSerial,
        );
      expect(lease, `${code} of ${station} is in none of its leases`).toBeDefined();
    }
    noteUsed(copy.known, day, number);
    return number;
  }

  function receive(copy: Copy): void {
    const { desk, known } = copy;
    const day = today();
    const frozen = findFreeze(desk.db, desk.station) !== undefined || day < copy.closedBefore;
    const expected = frozen ? undefined : expectedNumber(known, desk.station, day, OWN_LAST);
    try {
      const { dossier } = receiveDossier(desk.ports, exampleReception({ requestId: ids.id() }), clerk);
      copy.received.push(dossier.id);
      const code = dossier.codes[0];
      if (code?.kind === 'own') expect(print(copy, dossier.id, code.code)).toBe(expected);
      else {
        expect(frozen).toBe(true);
        seen.provisional += 1;
      }
    } catch (error) {
      if (!(error instanceof ReceptionRefused)) throw error;
      expect({ code: error.code, frozen, expected }).toEqual({
        code: 'no-serial-left',
        frozen: false,
        expected: undefined,
      });
      seen.refused += 1;
    }
  }

  function answer(copy: Copy, lost: boolean): void {
    const { desk, known } = copy;
    const { station } = desk;
    // What was asked for is granted whether or not the answer arrives.
    const request = leaseRequests(desk.db, { ...exampleProfile, station }, today())[0];
    if (request === undefined) throw new Error('a request is always made');
    const covered = province.leases().some((one) => one.station === station && one.lastDay >= today());
    if (!covered || request.short.length > 0) grant(station, request.fromDay, 3, 4);
    if (lost) return;
    const leases = province.leases();
    const applied = desk.db.transaction((tx) => applyLeasesInTx(tx, desk.numbering, leases));
    expect(applied.refused).toEqual([]);
    for (const lease of leases) if (lease.station === station) noteTaken(known, lease);
    if (applied.lifted) seen.lifted += 1;
    noteGiven(copy, applied.given);
  }

  function noteGiven(copy: Copy, codes: readonly string[]): void {
    seen.given += codes.length;
    for (const code of codes) {
      const dossier = findDossierByCode(copy.desk.db, normaliseCode(code));
      print(copy, dossier?.id ?? 'none', code);
    }
  }

  function grant(station: string, firstDay: string, size: number, days: number): void {
    const lastDay = addDays(PlainDate.parse(today()), days);
    const { agencyCode, codeFormat } = exampleProfile;
    const grantedAt = `${today()}T08:00:00.000+07:00`;
    province.grant({ station, agencyCode, codeFormat, firstDay, lastDay, grantedAt, endedAfter: null }, size);
  }

  /** Entries of other stations that the province had from one copy come to another (P12), up to a part of them. */
  function giveBack(from: Copy, to: Copy, part: number): void {
    for (const head of from.desk.journal.heads().filter(({ chain }) => chain === 'exchange')) {
      if (head.station === to.desk.station) continue;
      const held = to.desk.journal
        .heads()
        .find((one) => one.chain === 'exchange' && one.station === head.station);
      const missing = from.desk.journal.entriesAfter('exchange', held?.seq ?? 0, 500, head.station);
      const other = leaseDesk(to.desk.db, head.station, clock, ids);
      for (const { entry, body } of missing.slice(0, Math.ceil(missing.length * part))) {
        if (body === undefined || entry.kind === 'erased') break;
        const read = registry.read(entry.kind, entry.v, JSON.parse(body));
        if (!read.known) throw new Error(entry.kind);
        const { actor, subject } = entry;
        to.desk.db.transaction((tx) =>
          other.journal.appendInTx(tx, { kind: read.kind, actor, subject, body: read.body as never }),
        );
        noteReturned(to, entry.kind, read.body);
        seen.returned += 1;
      }
    }
  }

  function noteReturned({ known }: Copy, kind: string, body: unknown): void {
    if (kind === 'lease-taken')
      noteTaken(known, { ...(body as (typeof known.leases)[number]), endedAfter: null });
    if (kind === 'lease-ended') {
      const { id, endedAfter } = body as { id: string; endedAfter: string };
      const lease = known.leases.find((one) => one.id === id);
      if (lease !== undefined) noteTaken(known, { ...lease, endedAfter });
    }
    const { serial, last } = body as { serial?: Used; last?: Used | null };
    if (serial?.agencyCode === exampleProfile.agencyCode) noteUsed(known, serial.day, serial.number);
    for (let below = 1; below <= (last?.number ?? 0); below += 1) noteUsed(known, last?.day ?? '', below);
  }

  function confirm(copy: Copy): void {
    const { desk } = copy;
    // Who works with a province lets the restored copy join it first; the paper is asked for where that does not settle it.
    if (copy.known.ownIssuer && province.leases().length > 0) return;
    if (findFreeze(desk.db, desk.station) === undefined) return;
    const codes = [...printed.keys()].filter((code) => dayAndNumber(code)[0] <= today());
    const last = codes.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)).at(-1) ?? '';
    const released = desk.db.transaction((tx) =>
      releaseNumbersInTx(
        tx,
        desk.numbering,
        { code: last, otherStopped: true },
        { actor: 'an', office: exampleProfile.id },
      ),
    );
    // With the clock set back the last code is of a day that has not come: it is confirmed later.
    if (!released.ok) return;
    seen.confirmed += 1;
    for (const other of copies.splice(0)) {
      if (other === copy) copies.push(copy);
      else other.desk.db.close();
    }
    if (last !== '') {
      const [day, number] = dayAndNumber(last);
      for (let below = 1; below <= number; below += 1) noteUsed(copy.known, day, below);
      copy.closedBefore = day > copy.closedBefore ? day : copy.closedBefore;
    }
    noteGiven(copy, released.value.given);
  }

  function backUp(copy: Copy): void {
    const { desk, known, closedBefore, received } = copy;
    desk.db.checkpoint();
    const file = newFile();
    copyFileSync(copy.file, file);
    backups.push({
      station: desk.station,
      file,
      known: copyOf(known),
      closedBefore,
      received: [...received],
    });
  }

  function restore(kept: Kept): void {
    if (copies.length >= 3) return;
    const file = newFile();
    copyFileSync(kept.file, file);
    const copy = open({
      ...kept,
      station: ids.id(),
      file,
      known: copyOf(kept.known),
      received: [...kept.received],
    });
    beginStation(copy.desk, kept.station, kept.known.used.size === 0 ? '2026-11-20' : lastDayOf(kept.known));
    copies.push(copy);
  }

  function erase(copy: Copy, which: number): void {
    const id = pick(copy.received, which);
    if (id === undefined) return;
    const { journal, db } = copy.desk;
    const targets = journal.erasableOf(id);
    if (targets.length === 0) return;
    db.transaction((tx) =>
      journal.eraseBodyInTx(tx, { actor: 'an', subject: id, targets, ground: 'theo yêu cầu' }),
    );
    seen.erased += 1;
  }

  return {
    begin,
    seen,
    run(step: Step): void {
      const copy = pick(copies, step.kind === 'give-back' ? step.from : 'copy' in step ? step.copy : 0);
      if (copy === undefined) return;
      if (step.kind === 'time') clock.advance(step.hours * 3_600_000);
      else if (step.kind === 'end') {
        const end = addDays(PlainDate.parse(today()), step.days);
        province.end(step.which % Math.max(1, province.leases().length), end);
      } else if (step.kind === 'restore') {
        const kept = pick(backups, step.which);
        if (kept !== undefined) restore(kept);
      } else if (step.kind === 'give-back') {
        const to = pick(copies, step.to);
        if (to !== undefined && to !== copy) giveBack(copy, to, step.part);
      } else if (step.kind === 'receive') {
        for (let count = 0; count < step.count; count += 1) receive(copy);
      } else if (step.kind === 'grant') grant(copy.desk.station, today(), step.size, step.days);
      else if (step.kind === 'answer') answer(copy, step.lost);
      else if (step.kind === 'back-up') backUp(copy);
      else if (step.kind === 'confirm') confirm(copy);
      else if (step.kind === 'erase') erase(copy, step.which);
      else if (copies.length > 1) {
        copies.splice(copies.indexOf(copy), 1);
        copy.desk.db.close();
      }
    },
    end(): void {
      for (const { desk } of copies) {
        const before = desk.journal.viewDigests();
        expect(desk.journal.rebuild().finished).toBe(true);
        expect(desk.journal.viewDigests()).toEqual(before);
      }
    },
    close(): void {
      for (const { desk } of copies) desk.db.close();
    },
  };
}
