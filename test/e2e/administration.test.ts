import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { common } from '#renderer/i18n/vi/common.ts';
import { copies } from '#renderer/i18n/vi/copies.ts';
import { erasure } from '#renderer/i18n/vi/erasure.ts';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { person } from '../fixtures/people.ts';
import { receptionOf, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { findPage } from './pages/finding.ts';
import { peoplePage } from './pages/people.ts';
import { receptionPage } from './pages/reception.ts';
import { eventually } from './pages/waiting.ts';

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

  test('every screen is in sight and has one key everywhere; a copy and the settings leave the cursor where it was', async () => {
    const desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    await receptionPage(page, keyboard).open();
    const menu = page.getByRole('navigation').getByRole('button', { name: shell.nav.admin });
    await menu.focus();
    await keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    const hidden = await page.getByRole('menuitem').evaluateAll(
      (items) =>
        items.filter((item) => {
          const { top, bottom } = item.getBoundingClientRect();
          return top < 0 || bottom > innerHeight;
        }).length,
    );
    expect(await page.getByRole('menuitem').count()).toBeGreaterThan(10);
    expect(hidden).toBe(0);
    await keyboard.press('Escape');
    await keyboard.press('Alt+H');
    await findPage(page).field.waitFor();
    await keyboard.press('Alt+L');
    await page.getByRole('heading', { name: copies.title, level: 1 }).waitFor();
    const hasCursor = (name: string) =>
      page
        .getByRole('button', { name, exact: true })
        .evaluate((button) => button === document.activeElement)
        .catch(() => false);
    const folder = mkdtempSync(path.join(tmpdir(), 'copies-'));
    await page.getByLabel(copies.now.otherPath, { exact: true }).fill(folder);
    const make = page.getByRole('button', { name: copies.now.button, exact: true });
    await make.focus();
    await keyboard.press('Enter');
    await page
      .getByText(/Đã thử khôi phục lúc/)
      .first()
      .waitFor();
    await eventually(() => hasCursor(copies.now.button), true);
    await page.getByRole('button', { name: copies.now.drill, exact: true }).waitFor();
    await page.getByLabel(copies.settings.folder, { exact: true }).fill(folder);
    const save = page.getByRole('button', { name: common.save, exact: true });
    await save.focus();
    await keyboard.press('Enter');
    await page.getByText(copies.settings.states.ready, { exact: true }).waitFor();
    await eventually(() => hasCursor(common.save), true);
    rmSync(folder, { recursive: true, force: true });
    await desk.close();
    expect(desk.faults).toEqual([]);
  });

  test('nothing is offered for erasure before a search; nobody is named once it is done; who signs in next begins at reception', async () => {
    const who = person(41, 3);
    const client = web.client();
    await client.session.signIn(web.administrator);
    const [procedure] = standardProcedures(shippedCatalogue().procedures);
    if (procedure === undefined) throw new Error('the catalogue has no plain procedure');
    const { dossier } = await client.dossiers.receive(receptionOf(procedure, who, randomUUID()));
    const code = dossier.codes[0]?.code ?? '';
    const desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    await receptionPage(page, keyboard).open();
    await keyboard.press('Alt+X');
    await page.getByText(erasure.chooseFirst).waitFor();
    const run = page.getByRole('button', { name: /^Xóa dữ liệu của/ });
    expect(await run.count()).toBe(0);
    await page.getByLabel(erasure.query, { exact: true }).fill(who.number);
    await keyboard.press('Enter');
    await page.getByText(who.name).waitFor();
    await page.getByLabel(erasure.ground, { exact: true }).selectOption({ index: 1 });
    await page.getByLabel(erasure.document, { exact: true }).fill('12/QĐ-UBND ngày 21/11/2026');
    const openReason = page.getByLabel(erasure.openReason, { exact: true });
    if ((await openReason.count()) > 0) await openReason.fill('theo yêu cầu');
    await page.getByLabel(new RegExp(`${code}.*để xác nhận`)).fill(code);
    await keyboard.press('Enter');
    await page.getByRole('button', { name: erasure.again }).waitFor();
    const shown = await page.evaluate(
      () =>
        document.body.innerText + [...document.querySelectorAll('input')].map(({ value }) => value).join(' '),
    );
    expect(shown).toContain(code);
    expect(shown).not.toContain(who.name);
    expect(shown).not.toContain(who.number);

    await keyboard.press('Control+K');
    await page.getByRole('combobox', { name: shell.palette.title }).waitFor();
    await page.keyboard.insertText(shell.user.signOut);
    // Once: it waits for the answer to what is typed.
    await keyboard.press('Enter');
    await page.getByText(shell.user.signOutAsk).waitFor();
    await keyboard.press('Enter');
    await signInPage(page).signIn(web.clerk);
    await receptionPage(page, keyboard).open();
    await desk.close();
    expect(desk.faults).toEqual([]);
  });
});
