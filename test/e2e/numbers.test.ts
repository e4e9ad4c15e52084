import { copyFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbers } from '#renderer/i18n/vi/numbers.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { exampleReception, type TestClock, testClock } from '../fixtures/office.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { numbersPage } from './pages/numbers.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('frozen numbers'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let clock: TestClock;
  beforeAll(async () => {
    browser = await launchBrowser();
    clock = testClock('2026-11-20T09:00');
    web = await startSampleWebOffice('three-tier', { clock });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });

  /** A dossier received by the clerk, past the screens. */
  async function receive(): Promise<string> {
    const client = web.client();
    await client.session.signIn({ login: web.clerk.login, password: web.clerk.password });
    const { dossier } = await client.dossiers.receive(exampleReception());
    return dossier.codes[0]?.code ?? '';
  }

  test('after an older copy was put back, the clerk goes on and the administrator confirms by keyboard', async () => {
    await receive();
    await web.stop();
    const database = path.join(web.ports.dataDirectory, 'office.db');
    copyFileSync(database, `${database}.backup`);
    await web.start();
    const last = await receive();
    await web.stop();
    renameSync(`${database}.backup`, database);
    await web.start();
    expect(await receive()).toMatch(/^TAM\./);

    const counter = await openDesk(browser, web.startAddress());
    await signInPage(counter.page).signIn(web.clerk);
    await receptionPage(counter.page, counter.keyboard).open();
    await numbersPage(counter.page).banner.waitFor();
    expect(await numbersPage(counter.page).toConfirm.count()).toBe(0);

    const desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.administrator);
    const page = numbersPage(desk.page);
    await page.toConfirm.waitFor();
    await desk.keyboard.press('Alt+S');
    await page.title.waitFor();
    await page.code.waitFor();
    // The field is ready: a scanner types into it and ends with Enter.
    await desk.keyboard.type('H99-261120-0001');
    await desk.keyboard.press('Enter');
    await desk.page.getByText('Hãy xem lại giấy').waitFor();
    await page.code.fill('');
    await page.code.focus();
    await desk.keyboard.type(last);
    await desk.keyboard.press('Enter');
    await page.good.waitFor();
    // What was given last stands there, to hold against the paper.
    await desk.page.getByText(numbers.last.code).waitFor();
    await page.banner.waitFor({ state: 'detached' });
    await numbersPage(counter.page).banner.waitFor({ state: 'detached' });
    expect(await receive()).not.toMatch(/^TAM\./);

    clock.advance(-3_600_000);
    await receive();
    await page.clockBanner.waitFor();
    await page.clockRight.click();
    await page.clockBanner.waitFor({ state: 'detached' });
    expect(counter.faults).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});
