import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { peoplePage } from './pages/people.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('administration'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });

  test('the administrator makes a clerk, who signs in at once and sees no administration', async () => {
    const first = await openDesk(browser, web.startAddress());
    await signInPage(first.page).signIn(web.administrator);
    await receptionPage(first.page, first.keyboard).open();
    await first.keyboard.press('Alt+U');
    const people = peoplePage(first.page);
    await people.title.waitFor();
    await first.keyboard.press('Insert');
    await people.name.fill('Quách Thị Mới');
    await people.login.fill('moi');
    await people.password.fill('ngan');
    await people.add.click();
    await people.tooShort.waitFor();
    await people.password.fill('troi mua roi tanh');
    await people.password.press('Enter');
    await people.row('Quách Thị Mới').waitFor();
    await first.close();

    const second = await openDesk(browser, web.startAddress());
    await signInPage(second.page).signIn({ login: 'moi', password: 'troi mua roi tanh' });
    await receptionPage(second.page, second.keyboard).open();
    await second.keyboard.press('Alt+U');
    await second.page.waitForTimeout(300);
    expect(await peoplePage(second.page).title.count()).toBe(0);
    await second.page.evaluate(() => {
      window.location.hash = '/admin/users';
    });
    await second.page.getByText('Không có màn hình này').waitFor();
    expect(first.faults).toEqual([]);
    expect(second.faults).toEqual([]);
  });
});
