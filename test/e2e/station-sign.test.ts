import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokens } from '#renderer/i18n/vi/tokens.ts';
import { TOKEN_SESSION_PATH } from '#shared/host/index.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { freePort, loopbackNetwork } from '../fixtures/lan-client.ts';
import { listenAtDoors, type OfficeEars } from '../fixtures/office-ears.ts';
import { openTestStation, type TestStation, until } from '../fixtures/station.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { pairPage } from './pages/lan.ts';
import { signingPage } from './pages/signing.ts';

const browserFound = (await findBrowser()) !== undefined;
const shots = process.env['SHOTS'];
/** The PIN that stands on the label of the training token, and another one. */
const TRAINING_PIN = '123456';
const WRONG_PIN = '975310';

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

describe.skipIf(!browserFound)(needsBrowser("a token at a counter's PC"), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let station: TestStation;
  let ears: OfficeEars;
  beforeAll(async () => {
    ears = listenAtDoors();
    browser = await launchBrowser();
    web = await startSampleWebOffice('three-tier', { network: loopbackNetwork });
  });
  afterAll(async () => {
    await browser?.close();
    await station?.end();
    await web?.end();
    ears?.end();
  });

  test('its PIN is typed on the page of the counter, signs there, and never comes to the office', async () => {
    const administrator = web.client();
    const { login, password } = web.administrator;
    await administrator.session.signIn({ login, password });
    const port = await freePort();
    await administrator.lan.open({ address: '127.0.0.1', port });
    station = await openTestStation(`https://127.0.0.1:${port}`);
    await until('the key is seen', () => station.running().standing().kind === 'compare');
    const desk = await openDesk(browser, station.running().startAddress);
    const { page } = desk;
    await page.getByRole('link', { name: /Giống hệt/ }).press('Enter');
    const pairing = pairPage(page);
    await pairing.title.waitFor();
    const begun = await administrator.lan.beginPairing({ kind: 'counter', name: 'Quầy số 2' });
    await pairing.code.fill(begun.pairing?.code ?? '');
    await pairing.code.press('Enter');
    await pairing.waiting.waitFor();
    const digits = (await pairing.digits.textContent()) ?? '';
    await administrator.lan.decide({ pairing: begun.pairing?.id ?? '', digits });
    await signInPage(page).signIn(web.administrator);
    const posted: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') posted.push(request.url());
    });

    await page.keyboard.press('Control+F3');
    await page.getByText(tokens.ofCounter).waitFor();
    await shoot(page, 'station-tokens');
    await page.getByRole('button', { name: tokens.test.run, exact: true }).first().press('Enter');
    const { pin } = signingPage(page);
    await pin.tries(5).waitFor();
    await pin.field.fill(WRONG_PIN);
    await pin.field.press('Enter');
    await pin.tries(4).waitFor();
    await pin.dialog.getByText(/Mã PIN không đúng/).waitFor();
    await shoot(page, 'station-wrong-pin');
    await pin.field.fill(TRAINING_PIN);
    await pin.field.press('Enter');
    await page.getByText(/^Ký được, chữ ký đúng với chứng thư/).waitFor();
    await shoot(page, 'station-signed');
    const own = `${station.running().address}${TOKEN_SESSION_PATH}`;
    expect(posted).toEqual([own, own]);
    // The label of the training token names its PIN; people read it there.
    const heard = ears.heard().replaceAll(`(mã PIN ${TRAINING_PIN})`, '');
    // The password was heard, so the PIN would have been, too.
    expect([password, WRONG_PIN, TRAINING_PIN].map((typed) => heard.includes(typed))).toEqual([
      true,
      false,
      false,
    ]);
    // The browser itself notes the refusal of the wrong PIN.
    expect(desk.faults.filter((fault) => !fault.includes('409'))).toEqual([]);
    await desk.close();
  });
});
