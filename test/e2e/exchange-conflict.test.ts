import { copyFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteOffice, type RunningProvince, startProvince } from '#main/province/index.ts';
import { exchange } from '#renderer/i18n/vi/exchange.ts';
import { outbox } from '#renderer/i18n/vi/outbox.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { exampleReception, systemIds } from '../fixtures/office.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';

const browserFound = (await findBrowser()) !== undefined;
const silent = { info() {}, warn() {}, error() {} };
const words = outbox.conflict;

/**
 * Two stations of one office: the one that went on until its disk broke, and the one that a day-old copy was put back on.
 * Both corrected the same dossiers, each without knowing of the other.
 */
describe.skipIf(!browserFound)(needsBrowser('what stands in conflict'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let running: RunningProvince;
  let desk: Desk;
  const dossiers: { id: string; code: string }[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    const clock = { now: () => Date.now() };
    [web, running] = await Promise.all([
      startSampleWebOffice(),
      startProvince({ port: 0, name: 'Tỉnh Thử', clock, ids: systemIds, log: silent, version: '0.1.0' }),
    ]);
  });
  afterAll(async () => {
    await desk?.close();
    await browser?.close();
    await web?.end();
    await running?.close();
  });

  async function administrator() {
    const client = web.client();
    await client.session.signIn(web.administrator);
    return client;
  }
  async function pause(paused: boolean): Promise<void> {
    const client = await administrator();
    const { settings } = await client.exchange.overview({});
    await client.exchange.setSettings({ ...settings, paused });
  }
  async function correct(id: string, changes: { note: string; phone: string }): Promise<void> {
    const client = await administrator();
    const { applicant } = exampleReception();
    await client.dossiers.correct({
      requestId: systemIds.id(),
      id,
      basedOn: 1,
      changes: { note: changes.note, applicant: { ...applicant, phone: changes.phone } },
      reason: { code: 'contact', text: '' },
      confirmedDue: null,
      print: false,
    });
  }
  /** Until nothing is on its way any more. */
  async function sendAll() {
    const client = await administrator();
    await client.exchange.sendNow({});
    return (await client.exchange.sendNow({})).counts;
  }
  const atTheProvince = async () => {
    const [row] = await running.province.sql.query<{ conflict: number; held: number }>(
      `SELECT count(*) FILTER (WHERE state = 'conflict')::int AS conflict, count(*)::int AS held FROM entries`,
    );
    return row;
  };

  test('comes about when a copy is put back and both stations corrected the same dossier', async () => {
    const clerk = web.client();
    await clerk.session.signIn({ login: web.clerk.login, password: web.clerk.password });
    for (let n = 0; n < 2; n += 1) {
      const { dossier } = await clerk.dossiers.receive({ ...exampleReception(), requestId: systemIds.id() });
      dossiers.push({ id: dossier.id, code: dossier.codes[0]?.code ?? '' });
    }
    const { code } = await inviteOffice(running.province, { name: 'Xã Thử' });
    await (await administrator()).exchange.enrol({ address: running.address, code });
    expect(await sendAll()).toMatchObject({ held: 0, conflict: 0, rejected: 0 });
    await pause(true);
    await web.stop();
    const database = path.join(web.ports.dataDirectory, 'office.db');
    copyFileSync(database, `${database}.backup`);

    await web.start();
    for (const { id } of dossiers) await correct(id, { note: 'Đã bổ sung bản gốc', phone: '0987654321' });
    await pause(false);
    expect(await sendAll()).toMatchObject({ held: 0, conflict: 0, rejected: 0 });
    await web.stop();

    renameSync(`${database}.backup`, database);
    await web.start();
    for (const { id } of dossiers) await correct(id, { note: 'Hẹn bổ sung bản gốc', phone: '0901112223' });
    await pause(false);
    expect(await sendAll()).toMatchObject({ conflict: 2, rejected: 0 });
    expect(await atTheProvince()).toMatchObject({ conflict: 2 });
  });

  test('is led to from the status bar and shown with both versions in words', async () => {
    desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.clerk);
    await page.getByText('2 mâu thuẫn').waitFor();
    await keyboard.press('Control+F10');
    await openFirst(page);
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    await page.getByText(exchange.codes['stale-base']).waitFor();
    const cells = async (label: RegExp) =>
      page
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: label }) })
        .locator('td')
        .allInnerTexts();
    await page.getByRole('rowheader').first().waitFor();
    expect(await cells(/^Ghi chú/)).toEqual(['Hẹn bổ sung bản gốc', 'Đã bổ sung bản gốc']);
    expect(await cells(/điện thoại/i)).toEqual(['0901 112 223', '0987 654 321']);
    await looks(page, 'conflict');
    expect(await violations(page)).toEqual([]);
  });

  test('a person decides by keyboard alone: ours stays, and both sides close it', async () => {
    const { page, keyboard } = desk;
    await page.getByRole('radio', { name: words.keepPending }).waitFor();
    await keyboard.press('F2');
    await page.getByText(words.choose).waitFor();
    await page.getByText(words.noteMissing).waitFor();
    await tabTo(page.getByRole('radio', { name: words.keepPending }), keyboard);
    await keyboard.press('Space');
    await tabTo(page.getByRole('textbox', { name: words.note }), keyboard);
    await keyboard.type('Da hoi nguoi nop');
    await looks(page, 'conflict-decided');
    await keyboard.press('F2');
    const asked = page.getByRole('dialog');
    await asked.getByText(words.askPending).waitFor();
    await looks(page, 'conflict-asked');
    await keyboard.press('Enter');
    await page.getByText(words.done).first().waitFor();
    await expect.poll(async () => (await sendAll()).conflict, { timeout: 20_000 }).toBe(1);
    expect(await atTheProvince()).toMatchObject({ conflict: 1 });
  });

  test('theirs stays: ours is still in the history, and nothing stands in conflict any more', async () => {
    const { page, keyboard } = desk;
    await openFirst(page);
    await page.getByRole('radio', { name: words.keepHolds }).waitFor();
    await tabTo(page.getByRole('radio', { name: words.keepPending }), keyboard);
    await keyboard.press('ArrowDown');
    await page.getByRole('radio', { name: words.keepHolds, checked: true }).waitFor();
    await tabTo(page.getByRole('textbox', { name: words.note }), keyboard);
    await keyboard.type('Ban kia moi hon');
    await keyboard.press('F2');
    await page.getByRole('dialog').getByText(words.askHolds).waitFor();
    await keyboard.press('Enter');
    await page.getByText(words.done).first().waitFor();
    await expect
      .poll(sendAll, { timeout: 20_000 })
      .toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
    expect(await atTheProvince()).toMatchObject({ conflict: 0 });
    await page.getByText('Đồng bộ: 0 giữ, 0 từ chối').waitFor();
    await page.getByText(outbox.empty.conflict).waitFor();

    const client = await administrator();
    const notes = await Promise.all(
      dossiers.map(async ({ id }) => (await client.dossiers.get({ id })).dossier.note),
    );
    // Each as it was decided; which of them stood first in the list does not matter.
    expect(notes.sort()).toEqual(['Hẹn bổ sung bản gốc', 'Đã bổ sung bản gốc'].sort());
    for (const { id } of dossiers) expect((await client.exchange.ofDossier({ id })).state).toBe('accepted');
    // Both count the same, every day of it.
    const { days } = await client.exchange.reconciliation({ before: null });
    expect(days.map(({ here, there }) => [here, there])).toEqual(days.map(({ here }) => [here, here]));
    expect(desk.faults).toEqual([]);
  });

  /** With the arrows to the first entry of the list, and into it. */
  async function openFirst(page: Page): Promise<void> {
    const { keyboard } = desk;
    await page.getByRole('heading', { level: 1, name: outbox.title }).waitFor();
    await page.getByRole('listitem').filter({ hasText: exchange.states.conflict }).first().waitFor();
    await page.getByRole('heading', { level: 1, name: outbox.title }).focus();
    const reached = page.locator('[data-row]:focus');
    for (let row = 0; row < 10; row += 1) {
      await keyboard.press('ArrowDown');
      const item = page.getByRole('listitem').filter({ has: reached });
      if ((await item.innerText()).includes(exchange.states.conflict)) break;
    }
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
  }
});

/** With Tab alone, to what the page shows. */
async function tabTo(target: ReturnType<Page['getByRole']>, keyboard: Desk['keyboard']): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 60; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await keyboard.press('Tab');
  }
  throw new Error('Tab does not come there');
}

async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** Nothing is cut off to the side, on screens small and large and with type of twice the size. */
async function looks(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  for (const { size, width, height, type } of [
    { size: 'large', width: 1920, height: 1080, type: 100 },
    { size: 'double', width: 1366, height: 768, type: 200 },
    { size: 'small', width: 1366, height: 768, type: 100 },
  ]) {
    await page.setViewportSize({ width, height });
    await page.evaluate((percent) => {
      document.documentElement.style.fontSize = percent === 100 ? '' : `${percent}%`;
    }, type);
    await page.waitForTimeout(200);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, size).toBeLessThanOrEqual(0);
    if (folder !== undefined)
      await page.screenshot({ path: path.join(folder, `${name}-${size}.png`), fullPage: false });
  }
}
