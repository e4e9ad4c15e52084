import type { Page } from 'playwright-core';
import { common } from '#renderer/i18n/vi/common.ts';
import { dossier } from '#renderer/i18n/vi/dossier.ts';

/** The list of dossiers. */
export function findPage(page: Page) {
  return {
    field: page.getByRole('combobox', { name: dossier.find.label }),
    rows: page.getByRole('listbox', { name: dossier.find.list }).getByRole('option'),
    nothing: page.getByText(/Không có hồ sơ nào khớp/),
  };
}

/** One dossier opened. */
export function dossierPage(page: Page) {
  const card = (title: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const printed = card(dossier.page.printed);
  return {
    heading: (code: string) => page.getByRole('heading', { name: code }),
    card,
    history: card(dossier.page.history).getByRole('listitem'),
    printed,
    seePdf: printed.getByRole('button', { name: dossier.page.seePdf }),
    /** The button of one print (`bản in đầu`, `bản in lại 1`) that shows its archived PDF. */
    pdfOf: (which: string) =>
      printed
        .getByRole('listitem')
        .filter({ hasText: which })
        .getByRole('button', { name: dossier.page.seePdf }),
    confirmReprint: page.getByRole('dialog').getByRole('button', { name: dossier.page.reprint }),
    reprinted: (number: number) =>
      printed.getByText(dossier.page.reprintNumber.replace('{{number}}', String(number))),
    pdfFrame: page.getByRole('dialog').locator('iframe'),
    closeDialog: page.getByRole('dialog').getByRole('button', { name: common.close }),
  };
}
