import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestClock, testClock } from '#test/fixtures/office.ts';
import { paperFile } from './copy-papers.ts';
import { placeOf } from './place.ts';
import { type CopyingOffice, startCopyingOffice } from './testing.oracle.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let office: CopyingOffice;
let clock: TestClock;
beforeEach(async () => {
  clock = testClock('2026-11-20T08:00');
  office = await startCopyingOffice({ clock });
});
afterEach(() => office.end());

const copies = () => office.core.opened().copies;
const officeId = () => office.core.opened().settings().profile.id;
const place = () => placeOf(office.target, officeId());
const names = (folder: string) => readdirSync(folder).sort();
const rules = (change: object = {}) => ({
  folder: office.target,
  times: ['11:45', '17:05'],
  everyHours: 0,
  everyDossiers: 0,
  keep: { last: 2, daily: 0, monthly: 0 },
  drill: 'after-each' as const,
  ...change,
});

describe('a copy', () => {
  it('is made while receiving goes on, tried at once, and told', async () => {
    office.receive();
    await copies().make(office.target, 'u1');
    let received = 0;
    while (copies().status().running !== null) {
      office.receive();
      received += 1;
      await setImmediate();
    }
    const state = await copies().state();
    expect(state.problem).toBeNull();
    expect(state.latest).toMatchObject({ place: 'elsewhere', folder: office.target, reason: 'button' });
    // In this test both lie in the system's temporary folder, though no folder was set.
    expect([state.place.state, state.latest?.sameDisk]).toEqual(['not-chosen', true]);
    expect(state.drilled).toMatchObject({ ofLatest: true, outcome: 'proven', damaged: [] });
    expect(copies().status()).toMatchObject({ drill: 'proven', running: null });
    expect(received).toBeGreaterThan(5);
    const [copy] = await office.listed();
    expect(copy?.dossiers).toBeGreaterThanOrEqual(1);
    expect(copy?.dossiers).toBeLessThan(1 + received);
    expect(copy).toMatchObject({ ours: false, sample: true, drill: { outcome: 'proven' } });
  });

  it('takes only the papers that the place lacks, each once', async () => {
    office.receive();
    const first = await office.print('một');
    await office.copy();
    const written = statSync(paperFile(place().papers, first)).mtimeMs;
    const second = await office.print('hai');
    clock.advance(1000);
    await office.copy();
    expect(statSync(paperFile(place().papers, first)).mtimeMs).toBe(written);
    expect(existsSync(paperFile(place().papers, second))).toBe(true);
    expect((await office.listed()).map((copy) => copy.papers)).toEqual([2, 1]);
  });

  it('says nothing of people and holds no bare key', async () => {
    office.receive();
    await office.print('giấy');
    await office.copy();
    const [copy] = await office.listed();
    const key = Buffer.from(office.core.opened().key);
    for (const name of names(copy?.folder ?? '')) {
      const bytes = readFileSync(path.join(copy?.folder ?? '', name));
      for (const secret of [key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64'))]) {
        expect([name, bytes.includes(secret)]).toEqual([name, false]);
      }
      for (const personal of [
        'Đinh Thị Hồng Nhung',
        '017195004821',
        '0912345678',
        'Xóm Rợn',
        'SQLite format',
      ]) {
        expect([name, bytes.includes(personal)]).toEqual([name, false]);
      }
    }
    const manifest = readFileSync(path.join(copy?.folder ?? '', 'manifest.json'), 'utf8');
    for (const { name } of office.core
      .opened()
      .db.all({ strings: ['select name from users'], values: [] }) as {
      name: string;
    }[]) {
      expect(manifest).not.toContain(name);
    }
  });

  it('that was cut off is none, and is cleared away by the next', async () => {
    office.receive();
    await office.copy();
    const [copy] = await office.listed();
    const half = path.join(place().folder, '2026-11-20_07-00-00_0123abcd.part');
    cpSync(copy?.folder ?? '', half, { recursive: true });
    mkdirSync(path.join(place().folder, 'photos.part'));
    expect(await office.listed()).toHaveLength(1);
    clock.advance(1000);
    await office.copy();
    expect(await office.listed()).toHaveLength(2);
    expect(existsSync(half)).toBe(false);
    expect(existsSync(path.join(place().folder, 'photos.part'))).toBe(true);
  });

  it('can be stopped: nothing is made, nothing is wrong, the old one stays', async () => {
    office.receive();
    await office.copy();
    clock.advance(1000);
    await copies().make(office.target, 'u1');
    copies().stop();
    await copies().idle();
    expect(await office.listed()).toHaveLength(1);
    expect((await copies().state()).problem).toBeNull();
    expect(names(place().folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is one at a time', async () => {
    await copies().make(office.target, 'u1');
    await expect(copies().make(office.target, 'u1')).rejects.toMatchObject({ code: 'copy-running' });
    await expect(copies().drill('u1')).rejects.toMatchObject({ code: 'copy-running' });
    await copies().idle();
  });

  it('into a folder that is not there says which, and what to do', async () => {
    const folder = path.join(office.target, 'mới');
    const message = expect.stringMatching(/Không có thư mục .*mới\. .*cắm lại.*hãy tạo nó/);
    await expect(copies().make(folder, 'u1')).rejects.toMatchObject({ message });
    expect(existsSync(folder)).toBe(false);
  });

  it('waits for a key that is being changed, and says so where that takes too long', async () => {
    const { db } = office.core.opened();
    const snapshot = db.openSnapshot();
    office.receive();
    await copies().make(office.target, 'u1');
    await copies().idle();
    expect((await copies().state()).problem?.message).toMatch(/đang được đổi khóa.*chờ đổi khóa xong/);
    snapshot.close();
    await office.copy();
    expect((await copies().state()).problem).toBeNull();
  });

  it.each([
    ['/no/such/folder', 'copy-place-missing'],
    ['/proc', 'copy-place-missing'],
  ])('into %s is refused in words, before anything is written', async (folder, code) => {
    await expect(copies().make(folder, 'u1')).rejects.toMatchObject({ code });
  });

  it('never lies in the data directory itself', async () => {
    const inside = path.join(office.ports.dataDirectory, 'copies');
    mkdirSync(inside);
    await expect(copies().make(inside, 'u1')).rejects.toMatchObject({ code: 'copy-place-unwritable' });
    await expect(copies().change(rules({ folder: inside }), 'u1')).rejects.toMatchObject({
      code: 'copy-place-unwritable',
    });
  });
});

describe('the schedule', () => {
  it('makes what is owed, also what was missed, and keeps what the rule says', async () => {
    await copies().change(rules(), 'u1');
    for (const time of ['2026-11-20T08:01', '2026-11-20T11:46', '2026-11-20T17:06', '2026-11-25T07:30']) {
      clock.set(time);
      await copies().tick();
      await copies().idle();
      await copies().tick();
      await copies().idle();
    }
    expect((await copies().list()).map((copy) => copy.madeAt.slice(0, 16))).toEqual([
      '2026-11-25T07:30',
      '2026-11-20T17:06',
    ]);
    expect((await copies().state()).next).toBe('2026-11-25T11:45');
  });

  it('says what is wrong while the stick is out, tries again later, and is calm when it is back', async () => {
    await copies().change(rules(), 'u1');
    await copies().tick();
    await copies().idle();
    const away = `${place().folder}-away`;
    cpSync(place().folder, away, { recursive: true });
    rmSync(place().folder, { recursive: true });
    clock.set('2026-11-20T11:46');
    await copies().tick();
    await copies().idle();
    const state = await copies().state();
    expect(state.problem?.message).toMatch(/ổ khác/);
    expect(state.place.state).toBe('missing');
    expect(copies().status().late).toBe(true);
    expect(existsSync(place().folder)).toBe(false);
    cpSync(away, place().folder, { recursive: true });
    clock.set('2026-11-20T11:50');
    await copies().tick();
    await copies().idle();
    expect(await copies().list()).toHaveLength(1);
    clock.set('2026-11-20T11:57');
    await copies().tick();
    await copies().idle();
    expect(await copies().list()).toHaveLength(2);
    expect((await copies().state()).problem).toBeNull();
    expect(copies().status()).toMatchObject({ late: false, drill: 'proven' });
  });

  it('tries once a week where that was chosen', async () => {
    await copies().change(rules({ drill: 'weekly', keep: { last: 9, daily: 0, monthly: 0 } }), 'u1');
    const tried: string[] = [];
    for (const day of [20, 21, 26, 27, 28]) {
      clock.set(`2026-11-${day}T17:10`);
      for (let round = 0; round < 3; round += 1) {
        await copies().tick();
        await copies().idle();
      }
      const { drilled } = await copies().state();
      if (drilled?.at.startsWith(`2026-11-${day}`) === true) tried.push(`${day}`);
    }
    expect(tried).toEqual(['20', '27']);
  });
});

describe('what a place keeps', () => {
  it('papers go with the last copy that has them, not before', async () => {
    office.receive();
    const erased = await office.print('sẽ xóa');
    const kept = await office.print('còn lại');
    await copies().change(rules({ keep: { last: 2, daily: 0, monthly: 0 } }), 'u1');
    await office.copy();
    rmSync(paperFile(path.join(office.ports.dataDirectory, 'archive'), erased));
    const left: boolean[][] = [];
    for (let round = 0; round < 2; round += 1) {
      clock.advance(60_000);
      await office.copy();
      left.push([erased, kept].map((paper) => existsSync(paperFile(place().papers, paper))));
    }
    expect(left).toEqual([
      [true, true],
      [false, true],
    ]);
    expect((await copies().list()).map((copy) => copy.papers)).toEqual([1, 1]);
  });

  it('a copy dated in the future is not the newest for ever: it goes in its turn', async () => {
    await copies().change(rules({ keep: { last: 2, daily: 0, monthly: 0 }, drill: 'weekly' }), 'u1');
    clock.set('2031-01-01T08:00');
    await office.copy();
    const [future] = await copies().list();
    const listed: boolean[] = [];
    for (const time of ['2026-11-20T09:00', '2026-11-20T10:00', '2026-11-20T11:00']) {
      clock.set(time);
      await office.copy();
      const [newest, ...older] = await copies().list();
      expect(newest?.madeAt).toContain(time);
      expect((await office.listed())[0]?.id).toBe(newest?.id);
      listed.push(older.some(({ id }) => id === future?.id));
    }
    expect(listed).toEqual([true, false, false]);
  });

  it('copies made under an earlier key are tidied like the others', async () => {
    await copies().change(rules({ keep: { last: 1, daily: 0, monthly: 0 } }), 'u1');
    await office.copy();
    const manifest = path.join((await copies().list())[0]?.folder ?? '', 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"mac": "[0-9a-f]/, '"mac": "0'));
    for (let round = 0; round < 2; round += 1) {
      clock.advance(60_000);
      await office.copy();
    }
    expect(await copies().list()).toHaveLength(1);
  });
});

describe('the trial', () => {
  it('finds a paper that rotted, names it, and the next copy mends it', async () => {
    office.receive();
    const paper = await office.print('giấy tiếp nhận');
    await copies().change(rules(), 'u1');
    await office.copy();
    const file = paperFile(place().papers, paper);
    const bytes = readFileSync(file);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await copies().drill('u1');
    await copies().idle();
    const { drilled } = await copies().state();
    expect(drilled).toMatchObject({ outcome: 'failed', damaged: [{ what: 'paper-damaged', count: 1 }] });
    expect(drilled?.damaged[0]?.detail).toMatch(/Giấy tiếp nhận, hồ sơ /);
    expect(copies().status().drill).toBe('failed');
    clock.advance(1000);
    await office.copy();
    expect((await copies().state()).drilled).toMatchObject({ outcome: 'proven', ofLatest: true });
  });

  it('lets others work while it looks whose the bad papers are', async () => {
    office.receive();
    const paper = await office.print('giấy tiếp nhận');
    for (let count = 0; count < 3; count += 1) await office.print(`giấy ${count}`);
    await copies().change(rules(), 'u1');
    await office.copy();
    rmSync(paperFile(place().papers, paper));
    await copies().drill('u1');
    let turns = 0;
    while (copies().status().running !== null) {
      turns += 1;
      await setImmediate();
    }
    expect(turns).toBeGreaterThan(3);
    expect((await copies().state()).drilled?.damaged).toMatchObject([{ what: 'paper-missing' }]);
  });

  it.each(['office.db', 'keys.json', 'papers.txt', 'manifest.json'])('notices a changed %s', async (name) => {
    office.receive();
    await office.print('giấy');
    await copies().change(rules(), 'u1');
    await office.copy();
    const file = path.join((await copies().list())[0]?.folder ?? '', name);
    const bytes = readFileSync(file);
    const at = name === 'manifest.json' ? bytes.indexOf('"dossiers": 1') + 12 : bytes.length >> 1;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await copies().drill('u1');
    await copies().idle();
    expect((await copies().state()).drilled?.outcome).toBe('failed');
  });

  it('finds the newest copy also where it was put by choice, and says where it is when it is away', async () => {
    office.receive();
    const set = path.join(office.target, 'đặt sẵn');
    const stick = path.join(office.target, 'usb');
    for (const folder of [set, stick]) mkdirSync(folder);
    await copies().change(rules({ folder: set, drill: 'weekly' }), 'u1');
    await office.copy();
    clock.advance(1000);
    await copies().make(stick, 'u1');
    await copies().idle();
    const made = (await copies().state()).latest;
    expect(made).toMatchObject({ place: 'elsewhere', folder: stick });
    await copies().drill('u1');
    await copies().idle();
    expect((await copies().state()).drilled).toMatchObject({
      ofLatest: true,
      outcome: 'proven',
      madeAt: made?.madeAt,
    });
    const away = `${stick}-away`;
    cpSync(stick, away, { recursive: true });
    rmSync(stick, { recursive: true });
    const message = expect.stringContaining(stick);
    await expect(copies().drill('u1')).rejects.toMatchObject({ code: 'copy-place-missing', message });
    expect((await copies().state()).latest?.sameDisk).toBe(false);
    // What is owed by itself is tried in the folder of the settings.
    clock.advance(8 * 86_400_000);
    await copies().tick();
    await copies().idle();
    await copies().tick();
    await copies().idle();
    expect((await copies().state()).problem).toBeNull();
  });

  it('of a copy whose folder an earlier release did not write down is made in the folder of the settings', async () => {
    const { db } = office.core.opened();
    await copies().make(office.target, 'u1');
    await copies().idle();
    db.transaction((tx) => tx.run({ strings: ['update copies set folder = null'], values: [] }));
    expect((await copies().state()).latest).toMatchObject({ folder: null, sameDisk: false });
    await expect(copies().drill('u1')).rejects.toMatchObject({ code: 'copy-place-missing' });
    await copies().change(rules(), 'u1');
    await copies().drill('u1');
    await copies().idle();
    expect((await copies().state()).drilled).toMatchObject({ ofLatest: true, outcome: 'proven' });
  });

  it('keeps the only proven copy, however many come after it', async () => {
    await copies().change(rules({ keep: { last: 1, daily: 0, monthly: 0 } }), 'u1');
    await office.copy();
    const proven = (await copies().list())[0]?.id;
    await copies().change(rules({ keep: { last: 1, daily: 0, monthly: 0 }, drill: 'weekly' }), 'u1');
    for (let round = 0; round < 3; round += 1) {
      clock.advance(60_000);
      await office.copy();
    }
    expect(await copies().list()).toHaveLength(2);
    expect((await copies().list())[1]?.id).toBe(proven);
  });

  it('is remembered by a rebuild', async () => {
    await copies().change(rules(), 'u1');
    await office.copy();
    const { journal } = office.core.opened();
    const before = journal.viewDigests();
    journal.rebuild();
    expect(journal.viewDigests()).toEqual(before);
    expect(copies().status().drill).toBe('proven');
  });
});
