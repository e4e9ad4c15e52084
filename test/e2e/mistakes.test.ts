import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors } from '#renderer/i18n/vi/errors.ts';
import { officeDate } from '#shared/base/index.ts';
import { parseReceiptQr } from '#shared/forms/index.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { dossierPage, findPage } from './pages/finding.ts';
import { mendingPage } from './pages/mending.ts';
import { receptionPage } from './pages/reception.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('mistakes mended at the counter'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  let code = '';
  let oldQr = '';
  const who = person(7, 21);
  const corrected = 'Nguyễn Thị Sửa Đúng';
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.clerk);
  });
  afterAll(async () => {
    await desk?.close();
    await browser?.close();
    await web?.end();
  });

  const client = async () => {
    const asked = web.client();
    await asked.session.signIn(web.clerk);
    return asked;
  };
  const today = () => officeDate(Date.now()).split('-').reverse().join('/');

  test('a dossier is received, and its receipt carries the QR that opens it', async () => {
    const reception = receptionPage(desk.page, desk.keyboard);
    await reception.open();
    await reception.scanCard(who);
    await reception.pick('1.000894', 'ket hon');
    await reception.takeRequiredPapers();
    ({ code } = await reception.commit());
    const office = await client();
    const [row] = (await office.dossiers.search({ query: code, cursor: null, limit: 1 })).rows;
    oldQr = (await office.dossiers.receipt({ id: row?.id ?? '' })).document.qr ?? '';
    expect(parseReceiptQr(oldQr)).toMatchObject({ code, revision: 1 });
  });

  test('a receipt scanned during a reception opens its dossier, and what was entered stays', async () => {
    const reception = receptionPage(desk.page, desk.keyboard);
    await desk.keyboard.press('F3');
    await reception.name.waitFor();
    await reception.name.focus();
    await desk.page.keyboard.insertText('Nửa chừng');
    await desk.keyboard.scan(oldQr);
    await dossierPage(desk.page).heading(code).waitFor();
    await mendingPage(desk.page).scannedCurrent(1).waitFor();
    // Back to where it was opened from, which is no list.
    await desk.keyboard.press('Escape');
    await eventually(() => reception.name.inputValue(), 'Nửa chừng');
    await desk.keyboard.scan(oldQr);
    await dossierPage(desk.page).heading(code).waitFor();
  });

  test('the name is corrected by keyboard, and the superseding receipt comes out', async () => {
    const mending = mendingPage(desk.page);
    await desk.keyboard.press('Alt+S');
    await mending.name.waitFor();
    await mending.reason.selectOption('name');
    await desk.keyboard.press('F2');
    await desk.page.getByRole('alert').filter({ hasText: errors['nothing-corrected'] }).waitFor();
    await mending.reason.selectOption('');
    // From section to section and back to the first one.
    await mending.name.focus();
    await desk.keyboard.press('Control+ArrowDown');
    expect(await mending.name.evaluate((field) => field === document.activeElement)).toBe(false);
    await desk.keyboard.press('Control+ArrowUp');
    expect(await mending.name.evaluate((field) => field === document.activeElement)).toBe(true);
    await mending.name.fill(corrected);
    await mending.changes.filter({ hasText: who.name }).filter({ hasText: corrected }).waitFor();
    await mending.paper.getByText('Giấy này thay thế giấy đã cấp lúc').waitFor();
    // Forty fields lie between the name and the reason; one key goes there.
    await desk.keyboard.press('Alt+O');
    await mending.reason.and(desk.page.locator(':focus')).waitFor();
    await mending.reason.selectOption('name');
    await eventually(() => mending.paper.locator('[aria-busy]').count(), 0);
    await desk.keyboard.press('F2');
    const dossier = dossierPage(desk.page);
    await dossier.heading(code).waitFor();
    await dossier.printed.getByText(`${code} (bản 2)`).waitFor();
    await eventually(async () => {
      const told = (await dossier.history.allInnerTexts()).join('\n');
      return told.includes(`Họ và tên: ${who.name} → ${corrected}`);
    }, true);
  });

  test('both revisions stand side by side, the difference marked by a word', async () => {
    const mending = mendingPage(desk.page);
    await desk.keyboard.press('Alt+B');
    await mending.differing.first().waitFor();
    expect(await mending.differing.count()).toBe(1);
    expect(await mending.differing.first().innerText()).toContain(who.name);
    expect(await mending.differing.first().innerText()).toContain(corrected);
    await desk.keyboard.press('ArrowDown');
    expect(await desk.page.locator('tr:focus').innerText()).toContain(corrected);
    await desk.keyboard.press('Escape');
    await dossierPage(desk.page).heading(code).waitFor();
  });

  test('the old QR, scanned into whatever field, opens the dossier and says that it was superseded', async () => {
    await desk.keyboard.press('Alt+H');
    const find = findPage(desk.page);
    await find.field.waitFor();
    await find.field.focus();
    await desk.keyboard.scan(oldQr);
    await dossierPage(desk.page).heading(code).waitFor();
    await mendingPage(desk.page).scannedSuperseded(1, today()).waitFor();
    await desk.keyboard.scan(`${oldQr}&b=2`);
    await mendingPage(desk.page).scannedCurrent(2).waitFor();
  });

  test('a receipt that is none of ours is said in a notice that covers no button and leaves with the screen', async () => {
    const { page, keyboard } = desk;
    await keyboard.scan(oldQr.replace(code, `${code.slice(0, -4)}9999`));
    const notice = page.locator('[data-tram-notices] [role="alert"]').filter({ hasNotText: 'Đã ghi bản' });
    await notice.waitFor();
    const covered = () =>
      page.evaluate(() => {
        const boxOf = (element: Element) => element.getBoundingClientRect();
        const notices = [...document.querySelectorAll('[data-tram-notices] [role="alert"]')].map(boxOf);
        const main = boxOf(document.querySelector('main') ?? document.body);
        return [...document.querySelectorAll('main button, main a, footer button')]
          .filter((one) => one.closest('footer') !== null || boxOf(one).top < main.bottom)
          .map((one) => ({ name: one.textContent, box: boxOf(one) }))
          .filter(({ box }) =>
            notices.some(
              (above) =>
                box.left < above.right &&
                above.left < box.right &&
                box.top < above.bottom &&
                above.top < Math.min(box.bottom, main.bottom),
            ),
          )
          .map(({ name }) => name);
      });
    await eventually(covered, []);
    await keyboard.press('Alt+H');
    await findPage(desk.page).field.waitFor();
    await notice.waitFor({ state: 'detached' });
    await keyboard.scan(`${oldQr}&b=2`);
    await dossierPage(page).heading(code).waitFor();
  });

  test('it is found by the corrected name and no longer by the wrong one', async () => {
    const office = await client();
    const found = async (query: string) =>
      (await office.dossiers.search({ query, cursor: null, limit: 10 })).rows.map((row) => row.code);
    expect(await found(corrected)).toContain(code);
    expect(await found(who.name)).not.toContain(code);
  });

  test('cancelled with a reason it is marked wherever it is seen, and can no longer be corrected', async () => {
    const mending = mendingPage(desk.page);
    await desk.keyboard.press('Alt+Y');
    await mending.cancelReason.selectOption('twice');
    await mending.confirmCancel.click();
    await mending.cancelledNotice.waitFor();
    await mending.cancelledBadge.first().waitFor();
    expect(await mending.correctButton.count()).toBe(0);
    await desk.keyboard.press('Alt+H');
    const find = findPage(desk.page);
    await find.field.waitFor();
    await find.field.fill(code);
    await find.rows.filter({ hasText: code }).filter({ hasText: 'Đã hủy' }).waitFor();
    const office = await client();
    const [row] = (await office.dossiers.search({ query: code, cursor: null, limit: 1 })).rows;
    const refused = await office.dossiers
      .correct({
        requestId: crypto.randomUUID(),
        id: row?.id ?? '',
        basedOn: 2,
        changes: { note: 'x' },
        reason: { code: 'name', text: '' },
        confirmedDue: null,
        print: false,
      })
      .catch((error: unknown) => String(error));
    expect(refused).toContain('đã hủy');
  });

  test('a reprint of the cancelled receipt says so', async () => {
    const dossier = dossierPage(desk.page);
    await desk.keyboard.scan(`${oldQr}&b=2`);
    await dossier.heading(code).waitFor();
    await desk.keyboard.press('F4');
    await dossier.confirmReprint.waitFor();
    await dossier.confirmReprint.press('Enter');
    await dossier.reprinted(1).first().waitFor();
  });

  test('nothing went wrong in the window', () => {
    expect(desk.faults).toEqual([]);
  });
});
