import {
  createProvince,
  importFile,
  inviteOffice,
  openStore,
  type Province,
  type Sql,
  type Store,
} from '#main/province/index.ts';
import type { Clock, Ids } from '#shared/base/index.ts';

/** A real province on its own database, with a line to its storage that can be cut. */
export type Seat = {
  readonly province: Province;
  readonly sql: Sql;
  readonly kind: Store['kind'];
  /** The next transaction fails at its very end: everything was done, nothing is kept. */
  cutNextCommit(): void;
  /** Whether a cut is still waiting for its transaction. */
  isCutWaiting(): boolean;
  invite(name: string, agencyCode: string): Promise<string>;
  /** As the page and the command do with a file; `code`: of the refusal, null where it was taken in. */
  importStick(file: Uint8Array): Promise<{ code: string | null; answer: Uint8Array | null }>;
  close(): Promise<void>;
};

class Cut extends Error {}

export async function openSeat(options: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly databaseUrl?: string | undefined;
}): Promise<Seat> {
  const { clock, ids, databaseUrl } = options;
  const store = await openStore({ databaseUrl });
  let cut = false;
  const sql: Sql = {
    query: (text, parameters) => store.sql.query(text, parameters),
    transaction: (work) =>
      store.sql.transaction(async (tx) => {
        const value = await work(tx);
        if (cut) {
          cut = false;
          throw new Cut('the line to the database was cut');
        }
        return value;
      }),
  };
  const nothing = () => undefined;
  const province = await createProvince({
    store: { sql, kind: store.kind, close: () => store.close() },
    clock,
    ids,
    log: { info: nothing, warn: nothing, error: nothing },
    version: '0.0.0-fuzz',
    name: 'Tỉnh Thử',
  });
  return {
    province,
    sql: store.sql,
    kind: store.kind,
    cutNextCommit: () => {
      cut = true;
    },
    isCutWaiting: () => cut,
    async invite(name, agencyCode) {
      const { code } = await inviteOffice(
        { sql: store.sql, clock, ids },
        { name, agencyCode, codeFormat: 'current-4' },
      );
      return code;
    },
    async importStick(file) {
      const imported = await importFile(province, file);
      if (imported.kind === 'answered') return { code: null, answer: imported.answer };
      if (imported.kind === 'refused') return { code: imported.code, answer: imported.answer };
      throw new Error(`a stick file was ${imported.kind}`);
    },
    close: () => store.close(),
  };
}
