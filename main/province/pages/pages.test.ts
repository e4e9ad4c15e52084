import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '#main/parcels/index.ts';
import { SERVED_VERSIONS } from '#shared/exchange/index.ts';
import { createPlainOffice } from '#test/fixtures/exchange-office.ts';
import { inviteOffice, noteUnserved } from '../enrol/index.ts';
import { manifests } from '../packs/index.ts';
import { createPerson } from '../people/index.ts';
import { type Browser, openSite, PASSWORD, type Site, setUpSite, stickRequest } from './testing.oracle.ts';

let site: Site;
let admin: Browser;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => site.close());

const titleOf = (text: string) => /<title>([^<]*) –/.exec(text)?.[1];

describe('the first day of a province', () => {
  it('leads to the setup page until there is an account, and never again afterwards', async () => {
    const stranger = site.browser();
    expect((await stranger.get('/quan-tri/co-quan')).location).toBe('/quan-tri/dang-nhap');
    expect((await stranger.get('/quan-tri/dang-nhap')).location).toBe('/quan-tri/bat-dau');
    const wrong = await stranger.post('/quan-tri/bat-dau', {
      code: 'SAI',
      name: 'x',
      login: 'x1',
      password: PASSWORD,
      again: PASSWORD,
    });
    expect(wrong.status).toBe(400);
    expect(wrong.text).not.toContain(PASSWORD);
    admin = await setUpSite(site);
    expect((await stranger.get('/quan-tri/bat-dau')).location).toBe('/quan-tri/dang-nhap');
  });

  it('gives the session a cookie that no script reads and no other site sends', async () => {
    const browser = site.browser();
    const answer = await browser.post('/quan-tri/dang-nhap', { login: 'mai', password: PASSWORD });
    expect(answer.location).toBe('/quan-tri/co-quan');
    expect(answer.headers['set-cookie']).toMatch(/; Path=\/quan-tri; HttpOnly; SameSite=Strict$/);
    const page = await browser.get('/quan-tri/co-quan');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'");
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.text).not.toContain('<script');
    expect(page.text).not.toContain('style=');
    expect((await browser.post('/quan-tri/dang-xuat', {})).location).toBe('/quan-tri/dang-nhap');
    expect((await browser.get('/quan-tri/co-quan')).location).toBe('/quan-tri/dang-nhap');
  });
});

describe('what is not one of our own forms', () => {
  it('is refused: another site, no origin, a token of another session, nobody signed in', async () => {
    const fields = { name: 'UBND xã Mẫu', firstSerial: '1', lastSerial: '9999', leaseDays: '60' };
    const headers = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': undefined, origin: 'https://ke-gian.example' },
      { 'sec-fetch-site': undefined },
    ];
    for (const header of headers) {
      expect((await admin.post('/quan-tri/co-quan/moi', fields, header)).status).toBe(403);
    }
    expect((await admin.post('/quan-tri/co-quan/moi', { ...fields, csrf: 'x'.repeat(32) })).status).toBe(403);
    expect((await site.browser().post('/quan-tri/co-quan/moi', fields)).location).toBe('/quan-tri/dang-nhap');
    expect(await site.store.sql.query('select 1 from offices')).toEqual([]);
    // A browser too old to say where a form comes from says its origin.
    const own = { 'sec-fetch-site': undefined, origin: 'http://localhost:8080', host: 'localhost:8080' };
    expect((await admin.post('/quan-tri/dang-nhap', { login: 'a', password: 'b' }, own)).status).toBe(401);
  });
});

describe('a large body', () => {
  it('is taken from nobody who is not signed in, and from a viewer neither', async () => {
    const file: [string, Uint8Array] = ['x', new Uint8Array(200_000)];
    const answer = await site.browser().post('/quan-tri/dang-nhap', { login: 'mai', password: 'x', file });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('quá lớn');
    expect((await site.browser().post('/quan-tri/tep', { file })).location).toBe('/quan-tri/dang-nhap');
    expect((await admin.post('/quan-tri/cai-dat', { file })).status).toBe(413);
    expect((await admin.post('/quan-tri/tep', { file })).text).toContain('không phải gói dữ liệu');
  });
});

