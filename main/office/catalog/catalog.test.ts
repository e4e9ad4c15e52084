import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Catalogue, Procedure } from '#shared/catalog/index.ts';
import { ProcedureHit } from '#shared/contract/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import { createTestClock, createTestIds, openTemporaryDatabase } from '#test/fixtures/database.ts';
import { createJournal, type Journal } from '../journal/index.ts';
import { sql } from '../storage/index.ts';
import { type Catalog, catalogueProjector, createCatalog, readShippedCatalogue } from './index.ts';
import { resourcesDirectory } from './testing/resources.ts';

const NOW = Date.parse('2026-11-21T09:00:00+07:00');
const DAY = 86_400_000;
const TODAY = '2026-11-21';

let database: ReturnType<typeof openTemporaryDatabase>;
let journal: Journal;
let catalog: Catalog;
const shipped = Catalogue.parse(JSON.parse(readShippedCatalogue(resourcesDirectory)));

function open(): Catalog {
  return createCatalog({ db: database.db, journal, resourcesDirectory });
}

beforeEach(() => {
  database = openTemporaryDatabase();
  journal = createJournal({
    db: database.db,
    kinds: entryKinds,
    projectors: [catalogueProjector],
    identity: { office: 'o', station: 's' },
    clock: createTestClock(NOW),
    ids: createTestIds(),
  });
  catalog = open();
});
afterEach(() => database.remove());

const apply = (text: string) => database.db.transaction((tx) => catalog.applyInTx(tx, text, 'administrator'));
const applyShipped = () => database.db.transaction((tx) => catalog.applyShippedInTx(tx, 'administrator'));
const use = (code: string, now: number) =>
  database.db.transaction((tx) => catalog.recordUseInTx(tx, code, now));

/** A later version in which one procedure ended and another has a new name. */
function versionTwo(): string {
  return JSON.stringify({
    ...shipped,
    version: 2,
    effectiveFrom: '2027-03-01',
    procedures: shipped.procedures.map((procedure) =>
      procedure.code === '1.001193'
        ? { ...procedure, name: 'Khai sinh theo luật mới' }
        : procedure.code === '1.000894'
          ? { ...procedure, validTo: '2027-03-31' }
          : procedure,
    ),
  });
}

