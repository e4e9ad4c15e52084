import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createProvince,
  importFile,
  inviteAgain,
  inviteOffice,
  openStore,
  type RunningProvince,
  revokeOffice,
  startProvince,
} from '#main/province/index.ts';
import type { OfficeClient } from '#office/index.ts';
import { dossier } from '#renderer/i18n/vi/dossier.ts';
import { exchange } from '#renderer/i18n/vi/exchange.ts';
import { outbox } from '#renderer/i18n/vi/outbox.ts';
import { province as words } from '#renderer/i18n/vi/province.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { exampleReception, systemIds } from '../fixtures/office.ts';
import { person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk, SMALLEST_SCREEN } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { joiningPage, outboxPage } from './pages/exchange.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;
const NAME = 'Ủy ban nhân dân tỉnh Thử Nghiệm';
const silent = { info() {}, warn() {}, error() {} };

/** Whether what was just said has the cursor, and is in sight. */
async function isUnderCursor(said: Locator): Promise<boolean> {
  const isFocused = await said.evaluate((element) => element === document.activeElement);
  const box = await said.boundingBox();
  return isFocused && box !== null && box.y >= 0 && box.y < SMALLEST_SCREEN.height;
}

/** A province on files, which can be shut and opened again by whoever carries the stick. */
function provinceIn(directory: string) {
  const ports = {
    directory,
    clock: { now: () => Date.now() },
    ids: systemIds,
    log: silent,
    version: '0.1.0',
  };
  return {
    start: () => startProvince({ ...ports, port: 0, name: NAME }),
    /** What an administrator of the province does with a file: takes it in and writes the answer beside it. */
    async answer(file: string): Promise<string> {
      const store = await openStore({ directory });
      try {
        const there = await createProvince({ ...ports, store });
        const imported = await importFile(there, readFileSync(file));
        if (imported.kind !== 'answered') throw new Error(`the file was ${imported.kind}`);
        const answer = path.join(path.dirname(file), 'tram-mot-cua_tra-loi.tmc');
        writeFileSync(answer, imported.answer);
        return path.basename(answer);
      } finally {
        await store.close();
      }
    },
  };
}