describe('an administrator', () => {
  it('invites an office and is told the code once', async () => {
    const fields = { name: 'UBND phường <Việt Trì>', agencyCode: 'h44.24.15', codeFormat: 'current-4' };
    const bad = await admin.post('/quan-tri/co-quan/moi', {
      ...fields,
      firstSerial: '9',
      lastSerial: '1',
      leaseDays: '60',
    });
    expect(bad.status).toBe(400);
    const answer = await admin.post('/quan-tri/co-quan/moi', {
      ...fields,
      firstSerial: '1',
      lastSerial: '4999',
      leaseDays: '90',
    });
    const code = /class="code mono">([^<]+)</.exec(answer.text)?.[1] ?? '';
    expect(code).toMatch(/^[\w]+(-[\w]+)+$/);
    expect(answer.text).toContain('UBND phường &lt;Việt Trì&gt;');
    // Nobody set the address yet: there is none to be read out.
    expect(answer.text).toMatch(/Chưa đặt <i>Địa chỉ công khai.*href="\/quan-tri\/cai-dat"/s);
    expect((await site.browser().get('/')).text).not.toContain(
      '<li><a href="/tra-cuu">Tra cứu hồ sơ</a> bằng mã',
    );
    expect(JSON.stringify(await site.store.sql.query('select * from invitations'))).not.toContain(code);
    const overlapping = await admin.post('/quan-tri/co-quan/moi', {
      ...fields,
      name: 'UBND xã Trùng Số',
      firstSerial: '4000',
      lastSerial: '9999',
      leaseDays: '60',
    });
    expect(overlapping.status).toBe(400);
    expect(overlapping.text).toContain('Dải số chồng lên 1–4999');
    const list = await admin.get('/quan-tri/co-quan');
    expect(list.text).not.toContain('UBND xã Trùng Số');
    expect(list.text).toContain('đã mời');
    expect(list.text).not.toContain(code);
    expect(await site.store.sql.query('select agency_code, last_serial from offices')).toEqual([
      { agency_code: 'H44.24.15', last_serial: 4999 },
    ]);
  });

  it('lets in an office by stick only with the digits that it reads out', async () => {
    const { container, sign, office } = await stickRequest(site.province, 'UBND xã Lâm Thao');
    const taken = await admin.post('/quan-tri/tep', { file: ['xin-ghep.tmc', container] });
    expect(taken.location).toMatch(/^\/quan-tri\/tep\/yeu-cau\/[\w-]+$/);
    const page = await admin.get(taken.location);
    const groups = fingerprint(sign.public).split(' ');
    expect(page.text).toContain(groups.slice(0, 4).join(' '));
    expect(page.text).not.toContain(groups[5]);
    const wrong = await admin.post(taken.location, { heard: '00000 00000', decision: 'approve', record: '' });
    expect(wrong.status).toBe(400);
    expect(await site.store.sql.query(`select 1 from offices where id = $1`, [office])).toEqual([]);
    const heard = groups.slice(4).join(' ');
    const asNew = await admin.post(taken.location, { heard, decision: 'approve', record: '' });
    expect(asNew.text).toContain('dải số chồng nhau');
    const share = { agencyCode: 'H44.24.15', codeFormat: 'current-4', leaseDays: '60' };
    const own = { ...share, name: 'UBND xã Lâm Thao', firstSerial: '5000', lastSerial: '9999' };
    await admin.post('/quan-tri/co-quan/moi', own);
    const [record] = await site.store.sql.query<{ id: string }>('select id from offices where name = $1', [
      own.name,
    ]);
    const right = await admin.post(taken.location, { heard, decision: 'approve', record: record?.id ?? '' });
    const link = /href="(\/quan-tri\/tep\/tra-loi\/[\w-]+)"/.exec(right.text)?.[1] ?? '';
    const file = await admin.get(link);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toMatch(
      /^attachment; filename="tram-mot-cua_H44\.24\.15_2026-11-22_090000_tra-loi\.tmc"$/,
    );
    expect(await site.store.sql.query('select state from offices where id = $1', [office])).toEqual([
      { state: 'enrolled' },
    ]);
    // P3: what is read out to the office is the fingerprint of the key that signs, whatever keys are told besides.
    const shown = fingerprint((await site.province.keys.signing()).public);
    expect(right.text).toContain(shown);
    expect((await admin.get('/quan-tri/cai-dat')).text).toContain(shown);
    // The same file brought again is answered, not asked about again.
    const again = await admin.post('/quan-tri/tep', { file: ['xin-ghep.tmc', container] });
    expect(again.text).toContain('đã được duyệt');
    expect(again.text).toContain(shown);
    // P18: an answer file is over after a week, whether or not anybody opens the page.
    site.clock.time += 7 * 86_400_000 + 60_000;
    await site.province.tidy();
    expect(await site.store.sql.query('select 1 from answer_files')).toEqual([]);
    site.clock.time -= 7 * 86_400_000 + 60_000;
  });

  it('is told why a file is refused, and nothing has changed', async () => {
    const { container } = await stickRequest(site.province, 'UBND xã Khác');
    const altered = Uint8Array.from(container);
    altered[altered.length - 3] = (altered[altered.length - 3] ?? 0) ^ 1;
    for (const [bytes, words] of [
      [altered, 'đã bị thay đổi'],
      [container.subarray(0, 100), 'thiếu phần cuối'],
      [Buffer.from('không phải gói'), 'không phải gói dữ liệu'],
    ] as const) {
      const answer = await admin.post('/quan-tri/tep', { file: ['x.tmc', bytes] });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(words);
    }
    expect((await admin.post('/quan-tri/tep', {})).text).toContain('Chưa chọn tệp');
  });

  it('changes the share and revokes with reason and confirmation', async () => {
    const [row] = await site.store.sql.query<{ record_id: string }>(
      `select record_id from offices where state = 'enrolled'`,
    );
    const at = `/quan-tri/co-quan/${row?.record_id}`;
    expect((await admin.get(at)).text).toContain('UBND xã Lâm Thao');
    const share = { agencyCode: 'H44.24.15', codeFormat: 'current-4', leaseDays: '60' };
    expect((await admin.post(`${at}/so`, { ...share, firstSerial: '1', lastSerial: '99999' })).status).toBe(
      400,
    );
    expect(
      (await admin.post(`${at}/so`, { ...share, firstSerial: '5000', lastSerial: '9999' })).location,
    ).toBe(`${at}?xong=so`);
    await site.store.sql.query(
      `update office_keys k set revoked_at = '2026-11-20T08:00:00.000+07:00'
       from offices o where o.id = k.office and o.record_id = $1 and k.use = 'encrypt'`,
      [row?.record_id],
    );
    // A key that was followed by another is nothing to worry about; one of an office that was shut out is.
    expect((await admin.get(at)).text).toContain('đã ngừng 20/11/2026');
    expect((await admin.post(`${at}/thu-hoi`, { reason: 'Mất máy' })).status).toBe(400);
    expect((await admin.post(`${at}/thu-hoi`, { reason: '', sure: 'on' })).status).toBe(400);
    expect((await admin.post(`${at}/thu-hoi`, { reason: 'Mất máy', sure: 'on' })).status).toBe(303);
    const revoked = (await admin.get(at)).text;
    expect(revoked).toContain('đã thu hồi');
    expect(revoked).toContain('thu hồi 20/11/2026');
    expect(revoked).toContain('Muốn nối lại thì cấp mã ghép mới');
    expect(revoked).toContain('<details open><summary>Mã ghép mới');
    expect((await admin.get('/quan-tri/nhat-ky')).text).toContain('UBND xã Lâm Thao: Mất máy');
    expect((await admin.get('/quan-tri/co-quan/khong-co')).status).toBe(404);
  });

  it('publishes a pack after having seen what it changes', async () => {
    const folder = new URL('../../../resources/calendars/', import.meta.url);
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    const fields = {
      kind: 'calendar',
      title: 'Lịch 2027',
      effectiveFrom: '2026-11-22',
      source: 'Thông báo số 1',
    };
    const upload = (content: unknown) =>
      admin.post('/quan-tri/goi', { ...fields, file: ['lich.json', Buffer.from(JSON.stringify(content))] });
    expect((await upload({})).status).toBe(400);
    expect((await admin.post('/quan-tri/goi', { ...fields, file: ['x', Buffer.from('{')] })).text).toContain(
      'không phải JSON',
    );
    const first = await upload(files);
    expect(titleOf((await admin.get(first.location)).text)).toBe('Xem trước khi công bố');
    expect((await admin.get(first.location)).text).toContain('bản đầu tiên của tỉnh');
    expect(await manifests(site.store.sql, '2026-11-22')).toEqual([]);
    expect((await admin.post(first.location, {})).location).toBe('/quan-tri/goi?xong=calendar.2');
    expect(await manifests(site.store.sql, '2026-11-22')).toMatchObject([{ kind: 'calendar', version: 2 }]);
    const second = await upload(files.toSpliced(1, 1));
    const preview = await admin.get(second.location);
    expect(preview.text).toContain('bỏ 1');
    expect(preview.text).toContain('bản 3');
    expect(preview.text).not.toContain('bản đầu tiên');
  });

  it('calls a pack the first of its kind where there is none, not where the last one is no longer read', async () => {
    await site.store.sql.query(
      `insert into packs (kind, version, title, effective_from, source, sha256, bytes, container, content, published_at, published_by)
       values ('forms', 2, 'Mẫu', '2026-11-22', 'Thông báo', $1, 1, '\\x00', '{"of":"another release"}', $2, 'Mai')`,
      ['ab'.repeat(32), '2026-11-22T08:00:00.000+07:00'],
    );
    const folder = new URL('../../../resources/forms/', import.meta.url);
    const forms = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    const kept = await admin.post('/quan-tri/goi', {
      ...{ kind: 'forms', title: 'Mẫu 2027', effectiveFrom: '2027-01-01', source: 'Thông báo số 2' },
      file: ['mau.json', Buffer.from(JSON.stringify(forms))],
    });
    const preview = await admin.get(kept.location);
    expect(preview.text).not.toContain('bản đầu tiên');
    expect(preview.text).toContain('Bản 2 không đọc được');
    expect(preview.text).toContain('bản 3');
  });

  it('opens the look-up only with its ground', async () => {
    const settings = {
      name: 'Tỉnh Phú Thọ',
      address: 'https://motcua.example',
      portal: 'https://dichvucong.gov.vn',
    };
    const closed = await site.browser().get('/tra-cuu?ma=H44.24.15-261122-0001&kt=ABCDEFGH');
    expect(closed.text).toContain('Cổng dịch vụ công quốc gia');
    expect(closed.text).not.toContain('<form');
    expect((await admin.post('/quan-tri/cai-dat', { ...settings, open: 'on', ground: '' })).status).toBe(400);
    const long = `https://${'a.'.repeat(150)}example`;
    for (const address of [
      'http://motcua.example',
      'https://motcua.example/tram',
      'javascript:alert(1)',
      long,
    ]) {
      expect((await admin.post('/quan-tri/cai-dat', { ...settings, address })).status).toBe(400);
    }
    const ground = 'Quyết định số 12/2026/QĐ-UBND ngày 01/10/2026';
    expect((await admin.post('/quan-tri/cai-dat', { ...settings, open: 'on', ground })).status).toBe(303);
    expect((await site.browser().get('/tra-cuu')).text).toContain(ground);
    expect((await site.browser().get('/tra-cuu?lang=en')).text).toContain('Look up');
  });
});

