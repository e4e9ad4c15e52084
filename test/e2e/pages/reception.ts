import type { Page } from 'playwright-core';
import { receive } from '#renderer/i18n/vi/receive.ts';
import type { Keyboard } from '../../fixtures/keyboard.ts';
import { cardText, type Person } from '../../fixtures/people.ts';

/** The ONE screen of a reception, as a clerk without a mouse meets it. */
export function receptionPage(page: Page, keyboard: Keyboard) {
  const form = page.getByRole('form', { name: receive.form });
  const field = (label: string) => form.getByLabel(label, { exact: true });
  const procedure = form.getByRole('combobox', { name: receive.procedure.label });
  const hits = page.getByRole('listbox', { name: receive.procedure.list });
  const requiredPapers = form.getByRole('checkbox', { name: /giấy bắt buộc/ });
  const received = page.locator('[data-received]');
  return {
    form,
    field,
    name: field(receive.applicant.name),
    idNumber: field(receive.applicant.idNumber),
    address: field(receive.applicant.address),
    phone: form.getByLabel(receive.applicant.phone, { exact: true }).first(),
    note: field(receive.result.note),
    procedure,
    hits,
    requiredPapers,
    scanProblem: form.getByRole('alert').filter({ hasText: receive.scan.failed }),
    receive: form.getByRole('button', { name: receive.actions.receive }),
    message: form.getByRole('status'),
    received,
    code: received.locator('[data-dossier-code]'),
    checkValue: received.locator('[data-check-value]'),
    openPdf: received.getByRole('button', { name: receive.received.openPdf }),

    async open(): Promise<void> {
      await form.waitFor();
      await field(receive.applicant.name).waitFor();
    },

    /** Scans a citizen card and waits until the form has it and the cursor stands at the procedure. */
    async scanCard(who: Person): Promise<void> {
      await keyboard.scan(cardText(who));
      await page.waitForFunction(
        ([label, name]) => {
          const focused = document.activeElement;
          const fields = [...document.querySelectorAll('input')];
          return (
            focused?.getAttribute('role') === 'combobox' &&
            fields.some((one) => one.value === name && one.labels?.[0]?.textContent === label)
          );
        },
        [receive.applicant.name, who.name] as const,
      );
    },

    /** Types until the wanted procedure is the marked one, then Enter; gives what was typed. */
    async pick(code: string, words: string): Promise<string> {
      let typed = '';
      for (const character of words) {
        await keyboard.type(character);
        typed += character;
        if (typed.length < 2) continue;
        if (await isMarked(code, typed)) break;
      }
      await hits.getByRole('option', { selected: true }).filter({ hasText: code }).waitFor();
      await keyboard.press('Enter');
      await requiredPapers.waitFor();
      return typed;
    },

    /** All required papers were handed in: Enter on the table's head, where the cursor stands. */
    async takeRequiredPapers(): Promise<void> {
      await requiredPapers.and(page.locator(':focus')).waitFor();
      await keyboard.press('Enter');
      await requiredPapers.and(page.locator(':checked')).waitFor();
    },

    async commit(): Promise<{ code: string; checkValue: string }> {
      await keyboard.press('F2');
      await received.waitFor();
      return {
        code: await received.locator('[data-dossier-code]').innerText(),
        checkValue: await received.locator('[data-check-value]').innerText(),
      };
    },
  };

  /** Whether the hits of exactly this query have come with the wanted one marked. */
  async function isMarked(code: string, typed: string): Promise<boolean> {
    if ((await procedure.inputValue()) !== typed) return false;
    await page.waitForTimeout(120);
    const marked = hits.getByRole('option', { selected: true });
    return (await marked.count()) === 1 && (await marked.innerText()).includes(code);
  }
}
