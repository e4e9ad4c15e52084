import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbeddedStore } from '#test/fixtures/prepared-store.ts';
import type { Store } from '../store/index.ts';
import {
  findNewest,
  findPack,
  listPacks,
  manifests,
  packDifferences,
  publishPack,
  readPackContent,
} from './index.ts';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/${file}`, import.meta.url), 'utf8'));
const all = (folder: string): unknown[] =>
  readdirSync(new URL(`../../../resources/${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .map((name) => read(`${folder}/${name}`));
const catalogue = (version: number) => ({ ...(read('catalog/catalogue-1.json') as object), version });

let store: Store;
let ports: Parameters<typeof publishPack>[0];
beforeAll(async () => {
  store = await openEmbeddedStore();
  ports = {
    sql: store.sql,
    clock: { now: () => Date.parse('2026-11-22T09:00:00+07:00') },
    provinceId: '01890000-0000-7000-8000-000000000001',
    sign: async (payload) => Buffer.from(JSON.stringify(payload)),
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  };
});
afterAll(async () => store.close());

const pack = { title: 'Lịch 2026', effectiveFrom: '2026-11-01', source: 'Thông báo', by: 'Lê Thị Mai' };

it('P21 a version once published is found to the byte, never changed, and the next is above it', async () => {
  const first = await publishPack(ports, { ...pack, kind: 'calendar', content: all('calendars') });
  const second = await publishPack(ports, {
    ...pack,
    kind: 'calendar',
    effectiveFrom: '2027-01-01',
    content: all('calendars'),
  });
  expect(first.ok && second.ok && second.value.version > first.value.version && first.value.version > 1).toBe(
    true,
  );
  if (!first.ok || !second.ok) return;
  const container = await findPack(store.sql, 'calendar', first.value.version);
  expect(container && ports.sha256(container)).toBe(first.value.sha256);
  expect(container?.length).toBe(first.value.bytes);
  await expect(store.sql.query(`update packs set title = 'x'`)).rejects.toThrow(/never changed/);
  await expect(store.sql.query('delete from packs')).rejects.toThrow(/never changed/);
  // Both are told: the one in force, and the one that will be; once that day came, the newer alone.
  expect((await manifests(store.sql, '2026-11-22')).map(({ version }) => version)).toEqual([
    first.value.version,
    second.value.version,
  ]);
  expect((await manifests(store.sql, '2027-01-01')).map(({ version }) => version)).toEqual([
    second.value.version,
  ]);
  const earlier = await publishPack(ports, { ...pack, kind: 'calendar', content: all('calendars') });
  expect(earlier.ok).toBe(false);
  expect(await findPack(store.sql, 'forms', 1)).toBeUndefined();
  expect(await listPacks(store.sql)).toHaveLength(2);
});

it('P21 a catalogue keeps the version its file states, above every earlier one', async () => {
  const publish = (version: number) =>
    publishPack(ports, { ...pack, kind: 'catalogue', content: catalogue(version) });
  expect(await publish(1)).toMatchObject({ ok: false });
  expect(await publish(5)).toMatchObject({ ok: true, value: { version: 5 } });
  expect(await publish(5)).toMatchObject({ ok: false });
  expect(await publish(4)).toMatchObject({ ok: false });
});

it('P21 two administrators at once publish two versions', async () => {
  const publish = () => publishPack(ports, { ...pack, kind: 'forms', content: all('forms') });
  const results = await Promise.all([publish(), publish()]);
  expect(results.map((result) => result.ok && result.value.version).sort()).toEqual([2, 3]);
});

it('P21 a form that differs from an earlier one of its number and version is refused; a new version is not', async () => {
  const publish = (change: object) =>
    publishPack(ports, {
      ...{ ...pack, kind: 'forms' as const },
      content: all('forms').map((form, at) => (at === 0 ? { ...(form as object), ...change } : form)),
    });
  // Against what ships with the workstation, and against what was published.
  expect(await publish({ title: 'Tên khác' })).toMatchObject({
    ok: false,
    error: expect.stringContaining('version'),
  });
  expect(await publish({ title: 'Tên khác', version: '9' })).toMatchObject({ ok: true });
  expect(await publish({ title: 'Tên khác nữa', version: '9' })).toMatchObject({ ok: false });
  expect(await publish({ title: 'Tên khác', version: '9' })).toMatchObject({ ok: true });
});

it('refuses what an office could not read, and names the place', () => {
  expect(readPackContent('catalogue', { version: 2 })).toMatchObject({ ok: false });
  const broken = structuredClone(all('forms')) as { validFrom: string }[];
  if (broken[1] !== undefined) broken[1].validFrom = 'mai';
  expect(readPackContent('forms', broken)).toEqual({
    ok: false,
    error: expect.stringContaining('1 → validFrom'),
  });
  expect(readPackContent('calendar', [read('calendars/working-time.json')])).toMatchObject({ ok: false });
  const twice = catalogue(2) as unknown as { procedures: unknown[] };
  expect(
    readPackContent('catalogue', { ...twice, procedures: [...twice.procedures, twice.procedures[0]] }),
  ).toMatchObject({ ok: false });
  // P21: offices find a procedure by its code alone.
  const [first, ...rest] = twice.procedures as Record<string, unknown>[];
  const later = { ...first, validFrom: '2030-01-01' };
  expect(readPackContent('catalogue', { ...twice, procedures: [first, later, ...rest] })).toMatchObject({
    ok: false,
    error: expect.stringContaining('hai lần'),
  });
});

it('names what is new, gone and otherwise', async () => {
  const before = (await findNewest(store.sql, 'catalogue'))?.items ?? [];
  const [first, second, ...rest] = before;
  if (first === undefined || second === undefined) throw new Error('no procedures');
  const after = [
    { ...first, value: { ...first.value, name: 'Tên khác' } },
    ...rest,
    { key: '9.999999 2026-11-22', label: '9.999999 Mới', value: {} },
  ];
  expect(packDifferences(before, after)).toEqual([
    { change: 'removed', key: second.key, label: second.label, fields: [] },
    { change: 'changed', key: first.key, label: first.label, fields: ['name'] },
    { change: 'added', key: '9.999999 2026-11-22', label: '9.999999 Mới', fields: [] },
  ]);
  expect(packDifferences(before, structuredClone(before))).toEqual([]);
});
