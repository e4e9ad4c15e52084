import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { signIn } from '#renderer/i18n/vi/sign-in.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { receptionPage } from './pages/reception.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('the screen of a reception'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  let reception: ReturnType<typeof receptionPage>;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });
  beforeEach(async () => {
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.clerk);
    reception = receptionPage(desk.page, desk.keyboard);
    await reception.open();
  });
  afterEach(async () => {
    const { faults } = desk;
    await desk.close();
    expect(faults).toEqual([]);
  });

  /** Dossiers of this person as the office has them, whatever the screen says. */
  async function dossiersOf(name: string): Promise<number> {
    const client = web.client();
    await client.session.signIn(web.clerk);
    const { rows } = await client.dossiers.search({ query: name, cursor: null, limit: 100 });
    return rows.length;
  }

  test('a scan that is no citizen card says so and loses nothing that was typed', async () => {
    const { page, keyboard } = desk;
    await reception.name.focus();
    await page.keyboard.insertText('Đỗ Đức Đạt');
    await reception.note.focus();
    await page.keyboard.insertText('chờ bản gốc');
    await keyboard.scan('017195004821|113|Nguyễn');
    await reception.scanProblem.waitFor();
    expect(await reception.name.inputValue()).toBe('Đỗ Đức Đạt');
    expect(await reception.note.inputValue()).toBe('chờ bản gốc');
    await keyboard.press('Escape');
    await reception.scanProblem.waitFor({ state: 'detached' });
    expect(await reception.name.inputValue()).toBe('Đỗ Đức Đạt');
    expect(await reception.note.inputValue()).toBe('chờ bản gốc');
  });

  test('a pasted card is read like a scanned one', async () => {
    const who = person(5, 1);
    await desk.page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, cardText(who));
    await eventually(() => reception.name.inputValue(), who.name);
    expect(await reception.address.inputValue()).toBe(who.address);
  });

  test('Enter never commits: not in a field, not on the button, not behind a scan', async () => {
    const who = person(5, 2);
    const { page, keyboard } = desk;
    await reception.scanCard(who);
    await reception.pick('1.000894', 'ket hon');
    await reception.takeRequiredPapers();
    for (let times = 0; times < 15; times += 1) await keyboard.press('Enter');
    await reception.receive.focus();
    await keyboard.press('Enter');
    await page.waitForTimeout(500);
    await reception.receive.focus();
    await keyboard.scan(cardText(who));
    await page.waitForTimeout(500);
    expect(await reception.received.count()).toBe(0);
    expect(await dossiersOf(who.name)).toBe(0);
    await reception.commit();
    expect(await dossiersOf(who.name)).toBe(1);
  });

  test('F2 pressed twice, quickly, makes one dossier', async () => {
    const who = person(5, 3);
    await reception.scanCard(who);
    await reception.pick('2.000815', 'chung thuc ban sao');
    await reception.takeRequiredPapers();
    await Promise.all([desk.page.keyboard.press('F2'), desk.page.keyboard.press('F2')]);
    await desk.page.keyboard.press('F2');
    await reception.received.waitFor();
    await desk.page.waitForTimeout(500);
    expect(await dossiersOf(who.number)).toBe(1);
  });

  test('missing required papers are asked about once, and are on record', async () => {
    const who = person(5, 4);
    await reception.scanCard(who);
    await reception.pick('1.000894', 'ket hon');
    await desk.keyboard.press('F2');
    await reception.missingAsked.waitFor();
    expect(await dossiersOf(who.number)).toBe(0);
    await reception.commit();
    expect(await dossiersOf(who.number)).toBe(1);
  });

  test('on 1366 by 768 the whole reception is in sight and nothing scrolls', async () => {
    const who = person(5, 5);
    await reception.scanCard(who);
    await reception.pick('1.000894', 'ket hon');
    const overflow = await desk.page.evaluate(() => {
      const root = document.scrollingElement;
      const main = document.querySelector('main');
      return {
        page: (root?.scrollHeight ?? 0) - window.innerHeight,
        pageWidth: (root?.scrollWidth ?? 0) - window.innerWidth,
        main: (main?.scrollHeight ?? 0) - (main?.clientHeight ?? 0),
      };
    });
    expect(overflow).toEqual({ page: 0, pageWidth: 0, main: 0 });
    for (const part of [
      reception.name,
      reception.procedure,
      reception.requiredPapers,
      reception.note,
      reception.receive,
    ]) {
      const box = await part.boundingBox();
      expect(box).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(768);
    }
  });

  test('when the program is started again, what was typed is still there and goes on', async () => {
    const who = person(5, 6);
    const { page, context } = desk;
    await reception.scanCard(who);
    await reception.pick('1.000894', 'ket hon');
    await reception.note.focus();
    await page.keyboard.insertText('giữ nguyên');
    await web.stop();
    await page.getByRole('alert').filter({ hasText: 'Mất kết nối' }).waitFor();
    await page.keyboard.insertText(' mọi chữ');
    await web.start();
    // Started again, the program opens its new address beside the window that is still there.
    const fresh = await context.newPage();
    await fresh.goto(web.startAddress());
    const password = page.getByRole('dialog').getByLabel(signIn.password, { exact: true });
    await password.fill(web.clerk.password);
    await password.press('Enter');
    await page.getByRole('dialog', { name: shell.lock.title }).waitFor({ state: 'detached' });
    expect(await reception.name.inputValue()).toBe(who.name);
    expect(await reception.note.inputValue()).toBe('giữ nguyên mọi chữ');
    await reception.requiredPapers.focus();
    await reception.takeRequiredPapers();
    await reception.commit();
    expect(await dossiersOf(who.number)).toBe(1);
    await fresh.close();
  });
});
