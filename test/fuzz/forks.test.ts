import { afterEach, expect, it } from 'vitest';
import { drain } from './drain.ts';
import { checkAgreement, checkOthers } from './invariants.ts';
import { Broken } from './ledger.ts';
import { DISK_STEPS } from './steps-disk.ts';
import { grantOwnRange } from './work.ts';
import { openWorld, type World } from './world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const stepOf = (name: string) => {
  const found = DISK_STEPS.find((step) => step.name === name);
  if (found === undefined) throw new Error(`no step ${name}`);
  return found.step;
};

it('P10 P11 a drive put back whole writes before it hears: both versions stay, the second in conflict, under a new station', async () => {
  world = await openWorld(3, undefined);
  const { seat, ledger, counts } = world;
  const place = await world.openPlace();
  grantOwnRange(place.desk, '2020-01-01', 9999);
  await place.desk.enrol(seat, { way: 'code', again: false, lost: false });
  ledger.look(place.desk);
  await drain(world, place);
  const before = place.desk.station;
  await stepOf('disk-image')(world, place);
  expect(await stepOf('image-writes-first')(world, place)).toBe('other entries, new station');
  expect(place.desk.station).not.toBe(before);
  await drain(world, place);
  await checkAgreement(place.desk, seat.sql, ledger);
  expect(await checkOthers(seat.sql, ledger)).toBeGreaterThan(0);
  expect(ledger.givenByBoth.size).toBeGreaterThan(0);
  expect(place.desk.exchange.summary().counts).toMatchObject({ held: 0, sent: 0, rejected: 0 });
  expect(counts.all()).not.toHaveProperty('drain: unknown-key');

  // The checks would have seen it if either version had been lost.
  for (const which of ['fork = 0 and station = $1 and seq = $2', 'fork > 0 and station = $1']) {
    const [last] = await seat.sql.query<{ seq: number }>('select seq from stations where station = $1', [
      before,
    ]);
    const lost = seat.sql.transaction(async (tx) => {
      await tx.query('alter table entries disable trigger user');
      const values = which.includes('$2') ? [before, last?.seq] : [before];
      await tx.query(`delete from entries where ${which}`, values);
      await checkOthers(tx, ledger);
      await checkAgreement(place.desk, tx, ledger);
    });
    await expect(lost, which).rejects.toThrow(Broken);
  }
}, 600_000);
