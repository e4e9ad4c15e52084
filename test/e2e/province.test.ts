import { readdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { fingerprint } from '#main/parcels/index.ts';
import { type RunningProvince, startProvince } from '#main/province/index.ts';
import { stickRequest } from '#main/province/pages/testing.oracle.ts';
import { ensureSetupCode } from '#main/province/people/index.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { fillProvince, type KnownDossier } from '../fixtures/province-filled.ts';

const browserFound = (await findBrowser()) !== undefined;
const PASSWORD = 'bốn con ngựa hồng';
const GROUND = 'Quyết định số 12/2026/QĐ-UBND ngày 01/10/2026';

/** Every violation axe finds, in a form that names the place. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.skipIf(!browserFound)(needsBrowser('the province’s pages'), () => {
  let browser: Browser;
  let running: RunningProvince;
  let context: BrowserContext;
  let page: Page;
  let known: KnownDossier;
  let offices: string[];
  const at = (path: string) => `${running.address}${path}`;

  beforeAll(async () => {
    browser = await launchBrowser();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const ids = createIds(systemClock);
    running = await startProvince({
      port: 0,
      clock: systemClock,
      ids,
      log,
      version: '0.1.0',
      name: 'Tỉnh Phú Thọ',
    });
    ({ known, offices } = await fillProvince(running.province));
    // No page may need a script.
    context = await browser.newContext({ viewport: { width: 1366, height: 768 }, javaScriptEnabled: false });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  });

  test('lead an administrator from the setup code to an office let in by stick', async () => {
    await page.goto(at('/quan-tri'));
    await page.getByLabel('Mã khởi tạo').fill((await ensureSetupCode(running.province)) ?? '');
    await page.getByLabel('Họ và tên').fill('Lê Thị Mai');
    await page.getByLabel('Tên đăng nhập').fill('mai');
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tạo quản trị viên' }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByLabel('Tên đăng nhập').fill('mai');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cơ quan' }).waitFor();

    await page.getByRole('link', { name: 'Mời cơ quan' }).click();
    await page.getByLabel('Tên cơ quan').fill('UBND xã Xuân Lũng');
    await page.getByRole('button', { name: 'Cấp mã ghép' }).click();
    await page.getByText('Đọc mã này cho quản trị của trạm').waitFor();

    const asked = await stickRequest(running.province, 'UBND xã Xuân Lũng');
    await page.getByRole('link', { name: 'Tệp USB' }).click();
    await page.getByLabel('Tệp từ trạm').setInputFiles({
      name: 'xin-ghep.tmc',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(asked.container),
    });
    await page.getByRole('button', { name: 'Nhập tệp' }).click();
    const groups = fingerprint(asked.sign.public).split(' ');
    await page.getByText(groups.slice(0, 4).join(' ')).waitFor();
    await page.getByLabel('2 nhóm số cuối').fill(groups.slice(4).join(' '));
    await page.getByRole('button', { name: 'Hai bên giống nhau: duyệt' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải tệp trả lời' }).click();
    expect((await download).suggestedFilename()).toMatch(/^tram-mot-cua_.*_tra-loi\.tmc$/);
    await page.getByRole('link', { name: 'Cơ quan' }).click();
    const row = page.getByRole('row').filter({ hasText: 'UBND xã Xuân Lũng' });
    expect(await row.innerText()).toContain('đã ghép');
  });

  test('publish a pack that was seen before', async () => {
    const folder = new URL('../../resources/calendars/', import.meta.url);
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    await page.getByRole('link', { name: 'Gói dữ liệu' }).click();
    await page.getByLabel('Loại').selectOption('calendar');
    await page.getByLabel('Tên', { exact: true }).fill('Lịch 2027');
    await page.getByLabel('Hiệu lực từ ngày').fill('2026-11-01');
    await page.getByLabel('Nguồn').fill('Thông báo số 1');
    await page.getByLabel('Tệp JSON').setInputFiles({
      name: 'lich.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(files)),
    });
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('button', { name: 'Ký và công bố' }).click();
    await page.getByText('Đã công bố lịch').waitFor();
  });

  test('open the look-up once its ground is stated', async () => {
    const citizen = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await citizen.goto(at(`/tra-cuu?ma=${known.code}&kt=${known.checkValue}`));
    await citizen.getByRole('link', { name: 'Mở Cổng dịch vụ công quốc gia' }).waitFor();
    await page.getByRole('link', { name: 'Cài đặt' }).click();
    await page.getByLabel('Mở trang tra cứu').check();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('alert').filter({ hasText: 'căn cứ pháp lý' }).waitFor();
    await page.getByLabel('Căn cứ pháp lý').fill(GROUND);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu.').waitFor();
    await citizen.reload();
    await citizen.getByText('UBND xã Lâm Thao').waitFor();
    await citizen.getByText(GROUND).waitFor();
    await citizen.getByLabel('Mã kiểm tra').fill('ZZZZZZZZ');
    await citizen.getByRole('button', { name: 'Tra cứu' }).click();
    await citizen.getByText('Không có hồ sơ nào khớp').waitFor();
    await citizen.context().close();
  });

  test.each([
    ['light', 1366],
    // At 200 % a window of 1366 has room for half as much.
    ['dark', 683],
  ] as const)('are sound for axe and fit: %s, %i wide', async (colorScheme, width) => {
    const [conflict] = await running.province.sql.query<{ place: string }>(
      `select station || '.' || seq || '.' || fork as place from entries where state = 'conflict' limit 1`,
    );
    const office = `/quan-tri/co-quan/${offices[0]}`;
    const paths = [
      ...['co-quan', 'co-quan/moi', 'so-lieu', 'tep', 'goi', 'nguoi-dung', 'nhat-ky', 'cai-dat', 'toi'].map(
        (path) => `/quan-tri/${path}`,
      ),
      office,
      `${office}/ban-ghi?loai=conflict`,
      `${office}/ban-ghi/${conflict?.place}`,
      ...[
        '/',
        '/tra-cuu',
        `/tra-cuu?ma=${known.code}&kt=${known.checkValue}`,
        '/tien-do',
        '/tien-do?lang=en',
      ],
    ];
    const cookies = await context.cookies(at('/quan-tri'));
    const looking = await browser.newContext({ colorScheme, viewport: { width, height: 768 } });
    await looking.addCookies(cookies);
    const seen = await looking.newPage();
    for (const path of paths) {
      await seen.goto(at(path));
      expect(await violations(seen), `${colorScheme} ${path}`).toEqual([]);
      const overflow = await seen.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${path} is wider than ${width}`).toBeLessThanOrEqual(0);
    }
    await looking.close();
  });
});
