import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Catalogue } from '#shared/catalog/index.ts';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import {
  packsDesk,
  provinceKey,
  shippedCalendar,
  shippedCatalogue,
  shippedReceipts,
  signedPack,
} from '#test/fixtures/packs.ts';
import { createCatalog, mendContents } from '../catalog/index.ts';
import { sql } from '../storage/index.ts';
import { createPacks, heldCatalogues } from './index.ts';

let desk: ReturnType<typeof packsDesk>;
beforeEach(() => {
  desk = packsDesk();
});
afterEach(() => desk.remove());

const catalogue = (version: number, name = 'Khai sinh theo luật mới') => ({
  ...shippedCatalogue,
  version,
  effectiveFrom: '2027-01-01',
  procedures: shippedCatalogue.procedures.map((procedure) =>
    procedure.code === '1.001193' ? { ...procedure, name, validFrom: '2027-01-01' } : procedure,
  ),
});
const nameOn = (day: string) => desk.catalog.findProcedure('1.001193', day)?.procedure.name;
function allOf(kind: string): number {
  return desk.db.all(sql`select 1 from journal_entries where kind = ${kind}`).length;
}

describe('a pack comes', () => {
  test('P21 it is wanted until it is here, and taking it twice changes nothing', async () => {
    const { bytes, manifest } = await signedPack(desk.key, {
      kind: 'catalogue',
      version: 2,
      content: catalogue(2),
    });
    desk.announce(manifest);
    expect(desk.packs.wanted()).toEqual([manifest]);
    expect(desk.packs.held()).toEqual([]);
    const ref = { kind: 'catalogue', version: 2 };
    expect(await desk.packs.takePack(bytes, desk.findKey, manifest)).toEqual({ ok: true, value: ref });
    expect(desk.packs.wanted()).toEqual([]);
    expect(desk.packs.held()).toEqual([ref]);
    expect(await desk.packs.takePack(bytes, desk.findKey)).toEqual({ ok: true, value: ref });
    expect(nameOn('2026-11-22')).not.toBe('Khai sinh theo luật mới');
  });

  test('by hand, without being announced', async () => {
    const { bytes } = await signedPack(desk.key, { kind: 'calendar', version: 1, content: shippedCalendar });
    expect((await desk.packs.takePack(bytes, desk.findKey)).ok).toBe(true);
    expect(desk.packs.held()).toEqual([{ kind: 'calendar', version: 1 }]);
  });

  test('P2 P3 signed by somebody else, changed or cut, it is refused with the reason, and asked for again later', async () => {
    const { bytes, manifest } = await signedPack(desk.key, {
      kind: 'catalogue',
      version: 2,
      content: catalogue(2),
    });
    const foreign = await signedPack(provinceKey(), { kind: 'catalogue', version: 2, content: catalogue(2) });
    desk.announce(manifest);
    const changed = bytes.slice();
    changed[changed.length - 9] = (changed[changed.length - 9] ?? 0) ^ 1;
    for (const [wrong, code] of [
      [foreign.bytes, 'unknown-key'],
      [changed, 'altered'],
      [bytes.slice(0, -1), 'cut-short'],
    ] as const) {
      const refused = await desk.packs.takePack(wrong, desk.findKey, manifest);
      expect(refused).toMatchObject({ ok: false, error: { code } });
      expect(desk.packs.held()).toEqual([]);
    }
    expect(desk.packs.wanted()).toEqual([]);
    desk.clock.advance(3_600_001);
    expect(desk.packs.wanted()).toEqual([manifest]);
    expect((await desk.packs.takePack(bytes, desk.findKey, manifest)).ok).toBe(true);
  });

  test('P21 announced, it is believed by its hash, whatever became of the key that signed it', async () => {
    const ended = await signedPack(provinceKey(), {
      kind: 'catalogue',
      version: 2,
      content: catalogue(2),
    });
    expect(await desk.packs.takePack(ended.bytes, desk.findKey)).toMatchObject({
      error: { code: 'unknown-key' },
    });
    desk.announce(ended.manifest);
    expect((await desk.packs.takePack(ended.bytes, desk.findKey, ended.manifest)).ok).toBe(true);
    expect(desk.packs.held()).toEqual([{ kind: 'catalogue', version: 2 }]);
  });

  test('P21 announced as another pack than it says it is, it is refused', async () => {
    const { bytes, manifest } = await signedPack(provinceKey(), {
      kind: 'catalogue',
      version: 3,
      content: catalogue(3),
    });
    desk.announce({ ...manifest, version: 2 });
    for (const expected of [undefined, { kind: 'catalogue', version: 2 } as const])
      expect(await desk.packs.takePack(bytes, desk.findKey, expected)).toMatchObject({ ok: false });
    expect(desk.packs.held()).toEqual([]);
  });

  test('P2 P3 a key that was revoked vouches for nothing that was not announced', async () => {
    const { bytes, manifest } = await signedPack(desk.key, {
      kind: 'catalogue',
      version: 2,
      content: catalogue(2),
    });
    const revoked = (kid: string) => {
      const key = desk.findKey(kid);
      return key && { ...key, revoked: true };
    };
    expect(await desk.packs.takePack(bytes, revoked)).toMatchObject({ error: { code: 'key-not-valid' } });
    desk.announce(manifest);
    expect((await desk.packs.takePack(bytes, revoked, manifest)).ok).toBe(true);
  });

  test('P21 another one under the same number is refused, though it is signed', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    const other = await signedPack(desk.key, {
      kind: 'catalogue',
      version: 2,
      content: catalogue(2, 'Khác'),
    });
    desk.announce(other.manifest);
    expect(await desk.packs.takePack(other.bytes, desk.findKey)).toMatchObject({ ok: false });
    desk.packs.apply({ kind: 'catalogue', version: 2 }, 'administrator');
    expect(nameOn('2026-11-22')).toBe('Khai sinh theo luật mới');
  });

  test('P21 of a province that the office left only what was applied stays; the next one announces anew', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    desk.packs.apply({ kind: 'catalogue', version: 2 }, 'administrator');
    await desk.receive({ kind: 'catalogue', version: 3, content: catalogue(3, 'Ba') });
    await desk.receive({ kind: 'catalogue', version: 4, content: catalogue(4, 'Bốn') });
    desk.packs.reject({ kind: 'catalogue', version: 4 }, 'Chờ', 'administrator');
    desk.db.transaction((tx) => desk.packs.forgetProvinceInTx(tx));
    expect(desk.packs.held()).toEqual([{ kind: 'catalogue', version: 2 }]);
    desk.clock.set('2027-01-02T08:00');
    expect(desk.packs.applyDue()).toEqual({ applied: [], failed: [] });
    const next = await signedPack(provinceKey(), {
      kind: 'catalogue',
      version: 4,
      content: catalogue(4, 'Của tỉnh mới'),
    });
    desk.announce(next.manifest);
    expect(desk.packs.wanted()).toEqual([next.manifest]);
    expect((await desk.packs.takePack(next.bytes, desk.findKey, next.manifest)).ok).toBe(true);
    expect(desk.packs.list().find(({ kind }) => kind === 'catalogue')?.packs[0]).toMatchObject({
      state: 'waiting',
    });
    expect(desk.packs.applyDue().applied).toEqual([{ kind: 'catalogue', version: 4 }]);
    expect(nameOn('2027-01-02')).toBe('Của tỉnh mới');
  });

  test('what its owner cannot read is refused, whoever signed it', async () => {
    const [receipt] = shippedReceipts;
    for (const [kind, content] of [
      ['catalogue', { ...catalogue(2), procedures: [{}] }],
      ['catalogue', { ...catalogue(2), procedures: [] }],
      ['catalogue', catalogue(1)],
      ['calendar', shippedCalendar.filter((resource) => resource.kind !== 'working-time')],
      ['calendar', shippedCalendar.filter((resource) => resource.kind !== 'deadline-profile')],
      ['calendar', [...shippedCalendar, shippedCalendar.find((resource) => resource.kind === 'calendar')]],
      ['forms', []],
      ['forms', [receipt, receipt]],
      ['forms', [{ ...receipt, title: 'Khác' }]],
    ] as const) {
      const { bytes } = await signedPack(desk.key, { kind, version: 2, content });
      expect(await desk.packs.takePack(bytes, desk.findKey)).toMatchObject({
        ok: false,
        error: { code: 'pack-unusable' },
      });
    }
  });
});

