import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteOffice, type RunningProvince, startProvince } from '#main/province/index.ts';
import { exchange } from '#renderer/i18n/vi/exchange.ts';
import { outbox } from '#renderer/i18n/vi/outbox.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { exampleReception, systemIds } from '../fixtures/office.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';

const browserFound = (await findBrowser()) !== undefined;
const silent = { info() {}, warn() {}, error() {} };

describe.skipIf(!browserFound)(needsBrowser('what the province rejects'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let running: RunningProvince;
  beforeAll(async () => {
    browser = await launchBrowser();
    const clock = { now: () => Date.now() };
    [web, running] = await Promise.all([
      startSampleWebOffice(),
      startProvince({ port: 0, clock, ids: systemIds, log: silent, version: '0.1.0' }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
    await running?.close();
  });

  test('is kept, says why everywhere, and is accepted once the province mended what it had wrong', async () => {
    const [clerk, administrator] = [web.client(), web.client()];
    await clerk.session.signIn({ login: web.clerk.login, password: web.clerk.password });
    await administrator.session.signIn(web.administrator);
    const { dossier } = await clerk.dossiers.receive(exampleReception());
    const code = dossier.codes[0]?.code ?? '';
    // The province wrote down another agency than the one whose codes this office gives.
    const invited = await inviteOffice(running.province, { name: 'Xã Thử', agencyCode: '000.00.99.H99' });
    await administrator.exchange.enrol({ address: running.address, code: invited.code });
    await clerk.exchange.sendNow({});

    const desk = await openDesk(browser, web.startAddress());
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.clerk);
    await page.getByText('Đồng bộ: 0 giữ, 1 từ chối').waitFor();
    await keyboard.press('Control+F10');
    const row = page.getByRole('listitem').filter({ hasText: code });
    await row.getByText(exchange.states.rejected, { exact: true }).waitFor();
    await row.getByText(exchange.codes['agency-not-yours']).waitFor();
    await keyboard.press('Alt+H');
    const badge = exchange.dossier.badge.replace('{{state}}', exchange.states.rejected);
    await page.getByRole('option').filter({ hasText: code }).getByText(badge).waitFor();
    await keyboard.press('Enter');
    await page.getByText(exchange.codes['agency-not-yours']).waitFor();

    await running.province.sql.query('UPDATE offices SET agency_code = $1', ['']);
    await keyboard.press('Control+F10');
    await page.getByRole('button', { name: outbox.list.retryAll.replace('{{count}}', '1') }).waitFor();
    await keyboard.press('Alt+R');
    await page.getByText('Đồng bộ: 0 giữ, 0 từ chối').waitFor();
    await page.getByText(outbox.empty.open).waitFor();
    expect((await clerk.exchange.ofDossier({ id: dossier.id })).state).toBe('accepted');
    await desk.close();
    expect(desk.faults).toEqual([]);
  });
});