describe('versions', () => {
  test('an office without any says so, and begins with the shipped one', () => {
    expect(() => catalog.current(TODAY)).toThrow('no catalogue');
    const applied = applyShipped();
    expect(applied).toMatchObject({ version: 1, effectiveFrom: '2026-07-01' });
    expect(catalog.current(TODAY)).toEqual(applied);
    expect(catalog.findProcedure('1.001193', TODAY)?.procedure.name).toBe('Thủ tục đăng ký khai sinh');
  });

  test('applying the same again writes nothing; the same number with another content is refused', () => {
    applyShipped();
    const before = journal.heads();
    applyShipped();
    expect(journal.heads()).toEqual(before);
    expect(() => apply(JSON.stringify({ ...shipped, title: 'khác' }))).toThrow('another content');
    expect(() => apply('{"version":3}')).toThrow();
    expect(journal.heads()).toEqual(before);
  });

  test('each day has its version, and an old dossier keeps its own', () => {
    applyShipped();
    apply(versionTwo());
    expect(catalog.versions().map((item) => item.version)).toEqual([1, 2]);
    expect(catalog.findProcedure('1.001193', '2027-02-28')).toMatchObject({ catalogueVersion: 1 });
    expect(catalog.findProcedure('1.001193', '2027-03-01')).toMatchObject({
      catalogueVersion: 2,
      procedure: { name: 'Khai sinh theo luật mới' },
    });
    expect(catalog.findProcedure('1.000894', '2027-03-31')).toBeDefined();
    expect(catalog.findProcedure('1.000894', '2027-04-01')).toBeUndefined();
    expect(catalog.getProcedure('1.001193', 1).name).toBe('Thủ tục đăng ký khai sinh');
    expect(() => catalog.getProcedure('1.001193', 3)).toThrow('version 3');
  });

  test('what has ended is neither found nor counted nor takes the place of another', () => {
    applyShipped();
    apply(versionTwo());
    const lookUp = (day: string) => catalog.search('ket hon', 1, Date.parse(`${day}T08:00:00+07:00`));
    const before = lookUp('2027-03-31');
    const after = lookUp('2027-04-01');
    expect(before.hits[0]?.code).toBe('1.000894');
    expect(after.total).toBe(before.total - 1);
    expect(after.hits).toHaveLength(1);
    expect(after.hits[0]?.code).not.toBe('1.000894');
  });

  test('a clock set back before every version does not stop the desk', () => {
    applyShipped();
    expect(catalog.findProcedure('2.000815', '2019-01-01')).toMatchObject({ catalogueVersion: 1 });
    expect(catalog.search('khai sinh', 5, Date.parse('2019-01-01T08:00:00+07:00')).total).toBeGreaterThan(0);
  });

  test('local suffixes are ignored, anything else is no code', () => {
    applyShipped();
    for (const code of ['1.001193', ' 1.001193.H38 ', '1.001193.01', '1.001193.000.00.00.H38']) {
      expect(catalog.findProcedure(code, TODAY)?.procedure.code).toBe('1.001193');
    }
    for (const code of ['', '1.00119', '1.0011931', 'x1.001193', '1.001193H38']) {
      expect(catalog.findProcedure(code, TODAY)).toBeUndefined();
    }
  });

  test('a rebuild makes the same views, and the catalogue is still there', () => {
    applyShipped();
    apply(versionTwo());
    const before = journal.viewDigests();
    journal.rebuild();
    expect(journal.viewDigests()).toEqual(before);
    expect(open().findProcedure('1.001193', TODAY)).toMatchObject({ catalogueVersion: 1 });
  });

  test('a content that was touched is never used', () => {
    applyShipped();
    database.db.transaction((tx) =>
      tx.run(sql`update catalogue_contents set content = replace(content, '8000', '9000')`),
    );
    expect(() => open().findProcedure('2.000635', TODAY)).toThrow('damaged');
  });

  test('a transaction rolled back leaves nothing behind', () => {
    expect(() =>
      database.db.transaction((tx) => {
        catalog.applyShippedInTx(tx, 'administrator');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(catalog.versions()).toEqual([]);
  });

  test('what comes out of memory fits the schema that it went in by', () => {
    applyShipped();
    expect(() => Procedure.parse(catalog.getProcedure('2.000815', 1))).not.toThrow();
  });
});

describe('search', () => {
  beforeEach(() => applyShipped());

  test('hits fit the contract and say how long it takes at the counter', () => {
    const { hits, total } = catalog.search('khai sinh', 3, NOW);
    expect(hits).toHaveLength(3);
    expect(total).toBeGreaterThan(3);
    for (const hit of hits) expect(() => ProcedureHit.parse(hit)).not.toThrow();
    expect(hits[0]).toMatchObject({ code: '1.001193', limitText: 'trong ngày', recent: false });
  });

  test('what was received here comes first, what was received often before what was received once', () => {
    const other = catalog.search('khai sinh', 9, NOW).hits[4]?.code ?? '';
    use(other, NOW - DAY);
    expect(catalog.search('khai sinh', 1, NOW).hits[0]).toMatchObject({ code: other, recent: true });
    use('1.001193', NOW - 2 * DAY);
    use('1.001193', NOW - 2 * DAY);
    expect(catalog.search('khai sinh', 1, NOW).hits[0]?.code).toBe('1.001193');
    expect(open().search('khai sinh', 1, NOW).hits[0]?.code).toBe('1.001193');
  });

  test('old habits fade', () => {
    use('1.001193', NOW - 200 * DAY);
    use('1.001193', NOW - 200 * DAY);
    use('1.003583', NOW - DAY);
    expect(catalog.search('khai sinh', 2, NOW).hits.map((hit) => hit.code)).toEqual(['1.003583', '1.001193']);
  });

  test('an empty query gives those used last; a use rolled back was none', () => {
    expect(catalog.search(' ', 5, NOW)).toEqual({ hits: [], total: 0 });
    use('1.001193', NOW - DAY);
    use('2.000815', NOW);
    expect(() =>
      database.db.transaction((tx) => {
        catalog.recordUseInTx(tx, '1.000894', NOW);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(catalog.search('', 5, NOW).hits.map((hit) => hit.code)).toEqual(['2.000815', '1.001193']);
  });
});
