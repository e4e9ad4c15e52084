import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Dossier } from '#shared/dossier/index.ts';
import { dossierCorrected } from '#shared/journal/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { findDossier, readRevisions } from '../dossiers/index.ts';
import { migrations, openDatabase } from '../storage/index.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
let far: Awaited<ReturnType<typeof openTestProvince>>;
let desk: ExchangeDesk;
/** A dossier that both copies know, and the desk as it stood before either corrected it. */
let id: string;
let copied: string;

beforeEach(async () => {
  far = await openTestProvince(clock);
  desk = openExchangeDesk({ clock, transport: lineTo(far.province) });
  await desk.exchange.enrol({
    address: 'https://tinh.example',
    code: await far.invite(desk),
    actor: 'admin',
  });
  desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
  await carry(desk);
  id = desk.receive().id;
  await carry(desk);
  await carry(desk);
  copied = path.join(desk.folder, 'copy.db');
  desk.db.copyTo(copied);
  correct(desk, 'bản của máy kia');
  await carry(desk);
});
afterEach(async () => {
  await desk.remove();
  await far.close();
});

async function carry(of: ExchangeDesk): Promise<void> {
  const parcel = await of.exchange.buildParcel('stick', 1_000_000);
  await of.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'stick');
}

/** The copy, writing under a station. */
function copy(station: string): ExchangeDesk {
  const db = openDatabase({ file: copied, key: desk.temporary.key, migrations });
  const database = { ...desk.temporary, db, remove: () => undefined };
  return openExchangeDesk({
    clock,
    transport: lineTo(far.province),
    profile: desk.profile,
    station,
    database,
  });
}

/** The copy under a station of its own, which has its numbers: nothing waits for a person but what is in conflict. */
async function begun(station: string): Promise<ExchangeDesk> {
  const next = copy(station);
  await carry(next);
  await carry(next);
  return next;
}

function contentOf(dossier: Dossier) {
  const { state: _s, revision: _r, correction: _c, cancelled: _x, followedBy: _f, ...content } = dossier;
  return content;
}

/** A correction of the note, on the first revision, as each copy writes one. */
function correct(of: ExchangeDesk, note: string) {
  const dossier = findDossier(of.db, id);
  const [first] = readRevisions(of.journal, id).revisions;
  if (dossier === undefined || first === undefined) throw new Error('no dossier');
  return of.db.transaction((tx) =>
    of.journal.appendInTx(tx, {
      kind: dossierCorrected,
      actor: 'u1',
      subject: id,
      body: {
        dossier: { ...contentOf(dossier), note },
        revision: 2,
        basedOn: { revision: 1, hash: first.hash },
        by: { id: 'u1', name: 'Bùi Thu Hà' },
        reason: { code: 'other', label: 'Khác', text: note },
        supersedes: { revision: 1, at: first.at },
        printed: false,
        request: { id: `request-${note.length}`, digest: '0'.repeat(64) },
      },
    }),
  );
}

const conflicts = (of: ExchangeDesk) =>
  of.exchange.outbox({ filter: 'conflict', day: null, before: null, limit: 50 }).rows;
const decide = (of: ExchangeDesk, { station, seq, hash }: { station: string; seq: number; hash: string }) =>
  of.exchange.settle({ station, seq, hash, keep: 'ours', note: 'đã xem giấy', actor: 'u1' });
const present = async () =>
  (await far.sql.query<{ revision: number }>('select revision from dossiers where id = $1', [id]))[0]
    ?.revision;

it('P10 P11 a decision that came to nothing at the province is asked for again, and then holds', async () => {
  const twin = copy(desk.station);
  correct(twin, 'bản ở đây');
  await carry(twin);
  await carry(twin);
  await twin.close();
  const next = await begun('station-next');
  const [other] = conflicts(next);
  if (other === undefined) throw new Error('no conflict');
  expect(next.exchange.summary().attention).toBe(1);
  decide(next, other);
  decide(next, other);
  expect(next.exchange.conflict(other).settled).toMatchObject({ keep: 'ours' });
  expect(next.exchange.summary().attention).toBe(0);
  await carry(next);
  await carry(next);
  // The other copy's correction has passed its base meanwhile: that is another conflict.
  expect(next.exchange.conflict(other)).toMatchObject({ row: { code: 'stale-base' }, settled: null });
  expect(next.exchange.summary().attention).toBe(1);
  decide(next, other);
  await carry(next);
  await carry(next);
  expect(next.exchange.summary()).toMatchObject({
    counts: { held: 0, sent: 0, rejected: 0, conflict: 0 },
    attention: 0,
  });
  expect(await present()).toBe(3);
  await next.close();
});

it('P10 P11 a decision that was written beside the chain is asked for again', async () => {
  const twin = copy(desk.station);
  twin.receive();
  await carry(twin);
  await carry(twin);
  const [first] = conflicts(twin);
  if (first === undefined) throw new Error('no conflict');
  decide(twin, first);
  await carry(twin);
  await twin.close();
  const next = await begun('station-next');
  expect(next.exchange.conflict(first).settled).toBeNull();
  expect(next.exchange.summary().attention).toBe(conflicts(next).length);
  for (const row of conflicts(next)) decide(next, row);
  await carry(next);
  await carry(next);
  expect(next.exchange.summary()).toMatchObject({
    counts: { held: 0, sent: 0, rejected: 0, conflict: 0 },
    attention: 0,
  });
  await next.close();
});