describe('the keys of the province', () => {
  it('are changed with a confirmation, written down, and end at once only with a reason', async () => {
    const page = await admin.get('/quan-tri/khoa');
    const before = (await site.province.keys.signing()).public;
    expect(page.text).toContain(fingerprint(before));
    site.clock.time += 60_000;
    expect((await admin.post('/quan-tri/khoa', {})).status).toBe(400);
    expect((await admin.post('/quan-tri/khoa', { 'sure-next': 'on' })).location).toContain('xong=ke-tiep');
    expect((await site.province.keys.signing()).public).toEqual(before);
    expect(await site.province.keys.published()).toHaveLength(4);
    expect((await admin.get('/quan-tri/khoa')).text).toContain('Khóa kế tiếp');
    for (const fields of [{ sure: 'on' }, { reason: 'mất bản sao' }, {}]) {
      expect((await admin.post('/quan-tri/khoa/lo', fields)).status).toBe(400);
    }
    expect((await site.province.keys.signing()).public).toEqual(before);
    const ended = await admin.post('/quan-tri/khoa/lo', { sure: 'on', reason: 'mất bản sao' });
    expect(ended.location).toContain('xong=lo-khoa');
    const after = await site.province.keys.published();
    expect(after.map(({ kid }) => kid)).not.toContain(before.kid);
    const { text } = await admin.get('/quan-tri/nhat-ky');
    expect(text).toContain('Tạo khóa kế tiếp của tỉnh');
    expect(text).toContain('mất bản sao');
  });
});

