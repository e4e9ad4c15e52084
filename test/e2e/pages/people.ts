import type { Page } from 'playwright-core';
import { admin } from '#renderer/i18n/vi/admin.ts';

/** The people of the office, for its administrator. */
export function peoplePage(page: Page) {
  const dialog = page.getByRole('dialog', { name: admin.users.add });
  const field = (label: string) => dialog.getByLabel(label, { exact: true });
  return {
    title: page.getByRole('heading', { name: admin.users.title, level: 1 }),
    row: (name: string) => page.getByRole('row').filter({ hasText: name }),
    dialog,
    name: field(admin.users.name),
    login: field(admin.users.login),
    counter: field(admin.users.counter),
    password: field(admin.users.password),
    tooShort: dialog.getByText(admin.users.passwordShort),
    add: dialog.getByRole('button', { name: admin.users.add }),
  };
}
