import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hall } from '#renderer/i18n/vi/hall.ts';
import { kiosk } from '#renderer/i18n/vi/kiosk.ts';
import { queue } from '#renderer/i18n/vi/queue.ts';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { ticketQr } from '#shared/queue/index.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { systemIds } from '../fixtures/office.ts';
import { person } from '../fixtures/people.ts';
import { type SamplePerson, type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { kioskPage, queueStrip } from './pages/queue.ts';
import { receptionPage } from './pages/reception.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

/** Every violation axe finds on what is shown now. */
async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.skipIf(!browserFound)(needsBrowser('the hall'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desks: Desk[];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    desks = [];
    web = await startSampleWebOffice();
  });
  afterEach(async () => {
    const faults = desks.flatMap((desk) => desk.faults);
    for (const desk of desks) await desk.close();
    await web?.end();
    expect(faults).toEqual([]);
  });

  async function counterOf(who: SamplePerson): Promise<Desk & { queue: ReturnType<typeof queueStrip> }> {
    const desk = await openDesk(browser, web.startAddress());
    desks.push(desk);
    await signInPage(desk.page).signIn(who);
    await receptionPage(desk.page, desk.keyboard).open();
    const strip = queueStrip(desk.page);
    await strip.strip.waitFor();
    return { ...desk, queue: strip };
  }

  /** A session of the administrator beside the screens. */
  async function client() {
    const session = web.client();
    await session.session.signIn(web.administrator);
    return session;
  }

  /** Tickets of the group with this letter, as a kiosk gives them. */
  async function take(letter: string, count: number, priority: string | null = null): Promise<void> {
    const session = await client();
    const { groups } = await session.queue.options({});
    const group = groups.find((one) => one.letter === letter);
    if (group === undefined) throw new Error(`the sample has no group ${letter}`);
    for (let times = 0; times < count; times += 1)
      await session.queue.issue({ group: group.id, priority, requestId: systemIds.id() });
  }

  test('two counters share one queue; every key does its own, and nothing typed is lost', async () => {
    const first = await counterOf(web.clerk);
    const { page, queue: strip } = first;
    await strip.quiet.waitFor();
    await take('A', 6);
    await strip.waiting(6);

    // Sitting down: the own counter by one key once the queue is in use.
    await page.keyboard.press('F9');
    await strip.button(queue.more.pause).waitFor();
    await page.keyboard.insertText('Nguyễn Văn An');
    const second = await counterOf(web.administrator);
    await second.page.keyboard.press('F9');
    await second.queue.dialogOf(queue.sit.title).waitFor();
    await second.page.keyboard.press('4');
    await second.queue.button(queue.more.pause).waitFor();

    // A finger that bounces calls one person.
    await page.waitForTimeout(1300);
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('F9');
    await strip.serves('A001');
    await page.waitForTimeout(500);
    await strip.serves('A001');
    await second.queue.callNext();
    await second.queue.serves('A002');
    await strip.waiting(4);

    // Recall, hold, next.
    await page.keyboard.press('Shift+F9');
    await eventually(() => strip.said.innerText(), queue.said.recall.replace('{{number}}', 'A001'));
    await page.keyboard.press('Shift+F8');
    await strip.serves(null);
    await strip.callNext();
    await strip.serves('A003');

    // Who was held comes back while another is served: that one is put aside, by a word of the clerk.
    await page.keyboard.press('Shift+F12');
    await strip.dialogOf(queue.back.title).waitFor();
    await page.keyboard.press('Enter');
    await strip.choice(/Giữ A003/).waitFor();
    await page.keyboard.press('2');
    await strip.serves('A001');
    await page.keyboard.press('Control+F9');
    await strip.serves(null);

    // To the other counter: there it is called next.
    await page.keyboard.press('Shift+F12');
    await strip.dialogOf(queue.back.title).waitFor();
    await page.keyboard.press('1');
    await strip.serves('A003');
    await page.keyboard.press('Shift+F4');
    await strip.dialogOf(/Chuyển A003/).waitFor();
    await page.keyboard.press('4');
    // What is said tells a refusal from a key that nobody took.
    await eventually(() => strip.said.innerText(), 'Đã chuyển A003 đến Quầy 4.');
    await strip.serves(null);
    await second.queue.callNext();
    await second.queue.serves('A003');

    // Did not come, and stands there after all.
    await strip.callNext();
    await strip.serves('A004');
    await page.keyboard.press('Control+F8');
    await strip.serves(null);
    await page.keyboard.press('Shift+F12');
    await strip.choice(/A004/).waitFor();
    await page.keyboard.press('Enter');
    await strip.serves('A004');

    // To the end of the line, and a pause with its reason.
    await page.keyboard.press('Control+F7');
    await strip.serves(null);
    await page.keyboard.press('Shift+F3');
    await strip.dialogOf(queue.pause.title).waitFor();
    await page.keyboard.press('1');
    await strip.paused.waitFor();
    await page.waitForTimeout(1300);
    await page.keyboard.press('F9');
    await strip.paused.waitFor({ state: 'detached' });
    await strip.callNext();
    await strip.serves('A005');

    const name = receptionPage(page, first.keyboard).name;
    expect(await name.inputValue()).toBe('Nguyễn Văn An');
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    const numbers = (
      await (
        await client()
      ).queue.today({
        day: (await (await client()).session.state({})).now.slice(0, 10),
        cursor: null,
        limit: 50,
      })
    ).tickets;
    expect(
      numbers
        .filter(({ state }) => state === 'called')
        .map(({ number }) => number)
        .sort(),
    ).toEqual(['A003', 'A005']);
  });

  test('what is received belongs to the ticket; F9 then makes room for the next person', async () => {
    const desk = await counterOf(web.clerk);
    const { page, keyboard, queue: strip } = desk;
    await take('A', 2);
    await strip.waiting(2);
    await page.keyboard.press('F9');
    await strip.button(queue.more.pause).waitFor();
    await strip.callNext();
    await strip.serves('A001');
    const reception = receptionPage(page, keyboard);
    await reception.scanCard(person(5, 1));
    await reception.pick('2.000815', 'chung thuc ban sao');
    await reception.takeRequiredPapers();
    const { code } = await reception.commit();
    await strip.callNext();
    await strip.serves('A002');
    await reception.received.waitFor({ state: 'detached' });
    await eventually(() => reception.name.inputValue(), '');
    await reception.name.and(page.locator(':focus')).waitFor();

    const session = await client();
    const day = (await session.session.state({})).now.slice(0, 10);
    const { tickets } = await session.queue.today({ day, cursor: null, limit: 50 });
    const served = tickets.find(({ number }) => number === 'A001');
    expect(served?.state).toBe('finished');
    expect(served?.dossiers.map((dossier) => dossier.code)).toEqual([code]);
    expect(served?.servedSeconds).not.toBeNull();
  });

  test('the clerk issues a number by keyboard; the lists hold what waits', async () => {
    const { page, queue: strip } = await counterOf(web.clerk);
    await page.keyboard.press('Shift+F11');
    await strip.dialogOf(queue.issue.title).waitFor();
    await page.keyboard.press('B');
    await strip.choice(/Người cao tuổi/).waitFor();
    await page.keyboard.press('1');
    await strip.dialog.getByText('Số B001').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await strip.dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+F1');
    await strip.dialogOf(queue.pane.title).waitFor();
    await strip.dialog.getByText(/chờ 1, trong đó ưu tiên 1/).waitFor();
    expect(await violations(page)).toEqual([]);
    // A key that the list shows works in it.
    await page.keyboard.press('F9');
    await strip.button(queue.more.pause).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('the kiosk gives one number for a double touch, says where to note it, and asks for the password after', async () => {
    const desk = await counterOf(web.administrator);
    const { page } = desk;
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, '#/kiosk');
    const screen = kioskPage(page);
    await screen.begin.waitFor();
    expect(await violations(page)).toEqual([]);
    await screen.begin.click();
    await screen.choose.waitFor();
    expect(await violations(page)).toEqual([]);
    await screen.button(/Đất đai/).dblclick();
    await screen.ordinary.waitFor();
    expect(await violations(page)).toEqual([]);
    await screen.unhurried();
    await screen.ordinary.dblclick();
    await screen.number.waitFor();
    expect(await screen.shownNumber()).toBe('B001');
    await screen.returning.waitFor();
    expect(await page.getByRole('img', { name: /Mã QR/ }).count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await screen.unhurried();
    await screen.done.click();
    await screen.choose.waitFor();

    // In English for one person; the next finds Vietnamese.
    await screen.unhurried();
    await screen.english.click();
    await screen.button(/Land and construction/).click();
    await screen.button(/Ordinary number/).waitFor();
    await screen.unhurried();
    await screen.button(/Ordinary number/).click();
    await page.getByText('1 people before you').waitFor();
    await screen.unhurried();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await screen.choose.waitFor();

    await page.keyboard.press('Escape');
    await page.getByText(shell.lock.title).waitFor();
    expect(await page.getByRole('heading', { name: kiosk.chooseGroup }).count()).toBe(0);
  });

  test('a ticket is only said to lie in the printer when it does; without paper the number is to be noted', async () => {
    const session = await client();
    await session.devices.change({
      ...(await session.devices.state({})).settings,
      ticketPrinter: { kind: 'simulated', profile: 'mm80' },
    });
    const { page } = await counterOf(web.administrator);
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, '#/kiosk');
    const screen = kioskPage(page);
    await screen.begin.click();
    const takeNumber = async (): Promise<void> => {
      await screen.choose.waitFor();
      await screen.unhurried();
      await screen.button(/Đất đai/).click();
      await screen.ordinary.waitFor();
      await screen.unhurried();
      await screen.ordinary.click();
      await screen.number.waitFor();
    };
    await takeNumber();
    await page.getByText(kiosk.takePaper).waitFor();
    expect(await page.getByRole('img', { name: /Mã QR/ }).count()).toBe(0);
    await screen.unhurried();
    await screen.done.click();

    await session.devices.simulate({
      paper: 'out',
      coverOpen: false,
      plugged: true,
      stalled: false,
      slow: false,
    });
    await takeNumber();
    await page.getByText(kiosk.paperTrouble).waitFor();
    await page.getByText(/Xin ghi nhớ số B002/).waitFor();
    expect(await page.getByText(kiosk.takePaper).count()).toBe(0);
    expect(await violations(page)).toEqual([]);

    // And the counter hears of it.
    const other = await counterOf(web.clerk);
    await other.queue.button(queue.paper.printerTrouble).click();
    await other.queue.dialog
      .getByText(/hết giấy/)
      .first()
      .waitFor();
    expect(await violations(other.page)).toEqual([]);
  });

  test('the kiosk without a line to the office says so and where to go, and offers nothing', async () => {
    const { page } = await counterOf(web.administrator);
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, '#/kiosk');
    const screen = kioskPage(page);
    await screen.begin.click();
    await screen.choose.waitFor();
    await web.stop();
    await screen.offline.waitFor();
    expect(await screen.button(/Đất đai/).count()).toBe(0);
  });

  test('the administrator changes the hall; what is wrong stands at its field', async () => {
    const desk = await counterOf(web.administrator);
    const { page } = desk;
    await page.keyboard.press('Alt+D');
    await page.getByRole('heading', { name: hall.title, level: 1 }).waitFor();
    await page.getByRole('button', { name: hall.groups.add }).click();
    // The new line has the cursor at its name, with a letter that is free.
    await page.keyboard.insertText('Y tế');
    await page.getByLabel(hall.groups.letter, { exact: true }).last().fill('A');
    await page.keyboard.press('F2');
    await page.getByText(hall.problems.letterTwice).waitFor();
    await page.getByText(hall.problems.groupUnserved).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel(hall.groups.letter, { exact: true }).last().fill('Y');
    await page.getByRole('checkbox', { name: 'Y Y tế' }).first().check();
    await page.getByLabel(hall.board.lastCalls, { exact: true }).fill('99');
    await page.keyboard.press('F2');
    await page.getByText(hall.problems.lastCalls).waitFor();
    await page.getByLabel(hall.board.lastCalls, { exact: true }).fill('4');
    await page.keyboard.press('F2');
    await page.getByText(hall.saved).waitFor();
    const settings = await (await client()).queue.settings({});
    expect(settings.groups.at(-1)).toMatchObject({ letter: 'Y', name: 'Y tế' });
    expect(settings.board.lastCalls).toBe(4);

    await take('Y', 1);
    await page.getByRole('tab', { name: hall.tabs.today }).click();
    await page.getByRole('rowheader', { name: 'Y001' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('a ticket under the scanner takes back who was held, and says what it can do for no other', async () => {
    const desk = await counterOf(web.clerk);
    const { page, keyboard, queue: strip } = desk;
    await take('A', 2);
    await strip.waiting(2);
    await page.keyboard.press('F9');
    await strip.button(queue.more.pause).waitFor();
    await page.waitForTimeout(1300);
    await strip.callNext();
    await strip.serves('A001');
    await page.keyboard.press('Shift+F8');
    await strip.serves(null);
    const day = (await (await client()).queue.desk({})).held[0]?.day ?? '';
    const reception = receptionPage(page, keyboard);
    await reception.note.focus();
    await page.keyboard.insertText('chờ bản gốc');
    await keyboard.scan(ticketQr({ number: 'A002', day }));
    await page.getByText('Số A002 không phải số đang giữ').waitFor();
    await keyboard.scan(ticketQr({ number: 'A001', day }));
    await strip.serves('A001');

    // With somebody served, the question is about the very ticket under the scanner.
    await page.keyboard.press('Shift+F8');
    await strip.serves(null);
    await strip.callNext();
    await strip.serves('A002');
    await keyboard.scan(ticketQr({ number: 'A001', day }));
    await strip.choice(/Giữ A002, đón A001/).waitFor();
    await page.keyboard.press('2');
    await strip.serves('A001');

    // A press too many is taken back.
    await page.keyboard.press('Control+F9');
    await strip.serves(null);
    await page.keyboard.press('Shift+F12');
    await strip.choice(/A001.*đã xong lúc/).waitFor();
    await page.keyboard.press('2');
    await strip.serves('A001');
    expect(await reception.note.inputValue()).toBe('chờ bản gốc');
  });
});
