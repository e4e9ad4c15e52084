import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forkModuleProcess } from '#office/tokens/index.ts';
import { common } from '#renderer/i18n/vi/common.ts';
import { devices } from '#renderer/i18n/vi/devices.ts';
import { tokens } from '#renderer/i18n/vi/tokens.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { type SigningPki, sharedSigningPki } from '../fixtures/signing-pki.ts';
import { makeSoftHsm, type SoftHsm, USER_PIN } from '../fixtures/softhsm.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { signingPage } from './pages/signing.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

/** A part of the page by its title. */
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.skipIf(!browserFound)(needsBrowser('a token behind a PKCS#11 module'), () => {
  let browser: Browser;
  let pki: SigningPki;
  let hsm: SoftHsm;
  let web: SampleWebOffice;
  let desk: Desk;
  beforeAll(async () => {
    pki = await sharedSigningPki();
    const { clerk, expired } = pki;
    hsm = await makeSoftHsm([
      {
        label: 'USB',
        keys: [clerk, expired].map((who, n) => ({ id: `0${n + 1}`, label: who.commonName, ...who })),
      },
    ]);
    browser = await launchBrowser();
    web = await startSampleWebOffice('three-tier', {
      startTokenModule: forkModuleProcess(null, hsm.environment),
    });
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.administrator);
    await desk.keyboard.press('Control+F3');
    await part(desk.page, tokens.plugged).waitFor();
  });
  afterAll(async () => {
    await desk?.close();
    await browser?.close();
    await web?.end();
    hsm?.remove();
  });

  test('the path of its module brings it in: whose certificates, which signs, which not and why', async () => {
    const { page } = desk;
    const modules = part(page, tokens.modules.title);
    const paths = modules.getByLabel(tokens.modules.paths, { exact: true });
    await paths.fill('libsofthsm2.so');
    await modules.getByRole('button', { name: common.save, exact: true }).press('Enter');
    await modules.getByText(/Đường dẫn này chưa đúng: libsofthsm2\.so/).waitFor();
    await paths.fill(hsm.moduleFile);
    await modules.getByRole('button', { name: common.save, exact: true }).press('Enter');
    const token = part(page, tokens.plugged).getByRole('article', { name: 'USB', exact: true });
    await token.getByText(pki.clerk.commonName, { exact: true }).waitFor();
    await token.getByText(tokens.certificate.unusable, { exact: true }).waitFor();
    await token
      .getByText(/hết hạn/)
      .first()
      .waitFor();
    await token.getByText(tokens.certificate.notTrusted, { exact: true }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(desk.faults).toEqual([]);
  });

  test('a root is trusted only after its fingerprint was compared; then the certificate is', async () => {
    const { page } = desk;
    const token = part(page, tokens.plugged).getByRole('article', { name: 'USB', exact: true });
    for (const authority of [pki.root, pki.intermediate]) {
      await page.locator('input[accept*=".cer"]').setInputFiles({
        name: 'goc.cer',
        mimeType: 'application/x-x509-ca-cert',
        buffer: Buffer.from(authority.der),
      });
      const dialog = page.getByRole('dialog', { name: tokens.roots.add });
      await dialog.locator('[data-fingerprint]').waitFor();
      const trust = dialog.getByRole('button', { name: tokens.roots.trust });
      expect(await trust.isDisabled()).toBe(true);
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole('checkbox').press('Space');
      await trust.press('Enter');
      await dialog.waitFor({ state: 'detached' });
    }
    await token.getByText(tokens.certificate.trusted, { exact: true }).waitFor();
    expect(desk.faults).toEqual([]);
  });

  test('a test signature asks for the PIN, says what the token tells of the tries, and is confirmed', async () => {
    const { page, keyboard } = desk;
    const { pin, lamp } = signingPage(page);
    const token = part(page, tokens.plugged).getByRole('article', { name: 'USB', exact: true });
    await token.getByRole('button', { name: tokens.test.run, exact: true }).press('Enter');
    await pin.dialog.getByText(tokens.pin.states.ok, { exact: true }).waitFor();
    await keyboard.type('000000');
    await keyboard.press('Enter');
    await pin.dialog.getByText(tokens.pin.states.few, { exact: true }).waitFor();
    await pin.dialog.getByText(/Mã PIN không đúng/).waitFor();
    await eventually(() => pin.field.evaluate((field) => field === document.activeElement), true);
    await keyboard.type(USER_PIN);
    await keyboard.press('Enter');
    await token.getByText(/^Ký được, chữ ký đúng với chứng thư/).waitFor();
    await lamp('ready').waitFor();
    const doctor = part(page, tokens.doctor.title);
    await doctor.getByRole('button', { name: devices.doctor.run, exact: true }).press('Enter');
    await doctor
      .getByText(/softhsm/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});
