import { afterAll, expect, it } from 'vitest';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { type ProvinceSettings, readSettings, writeSettings } from './settings.ts';

const bench = await provinceBench();
const { sql } = bench.store;
afterAll(() => bench.close());

const SITE = 'https://motcua.tinh.example';
const GROUND = 'Quyết định số 12/2026/QĐ-UBND ngày 01/10/2026';

it('P22 each answer says where the look-up is, only while it is open on a ground and can be reached', async () => {
  const { send } = await bench.office();
  const told = async (address: string, lookup: ProvinceSettings['lookup']) => {
    await writeSettings(sql, { ...(await readSettings(sql)), address, lookup });
    return (await send([])).lookup;
  };
  expect((await send([])).lookup).toBeNull();
  expect(await told(SITE, { open: false, ground: '' })).toBeNull();
  expect(await told(SITE, { open: true, ground: GROUND })).toBe(`${SITE}/tra-cuu`);
  expect(await told('', { open: true, ground: GROUND })).toBeNull();
  expect(await told(SITE, { open: true, ground: '  ' })).toBeNull();
  expect(await told(SITE, { open: false, ground: GROUND })).toBeNull();
});
