import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJournal, type Journal } from '#office/journal/index.ts';
import { entryKinds, officeConfigured } from '#shared/journal/index.ts';
import {
  createTestClock,
  createTestIds,
  openTemporaryDatabase,
  type TemporaryDatabase,
} from '#test/fixtures/database.ts';
import { exampleProfile } from '#test/fixtures/reception.ts';
import { changeSettingInTx, findSetting, getOfficeSettings, settingsProjector } from './index.ts';

const Layout = z.object({ layout: z.enum(['a5', 'a4-two']) });

let t: TemporaryDatabase;
let journal: Journal;
beforeEach(() => {
  t = openTemporaryDatabase();
  journal = createJournal({
    db: t.db,
    kinds: entryKinds,
    projectors: [settingsProjector],
    identity: { office: 'office-1', station: 'station-1' },
    clock: createTestClock(Date.UTC(2026, 10, 20)),
    ids: createTestIds(),
  });
});
afterEach(() => t.remove());

const change = (key: string, value: z.core.util.JSONType) =>
  t.db.transaction((tx) => changeSettingInTx(tx, journal, { key, value, actor: 'a', subject: 's' }));
const configure = (name: string) =>
  t.db.transaction((tx) =>
    journal.appendInTx(tx, {
      kind: officeConfigured,
      actor: 'a',
      subject: 's',
      body: { profile: { ...exampleProfile, name }, sample: false },
    }),
  );

describe('a setting', () => {
  it('is absent until it is changed; then the newest value holds, each key for itself', () => {
    expect(findSetting(t.db, 'print', Layout)).toBeUndefined();
    change('print', { layout: 'a5' });
    change('other', { layout: 'a4-two' });
    expect(findSetting(t.db, 'print', Layout)).toEqual({ layout: 'a5' });
    change('print', { layout: 'a4-two' });
    expect(findSetting(t.db, 'print', Layout)).toEqual({ layout: 'a4-two' });
    change('print', { layout: 'a5' });
    expect(findSetting(t.db, 'print', Layout)).toEqual({ layout: 'a5' });
  });

  it('is parsed by the schema of whoever asks', () => {
    change('print', { layout: 'a5', more: 1 });
    expect(findSetting(t.db, 'print', Layout)).toEqual({ layout: 'a5' });
    expect(findSetting(t.db, 'print', z.object({ more: z.int() }))).toEqual({ more: 1 });
    expect(() => findSetting(t.db, 'print', z.object({ missing: z.string() }))).toThrow(z.ZodError);
  });

  it('changed in a transaction that is rolled back was never changed', () => {
    change('print', { layout: 'a5' });
    expect(() =>
      t.db.transaction((tx) => {
        changeSettingInTx(tx, journal, {
          key: 'print',
          value: { layout: 'a4-two' },
          actor: 'a',
          subject: 's',
        });
        expect(findSetting(tx, 'print', Layout)).toEqual({ layout: 'a4-two' });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(findSetting(t.db, 'print', Layout)).toEqual({ layout: 'a5' });
  });

  it('of one database is not that of another', () => {
    change('print', { layout: 'a5' });
    const other = openTemporaryDatabase();
    expect(findSetting(t.db, 'print', Layout)).toEqual({ layout: 'a5' });
    expect(findSetting(other.db, 'print', Layout)).toBeUndefined();
    other.remove();
  });

  it('comes out of a rebuild as it went in, whatever the order of its members', () => {
    change('print', { b: [2, { d: 1, c: null }], a: 'ệ', 10: 1, 9: 2 });
    configure('Bộ phận Một cửa');
    const before = journal.viewDigests();
    expect(journal.rebuild().finished).toBe(true);
    expect(journal.viewDigests()).toEqual(before);
  });
});

describe('the office', () => {
  it('has no settings before it is configured; then the newest profile holds', () => {
    expect(() => getOfficeSettings(t.db)).toThrow('not configured');
    configure('Bộ phận Một cửa');
    configure('Trung tâm Phục vụ hành chính công');
    expect(getOfficeSettings(t.db)).toEqual({
      profile: { ...exampleProfile, name: 'Trung tâm Phục vụ hành chính công' },
      sample: false,
    });
  });
});
