import {
  cancelDossier,
  correctDossier,
  findDossier,
  ReceptionRefused,
  receiveDossier,
} from '#office/dossiers/index.ts';
import { collectFee, FeeReceiptRefused, sumTaken } from '#office/fee-receipts/index.ts';
import { officeDate } from '#shared/base/index.ts';
import { serialRangeGranted } from '#shared/journal/index.ts';
import { person } from '#test/fixtures/people.ts';
import { type Random, seededUuid } from '#test/fixtures/random.ts';
import { receptionOf } from '#test/fixtures/receptions.ts';
import { futureKind } from './kinds.ts';
import type { Desk } from './office.ts';

const CLERK = { id: 'u-clerk', name: 'Bùi Thu Hà' };
/** Who mends says in which role: an administrator may on any day. */
const MENDER = { ...CLERK, role: 'administrator' };

/** What came of an action at the desk; a refusal is told in words to the clerk and changes nothing. */
export type Done = 'done' | 'nothing' | `refused:${string}`;

/** Runs an action that a rule may refuse. */
function attempt(action: () => void): Done {
  try {
    action();
    return 'done';
  } catch (error) {
    if (error instanceof ReceptionRefused) return `refused:${error.code}`;
    throw error;
  }
}

/** The office gives numbers itself, as one does that exchanges with nobody. */
export function grantOwnRange({ db, journal, profile }: Desk, firstDay: string, lastSerial: number): void {
  db.transaction((tx) =>
    journal.appendInTx(tx, {
      kind: serialRangeGranted,
      actor: 'setup',
      subject: profile.id,
      body: {
        agencyCode: profile.agencyCode,
        codeFormat: profile.codeFormat,
        firstDay,
        lastDay: null,
        firstSerial: 1,
        lastSerial,
        issuer: 'own',
      },
    }),
  );
}

/** One person, one dossier. `number`: which invented person, and what makes the request a new one. */
export function receiveOne(desk: Desk, random: Random, number: number): Done {
  const { catalog, clock } = desk;
  const { version } = catalog.current(officeDate(clock.now()));
  const { procedures } = catalog.getCatalogue(version);
  const form = receptionOf(random.pick(procedures), person(1, number), seededUuid(random, number));
  return attempt(() => receiveDossier(desk.receive, form, CLERK));
}

/** Corrects one of the dossiers named; some old ones and the newest come back most often. */
export function correctOne(desk: Desk, random: Random, all: readonly string[]): Done {
  const ids = [all, all.slice(-8), all.slice(0, 8)][random.below(3)] ?? all;
  const dossier = ids.length === 0 ? undefined : findDossier(desk.db, random.pick(ids));
  if (dossier === undefined) return 'nothing';
  return attempt(() =>
    correctDossier(
      desk.mend,
      {
        requestId: seededUuid(random, desk.clock.now()),
        id: dossier.id,
        basedOn: dossier.revision,
        changes: { note: `Đã sửa lần ${dossier.revision}: ${random.below(1_000_000)}` },
        reason: { code: 'contact', text: '' },
        confirmedDue: null,
        print: false,
      },
      MENDER,
    ),
  );
}

export function cancelOne(desk: Desk, random: Random, ids: readonly string[]): Done {
  const dossier = ids.length === 0 ? undefined : findDossier(desk.db, random.pick(ids));
  if (dossier === undefined) return 'nothing';
  return attempt(() =>
    cancelDossier(
      desk.mend,
      {
        requestId: seededUuid(random, desk.clock.now()),
        id: dossier.id,
        basedOn: dossier.revision,
        reason: { code: 'trial', text: '' },
      },
      MENDER,
    ),
  );
}

/** Removes what is known of the person, as the law wants it; the entries stay as their envelopes. */
export function eraseOne(desk: Desk, random: Random, ids: readonly string[]): Done {
  const id = ids.length === 0 ? undefined : random.pick(ids);
  if (id === undefined || findDossier(desk.db, id) === undefined) return 'nothing';
  const targets = desk.journal.erasableOf(id);
  desk.db.transaction((tx) =>
    desk.journal.eraseBodyInTx(tx, { actor: CLERK.id, ground: 'Theo yêu cầu', subject: id, targets }),
  );
  return 'done';
}

/** Money is taken for a dossier; its receipt waits for the provider's number (L8). */
export function takeFee(desk: Desk, random: Random, ids: readonly string[]): Done {
  const dossier = ids.length === 0 ? undefined : findDossier(desk.db, random.pick(ids));
  if (dossier === undefined) return 'nothing';
  try {
    collectFee(
      desk.fees,
      {
        requestId: seededUuid(random, desk.clock.now()),
        dossierId: dossier.id,
        charge: 'Phí',
        amount: 1000 * (1 + random.below(50)),
        payer: 'người nộp',
        method: 'cash',
        collectedOn: officeDate(desk.clock.now()),
        takenBefore: sumTaken(desk.db, dossier.id),
        moreThanDue: true,
      },
      CLERK,
    );
    return 'done';
  } catch (error) {
    if (error instanceof FeeReceiptRefused) return `refused:${error.code}`;
    throw error;
  }
}

/** What only a later release writes. */
export function writeFutureEntry(desk: Desk, random: Random): Done {
  desk.db.transaction((tx) =>
    desk.journal.appendInTx(tx, {
      kind: futureKind,
      actor: CLERK.id,
      subject: `moon-${random.below(1000)}`,
      body: { crater: 'Tycho', days: 1 + random.below(9) },
    }),
  );
  return 'done';
}
