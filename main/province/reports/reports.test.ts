import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { sampleBody, stationChain } from '#test/fixtures/province-office.ts';
import {
  countOffices,
  figuresByField,
  figuresByOffice,
  figuresByOfficeAndField,
  figuresOfProvince,
  leasesOf,
  listOffices,
  monthsWithFigures,
  openEntriesOf,
  shortOfNumbers,
} from './index.ts';

const bench = await provinceBench();
const { sql } = bench.store;
afterAll(() => bench.close());

/** The figures as a slow reader of the dossiers counts them. */
async function slowly(period: string, office: string) {
  const rows = await sql.query<{
    received_day: string;
    due_at: string | null;
    finished_at: string | null;
  }>(
    `select received_day, due_at, finished_at from dossiers
     where office = $1 and not slip and not sample and not cancelled`,
    [office],
  );
  const solved = rows.filter(({ finished_at }) => finished_at?.startsWith(period));
  const open = rows.filter(({ finished_at }) => finished_at === null);
  return {
    received: rows.filter(({ received_day }) => received_day.startsWith(period)).length,
    solved: solved.length,
    late: solved.filter((row) => (row.finished_at ?? '').slice(0, 16) > (row.due_at ?? '9').slice(0, 16))
      .length,
    lateByDay: solved.filter((row) => (row.finished_at ?? '').slice(0, 10) > (row.due_at ?? '9').slice(0, 10))
      .length,
    open: open.length,
    due: open.filter(({ due_at }) => due_at !== null && due_at.slice(0, 10) < bench.day).length,
  };
}

const expectFigures = async (office: string) => {
  for (const period of ['2026-11', '2026-11-20', '2026-11-22', '2026-10']) {
    const asked = { period, today: bench.day, offices: [{ id: office, name: 'x' }] };
    const [figures] = await figuresByOffice(sql, asked);
    expect(figures, period).toMatchObject(await slowly(period, office));
    const total = await figuresOfProvince(sql, period, bench.day);
    expect(total).toMatchObject(await slowly(period, office));
  }
};

describe('figures', () => {
  let office = '';
  beforeAll(async () => {
    const made = await bench.office();
    office = made.office;
    const chain = stationChain(office, made.station, bench.begin);
    const dues = ['2026-11-21T17:00', '2026-11-22T09:30', '2026-11-25T10:00', null];
    for (let n = 1; n <= 40; n += 1) {
      const due = dues[n % dues.length] ?? null;
      const day = n % 5 === 0 ? '2026-11-20' : n % 7 === 0 ? '2026-10-30' : bench.day;
      const said = bench.reception(
        office,
        n,
        {
          due:
            due === null ? null : { at: due, basis: 'catalogue', limit: null, steps: [], provisional: false },
          sample: n % 13 === 0,
        },
        day,
      );
      const body = structuredClone(said.body) as { dossier: { atOnce?: true } };
      if (n % 3 !== 0) delete body.dossier.atOnce;
      chain.say({ ...said, body });
    }
    await made.send([{ chain, upTo: 25 }]);
    // Some are cancelled, in the same parcel as further receptions.
    for (const seq of [1, 3, 5]) {
      const read = chain.entries[seq - 1];
      if (read === undefined) throw new Error('no entry');
      chain.say({
        kind: 'dossier-cancelled',
        subject: read.entry.subject,
        body: { ...sampleBody('dossier-cancelled'), basedOn: { revision: 1, hash: read.entry.hash } },
      });
    }
    await made.send([{ chain, from: 25 }]);
    // The same again changes nothing.
    await made.send([{ chain }]);
  });

  it('are what counting every dossier gives, of receptions, cancellations and repeated parcels', async () => {
    const counted = await slowly('2026-11', office);
    expect(counted.received).toBeGreaterThan(20);
    expect(counted.solved).toBeGreaterThan(5);
    expect(counted.open).toBeGreaterThan(5);
    await expectFigures(office);
    expect(await monthsWithFigures(sql)).toEqual(['2026-11', '2026-10']);
  });

  it('follow every change of a row: finished late, due moved, counted again', async () => {
    await sql.query(
      `update dossiers set finished_at = '2026-11-22T10:00:00.000+07:00' where office = $1 and seq in (2, 4, 7, 8)`,
      [office],
    );
    await expectFigures(office);
    await sql.query(
      `update dossiers set due_at = '2026-11-20T08:00' where office = $1 and seq between 6 and 12`,
      [office],
    );
    await expectFigures(office);
    const late = await slowly('2026-11', office);
    expect(late.late).toBeGreaterThan(0);
    expect(late.lateByDay).toBeGreaterThan(0);
    expect(late.late).toBeGreaterThan(late.lateByDay - 1);
    await sql.query('update dossiers set cancelled = not cancelled where office = $1', [office]);
    await expectFigures(office);
    await sql.query('update dossiers set cancelled = not cancelled where office = $1', [office]);
    await expectFigures(office);
  });

  it('by field add up to those of the office', async () => {
    const sum = (rows: { received: number }[]) => rows.reduce((total, { received }) => total + received, 0);
    const { received } = await slowly('2026-11', office);
    expect(sum(await figuresByField(sql, '2026-11', office))).toBe(received);
    expect(sum(await figuresByField(sql, '2026-11', null))).toBe(received);
    expect(sum(await figuresByOfficeAndField(sql, '2026-11'))).toBe(received);
  });

  it('of entries add up to what is held', async () => {
    const [line] = await listOffices(sql);
    const [held] = await sql.query<Record<string, number>>(
      `select count(*) filter (where state = 'accepted') as accepted, count(*) filter (where state = 'rejected') as rejected,
         count(*) filter (where state = 'conflict') as conflict from entries`,
    );
    expect(line).toMatchObject(held ?? {});
    expect(await countOffices(sql)).toMatchObject(held ?? {});
  });
});

