import { afterAll, describe, expect, it } from 'vitest';
import { makeKeyPair } from '#main/parcels/index.ts';
import { carryRun } from '#shared/exchange/index.ts';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import {
  officeParcel,
  type Said,
  sampleBody,
  signedParcel,
  stationChain,
  withoutBodies,
} from '#test/fixtures/province-office.ts';
import { judgeUnread, receiveParcel } from './index.ts';

const bench = await provinceBench();
afterAll(() => bench.close());
const { sql } = bench.store;

async function officeWith(count: number) {
  const made = await bench.office();
  const chain = stationChain(made.office, made.station, bench.begin);
  for (let n = 1; n <= count; n += 1) chain.say(bench.reception(made.office, n));
  return { ...made, chain };
}

const erasing = (subject: string, station: string, seqs: readonly number[], kept?: unknown): Said => ({
  kind: 'erased',
  subject,
  body: {
    targets: seqs.map((seq) => ({
      chain: 'exchange',
      station,
      seq,
      ...(kept === undefined ? {} : { kept }),
    })),
    ground: 'Văn bản 12/2026',
  },
});

const bodies = async (office: string) =>
  (
    await sql.query<{ text: string }>(
      `select concat_ws(' ', station, seq, case when body is null then 'gone' else 'there' end, erased_by->>'seq') as text
       from entries where office = $1 order by station, seq`,
      [office],
    )
  ).map(({ text }) => text);

const signed = (n: number, subject: string): Said => ({
  kind: 'document-signed',
  subject,
  body: { ...sampleBody('document-signed'), after: String(n).padStart(64, '0'), bytes: 10 },
});

