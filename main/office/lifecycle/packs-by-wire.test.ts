import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { containerSha256 } from '#main/parcels/index.ts';
import { inviteOffice, type RunningProvince, startProvince } from '#main/province/index.ts';
import { publishPack } from '#main/province/packs/index.ts';
import type { PackPayload } from '#shared/exchange/index.ts';
import { type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { changedCatalogue } from '#test/fixtures/packs.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let running: RunningProvince;
let bare: BareOffice;
beforeAll(async () => {
  const ids = createIds(systemClock);
  running = await startProvince({ port: 0, clock: systemClock, ids, log: quiet, version: '0.1.0' });
  bare = await startBareOffice();
}, 60_000);
afterAll(async () => {
  await bare.end();
  await running.close();
});

it('P21 what a province publishes is at the counters with the next answer, checked, and changes nothing by itself', async () => {
  const { province, address } = running;
  const { sql, clock, ids } = province;
  const { profile } = bare.core.opened().settings();
  const { name, agencyCode, codeFormat } = profile;
  const { code } = await inviteOffice({ sql, clock, ids }, { name, agencyCode, codeFormat });
  const sign = (payload: PackPayload) => province.sign(payload);
  const published = await publishPack(
    { sql, clock, provinceId: province.id, sign, sha256: containerSha256 },
    {
      kind: 'catalogue',
      title: 'Danh mục của tỉnh',
      effectiveFrom: '2099-01-01',
      source: 'Quyết định 5/QĐ-UBND',
      content: changedCatalogue(2, '2099-01-01'),
      by: 'test',
    },
  );
  expect(published.ok).toBe(true);
  const administrator = await bare.signedIn('administrator');
  await administrator.exchange.enrol({ address, code });
  await vi.waitFor(
    async () => {
      await administrator.exchange.sendNow({});
      const [catalogue] = (await administrator.packs.list({})).kinds;
      expect(catalogue?.packs).toMatchObject([
        { version: 2, title: 'Danh mục của tỉnh', state: 'waiting', source: 'Quyết định 5/QĐ-UBND' },
      ]);
    },
    { timeout: 30_000, interval: 500 },
  );
  const { rows } = await administrator.packs.differences({
    kind: 'catalogue',
    version: 2,
    what: 'changed',
    offset: 0,
    limit: 10,
  });
  expect(rows.map(({ key }) => key)).toEqual(['1.001193', '2.000815']);
  expect(bare.core.opened().catalog.versions()).toHaveLength(1);
  await administrator.packs.apply({ kind: 'catalogue', version: 2 });
  expect(
    bare.core
      .opened()
      .catalog.versions()
      .map(({ version }) => version),
  ).toEqual([1, 2]);
}, 60_000);
