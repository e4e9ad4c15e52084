import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { queue } from '#renderer/i18n/vi/queue.ts';
import { ticketQr } from '#shared/queue/index.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { systemIds } from '../fixtures/office.ts';
import { person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { certifyPage } from './pages/certify.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { queueStrip } from './pages/queue.ts';
import { receptionPage } from './pages/reception.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('a form begun under a ticket'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    web = await startSampleWebOffice();
    desk = await openDesk(browser, web.startAddress());
  });
  afterEach(async () => {
    const { faults } = desk;
    await desk.close();
    await web?.end();
    expect(faults).toEqual([]);
  });

  test('goes with it, though the next one was called and the page reloaded before F2', async () => {
    const { page, keyboard } = desk;
    const session = web.client();
    await session.session.signIn(web.administrator);
    for (let count = 0; count < 2; count += 1)
      await session.queue.issue({ group: 'ho-tich', priority: null, requestId: systemIds.id() });

    await signInPage(page).signIn(web.clerk);
    const reception = receptionPage(page, keyboard);
    await reception.open();
    const strip = queueStrip(page);
    await strip.waiting(2);
    await page.keyboard.press('F9');
    await strip.button(queue.more.pause).waitFor();
    await strip.callNext();
    await strip.serves('A001');
    await reception.ticketNote.waitFor({ state: 'attached' });
    await reception.scanCard(person(5, 1));
    await eventually(async () => (await reception.name.inputValue()) !== '', true);
    await strip.callNext();
    await strip.serves('A002');
    await eventually(() => reception.ticketNote.innerText(), 'Hồ sơ này của số A001 (đang phục vụ A002)');
    // What the office keeps of the form holds its ticket, too.
    await page.waitForTimeout(1500);
    await page.reload();
    await strip.serves('A002');
    await eventually(async () => (await reception.name.inputValue()) !== '', true);
    await reception.procedure.and(page.locator(':focus')).waitFor();
    await eventually(() => reception.ticketNote.innerText(), 'Hồ sơ này của số A001 (đang phục vụ A002)');
    await reception.pick('2.000815', 'chung thuc ban sao');
    await reception.takeRequiredPapers();
    const late = await reception.commit();
    expect(await dossiersByTicket(session)).toEqual({ A001: [late.code], A002: [] });
  });

  test('so does a line of certified copies, and the next one of the same person', async () => {
    const { page, keyboard } = desk;
    const session = web.client();
    await session.session.signIn(web.administrator);
    for (let count = 0; count < 2; count += 1)
      await session.queue.issue({ group: 'ho-tich', priority: null, requestId: systemIds.id() });
    await signInPage(page).signIn(web.clerk);
    await receptionPage(page, keyboard).open();
    const strip = queueStrip(page);
    await strip.waiting(2);
    await page.keyboard.press('F9');
    await strip.button(queue.more.pause).waitFor();
    await strip.callNext();
    await strip.serves('A001');
    await keyboard.press('Alt+V');
    const certify = certifyPage(page);
    await certify.totals.waitFor();
    await certify.name.fill('Bùi Văn Một');
    expect(await certify.ticketNote.innerText()).toBe('');
    await strip.callNext();
    await strip.serves('A002');
    await page.waitForTimeout(1500);
    await page.reload();
    await strip.serves('A002');
    await eventually(() => certify.name.inputValue(), 'Bùi Văn Một');
    await eventually(() => certify.ticketNote.innerText(), 'Hồ sơ này của số A001 (đang phục vụ A002)');
    await certify.paper.fill('Học bạ');
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), 1);
    await eventually(() => certify.ticketNote.innerText(), '');
    await keyboard.press('F4');
    await page.keyboard.insertText('Bằng tốt nghiệp');
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), 2);
    await page.keyboard.insertText('Lý Thị Hai');
    await certify.paper.fill('Giấy khai sinh');
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), 3);
    const { A001, A002 } = await dossiersByTicket(session);
    expect([A001?.length, A002?.length]).toEqual([2, 1]);
  });

  /** The codes of what was received under each ticket of today. */
  async function dossiersByTicket(session: ReturnType<SampleWebOffice['client']>) {
    const { tickets } = await session.queue.today({
      day: (await session.session.state({})).now.slice(0, 10),
      cursor: null,
      limit: 50,
    });
    return Object.fromEntries(
      tickets.map(({ number, dossiers }) => [number, dossiers.map(({ code }) => code)]),
    );
  }

  test('a key held down opens the list and leaves it open; a finished ticket under the scanner says when it was done', async () => {
    const { page, keyboard } = desk;
    const session = web.client();
    await session.session.signIn(web.administrator);
    const { ticket } = await session.queue.issue({
      group: 'ho-tich',
      priority: null,
      requestId: systemIds.id(),
    });
    await signInPage(page).signIn(web.clerk);
    await receptionPage(page, keyboard).open();
    const strip = queueStrip(page);
    await strip.waiting(1);
    await page.keyboard.press('F9');
    await strip.button(queue.more.pause).waitFor();

    await page.keyboard.down('Shift');
    await page.keyboard.down('F1');
    await strip.dialogOf(queue.pane.title).waitFor();
    for (let times = 0; times < 5; times += 1) await page.keyboard.down('F1');
    await page.waitForTimeout(400);
    expect(await strip.dialogOf(queue.pane.title).count()).toBe(1);
    await page.keyboard.up('F1');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Shift+F1');
    await strip.dialog.waitFor({ state: 'detached' });

    await strip.callNext();
    await strip.serves('A001');
    await page.keyboard.press('Control+F9');
    await strip.serves(null);
    await keyboard.scan(ticketQr(ticket));
    await page.getByText(/Số A001 đã xong lúc \d{2}:\d{2} tại quầy 2/).waitFor();
  });
});
