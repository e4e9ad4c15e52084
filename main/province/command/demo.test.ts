import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { openEmbeddedStore } from '#test/fixtures/prepared-store.ts';
import { createProvince, type Province } from '../province.ts';
import type { Store } from '../store/index.ts';
import { fillDemo } from './demo.ts';

const nothing = () => undefined;
const folder = path.resolve(import.meta.dirname, '../../../resources/offices');
/** Read here without the demo's help: whatever a workstation can be set up with must be known. */
const samples = readdirSync(folder)
  .filter((name) => name.startsWith('sample-'))
  .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')).office)
  .map(({ name, agencyCode, codeFormat }) => ({ name, agencyCode, codeFormat }));

let store: Store;
let province: Province;
beforeAll(async () => {
  store = await openEmbeddedStore();
  province = await createProvince({
    store,
    clock: systemClock,
    ids: createIds(systemClock),
    log: { info: nothing, warn: nothing, error: nothing },
    version: '0.0.0-test',
  });
});
afterAll(() => store.close());

it('a demo knows the office of each sample workstation by its own name, agency code and form of code', async () => {
  const { offices } = await fillDemo(province);
  const workstations = offices.filter(({ isWorkstation }) => isWorkstation);
  expect(samples.length).toBeGreaterThan(1);
  const rows = await province.sql.query<{ name: string; agency_code: string; code_format: string }>(
    'SELECT name, agency_code, code_format FROM offices',
  );
  for (const { name, agencyCode, codeFormat } of samples) {
    const told = workstations.filter((office) => office.name.startsWith(name));
    expect(told).toMatchObject([
      { agencyCode, code: expect.stringMatching(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/) },
    ]);
    expect(rows).toContainEqual({ name: told[0]?.name, agency_code: agencyCode, code_format: codeFormat });
  }
  expect(workstations).toHaveLength(samples.length);
  expect(new Set(offices.map(({ agencyCode }) => agencyCode)).size).toBe(offices.length);
  expect(rows).toHaveLength(offices.length);
});