describe('an erasure', () => {
  it('P15 removes what was held, keeps the numbers, and gives out no body any more', async () => {
    const { office, station, send, chain } = await officeWith(3);
    const subject = chain.entries[1]?.entry.subject ?? '';
    await send([{ chain }]);
    const full = carryRun(chain.entries);
    withoutBodies(chain, [2]);
    chain.say(erasing(subject, station, [2]));
    const answer = await send([{ chain, from: 3 }], { after: 1 });
    expect(answer.feed.verdicts).toMatchObject([{ state: 'accepted', from: 4, to: 4 }]);
    expect(await bodies(office)).toEqual([
      `${station} 1 there`,
      `${station} 2 gone 4`,
      `${station} 3 there`,
      `${station} 4 there`,
    ]);
    expect((await send([], { heads: [] })).missing).toEqual([carryRun(chain.entries)]);
    // An old file with the body still in it changes nothing.
    const old = { ...officeParcel(office, 'province-1', []), runs: [full] };
    await receiveParcel(bench.ports, signedParcel(old));
    expect((await bodies(office))[1]).toBe(`${station} 2 gone 4`);
    const [row] = await sql.query('select erased, check_hash from dossiers where id = $1', [subject]);
    expect(row).toEqual({ erased: true, check_hash: null });
    expect(await bench.dump(office)).toMatchObject({ dossiers: 3, codes: 3 });
  });

  it('P15 J12 that was done before anything came leaves the codes taken', async () => {
    const { office, station, send, chain, agencyCode } = await officeWith(2);
    const subject = chain.entries[0]?.entry.subject ?? '';
    const body = bench.reception(office, 1).body as Record<string, Record<string, unknown>>;
    const kept = {
      codes: body['dossier']?.['codes'],
      serial: body['serial'],
      register: body['dossier']?.['register'],
      requestId: 'r',
      receivedAt: body['dossier']?.['receivedAt'],
      procedure: { code: '1.004964', name: 'Đăng ký khai sinh' },
    };
    withoutBodies(chain, [1]);
    chain.say(erasing(subject, station, [1], kept));
    chain.say(bench.reception(office, 1, {}));
    const twin = chain.entries.pop();
    expect(twin).toBeDefined();
    const { feed } = await send([{ chain }]);
    expect(feed.verdicts).toMatchObject([{ state: 'accepted', from: 1, to: 3 }]);
    const [row] = await sql.query('select erased, code from dossiers where id = $1', [subject]);
    expect(row).toEqual({ erased: true, code: `${agencyCode}-261122-0001` });
    expect(await bench.dump(office)).toMatchObject({ dossiers: 2, codes: 2 });
  });

  it('P15 that comes before the entry it names is carried out when that comes', async () => {
    const { office, station, send, chain } = await officeWith(1);
    const subject = chain.entries[0]?.entry.subject ?? '';
    const other = stationChain(office, 'z-other', bench.begin);
    other.say(erasing(subject, station, [1]));
    await send([{ chain: other }]);
    await send([{ chain }], { after: 1 });
    expect(await bodies(office)).toEqual([`${station} 1 gone 1`, 'z-other 1 there']);
    const [row] = await sql.query('select erased from dossiers where id = $1', [subject]);
    expect(row).toEqual({ erased: true });
  });

  it('P15 P11 of two copies under one seq erases both, each of its own subject', async () => {
    const { office, station, send, chain } = await officeWith(1);
    const copy = chain.copy(1);
    const subject = chain.say(bench.reception(office, 5)).entry.subject;
    const other = copy.say(bench.reception(office, 6)).entry.subject;
    await send([{ chain }, { chain: copy }]);
    const last = stationChain(office, 'z-last', bench.begin);
    last.say(erasing(subject, station, [2]));
    last.say(erasing(other, station, [2]));
    await send([{ chain: last }], { after: 9 });
    expect((await bodies(office)).sort()).toEqual([
      `${station} 1 there`,
      `${station} 2 gone 1`,
      `${station} 2 gone 2`,
      'z-last 1 there',
      'z-last 2 there',
    ]);
  });

  it('P15 J14 that no earlier release could read is carried out when this one reads it', async () => {
    const { office, station, send, chain } = await officeWith(1);
    const subject = chain.entries[0]?.entry.subject ?? '';
    chain.say(erasing(subject, station, [1]));
    await send([{ chain }]);
    // As an earlier release left it.
    await sql.query('delete from erasures where office = $1', [office]);
    await sql.query('update offices set erases = false where id = $1', [office]);
    await sql.query(`update entries set read = false where office = $1 and kind = 'erased'`, [office]);
    await sql.query(`update entries set erased_by = null where office = $1`, [office]);
    expect(await judgeUnread(bench.ports)).toBe(1);
    expect(await bodies(office)).toEqual([`${station} 1 gone 2`, `${station} 2 there`]);
  });

  it('P15 J12 of a code that was given, done before that came, leaves the code taken', async () => {
    const { office, station, send, chain, agencyCode } = await officeWith(1);
    const subject = chain.entries[0]?.entry.subject ?? '';
    const code = `${agencyCode}-261122-0009`;
    const serial = { agencyCode, day: bench.day, number: 9 };
    chain.say({ kind: 'dossier-code-given', subject, body: { code, serial } });
    withoutBodies(chain, [2]);
    chain.say(erasing(subject, station, [2], { code, serial }));
    await send([{ chain }]);
    const late = stationChain(office, 'late', bench.begin);
    late.say(bench.reception(office, 9));
    const { feed } = await send([{ chain: late }], { after: 1 });
    expect(feed.verdicts).toMatchObject([{ state: 'conflict', code: 'code-taken' }]);
  });

  it('P15 J12 with something kept that no table holds is carried out all the same', async () => {
    const { office, station, send, chain, agencyCode } = await officeWith(5);
    const kept = (change: Record<string, unknown>) => ({
      codes: [{ code: `${agencyCode}-261122-0001`, kind: 'own' }],
      serial: { agencyCode, day: bench.day, number: 1 },
      register: { volume: '2026', number: 1 },
      requestId: 'r',
      receivedAt: `${bench.day}T09:00:00.000+07:00`,
      procedure: { code: '1.004964', name: 'x\0y' },
      ...change,
    });
    const subjects = chain.entries.map(({ entry }) => entry.subject);
    withoutBodies(chain, [1, 2, 3, 4]);
    const wrong = [
      { receivedAt: '2026-02-31T09:00:00.000+07:00' },
      { codes: [{ code: 'X'.repeat(20_000), kind: 'own' }] },
      {},
      { '\0': 1 },
    ];
    for (const [index, change] of wrong.entries()) {
      chain.say(erasing(subjects[index] ?? '', station, [index + 1], kept(change)));
    }
    chain.say(erasing('x', 'no\0station', [1]));
    const { feed } = await send([{ chain }]);
    expect(feed.verdicts).toMatchObject([{ state: 'accepted', from: 1, to: 10 }]);
    const rows = await sql.query('select id, procedure_name from dossiers where office = $1 and erased', [
      office,
    ]);
    expect(rows).toEqual([{ id: subjects[2], procedure_name: 'xy' }]);
  });

  it('P15 J11 touches neither other subjects nor erasing entries', async () => {
    const { office, station, send, chain } = await officeWith(2);
    chain.say(erasing('somebody', station, [1, 2]));
    chain.say(erasing('somebody', station, [3]));
    await send([{ chain }]);
    expect((await bodies(office)).every((line) => line.endsWith('there'))).toBe(true);
  });
});

