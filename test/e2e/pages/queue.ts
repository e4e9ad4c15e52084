import type { Page } from 'playwright-core';
import { kiosk } from '#renderer/i18n/vi/kiosk.ts';
import { queue } from '#renderer/i18n/vi/queue.ts';
import { eventually } from './waiting.ts';

/** A second press within this time is taken for the same one, on purpose. */
const ONE_PRESS_MS = 1300;

/** The queue at the head of every screen. */
export function queueStrip(page: Page) {
  const strip = page.locator('[data-queue]');
  const ticket = strip.locator('[data-ticket]');
  const dialog = page.getByRole('dialog');
  return {
    strip,
    ticket,
    dialog,
    /** What was done last, as it is said to who cannot see. */
    said: strip.getByRole('status').first(),
    quiet: strip.getByText(queue.quiet),
    paused: strip.getByText(/^Tạm dừng: /),
    button: (name: string) => strip.getByRole('button', { name }),
    dialogOf: (title: string | RegExp) => page.getByRole('dialog', { name: title }),
    choice: (name: RegExp) => dialog.getByRole('button', { name }),
    /** Until this ticket is at the counter; null: none is. */
    serves: (number: string | null) =>
      eventually(async () => ((await ticket.count()) === 0 ? null : await ticket.innerText()), number),
    waiting: (count: number) =>
      eventually(async () => (await strip.innerText()).includes(`chờ ${count}`), true),
    /** F9 as one press of its own, apart from the one before. */
    async callNext(): Promise<void> {
      await page.waitForTimeout(ONE_PRESS_MS);
      await page.keyboard.press('F9');
    },
  };
}

/** The touch screen where people take their numbers. */
export function kioskPage(page: Page) {
  const main = page.getByRole('main');
  return {
    begin: page.getByRole('button', { name: kiosk.entry.begin }),
    choose: page.getByRole('heading', { name: kiosk.chooseGroup }),
    button: (name: string | RegExp) => main.getByRole('button', { name }),
    ordinary: main.getByRole('button', { name: new RegExp(kiosk.ordinary) }),
    number: main.getByRole('heading', { name: new RegExp(kiosk.yourNumber) }),
    done: main.getByRole('button', { name: kiosk.done, exact: true }),
    offline: page.getByRole('heading', { name: kiosk.offlineTitle }),
    english: page.getByRole('button', { name: 'English' }),
    vietnamese: page.getByRole('button', { name: 'Tiếng Việt' }),
    returning: page.getByText(/Tự quay về màn hình đầu sau \d+ giây/),
    /** Longer than what a hurried second finger is forgiven. */
    unhurried: () => page.waitForTimeout(600),
    async shownNumber(): Promise<string> {
      const text = await main.getByRole('heading', { name: new RegExp(kiosk.yourNumber) }).innerText();
      return /[A-Z]\d{3}/.exec(text)?.[0] ?? '';
    },
  };
}
