import { describe, expect, test } from 'vitest';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { signIn } from '#renderer/i18n/vi/sign-in.ts';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, person } from '../fixtures/people.ts';
import { atReception } from './pages/at-reception.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('the screen of a reception'), () => {
  const at = atReception();

  /** Dossiers of this person as the office has them, whatever the screen says. */
  async function dossiersOf(name: string): Promise<number> {
    const client = at.web.client();
    await client.session.signIn(at.web.clerk);
    const { rows } = await client.dossiers.search({ query: name, cursor: null, limit: 100 });
    return rows.length;
  }

  test('a scan that is no citizen card says so and loses nothing that was typed', async () => {
    const { page, keyboard } = at.desk;
    await at.reception.name.focus();
    await page.keyboard.insertText('Đỗ Đức Đạt');
    await at.reception.note.focus();
    await page.keyboard.insertText('chờ bản gốc');
    await keyboard.scan('017195004821|113|Nguyễn');
    await at.reception.scanProblem.waitFor();
    expect(await at.reception.name.inputValue()).toBe('Đỗ Đức Đạt');
    expect(await at.reception.note.inputValue()).toBe('chờ bản gốc');
    await keyboard.press('Escape');
    await at.reception.scanProblem.waitFor({ state: 'detached' });
    expect(await at.reception.name.inputValue()).toBe('Đỗ Đức Đạt');
    expect(await at.reception.note.inputValue()).toBe('chờ bản gốc');
  });

  test('a pasted card is read like a scanned one', async () => {
    const who = person(5, 1);
    await at.desk.page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, cardText(who));
    await eventually(() => at.reception.name.inputValue(), who.name);
    expect(await at.reception.address.inputValue()).toBe(who.address);
  });

  test('Enter never commits: not in a field, not on the button, not behind a scan', async () => {
    const who = person(5, 2);
    const { page, keyboard } = at.desk;
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
    await at.reception.takeRequiredPapers();
    for (let times = 0; times < 15; times += 1) await keyboard.press('Enter');
    await at.reception.receive.focus();
    await keyboard.press('Enter');
    await page.waitForTimeout(500);
    await at.reception.receive.focus();
    await keyboard.scan(cardText(who));
    await page.waitForTimeout(500);
    expect(await at.reception.received.count()).toBe(0);
    expect(await dossiersOf(who.name)).toBe(0);
    await at.reception.commit();
    expect(await dossiersOf(who.name)).toBe(1);
  });

  test('F2 pressed twice, quickly, makes one dossier', async () => {
    const who = person(5, 3);
    await at.reception.scanCard(who);
    await at.reception.pick('2.000815', 'chung thuc ban sao');
    await at.reception.takeRequiredPapers();
    await Promise.all([at.desk.page.keyboard.press('F2'), at.desk.page.keyboard.press('F2')]);
    await at.desk.page.keyboard.press('F2');
    await at.reception.received.waitFor();
    await at.desk.page.waitForTimeout(500);
    expect(await dossiersOf(who.number)).toBe(1);
  });

  test('missing required papers are asked about once, and are on record', async () => {
    const who = person(5, 4);
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
    await at.desk.keyboard.press('F2');
    await at.reception.missingAsked.waitFor();
    expect(await dossiersOf(who.number)).toBe(0);
    await at.reception.commit();
    expect(await dossiersOf(who.number)).toBe(1);
  });

  test('on 1366 by 768 the whole reception is in sight and nothing scrolls', async () => {
    const who = person(5, 5);
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
    const overflow = await at.desk.page.evaluate(() => {
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
      at.reception.name,
      at.reception.procedure,
      at.reception.requiredPapers,
      at.reception.note,
      at.reception.receive,
    ]) {
      const box = await part.boundingBox();
      expect(box).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(768);
    }
  });

  test('when the program is started again, what was typed is still there and goes on', async () => {
    const who = person(5, 6);
    const { page, context } = at.desk;
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
    await at.reception.note.focus();
    await page.keyboard.insertText('giữ nguyên');
    await at.web.stop();
    await page.getByRole('alert').filter({ hasText: 'Mất kết nối' }).waitFor();
    await page.keyboard.insertText(' mọi chữ');
    await at.web.start();
    // Started again, the program opens its new address beside the window that is still there.
    const fresh = await context.newPage();
    await fresh.goto(at.web.startAddress());
    const password = page.getByRole('dialog').getByLabel(signIn.password, { exact: true });
    await password.fill(at.web.clerk.password);
    await password.press('Enter');
    await page.getByRole('dialog', { name: shell.lock.title }).waitFor({ state: 'detached' });
    expect(await at.reception.name.inputValue()).toBe(who.name);
    expect(await at.reception.note.inputValue()).toBe('giữ nguyên mọi chữ');
    await at.reception.requiredPapers.focus();
    await at.reception.takeRequiredPapers();
    await at.reception.commit();
    expect(await dossiersOf(who.number)).toBe(1);
    await fresh.close();
  });
});
