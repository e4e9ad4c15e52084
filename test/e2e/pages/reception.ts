import type { Page } from 'playwright-core';
import { receive } from '#renderer/i18n/vi/receive.ts';
import type { Keyboard } from '../../fixtures/keyboard.ts';
import { cardText, type Person } from '../../fixtures/people.ts';

/** A clerk sooner types another letter than presses an arrow more often. */
const MOST_ARROWS = 4;
/** Longer than the search waits for further letters and takes to answer. */
const LIST_SETTLES_MS = 150;

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
    missingAsked: form.getByRole('status').filter({ hasText: /Còn thiếu \d+ giấy bắt buộc/ }),
    /** Whose the form is, while another ticket is served. */
    ticketNote: form.locator('[data-ticket-note]'),
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

    /** The phone of an earlier dossier is filled in by itself. */
    async phoneKnown(who: Person): Promise<void> {
      await page.waitForFunction(
        (digits) =>
          [...document.querySelectorAll('input')].some((one) => one.value.replace(/\D/g, '') === digits),
        who.phone,
      );
    },

    /**
     * Types the words until the wanted procedure is among the first hits, goes down to it and takes it with Enter.
     * `letters`: how many of them this clerk types before looking at the list (3).
     */
    async pick(code: string, words: string, letters = 3): Promise<void> {
      await keyboard.type(words.slice(0, letters));
      let rest = words.slice(letters);
      let place = await placeOf(code, words.slice(0, letters));
      while ((place < 0 || place > MOST_ARROWS) && rest !== '') {
        await keyboard.type(rest.charAt(0));
        rest = rest.slice(1);
        place = await placeOf(code, words.slice(0, words.length - rest.length));
      }
      if (place < 0) throw new Error(`“${words}” does not find ${code}`);
      for (let times = 0; times < place; times += 1) await keyboard.press('ArrowDown');
      await hits.getByRole('option', { selected: true }).filter({ hasText: code }).waitFor();
      await keyboard.press('Enter');
      await requiredPapers.waitFor();
      await form.locator('section').filter({ hasText: code }).first().waitFor();
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
        checkValue: await received
          .locator('[data-check-value]')
          .innerText()
          .then((text) => text.replace('-', '')),
      };
    },
  };

  /** The place of the wanted hit once the list has stood still under exactly this query; -1 where it is not. */
  async function placeOf(code: string, typed: string): Promise<number> {
    await page.waitForFunction((query) => {
      const box = document.activeElement;
      return box instanceof HTMLInputElement && box.value === query;
    }, typed);
    let before = '';
    for (;;) {
      await page.waitForTimeout(LIST_SETTLES_MS);
      const shown = await hits.getByRole('option').allInnerTexts();
      if (shown.join('\n') === before) return shown.findIndex((text) => text.includes(code));
      before = shown.join('\n');
    }
  }
}
