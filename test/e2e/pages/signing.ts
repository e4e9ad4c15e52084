import type { Page } from 'playwright-core';
import { common } from '#renderer/i18n/vi/common.ts';
import { sign } from '#renderer/i18n/vi/sign.ts';
import { tokens } from '#renderer/i18n/vi/tokens.ts';
import { verify } from '#renderer/i18n/vi/verify.ts';

/** What stands behind `{{…}}` is whatever the office says. */
const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.*')}$`);

/** Signing, as a clerk without a mouse meets it. */
export function signingPage(page: Page) {
  const pinDialog = page.getByRole('dialog', { name: tokens.pin.title });
  return {
    title: page.getByRole('heading', { name: sign.title, exact: true, level: 1 }),
    /** The sheet that shows what will be signed. */
    sheet: page.getByRole('dialog', { name: pattern(sign.dialog.title) }),
    sheetOfMany: page.getByRole('dialog', { name: pattern(sign.dialog.titleMany) }),
    preview: page.getByRole('dialog').locator('iframe'),
    signerReady: page.getByRole('dialog').getByLabel(sign.dialog.certificate, { exact: true }),
    pin: {
      dialog: pinDialog,
      field: pinDialog.getByLabel(tokens.pin.label, { exact: true }),
      tries: (count: number) =>
        pinDialog.getByText(tokens.pin.tries.replace('{{count}}', String(count)), { exact: true }),
      last: pinDialog.getByText(tokens.pin.states.last, { exact: true }),
      sure: pinDialog.getByRole('checkbox', { name: tokens.pin.sure }),
      inputMethod: pinDialog.getByText(tokens.pin.inputMethod),
    },
    batch: {
      stop: page.getByRole('button', { name: common.stop, exact: true }),
      paused: page.getByText(sign.batch.states.paused, { exact: true }),
      done: page.getByText(sign.batch.states.done, { exact: true }),
      resume: page.getByRole('button', { name: pattern(`${sign.batch.resume}.*`) }),
      rows: (state: keyof typeof sign.batch.rowStates) => page.locator(`tr[data-row-state="${state}"]`),
    },
    candidates: page.locator('[data-candidate]'),
    check: page.getByRole('button', { name: pattern(sign.checkOf) }),
    verify: {
      title: page.getByRole('heading', { name: verify.title, level: 1 }),
      /** Gives files to the field behind the button, as choosing or dropping them does. */
      choose: (files: { name: string; mimeType: string; buffer: Buffer }[]) =>
        page.locator('input[type="file"]').setInputFiles(files),
      verdict: (of: keyof typeof verify.verdicts) => page.locator(`article[data-verdict="${of}"]`),
      file: (name: string) => page.getByRole('region', { name, exact: true }),
    },
    lamp: (key: keyof typeof tokens.lamp) =>
      page.getByRole('contentinfo').getByText(tokens.lamp[key], { exact: true }),
  };
}