describe('a pack is applied', () => {
  const ref = { kind: 'catalogue', version: 2 } as const;

  test('now, before its day, in one transaction with what it changes; again changes nothing', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    desk.packs.apply(ref, 'administrator');
    desk.packs.apply(ref, 'administrator');
    expect(nameOn('2026-11-22')).toBe('Khai sinh theo luật mới');
    expect(nameOn('2026-11-21')).not.toBe('Khai sinh theo luật mới');
    expect([allOf('pack-applied'), allOf('catalogue-applied')]).toEqual([1, 2]);
  });

  test('by itself on its day, once, and not before', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    desk.clock.set('2026-12-31T23:59');
    expect(desk.packs.applyDue().applied).toEqual([]);
    desk.clock.set('2027-01-01T00:00');
    expect(desk.packs.applyDue().applied).toEqual([ref]);
    expect(desk.packs.applyDue().applied).toEqual([]);
    expect(nameOn('2027-01-01')).toBe('Khai sinh theo luật mới');
  });

  test('P21 an older one never replaces a newer one, by hand or by its day', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2, 'Hai') });
    await desk.receive({ kind: 'catalogue', version: 3, content: catalogue(3, 'Ba') });
    desk.packs.apply({ kind: 'catalogue', version: 3 }, 'administrator');
    expect(() => desk.packs.apply(ref, 'administrator')).toThrow('Bản 3 mới hơn');
    desk.clock.set('2027-01-02T08:00');
    expect(desk.packs.applyDue()).toEqual({ applied: [], failed: [] });
    expect(nameOn('2027-01-02')).toBe('Ba');
  });

  test('of several whose day has come the newest, once', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2, 'Hai') });
    await desk.receive({ kind: 'catalogue', version: 3, content: catalogue(3, 'Ba') });
    desk.clock.set('2027-01-02T08:00');
    expect(desk.packs.applyDue().applied).toEqual([{ kind: 'catalogue', version: 3 }]);
    expect(nameOn('2027-01-02')).toBe('Ba');
  });

  test('one that was rejected waits for a person', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    desk.packs.reject(ref, 'Chờ hướng dẫn', 'administrator');
    desk.clock.set('2027-01-02T08:00');
    expect(desk.packs.applyDue().applied).toEqual([]);
    desk.packs.apply(ref, 'administrator');
    expect(nameOn('2027-01-02')).toBe('Khai sinh theo luật mới');
    expect(() => desk.packs.reject(ref, 'x', 'administrator')).toThrow('đã được áp dụng');
  });

  test('what fails leaves nothing behind', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    const version = (n: number) => JSON.stringify(Catalogue.parse(catalogue(n)));
    desk.db.transaction((tx) => desk.catalog.applyInTx(tx, version(5), 'administrator'));
    expect(() => desk.packs.apply(ref, 'administrator')).toThrow('lớn hơn 5');
    expect(allOf('pack-applied')).toBe(0);
    desk.clock.set('2027-01-02T08:00');
    expect(desk.packs.applyDue().failed).toHaveLength(1);
  });

  test('J17 what was decided is made anew from the journal', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    desk.packs.reject(ref, 'Chờ', 'administrator');
    desk.packs.apply(ref, 'administrator');
    const before = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(before);
    expect(Object.keys(before)).toContain('packs_decided');
  });
});

