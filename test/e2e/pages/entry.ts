import type { Page } from 'playwright-core';
import { common } from '#renderer/i18n/vi/common.ts';
import { setup } from '#renderer/i18n/vi/setup.ts';
import { shell } from '#renderer/i18n/vi/shell.ts';
import { signIn } from '#renderer/i18n/vi/sign-in.ts';

/** The first start. */
export function firstStart(page: Page) {
  return {
    title: page.getByRole('heading', { name: setup.title }),
    trial: page.getByRole('button', { name: setup.trialButton }),
    tree: (name: RegExp) => page.getByRole('radio', { name }),
    real: page.getByRole('button', { name: setup.realButton }),
    /** Says that the sample is being made. */
    working: page.getByRole('status').getByText(setup.trialWorking),
    toSignIn: page.getByRole('button', { name: setup.toSignIn }),
    /** Login and password of the sample's people, as the screen shows them. */
    async people(): Promise<{ name: string; role: string; login: string; password: string }[]> {
      await page.getByRole('row').nth(1).waitFor();
      const rows = await page.locator('tbody tr').all();
      return Promise.all(
        rows.map(async (row) => {
          const [name = '', role = '', login = '', password = ''] = await row
            .locator('th, td')
            .allInnerTexts();
          return { name, role, login, password };
        }),
      );
    },
  };
}

/** The wizard of an office of one's own. */
export function wizard(page: Page) {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  return {
    field,
    next: page.getByRole('button', { name: common.next }),
    create: page.getByRole('button', { name: setup.create }),
    province: page.getByRole('combobox', { name: setup.province }),
    keyTitle: page.getByRole('heading', { name: setup.keyTitle }),
    key: page.locator('p[translate="no"]').first(),
    confirmKey: field(setup.keyConfirm),
    wrongKey: page.getByText(setup.keyWrong),
    done: page.getByRole('button', { name: setup.keyDone }),
    words: setup,
  };
}

export function signInPage(page: Page) {
  const login = page.getByLabel(signIn.login, { exact: true });
  const password = page.getByLabel(signIn.password, { exact: true });
  return {
    login,
    password,
    /** By keyboard: the cursor stands in the name's field from the start. */
    async signIn(person: { login: string; password: string }): Promise<void> {
      await login.waitFor();
      await login.fill(person.login);
      await password.fill(person.password);
      await password.press('Enter');
      await page.getByRole('navigation', { name: shell.nav.label }).waitFor();
    },
    recovery: page.getByRole('button', { name: signIn.toRecovery }),
    recoveryKey: page.getByLabel(signIn.recoveryKey, { exact: true }),
    recoveryLogin: page.getByLabel(signIn.recoveryLogin, { exact: true }),
    newPassword: page.getByLabel(signIn.newPassword, { exact: true }),
    recover: page.getByRole('button', { name: signIn.recover }),
  };
}
