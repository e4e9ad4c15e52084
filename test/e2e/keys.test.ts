import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { keysPage } from './pages/keys.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('keys'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });

  test('another database key and another recovery key, by keyboard alone; everybody stays signed in', async () => {
    const clerk = await openDesk(browser, web.startAddress());
    await signInPage(clerk.page).signIn(web.clerk);
    await receptionPage(clerk.page, clerk.keyboard).open();
    const desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.administrator);
    await receptionPage(desk.page, desk.keyboard).open();
    await desk.keyboard.press('Alt+A');
    const keys = keysPage(desk.page);
    await keys.title.waitFor();
    await keys.opens.first().waitFor();

    await keys.rekey.press('Enter');
    await keys.password.fill('không phải mật khẩu');
    await keys.password.press('Enter');
    await keys.problem.waitFor();
    await keys.password.fill(web.administrator.password);
    await keys.password.press('Enter');
    await keys.rekeyDone.waitFor({ timeout: 60_000 });

    await keys.newRecovery.press('Enter');
    await keys.password.fill(web.administrator.password);
    await keys.password.press('Enter');
    const shown = (await keys.shownKey.textContent()) ?? '';
    await keys.confirmKey.fill('0000');
    await keys.confirmKey.press('Enter');
    await keys.wrongKey.waitFor();
    await desk.page.emulateMedia({ media: 'print' });
    // On paper there is the sheet, and nothing of the program around it.
    expect(await keys.confirmKey.isVisible()).toBe(false);
    expect(await desk.page.getByText('Khóa khôi phục Trạm Một Cửa').isVisible()).toBe(true);
    await desk.page.emulateMedia({ media: 'screen' });
    await keys.confirmKey.fill(shown.slice(-4).toLowerCase());
    await keys.confirmKey.press('Enter');
    await keys.recoveryDone.waitFor();

    // The clerk noticed nothing, and both are still there.
    await clerk.page.reload();
    await receptionPage(clerk.page, clerk.keyboard).open();
    await web.stop();
    await web.start();
    const recovered = await web
      .client()
      .session.recover({ recoveryKey: shown, login: web.administrator.login, password: 'bốn con ngựa hồng' });
    expect(recovered.user.login).toBe(web.administrator.login);
    expect(clerk.faults).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});
