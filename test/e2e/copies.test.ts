import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { common } from '#renderer/i18n/vi/common.ts';
import { copies } from '#renderer/i18n/vi/copies.ts';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { signIn } from '#renderer/i18n/vi/sign-in.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { exampleReception } from '../fixtures/office.ts';
import {
  type SampleWebOffice,
  startSampleWebOffice,
  startWebOffice,
  type WebOffice,
} from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';

const browserFound = (await findBrowser()) !== undefined;
const proven = /Bản sao gần nhất: hôm nay \d\d:\d\d, đã thử khôi phục/;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(!browserFound)(needsBrowser('copies'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let other: WebOffice;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tram-copies-'));
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
    other = await startWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
    await other?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the administrator chooses a folder, the clerk copies by one button, and the bar says that it was tried', async () => {
    const clerk = web.client();
    await clerk.session.signIn({ login: web.clerk.login, password: web.clerk.password });
    await clerk.dossiers.receive(exampleReception());
    const first = await openDesk(browser, web.startAddress());
    await signInPage(first.page).signIn(web.administrator);
    await first.page.getByText(shell.status.copyNone).waitFor();
    await first.keyboard.press('Alt+L');
    await first.page.getByRole('heading', { name: copies.title, level: 1 }).waitFor();
    await first.page.getByLabel(copies.settings.folder, { exact: true }).fill(folder);
    await first.page.getByLabel(copies.settings.times, { exact: true }).fill('25:00');
    await first.page.getByText(copies.settings.timesBad).waitFor();
    await first.page.getByLabel(copies.settings.times, { exact: true }).fill('11:45, 17h05');
    await button(first.page, common.save).click();
    await first.page.getByText(copies.settings.states.ready, { exact: true }).waitFor();
    await first.close();

    const second = await openDesk(browser, web.startAddress());
    await signInPage(second.page).signIn(web.clerk);
    await second.keyboard.press('F10');
    await button(second.page, shell.reasons.copiesMake).click();
    await button(second.page, copies.now.button).click();
    await second.page.getByText(proven).first().waitFor();
    await second.close();
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  test('another PC, fresh: finds the copy, opens it with a password, reads the report, restores, signs in', async () => {
    const desk = await openDesk(browser, other.startAddress());
    const { page } = desk;
    await button(page, copies.restore.begin).click();
    await page.getByLabel(copies.restore.place, { exact: true }).fill(folder);
    await desk.keyboard.press('Enter');
    await page.getByRole('radio', { name: /1 hồ sơ/ }).waitFor();
    await page.getByLabel(copies.restore.login, { exact: true }).fill(web.administrator.login);
    const password = page.getByLabel(copies.restore.password, { exact: true });
    await password.fill('không phải mật khẩu');
    await password.press('Enter');
    await page.getByText(/không mở được bản sao này/).waitFor();
    await password.fill(web.administrator.password);
    await password.press('Enter');
    await page.getByText(copies.restore.whole).waitFor();
    await button(page, copies.restore.now).click();
    await page.getByRole('dialog').getByRole('button', { name: copies.restore.now }).click();
    await page.getByRole('heading', { name: copies.restore.done }).waitFor();
    await button(page, copies.restore.toSignIn).click();
    await page.getByRole('heading', { name: signIn.title }).waitFor();
    await signInPage(page).signIn(web.administrator);
    await desk.keyboard.press('Alt+L');
    await page.getByText(/đã khôi phục trọn vẹn từ bản sao/).waitFor();
    expect((await other.client().session.state({})).phase).toBe('ready');
    await desk.close();
    expect(desk.faults).toEqual([]);
  });
});
