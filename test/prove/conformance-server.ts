import { createIds, systemClock } from '#main/host/index.ts';
import { containerSha256 } from '#main/parcels/index.ts';
import { importFile, inviteOffice, type Province, startProvince } from '#main/province/index.ts';
import { endStation } from '#main/province/leases/index.ts';
import { publishPack } from '#main/province/packs/index.ts';
import { officeDate } from '#shared/base/index.ts';
import receipt from '../../resources/forms/receipt-tt03-2025.json' with { type: 'json' };
import { makeDatabase } from '../fixtures/province-store.ts';
import type { Hands } from './conformance-context.ts';

/** The server of this program, for the proof alone. */
export type ServerForProof = {
  addresses: [string, ...string[]];
  newCode(): Promise<string>;
  hands: Hands;
  close(): Promise<void>;
};

/** What an administrator does on the pages of this program. */
export const handsOf = (province: Province): Hands => ({
  endStation: (office, station) => endStation(province.sql, province.clock, { office, station }),
  async importFile(file) {
    const imported = await importFile(province, file);
    const answer = 'answer' in imported ? imported.answer : null;
    return { taken: imported.kind === 'answered', answer };
  },
});

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
    hands: handsOf(province),
    async close() {
      await running.close();
      await other?.close();
      await database?.drop();
    },
  };
}