describe('offices short of numbers', () => {
  it('are those whose leases end within ten days or whose serials of today are nearly used', async () => {
    const made = await bench.office({ firstSerial: 1, lastSerial: 10 });
    const ask = {
      station: made.station,
      agencyCode: made.agencyCode,
      codeFormat: 'format-1',
      fromDay: bench.day,
      known: [],
      short: [],
    };
    const chain = stationChain(made.office, made.station, bench.begin);
    await made.send([], { asks: { leases: [ask] } });
    expect((await leasesOf(sql, made.office, bench.day)).leases).toMatchObject([
      { firstSerial: 1, lastSerial: 10, usedToday: 0 },
    ]);
    const isShort = async (day = bench.day) => (await shortOfNumbers(sql, day)).has(made.office);
    expect(await isShort()).toBe(false);
    for (let n = 1; n <= 7; n += 1) chain.say(bench.reception(made.office, n, { sample: false }));
    await made.send([{ chain }]);
    expect(await isShort()).toBe(false);
    chain.say(bench.reception(made.office, 8));
    await made.send([{ chain }]);
    expect(await isShort()).toBe(true);
    expect((await leasesOf(sql, made.office, bench.day)).leases).toMatchObject([{ usedToday: 8 }]);
    expect(await isShort('2026-11-23')).toBe(false);
    expect(await isShort('2027-01-15')).toBe(true);
  });
});

describe('plans', () => {
  let many = '';

  /** The plan of a statement, with scans of whole tables forbidden where another way is there. */
  async function planOf(text: string): Promise<string> {
    const rows = await sql.query<{ 'QUERY PLAN': string }>(`explain ${text}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  beforeAll(async () => {
    many = (await bench.office()).office;
    await sql.query(
      `insert into dossiers (id, office, station, seq, revision, received_day, entry_hash, code, code_key, state, field,
         procedure_code, procedure_name, received_at, due_at)
       select 'd' || n, $1, 's', n, 1, date '2025-01-01' + n % 600, '\\x00', 'c' || n, 'c' || n, 'received',
         'Lĩnh vực ' || n % 9, 'p', 'p', '', to_char(date '2025-01-01' + n % 600, 'YYYY-MM-DD') || 'T10:00'
       from generate_series(1, 30000) n`,
      [many],
    );
    await sql.query(
      `insert into dossier_codes (code_key, dossier) select code_key, id from dossiers where office = $1`,
      [many],
    );
    await sql.query('analyze');
  });

  it('of the pages read neither dossiers nor entries as a whole', async () => {
    const statements = [
      `select sum(received) from dossier_figures f where f.period = '2026-08'`,
      `select count(*) from dossiers where received_day = '2026-08-03' and office = 'office-2' and not slip`,
      `select c.dossier, d.state from (select 1) one left join dossier_codes c on c.code_key = 'x' left join dossiers d on d.id = c.dossier`,
      `select seq from entries where office = 'office-1' and state <> 'accepted' and state = 'rejected' and (station, seq, fork) > ('', 0, 0) order by office, station, seq, fork limit 100`,
      `select sum(open) from open_dossiers where office = 'office-2' and open <> 0 and due_day < '2025-02-01'`,
    ];
    for (const statement of statements) {
      expect(await planOf(statement), statement).not.toMatch(
        /Seq Scan on (dossiers|entries|dossier_figures|open_dossiers|dossier_codes)/,
      );
    }
    expect(
      await openEntriesOf(sql, { office: 'office-1', state: 'rejected', after: null, limit: 5 }),
    ).toEqual([]);
    expect(await leasesOf(sql, 'office-1', bench.day)).toEqual({ leases: [], refusals: [] });
  });

  it('of 30000 dossiers at once add up all the same', async () => {
    const [figures] = await figuresByOffice(sql, {
      period: '2025-03',
      today: '2026-11-22',
      offices: [{ id: many, name: 'x' }],
    });
    expect(figures).toMatchObject(await slowly('2025-03', many));
  });
});
