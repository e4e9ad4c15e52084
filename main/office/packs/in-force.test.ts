import { setImmediate as giveWay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packsDesk, shippedCalendar, shippedReceipts } from '#test/fixtures/packs.ts';
import { migrations, openDatabase, sql } from '../storage/index.ts';
import { createPacks } from './index.ts';

let desk: ReturnType<typeof packsDesk>;
beforeEach(() => {
  desk = packsDesk();
});
afterEach(() => desk.remove());

const longer = shippedCalendar.map((resource) =>
  resource.kind === 'calendar' && resource.id.includes('2027')
    ? {
        ...resource,
        version: resource.version + 1,
        offDays: [
          ...resource.offDays,
          { date: '2027-01-04', name: 'nghỉ của tỉnh', basis: 'Quyết định của tỉnh', status: 'announced' },
        ],
      }
    : resource,
);

describe('calendar and forms, which every reception asks for,', () => {
  const ref = { kind: 'calendar', version: 1 } as const;
  const known = () =>
    desk.packs.inForce.calendar().calendar.namedDays.some(({ name }) => name === 'nghỉ của tỉnh');
  const formsOf = (n: number) => {
    const [receipt] = shippedReceipts;
    return [{ ...receipt, version: `tỉnh ${n}`, validFrom: '2026-01-01', validTo: null }];
  };
  const receipts = () => desk.packs.inForce.receipts().map(({ version }) => version);

  test('are asked of the database once as long as nothing changes', async () => {
    await desk.receive({ kind: 'calendar', version: 1, content: longer });
    desk.packs.apply(ref, 'administrator');
    expect(known()).toBe(true);
    let asked = 0;
    const counting = createPacks({
      ...desk.ports,
      db: {
        ...desk.db,
        remember: (tables, read) =>
          desk.db.remember(tables, () => {
            asked += 1;
            return read();
          }),
      },
    }).inForce;
    for (let use = 0; use < 5; use += 1) {
      expect(counting.calendar().calendar.version).toBe(desk.packs.inForce.calendar().calendar.version);
      expect(counting.receipts()).toEqual(desk.packs.inForce.receipts());
      desk.db.transaction((tx) => tx.run(sql`insert into settings (key, value) values (${`x${use}`}, '1')`));
    }
    expect(asked).toBe(1);
  });

  test('follow one that is applied, one that is rejected, and its day', async () => {
    expect(receipts()).not.toContain('tỉnh 1');
    await desk.receive({ kind: 'forms', version: 1, content: formsOf(1) });
    await desk.receive({ kind: 'forms', version: 2, content: formsOf(2) });
    expect(receipts()).not.toContain('tỉnh 1');
    desk.packs.apply({ kind: 'forms', version: 1 }, 'administrator');
    expect(receipts()).toEqual(['tỉnh 1']);
    desk.packs.reject({ kind: 'forms', version: 2 }, 'Chờ', 'administrator');
    expect(receipts()).toEqual(['tỉnh 1']);
    await desk.receive({ kind: 'forms', version: 3, content: formsOf(3) });
    desk.clock.set('2027-01-01T00:00');
    expect(receipts()).toEqual(['tỉnh 1']);
    desk.packs.applyDue();
    expect(receipts()).toEqual(['tỉnh 3']);
  });

  test('are not those of an application that was rolled back', async () => {
    await desk.receive({ kind: 'calendar', version: 1, content: longer });
    const failing = createPacks({
      ...desk.ports,
      db: {
        ...desk.db,
        transaction: (fn) =>
          desk.db.transaction((tx) => {
            fn(tx);
            expect(known()).toBe(true);
            throw new Error('the disk is full');
          }),
      },
    });
    expect(known()).toBe(false);
    expect(() => failing.apply(ref, 'administrator')).toThrow('the disk is full');
    expect(known()).toBe(false);
  });

  test('J17 follow the views when these are made anew, also from a journal that says otherwise', async () => {
    await desk.receive({ kind: 'calendar', version: 1, content: longer });
    desk.packs.apply(ref, 'administrator');
    expect(known()).toBe(true);
    desk.db.transaction((tx) => tx.run(sql`delete from packs_decided`));
    expect(known()).toBe(false);
    desk.journal.rebuild();
    expect(known()).toBe(true);
  });

  test('follow what another connection writes, as a tool that mends the database does', async () => {
    await desk.receive({ kind: 'calendar', version: 1, content: longer });
    desk.packs.apply(ref, 'administrator');
    expect(known()).toBe(true);
    const other = openDatabase({ file: desk.database.file, key: desk.database.key, migrations });
    other.transaction((tx) => tx.run(sql`delete from packs_decided`));
    other.close();
    await giveWay();
    expect(known()).toBe(false);
  });
});
