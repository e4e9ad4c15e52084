import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approveFile, importFile, type RunningProvince, startProvince } from '#main/province/index.ts';
import { exchange } from '#renderer/i18n/vi/exchange.ts';
import { outbox } from '#renderer/i18n/vi/outbox.ts';
import { province as words } from '#renderer/i18n/vi/province.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { exampleReception, systemIds } from '../fixtures/office.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';

const browserFound = (await findBrowser()) !== undefined;
const NAME = 'Ủy ban nhân dân tỉnh Thử Nghiệm';
const silent = { info() {}, warn() {}, error() {} };

/** Every violation axe finds on what is shown now, in a form that names the place. */
async function violations(page: Page): Promise<string[]> {
  // What fades in has its colours only at the end.
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** The groups of a fingerprint as they are read aloud. */
const spoken = async (page: Page, label: string): Promise<string> => {
  const box = page.getByText(label, { exact: true }).locator('..');
  return (await box.locator('[data-fingerprint] span').allInnerTexts()).join(' ');
};

describe.skipIf(!browserFound)(needsBrowser('joining without a line'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let running: RunningProvince;
  const stick = mkdtempSync(path.join(os.tmpdir(), 'tram-stick-'));
  const clock = { now: () => Date.now() };
  beforeAll(async () => {
    browser = await launchBrowser();
    [web, running] = await Promise.all([
      startSampleWebOffice(),
      startProvince({ port: 0, name: NAME, clock, ids: systemIds, log: silent, version: '0.1.0' }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
    await running?.close();
    rmSync(stick, { recursive: true, force: true });
  });

  test('a request goes out, fingerprints are compared, and the answer counts only then', async () => {
    const clerk = web.client();
    await clerk.session.signIn({ login: web.clerk.login, password: web.clerk.password });
    await clerk.dossiers.receive(exampleReception());
    const desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    await keyboard.press('Control+F10');
    await page.getByText(outbox.notEnrolled, { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Control+F11');
    await page.getByRole('radio', { name: words.way.stick }).check();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: words.stick.write }).click();
    await page.getByText(exchange.sticks.missing).waitFor();
    await page.getByRole('textbox', { name: outbox.sticks.to }).fill(stick);
    await keyboard.press('Enter');
    await page.getByText(words.stick.step2, { exact: true }).waitFor();
    const ours = await spoken(page, words.stick.ours);
    const pending = (await clerk.exchange.overview({})).pending;
    expect(pending?.fingerprint).toBe(ours);

    const request = await importFile(running.province, readFileSync(pending?.file ?? ''));
    if (request.kind !== 'waiting') throw new Error(`the request was ${request.kind}`);
    expect(request.request.fingerprint).toBe(ours);
    const approved = await approveFile(running.province, {
      ...{ id: request.request.id, compared: ours, record: null },
    });
    if (!approved.ok) throw new Error(approved.message);
    writeFileSync(path.join(stick, 'tra-loi.tmc'), approved.answer);

    await page.getByRole('textbox', { name: exchange.sticks.other }).fill(stick);
    await keyboard.press('Enter');
    await page.getByRole('radio', { name: 'tra-loi.tmc' }).check();
    await page.getByRole('button', { name: words.stick.read }).click();
    await page.getByText(words.stick.step4, { exact: true }).waitFor();
    const theirs = await spoken(page, words.stick.theirs);
    expect(theirs).toMatch(/^(\d{5} ){5}\d{5}$/);
    await page.getByRole('button', { name: words.stick.confirm, exact: true }).click();
    await page.getByText(words.stick.sameMissing).waitFor();
    expect(await violations(page)).toEqual([]);
    expect((await clerk.exchange.summary({})).enrolled).toBe(false);
    await page.getByRole('checkbox', { name: words.stick.same }).check();
    await page.getByRole('button', { name: words.stick.confirm, exact: true }).click();
    await page.getByRole('heading', { name: words.keys.heading }).waitFor();
    expect(await spoken(page, words.keys.theirs)).toBe(theirs);
    expect(await violations(page)).toEqual([]);

    await keyboard.press('Control+F10');
    for (const tab of [outbox.tabs.entries, outbox.tabs.days, outbox.tabs.sticks]) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').waitFor();
      expect(await violations(page)).toEqual([]);
    }
    await desk.close();
    expect(desk.faults).toEqual([]);
  });
});
