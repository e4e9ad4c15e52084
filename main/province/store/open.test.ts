import { afterAll, describe, expect, it } from 'vitest';
import { openStore, SQLSTATE, sqlState } from './index.ts';

describe('the store', async () => {
  const store = await openStore({});
  afterAll(() => store.close());
  const office = (id: string) =>
    store.sql.query(
      'insert into offices (id, record_id, name, state, created_at) values ($1, $1, $1, $2, $3)',
      [id, 'enrolled', '2026-11-22T08:00:00.000+07:00'],
    );

  it('gives integers as numbers, days as texts, bytes as bytes', async () => {
    const [row] = await store.sql.query(
      `select 9007199254740991::bigint as big, date '2026-11-22' as day, '\\x00ff'::bytea as bytes, '{"a":[1]}'::jsonb as doc`,
    );
    expect(row).toEqual({
      big: Number.MAX_SAFE_INTEGER,
      day: '2026-11-22',
      bytes: expect.anything(),
      doc: { a: [1] },
    });
    const { bytes } = row as { bytes: Uint8Array };
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect([...bytes]).toEqual([0, 255]);
  });

  it('takes texts and JSON as their UTF-8, too', async () => {
    const [text, json] = ['Nguyễn\nThị "Ánh" 😀', '{"tên":"Lò Thị Ễnh"}'];
    const asked = 'select $1::text as text, $2::json as json';
    const told = { text, json: JSON.parse(json) };
    expect(await store.sql.query(asked, [text, json])).toEqual([told]);
    expect(await store.sql.query(asked, [Buffer.from(text), Buffer.from(json)])).toEqual([told]);
  });

  it('rolls back what throws, and the inner part alone where the outer goes on', async () => {
    await expect(
      store.sql.transaction(async (tx) => {
        await tx.query("insert into province (id, name, created_at) values ('p', 'P', '')");
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await store.sql.query('select * from province')).toEqual([]);
    await store.sql.transaction(async (tx) => {
      await tx.query("insert into province (id, name, created_at) values ('p', 'P', '')");
      const inner = tx.transaction(async (deeper) => {
        await deeper.query("insert into province (id, name, created_at) values ('q', 'Q', '')");
      });
      await expect(inner).rejects.toSatisfy((error) => sqlState(error) === SQLSTATE.uniqueViolation);
    });
    expect(await store.sql.query('select id from province')).toEqual([{ id: 'p' }]);
  });

  it('J10 refuses to delete an entry or to change its envelope', async () => {
    await office('o1');
    await store.sql.query(
      `insert into entries (office, station, seq, fork, at, mono, v, read, state, actor, subject, kind, body_hash, prev, hash, salt, body)
       values ('o1', 's1', 1, 0, 1, 1, 1, true, 'accepted', 'a', 'b', 'k', '', '', '', '\\x00', '{}')`,
    );
    await expect(store.sql.query('delete from entries')).rejects.toThrow('append-only');
    await expect(store.sql.query("update entries set subject = 'c'")).rejects.toThrow('append-only');
    await expect(store.sql.query("update entries set body = '[]'")).rejects.toThrow('append-only');
    await expect(store.sql.query('update entries set body = null, salt = null')).rejects.toThrow(
      'append-only',
    );
    await store.sql.query(`update entries set body = null, salt = null, erased_by = '{"seq":2}'`);
    expect(await store.sql.query('select body from entries')).toEqual([{ body: null }]);
  });

  it('L9 refuses two leases with one serial of an agency, format and day', async () => {
    await office('o2');
    await store.sql.query(
      "insert into lease_scopes (agency_code, code_format) values ('H1', 'f'), ('H2', 'f')",
    );
    const lease = (id: string, scope: number, days: string[], serials: number[]) =>
      store.sql.query(
        `insert into leases (id, office, station, scope, first_day, last_day, first_serial, last_serial, granted_at)
         values ($1, 'o2', 's', $2, $3, $4, $5, $6, '')`,
        [id, scope, ...days, ...serials],
      );
    await lease('a', 1, ['2026-01-01', '2026-01-31'], [1, 100]);
    await lease('b', 1, ['2026-02-01', '2026-02-28'], [1, 100]);
    await lease('c', 1, ['2026-01-01', '2026-01-31'], [101, 200]);
    await lease('d', 2, ['2026-01-01', '2026-01-31'], [1, 100]);
    await expect(lease('e', 1, ['2026-01-31', '2026-02-01'], [100, 100])).rejects.toSatisfy(
      (error) => sqlState(error) === SQLSTATE.exclusionViolation,
    );
  });
});
