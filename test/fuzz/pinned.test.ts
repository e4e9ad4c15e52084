import { afterEach, describe, expect, it } from 'vitest';
import { drain } from './drain.ts';
import { checkAgreement } from './invariants.ts';
import { keepBackup, keepImage, putBackupBack, putImageBack } from './office.ts';
import { eraseOne, grantOwnRange, receiveOne } from './work.ts';
import { openWorld, type World } from './world.ts';

const JOINS = { way: 'code', again: false, lost: false } as const;

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

describe('what a run once failed at, as the shortest way there', () => {
  it('P12 P15 an entry came to the province without its body, and the erasing one was lost with the database', async () => {
    world = await openWorld(1, undefined);
    const { seat, random, ledger } = world;
    const place = await world.openPlace();
    grantOwnRange(place.desk, '2020-01-01', 9999);
    await place.desk.enrol(seat, JOINS);
    const roundTrip = async () => place.desk.take(await seat.province.handle(await place.desk.build()));
    expect([await roundTrip(), await roundTrip()]).toEqual(['taken', 'taken']);
    await place.desk.close();
    keepBackup(place.disk);
    await world.reopen(place);
    for (let people = 1; people <= 40; people += 1) {
      world.now += 60_000;
      receiveOne(place.desk, random, people);
    }
    ledger.look(place.desk);
    eraseOne(place.desk, random, ledger.dossiersOf(place.disk.office).slice(3, 4));
    // So many do not fit into one parcel: the erasing entry would have gone with the next one.
    await seat.province.handle(await place.desk.build());
    await place.desk.close();
    putBackupBack(place.disk, true);
    ledger.forgetHeads(place.disk.office);
    await world.reopen(place);
    for (let times = 0; times < 4; times += 1) expect(await roundTrip()).toBe('taken');
    ledger.look(place.desk);
    expect(place.desk.exchange.summary().counts).toMatchObject({
      held: 0,
      sent: 0,
      rejected: 0,
      conflict: 0,
    });
    expect(place.desk.countReturned()).toBeGreaterThan(10);
    await checkAgreement(place.desk, seat.sql, ledger);
    expect(await place.desk.journal.verify()).toMatchObject({ state: 'intact' });
  }, 600_000);

  it('P3 a province ended its keys at once: nothing that it said was believed, and its office could not join it anew', async () => {
    world = await openWorld(2, undefined);
    const { seat, random, ledger } = world;
    const place = await world.openPlace();
    grantOwnRange(place.desk, '2020-01-01', 9999);
    await place.desk.enrol(seat, JOINS);
    const { desk } = place;
    const roundTrip = async () => desk.take(await seat.province.handle(await desk.build()));
    expect(await roundTrip()).toBe('taken');
    receiveOne(desk, random, 1);
    await seat.province.keys.rotate({ endPresent: true });
    expect(await roundTrip()).toBe('unknown-key');
    await desk.enrol(seat, { ...JOINS, again: true });
    expect([await roundTrip(), await roundTrip()]).toEqual(['taken', 'taken']);
    expect(desk.refusal()).toBeNull();
    ledger.look(desk);
    await checkAgreement(desk, seat.sql, ledger);
  }, 600_000);

  it('P5 P11 an image from before much was acknowledged wrote its own behind that, more than one parcel away', async () => {
    world = await openWorld(3, undefined);
    const { seat, random, ledger } = world;
    const place = await world.openPlace();
    grantOwnRange(place.desk, '2020-01-01', 9999);
    await place.desk.enrol(seat, JOINS);
    await drain(world, place);
    const { station } = place.desk;
    const receiveSome = (first: number, last: number) => {
      for (let people = first; people <= last; people += 1) receiveOne(place.desk, random, people);
      ledger.look(place.desk);
    };
    receiveSome(1, 120);
    await place.desk.close();
    keepImage(place.disk);
    await world.reopen(place);
    receiveSome(121, 123);
    await drain(world, place);
    await place.desk.close();
    putImageBack(place.disk, true);
    ledger.forgetHeads(place.disk.office);
    await world.reopen(place);
    ledger.goOnBeside(place.desk, Number.MAX_SAFE_INTEGER);
    receiveSome(124, 130);
    await drain(world, place);
    expect(place.desk.exchange.summary().counts).toMatchObject({ held: 0, sent: 0, rejected: 0 });
    expect(place.desk.exchange.summary().counts.conflict).toBeGreaterThan(6);
    await place.desk.close();
    await world.reopen(place);
    expect(place.desk.station).not.toBe(station);
    await drain(world, place);
  }, 600_000);

  it('P12 a drive was put back of which more comes back than one answer gives: meanwhile the desk writes nothing of its own', async () => {
    world = await openWorld(4, undefined);
    const { seat, random, ledger } = world;
    const place = await world.openPlace();
    grantOwnRange(place.desk, '2020-01-01', 9999);
    await place.desk.enrol(seat, JOINS);
    const { station } = place.desk;
    await place.desk.close();
    keepImage(place.disk);
    await world.reopen(place);
    await drain(world, place);
    for (let people = 1; people <= 320; people += 1) receiveOne(place.desk, random, people);
    ledger.look(place.desk);
    const [erasedOne] = ledger.dossiersOf(place.disk.office);
    eraseOne(place.desk, random, [erasedOne ?? '']);
    await drain(world, place);
    // Numbers of later days, taken behind what the first answer will give back.
    world.now += 55 * 86_400_000;
    await drain(world, place);
    await drain(world, place);
    await place.desk.close();
    putImageBack(place.disk, true);
    ledger.forgetHeads(place.disk.office);
    await world.reopen(place);
    await drain(world, place);
    expect(place.desk.station).toBe(station);
    expect(place.desk.countReturned()).toBeGreaterThan(320);
    expect(place.desk.exchange.summary().counts).toMatchObject({ held: 0, sent: 0, conflict: 0 });
    await checkAgreement(place.desk, seat.sql, ledger);
    expect(await place.desk.journal.verify()).toMatchObject({ state: 'intact' });
  }, 600_000);
});
