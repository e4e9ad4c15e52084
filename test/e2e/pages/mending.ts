import type { Page } from 'playwright-core';
import { corrections } from '#renderer/i18n/vi/corrections.ts';
import { fill } from '#shared/forms/wording.ts';

/** Correcting, cancelling and comparing, as a person at the counter meets them. */
export function mendingPage(page: Page) {
  const form = page.getByRole('form', { name: /^Sửa hồ sơ/ });
  const field = (label: string) => form.getByLabel(label, { exact: true });
  const cancelDialog = page.getByRole('dialog');
  const notice = (text: string) => page.getByRole('status').filter({ hasText: text });
  return {
    form,
    name: field(corrections.form.name),
    /** The old value of a change and the new one. */
    changes: page.locator('dl').filter({ has: page.locator('ins') }),
    reason: page.getByLabel(corrections.effect.reason, { exact: true }),
    paper: page.getByRole('region', { name: corrections.effect.paper }),
    save: page.getByRole('button', { name: new RegExp(`^${corrections.effect.saveAndPrint}`) }),
    scannedSuperseded: (revision: number, date: string) =>
      notice(
        fill(corrections.banner.scannedSuperseded.replace(/\{\{(\w+)\}\}/g, '{$1}'), {
          revision: String(revision),
          date,
        }),
      ),
    scannedCurrent: (revision: number) =>
      notice(
        fill(corrections.banner.scannedCurrent.replace(/\{\{(\w+)\}\}/g, '{$1}'), {
          revision: String(revision),
        }),
      ),
    cancelledNotice: notice('Hồ sơ này đã hủy lúc'),
    cancelReason: cancelDialog.getByLabel(corrections.cancelling.reason, { exact: true }),
    confirmCancel: cancelDialog.getByRole('button', { name: corrections.cancelling.confirm }),
    cancelledBadge: page.getByText(corrections.cancelled, { exact: true }),
    correctButton: page.getByRole('button', { name: new RegExp(`^${corrections.open}`) }),
    compareTable: page.getByRole('table'),
    differing: page.locator('tr[data-differs]').filter({ hasText: corrections.compare.differs }),
  };
}
