import { describe, expect, test } from 'vitest';
import { drafts as texts } from '#renderer/i18n/vi/drafts.ts';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { signIn } from '#renderer/i18n/vi/sign-in.ts';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { type Person, person } from '../fixtures/people.ts';
import type { SamplePerson } from '../fixtures/web-office.ts';
import { type Desk, watchDesk } from './pages/desk.ts';
import { draftOffers } from './pages/drafts.ts';
import { signInPage } from './pages/entry.ts';
import { findPage } from './pages/finding.ts';
import { killedOffice } from './pages/killed-office.ts';
import { receptionPage } from './pages/reception.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;
/** Longer than the program lets pass between the last key and keeping it. */
const KEPT_MS = 1_500;

describe.skipIf(!browserFound)(needsBrowser('a form that is half entered'), () => {
  const at = killedOffice();
  const openFor = async (who: SamplePerson) => atDesk(await at.openFor(who));

  async function atDesk(desk: Desk) {
    const reception = receptionPage(desk.page, desk.keyboard);
    await reception.open();
    return { desk, page: desk.page, keyboard: desk.keyboard, reception, offers: draftOffers(desk.page) };
  }

  /** Waits until the screen finds exactly one dossier of this person. */
  async function findsOneDossier({ page, keyboard }: Desk, who: Person): Promise<void> {
    await keyboard.press('Alt+H');
    const find = findPage(page);
    await find.field.fill(who.number);
    await eventually(
      async () => (await find.rows.allInnerTexts()).map((text) => text.includes(who.name)),
      [true],
    );
  }

  test('survives a kill of the program, comes back by itself after signing in, and is received', async () => {
    const who = person(7, 1);
    const { desk, page, keyboard, reception } = await openFor(at.clerk);
    await reception.scanCard(who);
    await reception.pick('1.000894', 'ket hon');
    await reception.takeRequiredPapers();
    await reception.note.focus();
    await page.keyboard.insertText('chờ vợ tới ký');
    await page.waitForTimeout(KEPT_MS);
    await at.office.kill();
    await page.close();
    await at.office.start();

    const fresh = await desk.context.newPage();
    const again = await watchDesk(fresh, desk.context, () => Promise.resolve());
    await fresh.goto(at.office.startAddress());
    await signInPage(fresh).signIn(at.clerk);
    const back = await atDesk(again);
    await eventually(() => back.reception.name.inputValue(), who.name);
    await back.offers.opened.waitFor();
    expect(await back.reception.note.inputValue()).toBe('chờ vợ tới ký');
    expect(await back.reception.requiredPapers.isChecked()).toBe(true);
    const { code } = await back.reception.commit();
    expect(code).toMatch(/-\d{6}-\d{4}$/);
    await keyboard.reset();

    // It is a dossier now: nothing is offered or comes back.
    await fresh.reload();
    await back.reception.open();
    await fresh.waitForTimeout(500);
    expect(await back.reception.name.inputValue()).toBe('');
    expect(await back.offers.card.count()).toBe(0);
    expect(again.faults).toEqual([]);
  });

  test('comes back by itself when the page is loaded again, with the letters of the last moment', async () => {
    const { page, reception, keyboard, offers } = await openFor(at.clerk);
    await reception.name.focus();
    await page.keyboard.insertText('Quách Thị Hạnh');
    await keyboard.press('Tab');
    await page.waitForTimeout(300);
    await page.reload();
    await reception.open();
    await eventually(() => reception.name.inputValue(), 'Quách Thị Hạnh');
    await offers.opened.waitFor();
    await keyboard.press('F3');
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await eventually(() => reception.name.inputValue(), '');
    await page.reload();
    await reception.open();
    await page.waitForTimeout(500);
    expect(await reception.name.inputValue()).toBe('');
  });

  test('is offered at another counter by keyboard; the first counter sees who took it and cannot receive it', async () => {
    const who = person(7, 2);
    const first = await openFor(at.clerk);
    await first.reception.scanCard(who);
    await first.reception.pick('1.000894', 'ket hon');
    await first.page.waitForTimeout(KEPT_MS);
    const second = await openFor(at.other);
    await second.page.waitForTimeout(500);
    // While the first one works on it, nobody is bothered with it.
    expect(await second.offers.card.count()).toBe(0);
    await first.keyboard.press('Control+L');
    await second.offers.card.waitFor();
    expect(await second.offers.rows.first().innerText()).toContain(who.name);
    expect(await second.offers.rows.first().innerText()).toContain(`${at.clerk.name} đang làm dở`);

    await second.keyboard.press('F8');
    await second.keyboard.press('Enter');
    await eventually(() => second.reception.name.inputValue(), who.name);
    await second.reception.note.focus();
    await second.page.keyboard.insertText('quầy khác nhận tiếp');

    const password = first.page.getByRole('dialog').getByLabel(signIn.password, { exact: true });
    await password.fill(at.clerk.password);
    await password.press('Enter');
    await first.page.getByRole('dialog', { name: shell.lock.title }).waitFor({ state: 'detached' });
    await first.offers.taken.waitFor();
    expect(await first.offers.taken.innerText()).toContain(at.other.name);
    await first.keyboard.press('F2');
    await first.page.waitForTimeout(300);
    expect(await first.reception.received.count()).toBe(0);

    await second.reception.requiredPapers.focus();
    await second.reception.takeRequiredPapers();
    await second.reception.commit();
    await first.keyboard.press('Escape');
    await eventually(() => first.reception.name.inputValue(), '');
    expect(await first.offers.card.count()).toBe(0);
    await findsOneDossier(first.desk, who);
  });

  test('of one person is never shown to the next at the same PC, but offered; discarded by keyboard it is gone', async () => {
    const who = person(7, 3);
    const { page, keyboard, reception, offers } = await openFor(at.clerk);
    await reception.scanCard(who);
    await reception.note.focus();
    await page.keyboard.insertText('chưa xong');
    // At once, without a pause: what was typed overtakes the lock.
    await keyboard.press('Control+L');
    await page.getByRole('button', { name: shell.lock.other }).click();
    await signInPage(page).signIn(at.other);
    await reception.open();
    await offers.card.waitFor();
    expect(await reception.name.inputValue()).toBe('');
    expect(await offers.rows.first().innerText()).toContain(who.name);
    await keyboard.press('F8');
    await keyboard.press('Enter');
    await eventually(() => reception.note.inputValue(), 'chưa xong');

    // Laid aside for another one, found again behind F8, and thrown away.
    await page.waitForTimeout(KEPT_MS);
    await keyboard.press('Control+L');
    await page.getByRole('button', { name: shell.lock.other }).click();
    await signInPage(page).signIn(at.clerk);
    await reception.open();
    await offers.card.waitFor();
    await keyboard.press('F8');
    await keyboard.press('Delete');
    await offers.discardDialog.waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await offers.card.waitFor({ state: 'detached' });
    await keyboard.press('F8');
    await offers.dialog.getByText(texts.none).waitFor();
  });
});
