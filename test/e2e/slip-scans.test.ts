import { describe, expect, test } from 'vitest';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { type Person, person } from '../fixtures/people.ts';
import { atReception } from './pages/at-reception.ts';
import { dossierPage, findPage } from './pages/finding.ts';
import { slipSheet } from './pages/slips.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('a slip is opened by the codes that are printed on it'), () => {
  const at = atReception();

  const opened = (number: string) => dossierPage(at.desk.page).heading(number).waitFor();

  /** A slip of this kind for this person; the screen says then that it was given. */
  async function give(kind: 'supplement' | 'refusal', who: Person): Promise<{ bar: string; qr: string }> {
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
    const sheet = slipSheet(at.desk.page, at.desk.keyboard, kind);
    await sheet.open();
    if (kind === 'refusal') await sheet.text.fill('Không thuộc địa bàn');
    const bar = await sheet.give();
    const check = (await at.reception.checkValue.innerText()).replace('-', '');
    return { bar, qr: `${bar} ${check}` };
  }

  test('on the reception screen: at its end, on a form with nothing in it, and over a half-filled one', async () => {
    const who = person(9, 1);
    const { keyboard, page } = at.desk;
    const { bar, qr } = await give('supplement', who);
    await keyboard.scan(qr);
    await opened(bar);
    await keyboard.press('Alt+N');
    await at.reception.received.waitFor();
    await keyboard.press('F3');
    await at.reception.open();
    // With nothing entered it is what the person came back with.
    await keyboard.scan(qr);
    await page.locator('[data-follows]').filter({ hasText: bar }).waitFor();
    await eventually(() => at.reception.name.inputValue(), who.name);
    await keyboard.scan(bar);
    await opened(bar);
    await keyboard.press('Alt+N');
    await eventually(() => at.reception.name.inputValue(), who.name);
    // A gun so slow that its keys look typed: nothing of it stays in the field.
    await at.reception.name.focus();
    await keyboard.type(qr);
    await keyboard.press('Enter');
    await opened(bar);
    await keyboard.press('Alt+N');
    await eventually(() => at.reception.name.inputValue(), who.name);
  });

  test('in the list of dossiers, a refusal too; a scan never stands behind the one before', async () => {
    const { keyboard } = at.desk;
    const { bar, qr } = await give('refusal', person(9, 2));
    expect(bar).toMatch(/^\d{2}\/\d{4}\/(?:BPTNTKQ|TTPVHCC)$/);
    const find = findPage(at.desk.page);
    for (const code of [bar, qr]) {
      await keyboard.press('Alt+H');
      await find.field.and(at.desk.page.locator(':focus')).waitFor();
      await keyboard.scan(code);
      await opened(bar);
    }
    await keyboard.press('Alt+H');
    await find.field.and(at.desk.page.locator(':focus')).waitFor();
    for (const suffix of ['Enter', null] as const) {
      await keyboard.scan('BIEN-LAI-0000017', suffix);
      await keyboard.scan('BIEN-LAI-0000018', suffix);
      await eventually(() => find.field.inputValue(), 'BIEN-LAI-0000018');
    }
  });
});
