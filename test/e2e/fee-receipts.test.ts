import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feeReceipts as words } from '#renderer/i18n/vi/fee-receipts.ts';
import { officeDate } from '#shared/base/index.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { exampleReception } from '../fixtures/office.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;
const today = officeDate(Date.now());
const series = `${today.slice(2, 4)}TAA`;

describe.skipIf(!browserFound)(needsBrowser('fee receipts'), () => {
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

  test('money is recorded by one key, waits, goes out as a file, comes back with its number', async () => {
    const office = web.client();
    const { login, password } = web.administrator;
    await office.session.signIn({ login, password });
    const { dossier } = await office.dossiers.receive(exampleReception());
    expect(dossier.fee.amount).toBeGreaterThan(0);
    const { dossier: other } = await office.dossiers.receive(exampleReception());
    const stateOf = async (dossierId: string) =>
      (await office.feeReceipts.ofDossier({ dossierId })).receipts.map(({ state }) => state);

    const desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    for (const { id } of [dossier, other]) {
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/find/${id}`);
      await page.locator('[data-fee="due"]').waitFor();
      await shot(page, 'dossier-due');
      await keyboard.press('Alt+P');
      await page.locator('[data-fee="taken"]').waitFor();
      await eventually(() => stateOf(id), ['waiting']);
    }
    await shot(page, 'dossier-taken');

    await keyboard.press('Control+F1');
    await page.getByRole('heading', { name: words.title }).waitFor();
    await page.locator('[data-waiting="2"]').waitFor();
    await shot(page, 'list');

    // By hand: Enter on the line, a wrong number first.
    await page.locator('[data-receipt]').first().focus();
    await keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: words.number.title });
    const digits = form.getByRole('textbox', { name: words.number.digits });
    await digits.fill('0');
    await form.getByRole('textbox', { name: words.number.formSign }).fill('EBL01');
    await form.getByRole('textbox', { name: words.number.series, exact: true }).fill(series);
    await keyboard.press('Enter');
    await page
      .getByText(/từ 1 trở lên/)
      .first()
      .waitFor();
    await shot(page, 'number-wrong');
    await digits.fill('00000125');
    await keyboard.press('Enter');
    await page.locator('[data-waiting="1"]').waitFor();
    await eventually(() => stateOf(dossier.id), ['numbered']);

    // By file: first it must be known who collects.
    await page.getByRole('tab', { name: words.tabs.settings }).click();
    await page.getByLabel(words.settings.taxCode).fill('0100109106');
    await shot(page, 'settings');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText(words.settings.saved).first().waitFor();
    await page.getByRole('tab', { name: words.tabs.files }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: words.files.csv }).click();
    const folder = mkdtempSync(path.join(tmpdir(), 'tram-bien-lai-'));
    try {
      const file = path.join(folder, 'bien-lai.csv');
      await (await download).saveAs(file);
      const content = readFileSync(file, 'utf8');
      expect(content).toContain('"0100109106"');
      const [day, month, year] = [today.slice(8), today.slice(5, 7), today.slice(0, 4)];
      writeFileSync(
        file,
        content.replace(/"";"";"";""\r\n$/, `"EBL01";"${series}";"126";"${day}/${month}/${year}"\r\n`),
      );
      await page.locator('input[type="file"]').setInputFiles(file);
      const apply = page.getByRole('button', { name: words.files.apply.replace('{{count}}', '1') });
      await apply.waitFor();
      await shot(page, 'files');
      await apply.click();
      await page.locator('[data-waiting="0"]').waitFor();
      await eventually(() => stateOf(other.id), ['numbered']);
    } finally {
      rmSync(folder, { recursive: true });
    }
    await page.getByRole('tab', { name: words.tabs.days }).click();
    await page.getByRole('table', { name: words.days.label }).waitFor();
    await shot(page, 'days');
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
    await page.screenshot({ path: path.join(folder, `fee-${name}-${size}.png`) });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
  });
}
