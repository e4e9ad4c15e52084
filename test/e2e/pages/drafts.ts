import type { Page } from 'playwright-core';
import { drafts } from '#renderer/i18n/vi/drafts.ts';

/** What was left half entered, as the reception screen offers it. */
export function draftOffers(page: Page) {
  const card = page.getByRole('region', { name: drafts.title });
  return {
    card,
    rows: card.getByRole('listitem'),
    dialog: page.getByRole('dialog', { name: drafts.title }),
    discardDialog: page.getByRole('dialog', { name: drafts.discardAsk }),
    /** The quiet line that says when the form on the screen was last typed in. */
    opened: page.getByRole('status').filter({ hasText: 'Đã mở lại nội dung nhập lúc' }),
    taken: page.getByRole('status').filter({ hasText: 'đã mở tiếp hồ sơ này lúc' }),
  };
}
