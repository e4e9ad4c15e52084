import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { type Person, person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { dossierPage, findPage } from './pages/finding.ts';
import { receptionPage } from './pages/reception.ts';
import { slipSheet } from './pages/slips.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('a slip is opened by the codes that are printed on it'), () => {
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

  const opened = (number: string) => dossierPage(desk.page).heading(number).waitFor();

  /** A slip of this kind for this person; the screen says then that it was given. */
  async function give(kind: 'supplement' | 'refusal', who: Person): Promise<{ bar: string; qr: string }> {
    await reception.scanCard(who);
    await reception.pick('1.000894', 'ket hon');
    const sheet = slipSheet(desk.page, desk.keyboard, kind);
    await sheet.open();
    if (kind === 'refusal') await sheet.text.fill('Không thuộc địa bàn');
    const bar = await sheet.give();
    const check = (await reception.checkValue.innerText()).replace('-', '');
    return { bar, qr: `${bar} ${check}` };
  }

  test('on the reception screen: at its end, on a form with nothing in it, and over a half-filled one', async () => {
    const who = person(9, 1);
    const { keyboard, page } = desk;
    const { bar, qr } = await give('supplement', who);
    await keyboard.scan(qr);
    await opened(bar);
    await keyboard.press('Alt+N');
    await reception.received.waitFor();
    await keyboard.press('F3');
    await reception.open();
    // With nothing entered it is what the person came back with.
    await keyboard.scan(qr);
    await page.locator('[data-follows]').filter({ hasText: bar }).waitFor();
    await eventually(() => reception.name.inputValue(), who.name);
    await keyboard.scan(bar);
    await opened(bar);
    await keyboard.press('Alt+N');
    await eventually(() => reception.name.inputValue(), who.name);
    // A gun so slow that its keys look typed: nothing of it stays in the field.
    await reception.name.focus();
    await keyboard.type(qr);
    await keyboard.press('Enter');
    await opened(bar);
    await keyboard.press('Alt+N');
    await eventually(() => reception.name.inputValue(), who.name);
  });

  test('in the list of dossiers, a refusal too; a scan never stands behind the one before', async () => {
    const { keyboard } = desk;
    const { bar, qr } = await give('refusal', person(9, 2));
    expect(bar).toMatch(/^\d{2}\/\d{4}\/(?:BPTNTKQ|TTPVHCC)$/);
    const find = findPage(desk.page);
    for (const code of [bar, qr]) {
      await keyboard.press('Alt+H');
      await find.field.and(desk.page.locator(':focus')).waitFor();
      await keyboard.scan(code);
      await opened(bar);
    }
    await keyboard.press('Alt+H');
    await find.field.and(desk.page.locator(':focus')).waitFor();
    for (const suffix of ['Enter', null] as const) {
      await keyboard.scan('BIEN-LAI-0000017', suffix);
      await keyboard.scan('BIEN-LAI-0000018', suffix);
      await eventually(() => find.field.inputValue(), 'BIEN-LAI-0000018');
    }
  });
});
