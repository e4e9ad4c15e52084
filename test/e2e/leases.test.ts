import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leases as words } from '#renderer/i18n/vi/leases.ts';
import { officeDate } from '#shared/base/index.ts';
import { addDays, PlainDate } from '#shared/calendar/index.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { startLeasesWebOffice } from '../fixtures/leases-web.ts';
import { exampleReception } from '../fixtures/office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;
const today = officeDate(Date.now());
const after = (days: number) => addDays(PlainDate.parse(today), days);

describe.skipIf(!browserFound)(needsBrowser('numbers granted by the province'), () => {
  let browser: Browser;
  let web: Awaited<ReturnType<typeof startLeasesWebOffice>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startLeasesWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });

  test('the desk is told before numbers end, then refused with what to do; the page says what is left, by keyboard', async () => {
    const { login, password } = web.clerk;
    await web.client.session.signIn({ login, password });
    const used = (await web.client.leases.state({})).use.used;
    web.grant({ id: 'l-1', firstDay: today, lastDay: after(30), firstSerial: 1, lastSerial: used + 10 });
    for (let count = 0; count < 7; count += 1) await web.client.dossiers.receive(exampleReception());

    const desk = await openDesk(browser, web.startAddress);
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    await receptionPage(page, keyboard).open();
    // Never joined here, so that is what would help.
    expect(await page.getByText(words.warnings.todoEnded).count()).toBe(0);
    for (let count = 0; count < 2; count += 1) await web.client.dossiers.receive(exampleReception());
    await page.getByText(words.warnings.todoEnded).waitFor();
    await shot(page, 'desk');
    await keyboard.press('Control+F6');
    await page.getByRole('heading', { name: words.title }).waitFor();
    await page.getByRole('table', { name: words.gaps.title }).waitFor();
    await shot(page, 'low');

    await web.client.dossiers.receive(exampleReception());
    await expect(web.client.dossiers.receive(exampleReception())).rejects.toMatchObject({
      code: 'no-serial-left',
      data: { message: expect.stringMatching(/đã dùng hết.*USB/) },
    });
    await page
      .getByText(/Đã hết số hồ sơ/)
      .first()
      .waitFor();
    await shot(page, 'out');
    web.grant({
      id: 'l-2',
      firstDay: today,
      lastDay: after(60),
      firstSerial: used + 11,
      lastSerial: used + 500,
    });
    await page
      .getByText(/Đã hết số hồ sơ/)
      .first()
      .waitFor({ state: 'detached' });
    await shot(page, 'refilled');
    expect(desk.faults).toEqual([]);
    await desk.close();
  });
});

/** Pictures for whoever asks for them. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['TRAM_PICTURES'];
  if (folder === undefined) return;
  for (const [size, width, height, zoom] of [
    ['small', 1366, 768, 1],
    ['large', 1920, 1080, 1],
    ['double', 1366, 768, 2],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.evaluate((factor) => {
      document.documentElement.style.fontSize = factor === 1 ? '' : `${factor * 100}%`;
    }, zoom);
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(folder, `${name}-${size}.png`) });
  }
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
  });
  await page.setViewportSize({ width: 1366, height: 768 });
}