describe('what a restored office lacks', () => {
  it('P12 is given back a part at a time, no more than a desk takes in at once', async () => {
    const { send, chain } = await officeWith(0);
    for (let n = 1; n <= 301; n += 1) chain.say(signed(n + 1000, 'x'));
    await send([{ chain }]);
    const { missing } = await send([]);
    expect(missing.map(({ entries }) => entries.length)).toEqual([300]);
  });

  it('P12 is given back from its head on, of every station of its own', async () => {
    const { station, send, chain, office } = await officeWith(5);
    const old = stationChain(office, 'an-older-one', bench.begin);
    old.say(bench.reception(office, 90));
    await send([{ chain }, { chain: old }]);
    const restored = stationChain(office, 'begun-anew', bench.begin);
    restored.say(bench.reception(office, 91));
    const answer = await send([{ chain: restored }], {
      heads: [{ station, seq: 2, hash: chain.entries[1]?.entry.hash ?? '' }],
    });
    expect(answer.missing).toEqual(
      expect.arrayContaining([carryRun(chain.entries.slice(2)), carryRun(old.entries)]),
    );
    // Another entry at its head: nothing can be put behind it.
    const forked = await send([], { heads: [{ station, seq: 2, hash: 'ab'.repeat(32) }] });
    expect(forked.missing.map((run) => run.station)).not.toContain(station);
  });
});

describe('files', () => {
  it('P19 are wanted once for every hash that is not there, and not after an erasure', async () => {
    const { office, station, send, chain } = await officeWith(1);
    const subject = chain.entries[0]?.entry.subject ?? '';
    for (const n of [1, 2, 2]) chain.say(signed(n, subject));
    const [one, two] = ['1', '2'].map((n) => n.padStart(64, '0'));
    expect((await send([{ chain }])).wanted).toEqual([one, two]);
    await sql.query(
      'insert into uploads (id, office, sha256, size, have, created_at, moved_at) values ($1, $2, $1, 10, 10, 1, 1)',
      [one, office],
    );
    await sql.query(
      'insert into attachments (sha256, upload, office, bytes, stored_at) values ($1, $1, $2, 10, 1)',
      [one, office],
    );
    expect((await send([])).wanted).toEqual([two]);
    expect((await send([])).wanted).toEqual([two]);
    chain.say(erasing(subject, station, [1, 2, 3]));
    // The second hash is still named by the fourth entry.
    expect((await send([{ chain, from: 4 }])).wanted).toEqual([two]);
    expect(await sql.query('select sha256 from attachments')).toEqual([]);
    expect(await sql.query('select id from uploads')).toEqual([]);
  });
});

describe('keys of an office', () => {
  it('P3 are those of the latest entry that sets them; an older one that comes later changes nothing', async () => {
    const { office, send, chain } = await officeWith(1);
    const during = { validFrom: '2026-01-01T00:00:00.000+07:00', validTo: '2027-01-01T00:00:00.000+07:00' };
    const pairs = (['sign', 'encrypt', 'sign', 'encrypt'] as const).map(
      (use) => makeKeyPair(use, during).public,
    );
    const said = (keys: unknown[]): Said => ({ kind: 'office-keys-set', subject: office, body: { keys } });
    const present = async () =>
      (
        await sql.query<{ kid: string }>(
          'select kid from office_keys where office = $1 and revoked_at is null',
          [office],
        )
      )
        .map(({ kid }) => kid)
        .sort();
    const kids = (from: number) =>
      pairs
        .slice(from, from + 2)
        .map(({ kid }) => kid)
        .sort();
    const late = stationChain(office, 'late', bench.begin);
    late.say({ ...said(pairs.slice(0, 2)), at: bench.begin + 1 });
    chain.say({ ...said(pairs.slice(2)), at: bench.begin + 60_000 });
    await send([{ chain }]);
    expect(await present()).toEqual(kids(2));
    await send([{ chain: late }]);
    expect(await present()).toEqual(kids(2));
    // Neither half a pair nor a key under another's name.
    chain.say(said([pairs[0], { ...pairs[1], kid: pairs[3]?.kid }]));
    const { feed } = await send([{ chain, from: 2 }], { after: 2 });
    expect(feed.verdicts).toMatchObject([{ state: 'rejected', code: 'body-malformed' }]);
    expect(await present()).toEqual(kids(2));
  });
});
