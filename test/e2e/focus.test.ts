import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { person } from '../fixtures/people.ts';
import { receptionOf, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { dossierPage, findPage } from './pages/finding.ts';
import { mendingPage } from './pages/mending.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

/** What has the cursor, as a person would name it; `body` where nothing has it and Tab would begin at the top. */
const cursor = (desk: Desk): Promise<string> =>
  desk.page.evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return 'body';
    if (active.tagName === 'H1') return 'heading';
    const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : active.textContent;
    return active.getAttribute('aria-label') ?? label ?? active.tagName;
  });

describe.skipIf(!browserFound)(needsBrowser('the cursor is never lost'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  let code = '';
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.administrator);
    const asked = web.client();
    await asked.session.signIn(web.administrator);
    const [procedure] = standardProcedures(shippedCatalogue().procedures);
    if (procedure === undefined) throw new Error('the catalogue has no plain procedure');
    const { dossier } = await asked.dossiers.receive(receptionOf(procedure, person(31, 1), randomUUID()));
    code = dossier.codes[0]?.code ?? '';
  });
  afterAll(async () => {
    await desk?.close();
    await browser?.close();
    await web?.end();
  });

  test('a dossier opened from the palette has it on its code', async () => {
    await desk.keyboard.press('Control+K');
    await desk.page.getByRole('dialog').getByRole('combobox').waitFor();
    await desk.keyboard.type(code.slice(-7));
    const entry = desk.page.getByRole('option').filter({ hasText: code });
    await entry.waitFor();
    await desk.keyboard.press('Enter');
    await dossierPage(desk.page).heading(code).waitFor();
    await eventually(() => cursor(desk), 'heading');
  });

  test('a dialog that was opened by a key gives it back; one opened by a button to that button', async () => {
    const mending = mendingPage(desk.page);
    await desk.keyboard.press('Alt+Y');
    await mending.cancelReason.waitFor();
    await desk.keyboard.press('Escape');
    await mending.cancelReason.waitFor({ state: 'detached' });
    await eventually(() => cursor(desk), 'heading');
    const button = desk.page.getByRole('button', { name: /^Hủy hồ sơ/ });
    await button.focus();
    await desk.keyboard.press('Enter');
    await mending.cancelReason.waitFor();
    await desk.keyboard.press('Escape');
    await eventually(() => button.evaluate((one) => one === document.activeElement), true);
  });

  test('once its button is gone, the heading has it', async () => {
    const mending = mendingPage(desk.page);
    await desk.keyboard.press('Enter');
    await mending.cancelReason.selectOption('twice');
    await mending.confirmCancel.press('Enter');
    await mending.cancelledNotice.waitFor();
    await eventually(() => cursor(desk), 'heading');
  });

  test('a button that is busy has it again when it is done', async () => {
    const reprint = dossierPage(desk.page).printed.getByRole('button', { name: /^In/ }).first();
    await reprint.focus();
    await desk.keyboard.press('Enter');
    await desk.page.getByRole('dialog').waitFor();
    await desk.keyboard.press('Enter');
    await dossierPage(desk.page).reprinted(1).first().waitFor();
    await eventually(() => reprint.evaluate((one) => one === document.activeElement), true);
  });

  test('while a question stands, no key leads away from it, Tab stays in it, and it says whose paper it is about', async () => {
    const dialog = desk.page.getByRole('dialog');
    await desk.keyboard.press('F4');
    await dialog.waitFor();
    await dialog.getByText(code).waitFor();
    await dialog.getByText(person(31, 1).name).waitFor();
    for (const key of ['Alt+N', 'Alt+H', 'Alt+L', 'Control+K', 'F10']) await desk.keyboard.press(key);
    await dossierPage(desk.page).heading(code).waitFor();
    expect(await dialog.count()).toBe(1);
    // Also when the cursor was lost to the screen below.
    await desk.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    const inside = () => desk.page.evaluate(() => document.activeElement?.closest('[role="dialog"]') != null);
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
      await desk.keyboard.press(key);
      expect(await inside(), key).toBe(true);
    }
  });

  test('a question goes unanswered with the screen it was asked on', async () => {
    const prints = dossierPage(desk.page).reprinted(2);
    await desk.page.evaluate(() => window.location.assign('#/find'));
    await findPage(desk.page).field.waitFor();
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    await desk.keyboard.press('Enter');
    await dossierPage(desk.page).heading(code).waitFor();
    expect(await prints.count()).toBe(0);
  });

  test('every screen of an administrator begins with its heading or a field', async () => {
    for (const key of ['U', 'M', 'A', 'K', 'L', 'S', 'X', 'H']) {
      await desk.keyboard.press(`Alt+${key}`);
      await eventually(async () => (await cursor(desk)) !== 'body', true);
      const inside = () => desk.page.evaluate(() => document.activeElement?.closest('main') !== null);
      await eventually(inside, true);
    }
    await findPage(desk.page).field.and(desk.page.locator(':focus')).waitFor();
  });

  test('nothing went wrong in the window', () => {
    expect(desk.faults).toEqual([]);
  });
});
