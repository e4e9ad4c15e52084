import { z } from 'zod';
import type { TrustedRoot } from '#shared/contract/index.ts';
import { rootDistrusted, rootTrusted } from '#shared/journal/index.ts';
import { defineProjector, type Journal, on } from '../journal/index.ts';
import { type Database, type ReadableDb, sql } from '../storage/index.ts';
import { findRoot, findRootInFile } from './certificates.ts';
import { SigningRefused } from './refused.ts';

/** Keeps `trusted_roots` in step with the local chain. */
export const rootsProjector = defineProjector({
  name: 'trusted-roots',
  tables: ['trusted_roots'],
  on: [
    on(rootTrusted, (tx, entry, { fingerprint, owner, der }) => {
      tx.run(sql`
        insert into trusted_roots (fingerprint, position, owner, der, added_at, added_by)
        values (${fingerprint}, ${entry.position}, ${owner}, ${new Uint8Array(Buffer.from(der, 'base64'))}, ${entry.at},
          ${entry.actor})
        on conflict (fingerprint) do nothing`);
    }),
    on(rootDistrusted, (tx, _entry, { fingerprint }) => {
      tx.run(sql`delete from trusted_roots where fingerprint = ${fingerprint}`);
    }),
  ],
});

const Row = z.object({
  fingerprint: z.string(),
  der: z.instanceof(Uint8Array),
  added_at: z.string(),
  added_by: z.string(),
});

/** The certificates that an administrator added, DER, in the order in which they came. */
export function addedRoots(db: ReadableDb): { der: Uint8Array; addedAt: string; addedBy: string }[] {
  return db
    .all(sql`select fingerprint, der, added_at, added_by from trusted_roots order by position`)
    .map((row) => Row.parse(row))
    .map(({ der, added_at, added_by }) => ({ der, addedAt: added_at, addedBy: added_by }));
}

/** Trusted certificates. `nameOf`: of a person's id. */
export type Roots = {
  list(nameOf: (id: string) => string): TrustedRoot[];
  /** All of them, DER: what a chain must lead to. */
  ders(): Uint8Array[];
  /** What a file says, before it is trusted. Throws `not-signable` where it is no certificate. */
  read(file: Uint8Array): { certificate: ReturnType<typeof getRootIn>['root']; known: boolean };
  /** Throws `not-signable`, `confirmation-differs`. One that is trusted already stays as it is. */
  add(file: Uint8Array, fingerprint: string, actor: string): void;
  /** Throws `not-found`. */
  remove(fingerprint: string, actor: string): void;
};

export function createRoots(ports: { db: Database; journal: Journal; office: string }): Roots {
  const { db, journal } = ports;
  const isKnown = (fingerprint: string) =>
    db.find(sql`select 1 from trusted_roots where fingerprint = ${fingerprint}`) !== undefined;
  return {
    list: (nameOf) =>
      addedRoots(db).flatMap(({ der, addedAt, addedBy }) => {
        const root = findRoot(der);
        return root === undefined
          ? []
          : [{ ...root, source: 'added' as const, addedAt, addedBy: nameOf(addedBy) }];
      }),
    ders: () => addedRoots(db).map(({ der }) => der),
    read(file) {
      const { root } = getRootIn(file);
      return { certificate: root, known: isKnown(root.fingerprint) };
    },
    add(file, fingerprint, actor) {
      const { der, root } = getRootIn(file);
      if (root.fingerprint !== fingerprint) {
        throw new SigningRefused(
          'confirmation-differs',
          'Tệp này không phải là chứng thư vừa đối chiếu. Hãy xem lại mã kiểm tra rồi xác nhận.',
        );
      }
      if (!root.authority) {
        throw new SigningRefused(
          'not-signable',
          'Đây không phải là chứng thư của nơi cấp. Hãy chọn tệp chứng thư gốc hoặc chứng thư của nơi cấp.',
        );
      }
      if (isKnown(fingerprint)) return;
      db.transaction((tx) =>
        journal.appendInTx(tx, {
          kind: rootTrusted,
          actor,
          subject: ports.office,
          body: { fingerprint, owner: root.owner, der: Buffer.from(der).toString('base64') },
        }),
      );
    },
    remove(fingerprint, actor) {
      if (!isKnown(fingerprint)) throw new SigningRefused('not-found');
      db.transaction((tx) =>
        journal.appendInTx(tx, { kind: rootDistrusted, actor, subject: ports.office, body: { fingerprint } }),
      );
    },
  };
}

function getRootIn(file: Uint8Array) {
  const found = findRootInFile(file);
  if (found !== undefined) return found;
  throw new SigningRefused(
    'not-signable',
    'Tệp này không có chứng thư đọc được. Hãy chọn tệp .cer, .crt, .pem hoặc .p7b của nơi cấp.',
  );
}
