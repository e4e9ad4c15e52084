import { describe, expect, test } from 'vitest';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, person } from '../fixtures/people.ts';
import type { SamplePerson } from '../fixtures/web-office.ts';
import { certifyPage } from './pages/certify.ts';
import { type Desk, watchDesk } from './pages/desk.ts';
import { draftOffers } from './pages/drafts.ts';
import { signInPage } from './pages/entry.ts';
import { killedOffice } from './pages/killed-office.ts';
import { receptionPage } from './pages/reception.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;
/** Longer than the program lets pass between the last key and keeping it. */
const KEPT_MS = 1_500;

describe.skipIf(!browserFound)(needsBrowser('a line of certified copies that is half entered'), () => {
  const at = killedOffice();
  const openFor = async (who: SamplePerson) => atDesk(await at.openFor(who));

  async function atDesk(desk: Desk) {
    await desk.keyboard.press('Alt+V');
    const certify = certifyPage(desk.page);
    await certify.totals.waitFor();
    return { desk, page: desk.page, keyboard: desk.keyboard, certify };
  }

  test('survives a kill of the program, comes back by itself, is recorded once; F4 still knows the person', async () => {
    const who = person(8, 31);
    const { desk, page, keyboard, certify } = await openFor(at.clerk);
    await keyboard.scan(cardText(who));
    await certify.paper.and(page.locator(':focus')).waitFor();
    await page.keyboard.insertText('Bằng tốt nghiệp');
    await page.waitForTimeout(KEPT_MS);
    await at.office.kill();
    await page.close();
    await at.office.start();

    const fresh = await desk.context.newPage();
    const again = await watchDesk(fresh, desk.context, () => Promise.resolve());
    await fresh.goto(at.office.startAddress());
    await signInPage(fresh).signIn(at.clerk);
    // The reception knows nothing of it.
    await receptionPage(fresh, again.keyboard).open();
    await fresh.waitForTimeout(500);
    expect(await receptionPage(fresh, again.keyboard).name.inputValue()).toBe('');
    expect(await draftOffers(fresh).card.count()).toBe(0);
    const back = await atDesk(again);
    await eventually(() => back.certify.name.inputValue(), who.name);
    expect(await back.certify.paper.inputValue()).toBe('Bằng tốt nghiệp');
    await back.certify.opened.waitFor();
    await back.keyboard.press('F2');
    await eventually(() => back.certify.rows.count(), 1);

    // It is a dossier now: it does not come back. Who it was for is not lost either: the next paper is of the same visit.
    await fresh.reload();
    await back.certify.samePerson.waitFor();
    expect(await back.certify.name.inputValue()).toBe('');
    expect(await back.certify.leftBehind.count()).toBe(0);
    await back.keyboard.press('F4');
    await eventually(() => back.certify.name.inputValue(), who.name);
    await fresh.keyboard.insertText('Học bạ');
    await back.certify.sum.filter({ hasText: 'Người này: 1 yêu cầu' }).waitFor();
    await back.keyboard.press('F2');
    await eventually(() => back.certify.rows.count(), 2);
    await back.certify.sum.filter({ hasText: 'Người này: 2 yêu cầu' }).waitFor();
    expect(again.faults).toEqual([]);
  });

  test('is offered at another counter once its page is gone, gone on with there, and not offered any more', async () => {
    const first = await openFor(at.clerk);
    await first.page.keyboard.insertText('Quách Thị Dở');
    await first.keyboard.press('Enter');
    await first.page.keyboard.insertText('Giấy khai sinh');
    // Leaving the field is enough.
    await first.keyboard.press('Enter');
    await first.page.waitForTimeout(500);
    await first.page.close();

    const second = await openFor(at.other);
    await second.certify.leftBehind.waitFor();
    await second.keyboard.press('F8');
    await second.certify.offers.getByText('Quách Thị Dở').waitFor();
    expect(await second.certify.offers.innerText()).toContain('Giấy khai sinh');
    // The list is seen before the keyboard is in it.
    await second.certify.offers.locator(':focus').waitFor();
    await second.keyboard.press('Enter');
    await eventually(() => second.certify.name.inputValue(), 'Quách Thị Dở');
    expect(await second.certify.paper.inputValue()).toBe('Giấy khai sinh');
    await second.certify.copies.and(second.page.locator(':focus')).waitFor();
    await second.keyboard.press('F2');
    await eventually(() => second.certify.rows.count(), 1);
    const third = await openFor(at.clerk);
    expect(await third.certify.name.inputValue()).toBe('');
    expect(await third.certify.leftBehind.count()).toBe(0);
  });

  test('comes back with the letters of the last moment when the page is loaded again; thrown away it is gone', async () => {
    const { page, keyboard, certify } = await openFor(at.clerk);
    await page.keyboard.insertText('Đinh Văn Nửa');
    await keyboard.press('Enter');
    await page.waitForTimeout(300);
    await page.reload();
    await eventually(() => certify.name.inputValue(), 'Đinh Văn Nửa');
    await keyboard.press('Escape');
    await certify.discard.click();
    await eventually(() => certify.name.inputValue(), '');
    await page.waitForTimeout(500);
    await page.reload();
    await certify.totals.waitFor();
    await page.waitForTimeout(500);
    expect(await certify.name.inputValue()).toBe('');
    expect(await certify.leftBehind.count()).toBe(0);
  });
});
