import { drain } from './drain.ts';
import { Broken } from './ledger.ts';
import { keepBackup, keepImage, putBackupBack, putImageBack } from './office.ts';
import type { Step } from './steps.ts';
import { isServed, roundTrip } from './talk.ts';
import { cancelOne, correctOne, receiveOne } from './work.ts';
import { MOST_RESTORES, type Place, type World } from './world.ts';

/** People come back with papers that the older copy knows in an older version. */
function workOnOldPapers({ random, ledger }: World, { desk, disk }: Place): void {
  const known = ledger.correctedBy(disk.office);
  for (let times = 2 + random.below(8); times > 0; times -= 1) {
    if (random.below(5) === 0) cancelOne(desk, random, known);
    else correctOne(desk, random, known);
  }
}

async function restoreBackup(world: World, place: Place): Promise<string> {
  if (!place.hasBackup || place.restores >= MOST_RESTORES) return 'nothing';
  const { station } = place.desk;
  await place.desk.close();
  putBackupBack(place.disk, world.random.below(2) === 0);
  world.ledger.forgetHeads(place.disk.office);
  place.rejected.clear();
  await world.reopen(place);
  if (place.desk.station === station) return 'same-station';
  place.restores += 1;
  workOnOldPapers(world, place);
  return 'new-station';
}

/** Where the chain of the desk's station ends. */
function headOf({ desk }: Place): { station: string; seq: number } {
  const { station } = desk;
  const head = desk.journal.heads().find((one) => one.chain === 'exchange' && one.station === station);
  return { station, seq: head?.seq ?? 0 };
}

/** An image of an office that has to join again is one from before its keys change: put back, it would not be heard. */
async function keepImageOf(world: World, place: Place): Promise<void> {
  const isHeard = !place.keysChanged || (await roundTrip(world, place)) === 'taken';
  place.imageHead = headOf(place);
  await place.desk.close();
  keepImage(place.disk);
  place.hasImage = true;
  place.keysChanged = !isHeard;
  await world.reopen(place);
}

/** A day without a line on which more come than one parcel carries; the drive is copied before anything is acknowledged. */
async function keepImageOfBacklog(world: World, place: Place): Promise<string> {
  if (place.keysChanged) return 'nothing';
  for (let times = 30 + world.random.below(30); times > 0; times -= 1) {
    world.people += 1;
    receiveOne(place.desk, world.random, world.people);
  }
  await keepImageOf(world, place);
  return 'done';
}

/**
 * The folder of the office as a whole, marks and all, from another day. Copied back file by file it is seen to be another
 * file; a drive put back sector by sector is not, and the province tells what came after it (P12).
 */
async function restoreImage(world: World, place: Place): Promise<string> {
  if (!place.hasImage || place.restores >= MOST_RESTORES) return 'nothing';
  const { station } = place.desk;
  const { office } = place.disk;
  // In turn. What is found out only from the province must be, before anything is written.
  const mayHear = !place.revoked && !place.keysChanged && isServed(world, place);
  const sectors = world.counts.effects('restore-image') % 2 === 0;
  if (sectors && !mayHear) {
    if (place.keysChanged) await keepImageOf(world, place);
    return 'nothing';
  }
  await place.desk.close();
  putImageBack(place.disk, sectors);
  world.ledger.forgetHeads(office);
  place.rejected.clear();
  await world.reopen(place);
  place.restores += 1;
  const isSame = place.desk.station === station;
  if (!isSame && !sectors) {
    workOnOldPapers(world, place);
    return 'files, new-station';
  }
  // On a drive that was put back a station goes on that may have had a successor since. What never left the drive is gone with it, and nobody can know of it, nor of numbers on papers; so are the copies
  // that lay there.
  place.hasBackup = false;
  for (const list of Object.values(place.way)) list.length = 0;
  world.ledger.forgetBehind(place.desk, await headsThere(world, office));
  const before = place.desk.countReturned();
  await drain(world, place);
  const returned = place.desk.countReturned() - before;
  return `${sectors ? 'a drive' : 'files'}, ${isSame ? 'same' : 'earlier'}-station${returned > 0 ? ', given back' : ''}`;
}

/** People come, each with another matter. */
function receiveSome(world: World, { desk }: Place): void {
  for (let times = 2 + world.random.below(5); times > 0; times -= 1) {
    world.people += 1;
    receiveOne(desk, world.random, world.people);
  }
}

/** The last entry of each station of an office that the province holds. */
async function headsThere({ seat }: World, office: string): Promise<Map<string, number>> {
  const rows = await seat.sql.query<{ station: string; seq: number }>(
    'select station, seq from stations where office = $1',
    [office],
  );
  return new Map(rows.map(({ station, seq }) => [station, seq]));
}

/**
 * A drive put back sector by sector whose desk works before it hears of the province: it writes other entries under
 * numbers that the province holds, and gives codes again (P11). The province keeps both, and a new station begins.
 */
async function writeFirst(world: World, place: Place): Promise<string> {
  const isHeard = () => !place.revoked && !place.keysChanged && !place.stationEnded && isServed(world, place);
  // Two of an office's shares of a day: what was put back, and the station that begins.
  if (!place.hasImage || !isHeard() || place.restores + 2 > MOST_RESTORES) return 'nothing';
  const { office } = place.disk;
  receiveSome(world, place);
  await drain(world, place);
  const there = await headsThere(world, office);
  const { station, seq } = place.imageHead;
  if (!isHeard() || (there.get(station) ?? 0) <= seq) return 'nothing';
  await place.desk.close();
  putImageBack(place.disk, true);
  world.ledger.forgetHeads(office);
  place.rejected.clear();
  await world.reopen(place);
  place.restores += 1;
  // Copies of before know nothing of what is written now; the next ones will.
  place.hasBackup = false;
  place.hasImage = false;
  for (const list of Object.values(place.way)) list.length = 0;
  if (place.desk.station !== station)
    throw new Broken(`${office}: the drive went on as ${place.desk.station}`);
  world.ledger.forgetBehind(place.desk, there);
  const others = world.ledger.goOnBeside(place.desk, there.get(station) ?? 0);
  receiveSome(world, place);
  workOnOldPapers(world, place);
  world.ledger.look(place.desk);
  await drain(world, place);
  await place.desk.close();
  await world.reopen(place);
  place.restores += 1;
  if (place.desk.station === station)
    throw new Broken(
      `${office}: ${station} goes on, although a copy wrote ${others} entries under its numbers`,
    );
  return 'other entries, new station';
}

export const DISK_STEPS: readonly Step[] = [
  {
    name: 'backup',
    weight: 8,
    step: async (world, place) => {
      await place.desk.close();
      keepBackup(place.disk);
      place.hasBackup = true;
      await world.reopen(place);
      return 'done';
    },
  },
  { name: 'restore', weight: 4, step: restoreBackup },
  {
    name: 'disk-image',
    weight: 5,
    step: async (world, place) => {
      await keepImageOf(world, place);
      return 'done';
    },
  },
  { name: 'image-of-backlog', weight: 2, step: keepImageOfBacklog },
  { name: 'restore-image', weight: 4, step: restoreImage },
  { name: 'image-writes-first', weight: 2, step: writeFirst },
];
