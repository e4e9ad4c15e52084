import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dossier } from '#renderer/i18n/vi/dossier.ts';
import { exported } from '#renderer/i18n/vi/export.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { systemIds } from '../fixtures/office.ts';
import { person } from '../fixtures/people.ts';
import {
  type SampleWebOffice,
  startSampleWebOffice,
  startWebOffice,
  type WebOffice,
} from '../fixtures/web-office.ts';
import { certifyPage } from './pages/certify.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { draftOffers } from './pages/drafts.ts';
import { firstStart, signInPage, wizard } from './pages/entry.ts';
import { dossierPage } from './pages/finding.ts';
import { peoplePage } from './pages/people.ts';
import { receptionPage } from './pages/reception.ts';
import { slipSheet } from './pages/slips.ts';

const browserFound = (await findBrowser()) !== undefined;

/** Every violation axe finds on what is shown now, in a form that names the place. */
async function violations(page: Page): Promise<string[]> {
  // What fades in has its colours only at the end.
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.skipIf(!browserFound)(needsBrowser('axe finds nothing'), () => {
  let browser: Browser;
  let fresh: WebOffice;
  let web: SampleWebOffice;
  let desk: Desk;
  beforeAll(async () => {
    browser = await launchBrowser();
    fresh = await startWebOffice();
    web = await startSampleWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await fresh?.end();
    await web?.end();
  });

  test('on the first start and in the wizard', async () => {
    const first = await openDesk(browser, fresh.startAddress());
    const { page } = first;
    await firstStart(page).trial.waitFor();
    expect(await violations(page)).toEqual([]);
    await firstStart(page).real.click();
    await wizard(page).province.waitFor();
    expect(await violations(page)).toEqual([]);
    await wizard(page).next.click();
    expect(await violations(page)).toEqual([]);
    await first.close();
  });

  test('on sign-in and recovery', async () => {
    const first = await openDesk(browser, web.startAddress());
    const page = signInPage(first.page);
    await page.login.waitFor();
    expect(await violations(first.page)).toEqual([]);
    await page.recovery.click();
    await page.recoveryKey.waitFor();
    expect(await violations(first.page)).toEqual([]);
    await first.close();
  });

  test('on what was left half entered: offered, opened with text left over, listed, taken elsewhere', async () => {
    const other = web.client();
    await other.session.signIn(web.clerk);
    const requestId = systemIds.id();
    const draft = { requestId, window: systemIds.id(), edit: 1, applicant: 'Nguyễn Văn An', procedure: '' };
    const form = JSON.stringify({ version: 9, applicant: { fields: { name: 'Nguyễn Văn An' } }, later: 'x' });
    await other.drafts.save({ ...draft, form });
    await other.session.signOut({});
    const first = await openDesk(browser, web.startAddress());
    const { page, keyboard } = first;
    await signInPage(page).signIn(web.administrator);
    const offers = draftOffers(page);
    await offers.card.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F8');
    await keyboard.press('Enter');
    await offers.opened.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F8');
    await offers.dialog.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Escape');
    await other.session.signIn(web.clerk);
    await other.drafts.take({ requestId, window: draft.window });
    await offers.taken.waitFor();
    expect(await violations(page)).toEqual([]);
    await other.drafts.discard({ requestId, window: draft.window });
    await first.close();
  });

  test('on the reception: empty, searching, full, in trouble, received', async () => {
    desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    const reception = receptionPage(page, keyboard);
    await reception.open();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F2');
    expect(await violations(page)).toEqual([]);
    await keyboard.scan('017195004821|113|Nguyễn');
    await reception.scanProblem.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Escape');
    await reception.scanCard(person(6, 1));
    await keyboard.type('chung');
    await reception.hits.getByRole('option').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Control+A');
    await reception.pick('1.000894', 'ket hon');
    expect(await violations(page)).toEqual([]);
    await reception.takeRequiredPapers();
    await reception.commit();
    await reception.openPdf.waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('on finding and on a dossier', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Alt+H');
    await page.getByRole('option').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Enter');
    await dossierPage(page).seePdf.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F4');
    await dossierPage(page).confirmReprint.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Escape');
  });

  test('on the sheet of a slip, its result and its page', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Alt+N');
    const reception = receptionPage(page, keyboard);
    await reception.received.waitFor();
    await keyboard.press('F3');
    await reception.open();
    await reception.scanCard(person(6, 2));
    await reception.pick('1.000894', 'ket hon');
    const supplement = slipSheet(page, keyboard, 'supplement');
    await supplement.open();
    await supplement.paper.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Insert');
    await page.keyboard.insertText('Tờ khai chưa ký tên');
    const number = await supplement.give();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Alt+H');
    await page.getByRole('option').filter({ hasText: number }).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: number }).waitFor();
    await dossierPage(page).seePdf.waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('on the sheet of a refusal with what is missing, and on its page', async () => {
    const { page, keyboard } = desk;
    const reception = receptionPage(page, keyboard);
    await keyboard.press('Alt+N');
    await reception.received.waitFor();
    await keyboard.press('F3');
    await reception.open();
    const refusal = slipSheet(page, keyboard, 'refusal');
    await refusal.open();
    await keyboard.press('F2');
    await refusal.problem.waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.insertText('Quách Thị Lan');
    await keyboard.press('Enter');
    await page.keyboard.insertText('Xác nhận cho người ở xã khác');
    await refusal.reason.selectOption('no-procedure');
    const number = await refusal.give();
    await keyboard.press('Alt+H');
    await page.getByRole('option').filter({ hasText: number }).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: number }).waitFor();
    expect(await violations(page)).toEqual([]);
    // Who was refused may come back with what was missing: the same key as after a request for supplement.
    await page.getByRole('button', { name: dossier.slip.follow }).waitFor();
    await keyboard.press('F3');
    await page.locator('[data-follows]').filter({ hasText: number }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('on certified copies and on the export', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Alt+V');
    const certify = certifyPage(page);
    await certify.totals.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F2');
    await certify.nameProblem.waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.insertText('Bùi Văn Một');
    await keyboard.press('Enter');
    await page.keyboard.insertText('Thẻ căn cước');
    await keyboard.press('F2');
    await certify.rows.first().waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Alt+H');
    await page.getByRole('option').first().waitFor();
    await keyboard.press('Alt+E');
    await page.getByRole('dialog').getByRole('link', { name: exported.save }).waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('on administration, the palette, the reasons, the keys and the lock', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Alt+U');
    await peoplePage(page).title.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Insert');
    await peoplePage(page).name.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Escape');
    for (const key of ['Alt+M', 'Alt+K']) {
      await keyboard.press(key);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await violations(page)).toEqual([]);
    }
    for (const key of ['Control+K', 'F10', 'F1']) {
      await keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      expect(await violations(page)).toEqual([]);
      await keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await keyboard.press('Control+L');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(desk.faults).toEqual([]);
  });

  test('in the dark, and at the largest type', async () => {
    const dark = await openDesk(browser, web.startAddress());
    await dark.page.evaluate(() => {
      for (const key of Object.keys(window.localStorage)) window.localStorage.removeItem(key);
    });
    await signInPage(dark.page).signIn(web.clerk);
    await receptionPage(dark.page, dark.keyboard).open();
    for (let times = 0; times < 10; times += 1) await dark.keyboard.press('Alt+=');
    expect(await violations(dark.page)).toEqual([]);
    await dark.page.getByRole('button', { name: /Tài khoản/ }).click();
    await dark.page.getByRole('menuitem', { name: /tối/i }).click();
    await dark.page.keyboard.press('Escape');
    expect(await violations(dark.page)).toEqual([]);
    await dark.close();
  });
});
