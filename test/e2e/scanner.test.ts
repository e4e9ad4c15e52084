import { describe, expect, test } from 'vitest';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, person } from '../fixtures/people.ts';
import { atReception } from './pages/at-reception.ts';
import { dossierPage, findPage } from './pages/finding.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('a scanner on a line of its own'), () => {
  const at = atReception();

  /** A scanner of this PC that reads whatever it is told. */
  async function simulated() {
    const client = at.web.client();
    await client.session.signIn(at.web.administrator);
    await client.scanner.choose({ settings: { kind: 'simulated' } });
    return { scan: (text: string) => client.scanner.simulate({ text }) };
  }

  test('a card fills the form whatever field the cursor is in, and nothing of it is typed there', async () => {
    const scanner = await simulated();
    const who = person(31, 1);
    await at.reception.note.focus();
    await at.desk.page.keyboard.insertText('chờ bản gốc');
    await scanner.scan(cardText(who));
    await eventually(() => at.reception.name.inputValue(), who.name);
    expect(await at.reception.note.inputValue()).toBe('chờ bản gốc');
  });

  test('a receipt opens its dossier from any screen; a number goes into the search', async () => {
    const scanner = await simulated();
    const who = person(31, 2);
    const { keyboard, page } = at.desk;
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
    await at.reception.takeRequiredPapers();
    const { code } = await at.reception.commit();
    const check = (await at.reception.checkValue.innerText()).replace('-', '');
    await keyboard.press('Alt+H');
    const find = findPage(page);
    await find.field.waitFor();
    await scanner.scan(`${code} ${check}`);
    await dossierPage(page).heading(code).waitFor();
    await keyboard.press('Escape');
    await find.field.waitFor();
    await scanner.scan(cardText(who));
    await eventually(() => find.field.inputValue(), who.number);
  });
});