describe.skipIf(!browserFound)(needsBrowser('the exchange with the province'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let running: RunningProvince;
  let desk: Desk;
  let clerk: OfficeClient;
  const directory = mkdtempSync(path.join(os.tmpdir(), 'tram-province-'));
  const stick = mkdtempSync(path.join(os.tmpdir(), 'tram-stick-'));
  const province = provinceIn(path.join(directory, 'data'));
  const receive = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        clerk.dossiers.receive({ ...exampleReception(), requestId: systemIds.id() }),
      ),
    );
  beforeAll(async () => {
    browser = await launchBrowser();
    [web, running] = await Promise.all([startSampleWebOffice(), province.start()]);
    clerk = web.client();
    await clerk.session.signIn({ login: web.clerk.login, password: web.clerk.password });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
    await running?.close();
    for (const folder of [directory, stick]) rmSync(folder, { recursive: true, force: true });
  });

  test('an administrator joins by address and code; a wrong code is said at its field', async () => {
    await receive(2);
    const { code } = await inviteOffice(running.province, { name: 'Xã Thử' });
    desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    await page.getByText(/Chưa ghép với tỉnh · giữ \d+ bản ghi/).waitFor();
    const joining = joiningPage(page, keyboard);
    await joining.open();
    await joining.address.fill(running.address);
    await joining.tryCode('0000-0000-0000');
    await page.getByRole('alert').filter({ hasText: exchange.codes['enrol-code-wrong'] }).waitFor();
    await joining.tryCode(code.toLowerCase().replaceAll('-', ''));
    await joining.joined(NAME);
    await page.getByText(words.state.clockGood).waitFor();
  });

  test('what the clerk receives is accepted, and both sides count the same', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Alt+N');
    const reception = receptionPage(page, keyboard);
    await reception.open();
    await reception.scanCard(person(6, 1));
    await reception.pick('1.000894', 'ket hon');
    await reception.takeRequiredPapers();
    await reception.commit();
    const code = await reception.code.innerText();
    const sent = outboxPage(page, keyboard);
    await sent.open();
    await keyboard.press('F2');
    await sent.tile('held', 0).waitFor();
    await sent.tile('sent', 0).waitFor();
    await sent.tile('rejected', 0).waitFor();
    await page.getByText(outbox.empty.open).waitFor();
    await sent.everything.click();
    await sent.entry(code, 'accepted').waitFor();
    await page.getByRole('tab', { name: outbox.tabs.days }).click();
    const today = page.getByRole('row').filter({ hasText: outbox.days.equal });
    await today.waitFor();
    const [, here, there] = await today.locator('td').allInnerTexts();
    expect(here).toBe(there);
    await page.getByText('Đồng bộ: 0 giữ, 0 từ chối').waitFor();
  });

  test('the arrows go through the entries, and Enter opens the dossier with its state at the province', async () => {
    const { page, keyboard } = desk;
    await page.getByRole('row').getByRole('link').first().click();
    await page.getByRole('listitem').first().waitFor();
    await page.getByRole('heading', { level: 1, name: outbox.title }).focus();
    await keyboard.press('ArrowDown');
    const reached = page.locator('[data-row]:focus');
    for (let row = 0; row < 10; row += 1) {
      if ((await reached.innerText()).startsWith(exchange.kinds['dossier-received'])) break;
      await keyboard.press('ArrowDown');
    }
    await keyboard.press('Enter');
    await page.getByText(exchange.dossier.badge.replace('{{state}}', exchange.states.accepted)).waitFor();
    await page.getByRole('heading', { name: exchange.dossier.title }).waitFor();
    await page.getByRole('heading', { name: dossier.page.history }).waitFor();
  });

  test('new keys that wait for the province are shown; who is shut out reads why where it joins again', async () => {
    const { page, keyboard } = desk;
    const administrator = web.client();
    const { login, password } = web.administrator;
    await administrator.session.signIn({ login, password });
    const { settings } = await administrator.exchange.overview({});
    await administrator.exchange.setSettings({ ...settings, paused: true });
    await keyboard.press('Control+F11');
    const keys = page.getByRole('region', { name: words.keys.heading });
    const coming = keys.getByText(words.keys.comingText);
    const renew = keys.getByRole('button', { name: words.keys.renew });
    await renew.waitFor();
    expect(await coming.count()).toBe(0);
    await renew.focus();
    await keyboard.press('Enter');
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await question.getByText(words.keys.renewText).waitFor();
    await keyboard.press('Enter');
    await coming.waitFor();
    await administrator.exchange.setSettings({ ...settings, paused: false });
    await coming.waitFor({ state: 'detached' });

    const [office] = await running.province.sql.query<{ id: string }>('select id from offices');
    await revokeOffice({ ...running.province }, office?.id ?? '');
    await administrator.exchange.sendNow({});
    const again = page.getByRole('region', { name: words.way.again });
    await again.getByText(exchange.codes['office-revoked']).waitFor();
    // Nothing to press that changes nothing: how to join stands there.
    expect(await page.getByRole('button', { name: words.ending.again }).count()).toBe(0);
    await outboxPage(page, keyboard).open();
    await page.getByRole('link', { name: outbox.line.toProvince }).press('Enter');
    await again.waitFor();
    const invitation = await inviteAgain({ ...running.province }, office?.id ?? '');
    await joiningPage(page, keyboard).tryCode(invitation?.code ?? '');
    await again.waitFor({ state: 'detached' });
    // Whoever asks for it is led to it, and Tab goes on from there.
    await page.getByRole('button', { name: words.ending.again }).press('Enter');
    await again.waitFor();
    await keyboard.press('Tab');
    expect(await again.locator(':focus').count()).toBe(1);
  });

  test('the province is off: entries are held and the desk goes on', async () => {
    const { page, keyboard } = desk;
    await running.close();
    const before = (await clerk.exchange.summary({})).counts.accepted;
    const [received] = await receive(3);
    expect(received?.dossier.state).toBe('received');
    await outboxPage(page, keyboard).open();
    await keyboard.press('F2');
    await page.getByText(exchange.line.states.unreachable, { exact: true }).first().waitFor();
    await page.getByText(/Đồng bộ: [3-9] giữ, 0 từ chối · không nối được/).waitFor();
    expect((await clerk.exchange.summary({})).counts.accepted).toBe(before);
    await keyboard.press('F10');
    await page
      .getByRole('dialog')
      .getByText(/^Không nối được/)
      .waitFor();
    await keyboard.press('Escape');
  });

  test('out by stick, the answer in by stick, and every entry closes', async () => {
    const { page } = desk;
    await page.getByRole('tab', { name: outbox.tabs.sticks }).click();
    const out = page.getByRole('region', { name: outbox.sticks.export });
    const other = out.getByRole('radio', { name: exchange.sticks.other });
    if ((await other.count()) > 0) await other.check();
    await out.getByRole('textbox').fill(stick);
    await out.getByRole('button', { name: outbox.sticks.exportNow }).click();
    const written = out.getByRole('status').filter({ hasText: outbox.sticks.exported });
    await written.waitFor();
    await written.getByText(outbox.sticks.notAccepted).waitFor();
    const [file = ''] = await written.locator('p').allInnerTexts();
    expect((await clerk.exchange.summary({})).counts.sent).toBeGreaterThanOrEqual(3);

    const answer = await province.answer(file);
    const back = page.getByRole('region', { name: outbox.sticks.import });
    await back.getByRole('textbox').fill(stick);
    await back.getByRole('button', { name: exchange.sticks.look }).click();
    await back.getByRole('radio', { name: path.basename(file) }).check();
    // At large type the outcome lies below the screen. The notices of the steps before leave little of it: they go first.
    const notices = page.locator('.mantine-Notification-root');
    await expect.poll(() => notices.count(), { timeout: 30_000 }).toBe(0);
    const heading = back.getByRole('heading', { name: outbox.sticks.import });
    const height = async () => (await heading.boundingBox())?.height ?? 0;
    const before = await height();
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    // The browser takes a while until everything has its new size.
    await expect.poll(height).toBeGreaterThan(1.5 * before);
    const take = back.getByRole('button', { name: outbox.sticks.importNow });
    await take.press('Enter');
    const refused = back.getByRole('alert').filter({ hasText: outbox.sticks.nothingChanged });
    await refused.waitFor();
    await expect.poll(() => isUnderCursor(refused)).toBe(true);
    await back.getByRole('radio', { name: answer }).check();
    await take.press('Enter');
    const taken = back.getByRole('status').filter({ hasText: outbox.sticks.imported });
    await taken.waitFor();
    await expect.poll(() => isUnderCursor(taken)).toBe(true);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '';
    });
    // What was written is answered: nobody is told any more to carry it.
    await written.waitFor({ state: 'detached' });
    await take.press('Enter');
    await back.getByRole('status').filter({ hasText: outbox.sticks.knownText }).waitFor();
    expect(await taken.count()).toBe(0);
    await page.getByText('Đồng bộ: 0 giữ, 0 từ chối').waitFor();
    const { counts } = await clerk.exchange.summary({});
    expect(counts).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
    await page.getByRole('tab', { name: outbox.tabs.days }).click();
    await page.getByRole('row').filter({ hasText: outbox.days.equal }).waitFor();
  });

  test('the connection is ended after a question: the desk goes on and keeps what it writes', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Control+F11');
    const section = page.getByRole('region', { name: words.ending.heading });
    const stop = section.getByRole('button', { name: words.ending.stop });
    await stop.focus();
    await keyboard.press('Enter');
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await question.getByText(NAME).waitFor();
    await keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await stop.waitFor();
    await stop.focus();
    await keyboard.press('Enter');
    await question.getByRole('button', { name: words.ending.yes, exact: true }).focus();
    await keyboard.press('Enter');
    await section.getByText(/^Đã kết thúc lúc/).waitFor();
    expect(await stop.count()).toBe(0);
    const [received] = await receive(1);
    expect(received?.dossier.codes).toHaveLength(1);
    await page.getByText(/Chưa ghép với tỉnh · giữ [1-9]\d* bản ghi/).waitFor();
    await page.getByRole('textbox', { name: words.wire.address }).waitFor();
    await desk.close();
    expect(desk.faults).toEqual([]);
  });
});
