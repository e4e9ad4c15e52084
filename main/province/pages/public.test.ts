import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { type Said, sampleBody, stationChain } from '#test/fixtures/province-office.ts';
import { writeSettings } from '../settings.ts';
import { lookUp } from './lookup.ts';
import { type Browser, openSite, PASSWORD, type Site, setUpSite } from './testing.oracle.ts';

const bench = await provinceBench();
const { sql } = bench.store;
let site: Site;
let admin: Browser;
let office = '';
let reception: Said;
const CHECK = 'ABCDEFGH';
const GROUND = 'Quyết định số 12/2026/QĐ-UBND';

beforeAll(async () => {
  site = await openSite(bench.store);
  site.clock.time = bench.time.now;
  admin = await setUpSite(site);
  const made = await bench.office();
  office = made.office;
  await sql.query(`update offices set name = 'UBND xã Lâm Thao', enrolled_at = created_at where id = $1`, [
    office,
  ]);
  const chain = stationChain(office, made.station, bench.begin);
  reception = later(bench.reception(office, 1, { checkValue: CHECK }));
  const first = chain.say(reception);
  // Number 7 twice, and a correction of a revision that was passed.
  chain.say(bench.reception(office, 7));
  const { dossier } = bench.reception(office, 7).body as { dossier: { applicant: object } };
  chain.say({
    ...bench.reception(office, 7),
    subject: 'other',
    body: {
      ...(bench.reception(office, 7).body as object),
      dossier: { ...dossier, id: 'other', applicant: { ...dossier.applicant, name: 'Đinh Thị Khác' } },
    },
  });
  const correction = (note: string): Said => ({
    kind: 'dossier-corrected',
    subject: reception.subject,
    body: {
      ...sampleBody('dossier-corrected'),
      dossier: { ...(reception.body as { dossier: object }).dossier, note },
      revision: 2,
      basedOn: { revision: 1, hash: first.entry.hash },
    },
  });
  chain.say(correction('bản một'));
  chain.say(correction('bản hai'));
  await made.send([{ chain }]);
});
afterAll(async () => {
  await site.close();
  await bench.close();
});

/** With a result still to come: the sample was handed over at once. */
function later(said: Said): Said {
  const body = structuredClone(said.body) as { dossier: { atOnce?: true } };
  delete body.dossier.atOnce;
  return { ...said, body };
}

const code = () =>
  (reception.body as { dossier: { codes: { code: string }[] } }).dossier.codes[0]?.code ?? '';
const openLookup = (open: boolean) =>
  writeSettings(sql, {
    address: '',
    portal: 'https://dichvucong.gov.vn',
    lookup: { open, ground: GROUND },
    onTime: 'minute',
  });

