import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { openTestStore } from '#test/fixtures/province-store.ts';
import type { Store } from '../store/index.ts';
import { inviteWithShare } from './index.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

it('L4 an office whose serials overlap those of another with its agency code is not invited at all', async () => {
  const ports = { sql: store.sql, clock: systemClock, ids: createIds(systemClock) };
  const office = {
    ...{ name: 'Xã Một', agencyCode: 'H44.1', codeFormat: 'current-4', leaseDays: 60 },
    ...{ firstSerial: 1, lastSerial: 4999 },
  };
  expect(await inviteWithShare(ports, office)).toMatchObject({ ok: true });
  const refused = await inviteWithShare(ports, {
    ...office,
    name: 'Xã Hai',
    firstSerial: 4999,
    lastSerial: 9999,
  });
  expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('Xã Một') });
  expect(await store.sql.query('select name from offices')).toEqual([{ name: 'Xã Một' }]);
  expect(await store.sql.query('select 1 from invitations')).toHaveLength(1);
  const beside = await inviteWithShare(ports, {
    ...office,
    name: 'Xã Hai',
    firstSerial: 5000,
    lastSerial: 9999,
  });
  expect(beside).toMatchObject({ ok: true });
});
