import type { Page } from 'playwright-core';
import { vi } from '#renderer/i18n/texts.ts';

const { keys, setup } = vi;

/** The screen of the keys: who can open the data, recovery key, OS store, another database key. */
export function keysPage(page: Page) {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  return {
    title: page.getByRole('heading', { name: keys.title, level: 1 }),
    opens: page.getByText(keys.opens.yes),
    rekey: button(keys.rekeyButton),
    newRecovery: button(keys.newRecovery),
    password: dialog.getByLabel(keys.password, { exact: true }),
    problem: dialog.getByText('Mật khẩu hiện tại không đúng.'),
    rekeyDone: page.getByText(keys.rekeyDone, { exact: true }),
    shownKey: page.locator('form').getByText(/^(?:\w{4}-){7}\w{4}$/),
    confirmKey: page.getByLabel(setup.keyConfirm),
    wrongKey: page.getByText(setup.keyWrong),
    recoveryDone: page.getByText(keys.recoveryDone),
  };
}
