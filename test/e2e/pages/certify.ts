import type { Page } from 'playwright-core';
import { certify } from '#renderer/i18n/vi/certify.ts';
import { drafts } from '#renderer/i18n/vi/drafts.ts';

/** Certified copies in quick entry. */
export function certifyPage(page: Page) {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const table = page.locator('[data-today]');
  return {
    title: page.getByRole('heading', { name: certify.title, level: 1 }),
    name: field(certify.fields.name),
    paper: field(certify.fields.paper),
    copies: field(certify.fields.copies),
    pages: field(certify.fields.pages),
    fee: page.locator('[data-fee]'),
    due: page.locator('[data-due]'),
    sum: page.locator('[data-sum]'),
    totals: page.locator('[data-totals]:not([data-pending])'),
    table,
    rows: table.locator('tbody tr'),
    later: page.getByRole('button', { name: certify.recordLater }),
    discard: page.getByRole('dialog').getByRole('button', { name: certify.discardYes, exact: true }),
    samePerson: page.getByText(/cùng người: /),
    /** Says that lines were left behind, and opens them. */
    leftBehind: page.getByText(/yêu cầu đang nhập dở/),
    offers: page.getByRole('dialog', { name: drafts.title }),
    opened: page.getByText(/^Đã mở lại nội dung nhập lúc/),
    /** Whose the line is, while another ticket is served. */
    ticketNote: page.locator('[data-ticket-note]'),
    nameProblem: page.getByText(certify.problems.name, { exact: true }),
  };
}