describe('a program outside the served range', () => {
  it('P13 is marked on the list and explained at its office, until it comes with another one', async () => {
    const office = createPlainOffice({ now: () => site.clock.time });
    const { sql, clock, ids } = site.province;
    const { code } = await inviteOffice({ sql, clock, ids }, { name: 'UBND xã Phiên Bản' });
    await site.province.handle(await office.seal(office.enrolRequest(code)), { address: '10.0.0.9' });
    const list = async () =>
      /<tr>(?:(?!<tr>).)*UBND xã Phiên Bản.*?<\/tr>/s.exec(
        (await admin.get('/quan-tri/co-quan')).text,
      )?.[0] ?? '';
    expect(await list()).toContain('đã ghép');
    expect(await list()).not.toContain('quá cũ');
    const { newest } = SERVED_VERSIONS;
    const send = async (v: number) => {
      site.clock.time += 1000;
      const parcel = { ...office.parcel(site.province.id, {}), v };
      await site.province.handle(await office.seal(parcel), { address: '10.0.0.9' });
    };
    await send(newest + 1);
    expect(await list()).toContain('quá mới');
    // No release was older than the first that is served; the next will be.
    site.clock.time += 1000;
    await noteUnserved(site.province, office.id, 'version-too-old');
    expect(await list()).toContain('quá cũ');
    const [row] = await sql.query<{ record_id: string }>('select record_id from offices where name = $1', [
      'UBND xã Phiên Bản',
    ]);
    expect((await admin.get(`/quan-tri/co-quan/${row?.record_id}`)).text).toContain('nhắc cơ quan cập nhật');
    await send(newest);
    expect(await list()).not.toMatch(/quá cũ|quá mới/);
  });
});