describe('what a damaged database lost', () => {
  const ref = { kind: 'catalogue', version: 2 } as const;
  const lose = (table: 'catalogue_contents' | 'pack_contents') =>
    desk.db.transaction((tx) =>
      tx.run(
        table === 'pack_contents' ? sql`delete from pack_contents` : sql`delete from catalogue_contents`,
      ),
    );
  /** Nothing is kept in memory of what was read before. */
  const opened = () => createCatalog({ db: desk.db, journal: desk.journal, resourcesDirectory });

  test('of a catalogue comes back from its pack', async () => {
    await desk.receive({ kind: 'catalogue', version: 2, content: catalogue(2) });
    desk.packs.apply(ref, 'administrator');
    lose('catalogue_contents');
    expect(() => opened().getCatalogue(2)).toThrow('missing');
    expect(mendContents(desk.db, resourcesDirectory)).toEqual([2]);
    expect(mendContents(desk.db, resourcesDirectory, () => heldCatalogues(desk.db))).toEqual([]);
    expect(opened().getCatalogue(2).procedures).toHaveLength(shippedCatalogue.procedures.length);
  });

  test('of a pack is asked for again, and puts the catalogue back where that was lost, too', async () => {
    const { bytes, manifest } = await signedPack(desk.key, {
      kind: 'catalogue',
      version: 2,
      content: catalogue(2),
    });
    desk.announce(manifest);
    await desk.packs.takePack(bytes, desk.findKey, manifest);
    desk.packs.apply(ref, 'administrator');
    lose('catalogue_contents');
    lose('pack_contents');
    expect(desk.packs.wanted()).toEqual([manifest]);
    await desk.packs.takePack(bytes, desk.findKey, manifest);
    expect(desk.packs.wanted()).toEqual([]);
    expect(opened().getCatalogue(2).version).toBe(2);
  });

  test('of a calendar leaves the desk at work by the one before, until it is here again', async () => {
    const { inForce } = desk.packs;
    const shipped = inForce.calendar().calendar.version;
    const content = shippedCalendar.map((resource) => ({ ...resource, version: resource.version + 1 }));
    const { bytes, manifest } = await signedPack(desk.key, { kind: 'calendar', version: 2, content });
    desk.announce(manifest);
    await desk.packs.takePack(bytes, desk.findKey, manifest);
    desk.packs.apply(manifest, 'administrator');
    lose('pack_contents');
    const fresh = createPacks(desk.ports).inForce;
    expect(fresh.calendar().calendar.version).toBe(shipped);
    expect(desk.packs.list().find(({ kind }) => kind === 'calendar')?.packs[0]).toMatchObject({
      state: 'in-force',
      takenAt: null,
    });
    await desk.packs.takePack(bytes, desk.findKey, manifest);
    expect(fresh.calendar().calendar.version).not.toBe(shipped);
  });
});

