import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createKeyboard, type Keyboard } from '../../fixtures/keyboard.ts';

/** A window of the program on the commonest screen, and what went wrong in it. */
export type Desk = {
  page: Page;
  context: BrowserContext;
  keyboard: Keyboard;
  /** Errors of scripts and of the console; a journey ends with none. */
  faults: string[];
  close(): Promise<void>;
};

/** The smallest and commonest screen of a counter. */
export const SMALLEST_SCREEN = { width: 1366, height: 768 };

/** Opens the program in a browser of its own, as a person who follows the printed address. */
export async function openDesk(browser: Browser, address: string): Promise<Desk> {
  const context = await browser.newContext({
    viewport: SMALLEST_SCREEN,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const desk = await watchDesk(page, context, () => context.close());
  await page.goto(address);
  return desk;
}

/** A window that is already open, in whatever host. */
export async function watchDesk(
  page: Page,
  context: BrowserContext,
  close: () => Promise<void>,
): Promise<Desk> {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // While the host restarts, connections are refused and the old cookie is asked about: part of that journey.
    if (message.type() !== 'error' || /WebSocket|ERR_CONNECTION|401 \(Unauthorized\)/.test(message.text()))
      return;
    faults.push(`console: ${message.text()}`);
  });
  return { page, context, keyboard: await createKeyboard(page), faults, close };
}
