import type { Page } from 'playwright-core';
import { slips } from '#renderer/i18n/vi/slips.ts';
import type { Keyboard } from '../../fixtures/keyboard.ts';

/** The sheet of a request for supplement or of a refusal, as a clerk without a mouse meets it. */
export function slipSheet(page: Page, keyboard: Keyboard, kind: 'supplement' | 'refusal') {
  const form = page.getByRole('form', { name: slips.titles[kind] });
  const given = page.locator(`[data-received][data-outcome="${kind}"]`);
  return {
    form,
    paper: page.locator('aside article'),
    matter: form.getByLabel(slips.matter, { exact: true }),
    reason: form.getByLabel(slips.reason[kind], { exact: true }),
    text: form.getByLabel(slips.reason.text, { exact: true }),
    problem: form.getByRole('status').filter({ hasText: /Còn \d+ ô cần sửa/ }),
    ticked: form.getByRole('gridcell', { name: new RegExp(slips.gaps.asked) }),
    line: (number: number) =>
      form.getByLabel(slips.gaps.line.replace('{{number}}', String(number)), { exact: true }),
    given,
    number: given.locator('[data-dossier-code]'),

    async open(): Promise<void> {
      await keyboard.press(kind === 'supplement' ? 'F6' : 'F7');
      await form.waitFor();
    },

    /** F2; gives the number of the slip. */
    async give(): Promise<string> {
      await keyboard.press('F2');
      await given.waitFor();
      return given.locator('[data-dossier-code]').innerText();
    },
  };
}