describe('calendar and forms', () => {
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

  test('a calendar is the shipped one until another is applied', async () => {
    const before = desk.packs.inForce.calendar().calendar.version;
    await desk.receive({ kind: 'calendar', version: 1, content: longer });
    expect(desk.packs.inForce.calendar().calendar.version).toBe(before);
    desk.packs.apply({ kind: 'calendar', version: 1 }, 'administrator');
    const after = desk.packs.inForce.calendar().calendar;
    expect(after.version).not.toBe(before);
    expect(after.namedDays.some(({ name }) => name === 'nghỉ của tỉnh')).toBe(true);
  });

  test('a form is in force from its own day on; old ones are still known', async () => {
    const [receipt] = shippedReceipts;
    const next = { ...receipt, version: 'tỉnh 1', validFrom: '2027-02-01', validTo: null };
    await desk.receive({ kind: 'forms', version: 1, content: [next] });
    desk.packs.apply({ kind: 'forms', version: 1 }, 'administrator');
    const { inForce } = desk.packs;
    expect(inForce.receipts().map(({ version }) => version)).not.toContain('tỉnh 1');
    expect(inForce.known().receipts).toHaveLength(shippedReceipts.length + 1);
    desk.clock.set('2027-02-01T08:00');
    expect(inForce.receipts().map(({ version }) => version)).toEqual(['tỉnh 1']);
    expect(inForce.slips().map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['supplement-slip', 'refusal-slip']),
    );
  });
});
