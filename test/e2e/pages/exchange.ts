import type { Locator, Page } from 'playwright-core';
import { exchange } from '#renderer/i18n/vi/exchange.ts';
import { outbox } from '#renderer/i18n/vi/outbox.ts';
import { province } from '#renderer/i18n/vi/province.ts';
import type { Keyboard } from '../../fixtures/keyboard.ts';

/** Where an administrator of the office joins the province. */
export function joiningPage(page: Page, keyboard: Keyboard) {
  const address = page.getByRole('textbox', { name: province.wire.address });
  const code = page.getByRole('textbox', { name: province.wire.code });
  return {
    address,
    code,
    async open(): Promise<void> {
      await keyboard.press('Control+F11');
      await page.getByRole('heading', { level: 1, name: province.title }).waitFor();
    },
    /** The address is kept while another code is tried. */
    async tryCode(text: string): Promise<void> {
      await code.fill(text);
      await keyboard.press('Enter');
    },
    /** Waits until the office is joined to the province of this name. */
    async joined(name: string): Promise<void> {
      await page.getByRole('heading', { name: province.keys.heading }).waitFor();
      await page.getByText(name, { exact: true }).waitFor();
    },
  };
}

/** What the office owes the province, and what became of each entry. */
export function outboxPage(page: Page, keyboard: Keyboard) {
  return {
    async open(): Promise<void> {
      await keyboard.press('Control+F10');
      await page.getByRole('heading', { level: 1, name: outbox.title }).waitFor();
    },
    tile: (state: keyof typeof exchange.states, count: number): Locator =>
      page.getByRole('button', { name: `${exchange.states[state]} ${count}`, exact: true }),
    everything: page.getByRole('button', { name: /^Tất cả \d+$/ }),
    /** The entry of a dossier's code once it stands so. */
    entry: (code: string, state: keyof typeof exchange.states): Locator =>
      page.getByRole('listitem').filter({ hasText: code }).filter({ hasText: exchange.states[state] }),
  };
}