describe('the look-up', () => {
  it('says nothing and asks the database nothing while it is shut', async () => {
    await openLookup(false);
    const answer = await site.browser().get(`/tra-cuu?ma=${code()}&kt=${CHECK}`);
    expect(answer.text).toContain('https://dichvucong.gov.vn');
    expect(answer.text).not.toContain('Lâm Thao');
  });

  it('tells state, office and due time in words, and nothing of the person or the matter', async () => {
    await openLookup(true);
    const typed = code().toLowerCase().replaceAll('-', ' ');
    const answer = await site.browser().get(`/tra-cuu?ma=${encodeURIComponent(typed)}&kt=abcd%20efgh`);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Được tiếp nhận');
    expect(answer.text).toContain('UBND xã Lâm Thao');
    expect(answer.text).toContain(GROUND);
    const { dossier } = reception.body as {
      dossier: { applicant: { name: string }; procedure: { name: string; field: string } };
    };
    for (const secret of [dossier.applicant.name, dossier.procedure.name, dossier.procedure.field]) {
      expect(secret.length).toBeGreaterThan(2);
      expect(answer.text).not.toContain(secret);
    }
    expect((await site.browser().get(`/tra-cuu?ma=${code()}&kt=${CHECK}&lang=en`)).text).toContain(
      'Received by',
    );
  });

  it('answers a wrong code and a wrong check value alike, with the same work', async () => {
    await openLookup(true);
    const ask = async (ma: string, kt: string) => {
      const { status, text } = await site.browser().get(`/tra-cuu?ma=${encodeURIComponent(ma)}&kt=${kt}`);
      return { status, text: text.replaceAll(/value="[^"]*"/g, '').replaceAll(/href="[^"]*lang=en"/g, '') };
    };
    const answers = [
      await ask(code(), 'ABCDEFGJ'),
      await ask('H28.999-261122-0001', CHECK),
      await ask('x', 'y'),
    ];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    // One statement each, whatever was wrong.
    const counted: number[] = [];
    for (const [ma, kt] of [
      [code(), CHECK],
      [code(), 'ABCDEFGJ'],
      ['H28.999-261122-0001', CHECK],
      ['x', 'y'],
    ] as const) {
      let queries = 0;
      const counting: typeof sql = {
        ...sql,
        query: (text, parameters) => {
          queries += 1;
          return sql.query(text, parameters);
        },
      };
      await lookUp(counting, ma, kt);
      counted.push(queries);
    }
    expect(counted).toEqual([1, 1, 1, 1]);
  });

  it('slows down whoever tries many check values of one code, and one address that tries many codes', async () => {
    await openLookup(true);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const kt = `ABCD${String(n).padStart(4, '0')}`;
      statuses.push((await site.browser().get(`/tra-cuu?ma=H28.101-261122-0099&kt=${kt}`)).status);
    }
    expect(statuses.slice(0, 3)).toEqual([404, 404, 404]);
    expect(statuses.at(-1)).toBe(429);
    site.clock.time += 3_600_000;
    const many: number[] = [];
    for (let n = 0; n < 25; n += 1) {
      many.push((await site.browser().get(`/tra-cuu?ma=H28.101-261122-${1000 + n}&kt=${CHECK}`)).status);
    }
    expect(many.at(0)).toBe(404);
    expect(many.at(-1)).toBe(429);
    site.clock.time += 3_600_000;
    expect((await site.browser().get(`/tra-cuu?ma=${code()}&kt=${CHECK}`)).status).toBe(200);
  });

  it('no longer opens what was erased', async () => {
    await sql.query('update dossiers set erased = true, check_hash = null where id = $1', [
      reception.subject,
    ]);
    expect(await lookUp(sql, code(), CHECK)).toBeUndefined();
  });
});

describe('progress', () => {
  it('shows figures by office, no codes, in both languages', async () => {
    const page = await site.browser().get('/tien-do');
    expect(page.text).toContain('UBND xã Lâm Thao');
    expect(page.text).not.toContain(code());
    expect((await site.browser().get('/tien-do?lang=en&thang=2026-11')).text).toContain(
      'On time, of results reported',
    );
    expect((await site.browser().get('/tien-do?thang=1&trang=abc')).status).toBe(200);
  });
});

describe('entries that were not accepted', () => {
  beforeAll(async () => {
    // Hours have passed.
    await admin.post('/quan-tri/dang-nhap', { login: 'mai', password: PASSWORD });
    await admin.get('/quan-tri/co-quan/moi');
  });

  it('show both versions masked; opening them needs a reason and is written down first', async () => {
    const list = await admin.get(`/quan-tri/co-quan/${office}/ban-ghi?loai=conflict`);
    const links = [...list.text.matchAll(/href="([^"]*\/ban-ghi\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBe(2);
    const at = links.find((link) => link.includes('.3.')) ?? '';
    const masked = await admin.get(at);
    expect(masked.text).toContain('Bản tỉnh nhận trước');
    expect(masked.text).toContain('khác');
    expect(masked.text).not.toContain('Đinh Thị Khác');
    const before = (await admin.get('/quan-tri/nhat-ky')).text;
    expect(before).not.toContain('Mở dữ liệu cá nhân');
    await admin.get(at);
    expect((await admin.post(at, { reason: ' ' })).text).not.toContain('Đinh Thị Khác');
    const opened = await admin.post(at, { reason: 'Trạm gọi hỏi' });
    expect(opened.text).toContain('Đinh Thị Khác');
    const after = (await admin.get('/quan-tri/nhat-ky')).text;
    expect(after).toContain('Mở dữ liệu cá nhân');
    expect(after).toContain('Trạm gọi hỏi');
    expect(after).not.toContain('Đinh Thị Khác');
  });

  it('of another state or place are not there', async () => {
    for (const place of ['station-1.1.0', 'station-1.99.0', 'x', '..%2F..']) {
      expect((await admin.get(`/quan-tri/co-quan/${office}/ban-ghi/${place}`)).status).toBe(404);
    }
  });
});