describe('a viewer', () => {
  it('sees every page but can do nothing and open nothing', async () => {
    const person = { login: 'xem', name: 'Vũ Văn Xem', role: 'viewer' as const, password: PASSWORD };
    await createPerson(site.province, person);
    const viewer = site.browser();
    await viewer.post('/quan-tri/dang-nhap', { login: 'xem', password: PASSWORD });
    for (const path of [
      'co-quan',
      'so-lieu',
      'tep',
      'goi',
      'nguoi-dung',
      'nhat-ky',
      'cai-dat',
      'khoa',
      'toi',
      'so-lieu.csv',
    ]) {
      expect((await viewer.get(`/quan-tri/${path}`)).status, path).toBe(200);
    }
    const [row] = await site.store.sql.query<{ record_id: string }>('select record_id from offices limit 1');
    const office = `co-quan/${row?.record_id}`;
    expect((await viewer.get(`/quan-tri/${office}`)).text).not.toContain('Việc quản trị');
    for (const path of [
      'co-quan/moi',
      `${office}/ma`,
      `${office}/so`,
      `${office}/thu-hoi`,
      `${office}/ban-ghi/s.1.0`,
      'tep',
      'tep/yeu-cau/x',
      'goi',
      'goi/xem/x',
      'nguoi-dung',
      'nguoi-dung/x/quyen',
      'nguoi-dung/x/mat-khau',
      'cai-dat',
    ]) {
      expect(
        (await viewer.post(`/quan-tri/${path}`, { sure: 'on', reason: 'x', name: 'x' })).status,
        path,
      ).toBe(403);
    }
    for (const path of ['co-quan/moi', 'tep/tra-loi/x', 'goi/xem/x']) {
      expect((await viewer.get(`/quan-tri/${path}`)).status, path).toBe(403);
    }
  });
});
