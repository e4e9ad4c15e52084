import type { Page } from 'playwright-core';
import { lan } from '#renderer/i18n/vi/lan.ts';
import { pair } from '#renderer/i18n/vi/pair.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The administrator's page of the LAN. */
export function lanPage(page: Page) {
  return {
    title: page.getByRole('heading', { name: lan.title, exact: true }),
    port: page.getByLabel(lan.port, { exact: true }),
    address: page.getByLabel(lan.address, { exact: true }),
    open: button(page, lan.open),
    close: button(page, lan.close),
    sure: (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }),
    on: page.getByText(lan.on, { exact: true }),
    off: page.getByText(lan.off, { exact: true }),
    fingerprint: page.locator('[data-fingerprint]'),
    kind: (name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) }),
    name: page.getByLabel(lan.name, { exact: true }),
    make: button(page, lan.make),
    code: page.locator('output'),
    digits: page.getByLabel(lan.digits, { exact: true }),
    admit: button(page, lan.admit),
    refuse: button(page, lan.refuse),
    row: (name: string) => page.getByRole('row', { name: new RegExp(name) }),
    revoke: (name: string) => page.getByRole('button', { name: `${lan.revoke} ${name}`, exact: true }),
  };
}

/** The page of a device that is not paired. */
export function pairPage(page: Page) {
  return {
    title: page.getByRole('heading', { name: pair.title, exact: true }),
    code: page.getByLabel(pair.code, { exact: true }),
    digits: page.locator('output'),
    waiting: page.getByRole('heading', { name: pair.waitingTitle, exact: true }),
    gone: page.getByText(pair.gone, { exact: true }),
  };
}
