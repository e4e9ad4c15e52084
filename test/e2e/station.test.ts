import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPdfFolderDriver } from '#office/printing/index.ts';
import { admin } from '#renderer/i18n/vi/admin.ts';
import { devices } from '#renderer/i18n/vi/devices.ts';
import { queue } from '#renderer/i18n/vi/queue.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { freePort, loopbackNetwork } from '../fixtures/lan-client.ts';
import { openPtyPrinter, openTestStation, type TestStation, until } from '../fixtures/station.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { pairPage } from './pages/lan.ts';
import { queueStrip } from './pages/queue.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;
const LASER = 'Laser A5';
const shots = process.env['SHOTS'];

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).include('main').analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.skipIf(!browserFound)(needsBrowser("a counter's PC"), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let station: TestStation;
  let folder: string;
  let printer: Awaited<ReturnType<typeof openPtyPrinter>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice('three-tier', { network: loopbackNetwork });
    printer = await openPtyPrinter();
    folder = mkdtempSync(join(tmpdir(), 'prints-'));
  });
  afterAll(async () => {
    await browser?.close();
    await station?.end();
    await printer?.end();
    await web?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is compared and paired on its page; a ticket that its clerk issues comes out of its own printer', async () => {
    const administrator = web.client();
    const { login, password } = web.administrator;
    await administrator.session.signIn({ login, password });
    const port = await freePort();
    const { certificate } = await administrator.lan.open({ address: '127.0.0.1', port });
    const drawer = createPdfFolderDriver(() => folder);
    station = await openTestStation(`https://127.0.0.1:${port}`, {
      papers: {
        ...drawer,
        list: async () => (await drawer.list()).map((one) => ({ ...one, description: LASER })),
      },
    });
    await until('the key is seen', () => station.running().standing().kind === 'compare');
    const desk = await openDesk(browser, station.running().startAddress);
    const { page } = desk;
    const groups = (certificate?.fingerprint ?? '?').replaceAll(/((?:\w{2}:){3}\w{2}):/g, '$1 ');
    await page.getByText(groups).waitFor();
    await shoot(page, 'station-compare');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: /Giống hệt/ }).press('Enter');
    const pairing = pairPage(page);
    await pairing.title.waitFor();
    await shoot(page, 'station-pair');
    const begun = await administrator.lan.beginPairing({ kind: 'counter', name: 'Quầy số 2' });
    await pairing.code.fill(begun.pairing?.code ?? '');
    await pairing.code.press('Enter');
    await pairing.waiting.waitFor();
    const digits = (await pairing.digits.textContent()) ?? '';
    await administrator.lan.decide({ pairing: begun.pairing?.id ?? '', digits });
    await signInPage(page).signIn(web.administrator);
    expect(new URL(page.url()).origin).toBe(station.running().address);
    expect(await page.evaluate(() => document.cookie)).toBe('');

    // The administrator at the counter sets up what is plugged in there.
    await receptionPage(page, desk.keyboard).open();
    await desk.keyboard.press('Alt+F');
    const choice = page.getByLabel(devices.station.label, { exact: true });
    await choice.waitFor();
    expect(await choice.locator('option:checked').textContent()).toContain('Quầy số 2');
    const part = page.getByRole('region', { name: devices.printer.title, exact: true });
    await part.getByRole('radio', { name: devices.kinds.serial }).check();
    const ports = part.getByLabel(devices.port.label, { exact: true });
    if ((await ports.count()) > 0) await ports.selectOption({ label: devices.port.other });
    const { settings } = printer;
    const path = settings.ticketPrinter.kind === 'serial' ? settings.ticketPrinter.path : '';
    await part.getByLabel(devices.port.path, { exact: true }).fill(path);
    await part.getByLabel(devices.port.path, { exact: true }).press('Enter');
    await part.getByText(devices.printer.states.ready, { exact: true }).waitFor();
    await shoot(page, 'station-devices');
    expect(await violations(page)).toEqual([]);

    // Its printer of papers: tried, then chosen.
    await desk.keyboard.press('Alt+M');
    const pc = page.getByLabel(admin.printing.pc, { exact: true });
    await pc.waitFor();
    expect(await pc.locator('option:checked').textContent()).toContain('Quầy số 2');
    await page.getByRole('radio', { name: admin.printing.atOffice }).waitFor();
    expect(await page.getByRole('button', { name: admin.printing.test }).isDisabled()).toBe(true);
    await shoot(page, 'station-printing-office');
    await page.getByRole('radio', { name: new RegExp(`^${LASER}`) }).check();
    await page.getByRole('button', { name: admin.printing.test }).press('Enter');
    await page.getByText(admin.printing.tested, { exact: true }).waitFor();
    expect(readdirSync(folder)).toEqual(['in-thu_1.pdf']);
    await page.getByRole('button', { name: 'Lưu', exact: true }).press('Enter');
    await page.getByText(admin.printing.saved, { exact: true }).waitFor();
    await shoot(page, 'station-printing');
    expect(await violations(page)).toEqual([]);
    expect((await administrator.status.get({})).printer?.kind).toBe('pdf-folder');

    const strip = queueStrip(page);
    await page.keyboard.press('Shift+F11');
    await strip.dialogOf(queue.issue.title).waitFor();
    await page.keyboard.press('B');
    await strip.choice(/Người cao tuổi/).waitFor();
    await page.keyboard.press('1');
    await strip.dialog.getByText('Số B001').waitFor();
    await until('it came out', () => printer.pieces.length > 0);
    expect(printer.pieces.flatMap(({ texts }) => texts)).toEqual(['B001']);
    await shoot(page, 'station-queue');

    // The office is gone for a moment: the page says so, and comes back by itself.
    await administrator.lan.close({});
    await page.goto(`${station.running().address}/device/`);
    await page.getByRole('heading', { name: 'Chưa nối được tới máy chính' }).waitFor();
    await shoot(page, 'station-away');
    expect(await violations(page)).toEqual([]);
    await administrator.lan.open({ address: '127.0.0.1', port });
    await page.getByRole('navigation').waitFor({ timeout: 30_000 });
    expect(desk.faults.filter((fault) => !/503|502/.test(fault))).toEqual([]);
    await desk.close();
  });
});
