import { createIds, systemClock } from '#main/host/index.ts';
import { containerSha256 } from '#main/parcels/index.ts';
import { inviteOffice, startProvince } from '#main/province/index.ts';
import { publishPack } from '#main/province/packs/index.ts';
import { officeDate } from '#shared/base/index.ts';
import receipt from '../../resources/forms/receipt-tt03-2025.json' with { type: 'json' };
import { makeDatabase } from '../fixtures/province-store.ts';

/** The server of this program, for the proof alone. */
export type ServerForProof = {
  addresses: [string, ...string[]];
  newCode(): Promise<string>;
  close(): Promise<void>;
};

const nothing = () => undefined;

/** Starts it with one published pack; undefined where there is no PostgreSQL to start it on. */
export async function startForProof(kind: 'postgres' | 'pglite'): Promise<ServerForProof | undefined> {
  const database = kind === 'postgres' ? await makeDatabase() : undefined;
  if (kind === 'postgres' && database === undefined) return undefined;
  const start = () =>
    startProvince({
      databaseUrl: database?.url,
      port: 0,
      clock: systemClock,
      ids: createIds(systemClock),
      log: {
        info: nothing,
        warn: nothing,
        error: (message, data) => process.stderr.write(`${message} ${JSON.stringify(data)}\n`),
      },
      version: '0.0.0-proof',
      name: 'Tỉnh Thử',
    });
  const running = await start();
  // Stateless: what one instance was told, the other one knows.
  const other = database === undefined ? undefined : await start();
  const { province } = running;
  const published = await publishPack(
    {
      sql: province.sql,
      clock: systemClock,
      provinceId: province.id,
      sign: (payload) => province.sign(payload),
      sha256: containerSha256,
    },
    {
      kind: 'forms',
      title: 'Mẫu giấy thử',
      effectiveFrom: officeDate(systemClock.now()),
      source: 'bộ thử',
      content: [receipt],
      by: 'bộ thử',
    },
  );
  if (!published.ok) throw new Error(published.error);
  return {
    addresses: other === undefined ? [running.address] : [running.address, other.address],
    newCode: async () => (await inviteOffice(province, { name: 'Cơ quan thử' })).code,
    async close() {
      await running.close();
      await other?.close();
      await database?.drop();
    },
  };
}
