import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { find } from '#renderer/i18n/vi/find.ts';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { person } from '../fixtures/people.ts';
import { receptionOf, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { dossierPage, findPage } from './pages/finding.ts';

const browserFound = (await findBrowser()) !== undefined;
const COUNT = 12;

describe.skipIf(!browserFound)(needsBrowser('everything is found by keyboard'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
    const client = web.client();
    await client.session.signIn({ login: web.clerk.login, password: web.clerk.password });
    const procedures = standardProcedures(shippedCatalogue().procedures);
    for (let index = 0; index < COUNT; index += 1) {
      const procedure = procedures[index % 3];
      if (procedure === undefined) throw new Error('the catalogue has too few procedures');
      await client.dossiers.receive(receptionOf(procedure, person(77, index), randomUUID()));
    }
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.clerk);
  });
  afterAll(async () => {
    expect(desk?.faults).toEqual([]);
    await desk?.close();
    await browser?.close();
    await web?.end();
  });

  test('from any screen by Ctrl+K: Enter opens the dossier, Ctrl+Enter takes the query to the list', async () => {
    const { page, keyboard } = desk;
    const who = person(77, 3);
    const openPalette = async () => {
      await keyboard.press('Control+k');
      await page.getByRole('combobox', { name: shell.palette.title }).and(page.locator(':focus')).waitFor();
    };
    const entries = page.getByRole('listbox', { name: shell.palette.title }).getByRole('option');
    await openPalette();
    // As quickly as a scanner types: Enter waits for the answer to what was typed.
    await page.keyboard.type(who.number);
    await page.keyboard.press('Enter');
    await dossierPage(page).heading('-0004').waitFor();
    await openPalette();
    await keyboard.type('hoa binh');
    await entries.filter({ hasText: 'hoa binh' }).waitFor();
    await keyboard.press('Control+Enter');
    await findPage(page).field.waitFor();
    await findPage(page).rows.nth(1).waitFor();
    expect(await findPage(page).field.inputValue()).toBe('hoa binh');
    expect(await page.locator('mark').allTextContents()).toContain('Hòa');
  });

  test('Enter that waits for the answer opens nothing once the pointer touched what was listed before', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Control+k');
    const list = page.getByRole('listbox', { name: shell.palette.title });
    const entries = list.getByRole('option');
    await entries.nth(3).waitFor();
    const [before, address] = [await entries.count(), page.url()];
    // In one go, before the time to type on is over: no journey is so quick each time.
    await page.evaluate(async () => {
      const field = document.activeElement;
      const listed = document.getElementById(field?.getAttribute('aria-controls') ?? '');
      const touched = listed?.querySelectorAll('[role="option"]')[2];
      if (!(field instanceof HTMLInputElement) || touched == null) throw new Error('no palette');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'h');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await Promise.resolve();
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      await Promise.resolve();
      touched.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    });
    // Fewer hold the letter; with them the answer is there.
    await expect.poll(() => entries.count()).toBeLessThan(before);
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect(page.url()).toBe(address);
    expect(await list.isVisible()).toBe(true);
    expect(await entries.nth(2).getAttribute('aria-selected')).toBe('true');
    await keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  });

  test('narrows by filters that become chips, says why nothing is found, and widens again', async () => {
    const { page, keyboard } = desk;
    const { field, rows } = findPage(page);
    await field.fill('0005');
    await expect.poll(() => rows.count()).toBe(1);
    expect(await page.locator('mark').first().textContent()).toBe('0005');
    await keyboard.press('Alt+b');
    await page.keyboard.type('tháng trước');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByText(find.nothing.hidden).waitFor();
    const chips = page.getByRole('list', { name: find.filters.active }).getByRole('button');
    expect(await chips.count()).toBe(1);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    await chips.first().focus();
    await keyboard.press('Delete');
    await expect.poll(() => rows.count()).toBe(1);
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    await field.fill('0005 zzz');
    const drop = page.getByRole('button', { name: find.nothing.drop.replace('{{text}}', 'zzz') });
    await drop.focus();
    await keyboard.press('Enter');
    await expect.poll(() => rows.count()).toBe(1);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  });

  test('a code typed from a receipt with its check value is found; what papers are missing is told in the list', async () => {
    const { page, keyboard } = desk;
    const client = web.client();
    await client.session.signIn({ login: web.clerk.login, password: web.clerk.password });
    const [procedure] = standardProcedures(shippedCatalogue().procedures);
    if (procedure === undefined) throw new Error('the catalogue has too few procedures');
    const reception = receptionOf(procedure, person(77, 99), randomUUID());
    const { dossier } = await client.dossiers.receive({ ...reception, papers: [] });
    const code = dossier.codes[0]?.code ?? '';
    await keyboard.press('Alt+H');
    const { field, rows } = findPage(page);
    // In pieces, as nobody but a person types it.
    await field.fill(code);
    await page.waitForTimeout(400);
    await field.pressSequentially(` ${dossier.checkValue.slice(0, 4)}`, { delay: 60 });
    await page.waitForTimeout(400);
    await field.pressSequentially(dossier.checkValue.slice(4), { delay: 60 });
    await expect.poll(() => rows.allInnerTexts()).toHaveLength(1);
    const mark = rows.first().getByText(`Thiếu ${dossier.missingPapers.length} giấy`);
    await mark.waitFor();
    // Also in the largest type it stands within its row.
    for (let times = 0; times < 10; times += 1) await keyboard.press('Alt+=');
    await expect.poll(() => page.evaluate(() => document.documentElement.style.fontSize)).toBe('200%');
    const [row, badge] = [await rows.first().boundingBox(), await mark.boundingBox()];
    if (row === null || badge === null) throw new Error('nothing is shown');
    expect(badge.x + badge.width).toBeLessThanOrEqual(row.x + row.width);
    expect(badge.y + badge.height).toBeLessThanOrEqual(row.y + row.height);
    for (let times = 0; times < 10; times += 1) await keyboard.press('Alt+-');
    await expect.poll(() => page.evaluate(() => document.documentElement.style.fontSize)).not.toBe('200%');
    // The same from any screen.
    await keyboard.press('Control+k');
    await page.keyboard.insertText(`${code} ${dossier.checkValue}`);
    await page
      .getByRole('listbox', { name: shell.palette.title })
      .getByRole('option')
      .filter({ hasText: person(77, 99).name })
      .waitFor();
    await keyboard.press('Escape');
  });
});
