import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lan as texts } from '#renderer/i18n/vi/lan.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { freePort, loopbackNetwork } from '../fixtures/lan-client.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { lanPage, pairPage } from './pages/lan.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;
const shots = process.env['SHOTS'];

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.skipIf(!browserFound)(needsBrowser('the LAN'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice('three-tier', { network: loopbackNetwork });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });

  /** A browser of the LAN whose people compared the fingerprint and passed the warning. */
  async function openDevice(address: string, path = ''): Promise<Page> {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: 1366, height: 768 },
      locale: 'vi-VN',
    });
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    return page;
  }

  test('an administrator opens it and lets a kiosk and a counter in; what is removed is out at once', async () => {
    const port = await freePort();
    const address = `https://127.0.0.1:${port}`;
    const desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.administrator);
    await receptionPage(desk.page, desk.keyboard).open();
    await desk.keyboard.press('Alt+W');
    const lan = lanPage(desk.page);
    await lan.off.waitFor();
    await shoot(desk.page, 'lan-off');
    expect(await violations(desk.page)).toEqual([]);
    await lan.port.fill(String(port));
    await lan.port.press('Enter');
    await lan.sure(texts.open).press('Enter');
    await lan.on.waitFor();
    await lan.name.fill('Ki-ốt cửa chính');
    await lan.name.press('Enter');
    const code = (await lan.code.textContent()) ?? '';
    expect(code).toMatch(/^\w{4}-\w{4}$/);
    await shoot(desk.page, 'lan-code');
    expect(await violations(desk.page)).toEqual([]);

    const kiosk = await openDevice(address, '/pair');
    const pairing = pairPage(kiosk);
    await pairing.title.waitFor();
    expect(new URL(kiosk.url()).pathname).toBe('/device/');
    // What the office says of itself is no proof of it.
    expect(await kiosk.locator('[data-fingerprint]').count()).toBe(0);
    await shoot(kiosk, 'pair');
    expect(await violations(kiosk)).toEqual([]);
    await pairing.code.fill('AAAA-AAAA');
    await pairing.code.press('Enter');
    await kiosk
      .getByRole('textbox', { name: 'Mã ghép máy' })
      .and(kiosk.locator('[aria-invalid=true]'))
      .waitFor();
    await shoot(kiosk, 'pair-wrong');
    await pairing.code.fill(code.toLowerCase());
    await pairing.code.press('Enter');
    await pairing.waiting.waitFor();
    await shoot(kiosk, 'pair-waiting');
    const digits = (await pairing.digits.textContent()) ?? '';
    expect(digits).toMatch(/^\d{4}$/);
    await lan.digits.fill(digits === '0000' ? '0001' : '0000');
    await lan.digits.press('Enter');
    await desk.page.getByText('Số này không phải số đang hiện').waitFor();
    await shoot(desk.page, 'lan-asks');
    expect(await violations(desk.page)).toEqual([]);
    await lan.digits.fill(digits);
    await lan.digits.press('Enter');
    await lan.row('Ki-ốt cửa chính').getByText(texts.live).waitFor();
    await kiosk.waitForURL(`${address}/device/`);
    await pairing.waiting.waitFor({ state: 'detached' });
    expect(await pairing.title.count()).toBe(0);
    await shoot(kiosk, 'kiosk');
    // Nothing of the token is where a script could read it.
    expect(await kiosk.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(
      ['', 0, 0],
    );
    await kiosk.goto(`${address}/device/#/admin/users`);
    await kiosk.reload();
    await kiosk.getByRole('main').waitFor();
    expect(await kiosk.getByLabel('Mật khẩu').count()).toBe(0);

    await lan.kind(texts.kinds.counter).check();
    await lan.name.fill('Quầy 3');
    await lan.name.press('Enter');
    const second = (await lan.code.textContent()) ?? '';
    const counter = await openDevice(address);
    await pairPage(counter).code.fill(second);
    await pairPage(counter).code.press('Enter');
    await lan.digits.fill((await pairPage(counter).digits.textContent()) ?? '');
    await lan.digits.press('Enter');
    await signInPage(counter).signIn(web.clerk);
    await counter.getByRole('navigation').waitFor();
    await shoot(counter, 'counter');
    await counter.reload();
    await counter.getByRole('navigation').waitFor();
    await shoot(desk.page, 'lan-devices');
    expect(await violations(desk.page)).toEqual([]);

    await lan.revoke('Ki-ốt cửa chính').press('Enter');
    await lan.sure(texts.revoke).press('Enter');
    await pairing.title.waitFor();
    await lan.close.press('Enter');
    await lan.sure(texts.close).press('Enter');
    await lan.off.waitFor();
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  test('a board may be a window of this PC; after a restart it waits until somebody signs in', async () => {
    const { administrator } = await signedIn();
    const { pairing } = await administrator.lan.beginPairing({ kind: 'board', name: 'Ti vi' });
    const board = await openDevice(web.address(), '/pair');
    const page = pairPage(board);
    await page.code.fill(pairing?.code ?? '');
    await page.code.press('Enter');
    await page.waiting.waitFor();
    const digits = (await page.digits.textContent()) ?? '';
    await administrator.lan.decide({ pairing: pairing?.id ?? '', digits });
    await page.waiting.waitFor({ state: 'detached' });
    await board.getByRole('heading', { level: 1 }).waitFor();
    await shoot(board, 'board');
    await web.stop();
    await web.start();
    await board.getByText('Đang chờ văn phòng mở').waitFor({ timeout: 30_000 });
    await shoot(board, 'board-locked');
    await signedIn();
    await board.getByText('Đang chờ văn phòng mở').waitFor({ state: 'detached', timeout: 15_000 });
    expect(await page.title.count()).toBe(0);
  });

  test('a browser that is told the key of the office needs no warning passed, and takes no other', async () => {
    const { administrator } = await signedIn();
    const port = await freePort();
    const { certificate } = await administrator.lan.open({ address: '127.0.0.1', port });
    const program = await findBrowser();
    const outcome = async (pin: string): Promise<string> => {
      const profile = mkdtempSync(path.join(tmpdir(), 'tram-profile-'));
      const kiosk = await chromium.launchPersistentContext(profile, {
        executablePath: program?.file ?? '',
        env: { ...process.env, ...program?.env },
        args: [`--ignore-certificate-errors-spki-list=${pin}`],
      });
      try {
        const page = await kiosk.newPage();
        const answer = await page.goto(`https://127.0.0.1:${port}/`).catch((error: Error) => error.message);
        return typeof answer === 'string' ? answer : String(answer?.status());
      } finally {
        await kiosk.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    };
    expect(await outcome(certificate?.keyPin ?? '')).toBe('200');
    expect(await outcome(`${'A'.repeat(43)}=`)).toContain('ERR_CERT_AUTHORITY_INVALID');
    await administrator.lan.close({});
  });

  async function signedIn() {
    const administrator = web.client();
    const { login, password } = web.administrator;
    await administrator.session.signIn({ login, password });
    return { administrator };
  }
});
