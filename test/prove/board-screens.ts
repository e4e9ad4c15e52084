import type { Browser, Page } from 'playwright-core';
import { kiosk as kioskWords } from '#renderer/i18n/vi/kiosk.ts';
import { queue as deskWords } from '#renderer/i18n/vi/queue.ts';
import { signInPage } from '../e2e/pages/entry.ts';
import type { SampleWebOffice } from '../fixtures/web-office.ts';
import { misplacedOn, violationsOn } from './board-looks.ts';

/** The type of the screens, in per cent, as a person chooses it. */
async function chooseType(page: Page, typeSize: number): Promise<void> {
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}%`;
  }, typeSize);
}

/** Kiosk and queue desk at normal and largest type: axe, nothing cut off or over something else. */
export async function lookAtKioskAndDesk(browser: Browser, web: SampleWebOffice): Promise<string[]> {
  const wrong: string[] = [];
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  const page = await context.newPage();
  await page.goto(web.startAddress());
  await signInPage(page).signIn(web.administrator);

  const look = async (name: string, within: string): Promise<void> => {
    wrong.push(...(await violationsOn(page, name)), ...(await misplacedOn(page, name, within)));
  };
  for (const typeSize of [100, 200]) {
    await chooseType(page, typeSize);
    await page.getByRole('region', { name: deskWords.label, exact: true }).waitFor();
    await look(`desk at ${typeSize} %`, '[data-queue]');
    await page.keyboard.press('F9');
    await page
      .getByRole('dialog')
      .waitFor({ timeout: 2000 })
      .catch(() => undefined);
    wrong.push(...(await violationsOn(page, `desk asked for a counter at ${typeSize} %`)));
    await page.keyboard.press('Escape');
  }

  await chooseType(page, 100);
  await page.evaluate(() => {
    location.hash = '#/kiosk';
  });
  const begin = page.getByRole('button', { name: kioskWords.entry.begin });
  await begin.waitFor();
  wrong.push(...(await violationsOn(page, 'kiosk before it opens')));
  await begin.click();
  for (const typeSize of [100, 200]) {
    await chooseType(page, typeSize);
    const group = page.locator('main button').first();
    await group.waitFor();
    await look(`kiosk at ${typeSize} %`, 'main');
    await group.click();
    const ordinary = page.getByRole('button', { name: kioskWords.ordinary });
    await ordinary.waitFor();
    await look(`kiosk asking for priority at ${typeSize} %`, 'main');
    await ordinary.click();
    await page.getByText(kioskWords.yourNumber).waitFor();
    await look(`kiosk with a ticket at ${typeSize} %`, 'main');
    await page.getByRole('button', { name: kioskWords.done }).click();
  }
  await context.close();
  return wrong;
}
