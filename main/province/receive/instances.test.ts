import { afterAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '#test/fixtures/prepared-store.ts';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { stationChain } from '#test/fixtures/province-office.ts';
import { makeProofDatabase } from '#test/prove/province-database.ts';
import { openStore, type Sql } from '../store/index.ts';
import { judgeUnread } from './index.ts';

// On a PostgreSQL server where DATABASE_URL names one, else on the embedded one, of which there is only one instance.
const database = await makeProofDatabase();
const open = () => openStore({ databaseUrl: database?.url });
const [first, second] =
  database === undefined
    ? await openEmbeddedStore().then((store) => [store, store])
    : await Promise.all([open(), open()]);
if (first === undefined || second === undefined) throw new Error('no store');
const bench = await provinceBench(first);
afterAll(async () => {
  await first.close();
  await second.close();
  await database?.drop();
});

/** The same way to the database, which keeps what is asked. */
function watch(sql: Sql, seen: { text: string; parameters: readonly unknown[] }[]): Sql {
  return {
    query(text, parameters = []) {
      seen.push({ text, parameters });
      return sql.query(text, parameters);
    },
    transaction: (work) => sql.transaction((tx) => work(watch(tx, seen))),
  };
}

describe('several instances on one database', () => {
  it('P6 P7 P9 take one office’s parcels in one after the other, whichever they reach', async () => {
    const { office, send } = await bench.office();
    const chain = stationChain(office, 'a', bench.begin);
    for (let n = 1; n <= 30; n += 1) chain.say(bench.reception(office, n));
    const answers = await Promise.all(
      [first, second, first, second].map(({ sql }) => send([{ chain }], {}, { ...bench.ports, sql })),
    );
    for (const { feed } of answers) expect(feed).toEqual(answers[0]?.feed);
    expect(await bench.dump(office)).toEqual({ entries: 30, dossiers: 30, codes: 30, verdicts: 1 });
  });

  it('P9 P10 give a code that two offices bring at once to one of them', async () => {
    const agencyCode = 'H28.555';
    const both = [await bench.office({ agencyCode }), await bench.office({ agencyCode })];
    const sent = both.map(({ office, send }, index) => {
      const chain = stationChain(office, 'a', bench.begin);
      for (let n = 1; n <= 20; n += 1) {
        // In opposite orders: neither may wait for the other for ever.
        const number = index === 0 ? n : 21 - n;
        const said = bench.reception('office-455', number);
        const body = said.body as { dossier: object };
        const id = `${office}-${number}`;
        chain.say({ ...said, subject: id, body: { ...body, dossier: { ...body.dossier, id } } });
      }
      return send([{ chain }], {}, { ...bench.ports, sql: (index === 0 ? first : second).sql });
    });
    const verdicts = (await Promise.all(sent)).map(({ feed }) => feed.verdicts);
    const count = (state: string) =>
      verdicts.flat().reduce((sum, one) => {
        if (one.state !== state) return sum;
        return sum + (one.state === 'accepted' ? one.to - one.from + 1 : 1);
      }, 0);
    expect([count('accepted'), count('conflict')]).toEqual([20, 20]);
  });
});

describe('after an update', () => {
  it('P13 J14 reads what no release before could, once', async () => {
    const { office, send } = await bench.office();
    const chain = stationChain(office, 'a', bench.begin);
    chain.say(bench.reception(office, 1));
    chain.say({ kind: 'dossier-sung', subject: 'x', body: {} });
    await send([{ chain }]);
    // As if this release had not known receptions when it came.
    await first.sql.query('update entries set read = false where office = $1 and seq = 1', [office]);
    await first.sql.query(
      'delete from dossier_codes where dossier in (select id from dossiers where office = $1)',
      [office],
    );
    await first.sql.query('delete from dossiers where office = $1', [office]);
    expect(await judgeUnread(bench.ports)).toBe(1);
    expect(await judgeUnread(bench.ports)).toBe(0);
    expect(await bench.dump(office)).toMatchObject({ entries: 2, dossiers: 1, codes: 1, verdicts: 2 });
  });
});

describe('what every parcel asks', () => {
  it('never reads through entries, dossiers or verdicts', async () => {
    const { office, send } = await bench.office();
    await first.sql.query(
      `insert into entries (office, station, seq, fork, at, mono, v, read, state, actor, subject, kind, body_hash, prev, hash)
       select 'o' || n % 50, 's', n, 0, n, n, 1, true, 'accepted', 'a', 'b', 'k', '', '', '' from generate_series(1, 20000) n`,
    );
    await first.sql.query(
      `insert into verdicts (office, n, station, seq, last_seq, state) select 'o' || n % 50, n, 's', n, n, 'accepted' from generate_series(1, 20000) n`,
    );
    await first.sql.query(
      `insert into dossiers (id, office, station, seq, revision, received_day, entry_hash, code, code_key, state, field,
         procedure_code, procedure_name, received_at)
       select 'd' || n, 'o', 's', n, 1, '2026-01-01', '', '', '', '', '', '', '', '' from generate_series(1, 20000) n`,
    );
    await first.sql.query(
      "insert into dossier_codes select 'c' || n, 'd' || n from generate_series(1, 20000) n",
    );
    await first.sql.query('analyze');
    const seen: { text: string; parameters: readonly unknown[] }[] = [];
    const chain = stationChain(office, 'a', bench.begin);
    for (let n = 1; n <= 5; n += 1) chain.say(bench.reception(office, n));
    const watched = { ...bench.ports, sql: watch(first.sql, seen) };
    await send([{ chain, upTo: 3 }], {}, watched);
    await send([{ chain, from: 1 }], { asks: { retry: [{ station: 'a', seq: 2 }] } }, watched);
    await send([], { heads: [], after: 0 }, watched);
    await send([{ chain: chain.copy(3) }], {}, watched);
    expect(seen.length).toBeGreaterThan(15);
    const scans: string[] = [];
    for (const { text, parameters } of seen) {
      const plan = await first.sql.query<{ 'QUERY PLAN': string }>(`explain ${text}`, parameters);
      const lines = plan.map((row) => row['QUERY PLAN']);
      scans.push(
        ...lines.filter((line) => /Seq Scan on (entries|dossiers|dossier_codes|verdicts)\b/.test(line)),
      );
    }
    expect(scans).toEqual([]);
  });
});
