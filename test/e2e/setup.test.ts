import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { startWebOffice, type WebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { firstStart, signInPage, wizard } from './pages/entry.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('the wizard of a real office'), () => {
  let browser: Browser;
  let web: WebOffice;
  let desk: Desk;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startWebOffice();
    desk = await openDesk(browser, web.startAddress());
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });

  const password = 'con meo leo cay cau';
  let recoveryKey = '';

  test('office, administrator and recovery key, step by step', async () => {
    await firstStart(desk.page).real.click();
    const { field, next, create, province, words } = wizard(desk.page);
    await province.fill('Phú Thọ');
    await desk.page.getByRole('option', { name: 'Phú Thọ' }).click();
    await field(words.codeFormat).selectOption('current-4');
    await field(words.agencyCode).fill('H44.24.15');
    await field(words.officeName).fill('Trung tâm Phục vụ hành chính công xã Thử');
    await field(words.authority).fill('UBND XÃ THỬ');
    await field(words.counterName).fill('TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG');
    await field(words.place).fill('Thử');
    await next.click();
    await field(words.adminName).fill('Lê Thị Quản Trị');
    await field(words.adminLogin).fill('quantri');
    await field(words.adminPassword).fill(password);
    await field(words.adminRepeat).fill(password);
    await create.click();
    const steps = wizard(desk.page);
    await steps.keyTitle.waitFor({ timeout: 60_000 });
    recoveryKey = (await steps.key.innerText()).trim();
    await steps.confirmKey.fill('SAI');
    await steps.done.click();
    await steps.wrongKey.waitFor();
    await steps.confirmKey.fill(recoveryKey.split(/[^0-9A-Za-z]+/).at(-1) ?? '');
    await steps.done.click();
    await desk.page.getByRole('form', { name: 'Biểu mẫu tiếp nhận' }).waitFor();
  });

  test('after a restart the recovery key opens the office and sets a new password', async () => {
    await web.stop();
    await web.start();
    const page = signInPage(desk.page);
    await desk.page.goto(web.startAddress());
    await page.recovery.click();
    await page.recoveryKey.fill(recoveryKey.toLowerCase().replaceAll('-', ' '));
    await page.recoveryLogin.fill('quantri');
    await page.newPassword.fill('ba con vit bau');
    await page.recover.click();
    await desk.page.getByRole('form', { name: 'Biểu mẫu tiếp nhận' }).waitFor({ timeout: 60_000 });
    expect(desk.faults).toEqual([]);
  });
});
