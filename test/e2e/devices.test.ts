import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { common } from '#renderer/i18n/vi/common.ts';
import { devices } from '#renderer/i18n/vi/devices.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;

/** A part of the page by its title. */
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describe.skipIf(!browserFound)(needsBrowser('devices'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.administrator);
    await receptionPage(desk.page, desk.keyboard).open();
    await desk.keyboard.press('Alt+F');
    await part(desk.page, devices.printer.title).waitFor();
  });
  afterAll(async () => {
    await desk?.close();
    await browser?.close();
    await web?.end();
  });

  test('the simulated printer is chosen, prints a test on the screen, and what goes wrong is told and mended', async () => {
    const { page } = desk;
    const printer = part(page, devices.printer.title);
    await printer.getByRole('radio', { name: devices.kinds.simulated }).check();
    await printer.getByRole('button', { name: common.save, exact: true }).press('Enter');
    await printer.getByText(devices.printer.states.ready, { exact: true }).waitFor();
    await printer.getByRole('button', { name: devices.printer.test }).press('Enter');
    await printer.getByText(devices.printer.jobs.printed, { exact: true }).waitFor();
    const simulated = part(page, devices.simulated.title);
    await simulated.getByRole('img').first().waitFor();
    expect(await simulated.getByRole('img').count()).toBe(1);

    await simulated.getByRole('radio', { name: devices.simulated.papers.out }).check();
    await printer
      .getByText(/hết giấy/)
      .first()
      .waitFor();
    const doctor = part(page, devices.doctor.title);
    await doctor.getByRole('button', { name: devices.doctor.run, exact: true }).press('Enter');
    const finding = doctor.getByRole('article').filter({ hasText: devices.doctor.checks['printer-state'] });
    await finding.getByText('Máy in phiếu số hết giấy.', { exact: true }).waitFor();
    await finding.getByText(/thay cuộn giấy/).waitFor();
    await simulated.getByRole('radio', { name: devices.simulated.papers.enough }).check();
    await printer.getByText(devices.printer.states.ready, { exact: true }).waitFor();
    await doctor.getByRole('button', { name: devices.doctor.again }).press('Enter');
    await finding.waitFor({ state: 'detached' });
    expect(desk.faults).toEqual([]);
  });

  test('what the simulated scanner reads is shown for a moment, here alone', async () => {
    const { page } = desk;
    const scanner = part(page, devices.scanner.title);
    await scanner.getByRole('radio', { name: devices.kinds.simulated }).check();
    await scanner.getByRole('button', { name: common.save, exact: true }).press('Enter');
    await scanner.getByRole('button', { name: devices.scanner.test }).press('Enter');
    const dialog = page.getByRole('dialog', { name: devices.scanner.test });
    await dialog.getByText(devices.scanner.waiting).waitFor();
    const shown = dialog.locator('p[translate="no"]');
    const text = dialog.getByLabel(devices.scanner.simulate, { exact: true });
    await text.fill('H28.152-261122-0007');
    await text.press('Enter');
    await shown.getByText('H28.152-261122-0007').waitFor();
    // A gun that types: quick keys and Enter.
    await dialog.getByLabel(devices.scanner.here, { exact: true }).focus();
    await page.keyboard.type('H28.152-261122-0009');
    await page.keyboard.press('Enter');
    await shown.getByText('H28.152-261122-0009').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await part(page, devices.scanner.title).waitFor();
    expect(desk.faults).toEqual([]);
  });

  test('a serial port is typed where none is listed, with a word on slow lines and on a wrong path', async () => {
    const { page } = desk;
    const printer = part(page, devices.printer.title);
    await printer.getByRole('radio', { name: devices.kinds.serial }).check();
    const ports = printer.getByLabel(devices.port.label, { exact: true });
    await ports.selectOption({ label: devices.port.other });
    await printer.getByLabel(devices.port.path, { exact: true }).fill('/etc/passwd');
    await printer.getByLabel(devices.port.baud, { exact: true }).selectOption('9600');
    await printer.getByText(/Ở tốc độ 9600, mỗi phiếu mất khoảng/).waitFor();
    await printer.getByRole('button', { name: common.save, exact: true }).press('Enter');
    await printer.getByText(devices.port.pathBad).waitFor();
    await printer.getByLabel(devices.port.path, { exact: true }).fill('/dev/ttyUSB77');
    await printer.getByText(devices.port.byPath).waitFor();
    await printer.getByRole('button', { name: common.save, exact: true }).press('Enter');
    await printer
      .getByText(/Không thấy máy in phiếu số/)
      .first()
      .waitFor();
    const doctor = part(page, devices.doctor.title);
    await doctor.getByRole('button', { name: devices.doctor.again }).press('Enter');
    const finding = doctor.getByRole('article').filter({ hasText: devices.doctor.checks['printer-rights'] });
    await finding.getByText(/Hãy cắm lại dây và bật nguồn/).waitFor();
    expect(desk.faults).toEqual([]);
  });

  test('the support bundle is one readable file', async () => {
    const { page } = desk;
    const doctor = part(page, devices.doctor.title);
    await doctor.getByRole('button', { name: devices.doctor.bundle.make }).press('Enter');
    const link = doctor.getByRole('link', { name: /tram-mot-cua-ho-tro-.*\.json/ });
    await link.waitFor();
    const downloading = page.waitForEvent('download');
    await link.press('Enter');
    const file = await (await downloading).path();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'tram-mot-cua-support' });
    expect(desk.faults).toEqual([]);
  });

  test('axe finds nothing, also at the largest type', async () => {
    const { page, keyboard } = desk;
    await page.waitForTimeout(300);
    const found = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
      );
    expect(await found()).toEqual([]);
    for (let times = 0; times < 10; times += 1) await keyboard.press('Alt+=');
    expect(await found()).toEqual([]);
  });
});
