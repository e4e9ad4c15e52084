import type { Page } from 'playwright-core';
import { numbers } from '#renderer/i18n/vi/numbers.ts';

/** Codes and clock: frozen numbers, the last printed code, a clock in doubt. */
export function numbersPage(page: Page) {
  return {
    title: page.getByRole('heading', { name: numbers.title }),
    banner: page.getByRole('status').filter({ hasText: numbers.banner.frozen }),
    toConfirm: page.getByRole('link', { name: numbers.banner.frozenAdmin }),
    code: page.getByLabel(numbers.confirm.code),
    good: page.getByText(numbers.codes.good),
    clockBanner: page.getByText(numbers.banner.clock['set-back']),
    clockRight: page.getByRole('button', { name: numbers.clock.confirm }),
    clockGood: page.getByText(numbers.clock.good),
  };
}
