import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { inviteOffice, type RunningProvince, startProvince } from '#main/province/index.ts';
import { ensureSetupCode } from '#main/province/people/index.ts';
import type { OfficeClient } from '#office/index.ts';
import { outbox } from '#renderer/i18n/vi/outbox.ts';
import { province as words } from '#renderer/i18n/vi/province.ts';
import { type Dossier, describeState } from '#shared/dossier/index.ts';
import { decodeQr, hasProgram, pageImage } from '../../main/office/forms/reading-pdf.oracle.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { systemIds } from '../fixtures/office.ts';
import { person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined && hasProgram('pdftoppm');
const silent = { info() {}, warn() {}, error() {} };
const PASSWORD = 'bốn con ngựa hồng';
const GROUND = 'Quyết định số 12/2026/QĐ-UBND ngày 01/10/2026';
const OWN = 'https://dichvucong.gov.vn';

describe.skipIf(!browserFound)(
  needsBrowser('the QR of a receipt, from paper to the province’s look-up'),
  () => {
    let browser: Browser;
    let web: SampleWebOffice;
    let running: RunningProvince;
    let clerk: OfficeClient;
    let desk: Desk;
    beforeAll(async () => {
      browser = await launchBrowser();
      [web, running] = await Promise.all([
        startSampleWebOffice(),
        startProvince({
          port: 0,
          clock: { now: () => Date.now() },
          ids: systemIds,
          log: silent,
          version: '0.1.0',
          name: 'Tỉnh Thử Nghiệm',
        }),
      ]);
      clerk = web.client();
      await clerk.session.signIn({ login: web.clerk.login, password: web.clerk.password });
      const administrator = web.client();
      const { login, password } = web.administrator;
      await administrator.session.signIn({ login, password });
      const { code } = await inviteOffice(running.province, { name: 'Xã Thử' });
      await administrator.exchange.enrol({ address: running.address, code });
    });
    afterAll(async () => {
      await browser?.close();
      await web?.end();
      await running?.close();
    });

    /** What the page of the connection says of the QR. */
    async function shown(page: Page): Promise<string> {
      const label = page.getByText(words.joined.lookUp, { exact: true });
      await label.waitFor();
      return page.locator('dt', { has: label }).locator('xpath=following-sibling::dd[1]').innerText();
    }

    /** Sends and asks at once, from the outbox. */
    async function exchangeNow(): Promise<void> {
      await desk.keyboard.press('Control+F10');
      await desk.page.getByRole('heading', { level: 1, name: outbox.title }).waitFor();
      await desk.keyboard.press('F2');
    }

    /** Receives a dossier by keyboard; gives it, and what a telephone reads on its paper. */
    async function received(number: number): Promise<{ dossier: Dossier; qr: string | null }> {
      const reception = receptionPage(desk.page, desk.keyboard);
      await desk.keyboard.press('Alt+N');
      await reception.open();
      await reception.scanCard(person(number, 1));
      await reception.pick('1.000894', 'ket hon');
      await reception.takeRequiredPapers();
      const { code } = await reception.commit();
      // The next person, so that the form is there when it is wanted again.
      await desk.keyboard.press('F3');
      await reception.open();
      const { rows } = await clerk.dossiers.search({ query: code, cursor: null, limit: 2 });
      const id = rows[0]?.id ?? '';
      await vi.waitFor(async () => expect((await clerk.dossiers.get({ id })).papers).toHaveLength(1), {
        timeout: 60_000,
        interval: 250,
      });
      const { dossier, papers } = await clerk.dossiers.get({ id });
      const { pdfBase64 } = await clerk.dossiers.paperPdf({ paperId: papers[0]?.id ?? '' });
      const pdf = new Uint8Array(Buffer.from(pdfBase64, 'base64'));
      return { dossier, qr: decodeQr(pageImage(pdf, 1, 200)) };
    }

    test('while the province has no look-up, it leads to the address of the office', async () => {
      desk = await openDesk(browser, web.startAddress());
      await signInPage(desk.page).signIn(web.administrator);
      await desk.keyboard.press('Control+F11');
      expect(await shown(desk.page)).toBe(words.joined.lookUpBy.office.replace('{{address}}', OWN));
      const { dossier, qr } = await received(7);
      expect(qr).toBe(`${OWN}?ma=${dossier.codes[0]?.code}&kt=${dossier.checkValue}`);
    });

    test('the province opens its look-up, and the office knows it with the next answer', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${running.address}/quan-tri`);
      await page.getByLabel('Mã khởi tạo').fill((await ensureSetupCode(running.province)) ?? '');
      await page.getByLabel('Họ và tên').fill('Lê Thị Mai');
      await page.getByLabel('Tên đăng nhập').fill('mai');
      await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
      await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
      await page.getByRole('button', { name: 'Tạo quản trị viên' }).click();
      await page.getByRole('link', { name: 'Cài đặt' }).click();
      await page.getByLabel('Địa chỉ công khai của máy chủ này').fill(running.address);
      await page.getByLabel('Mở trang tra cứu').check();
      await page.getByLabel('Căn cứ pháp lý').fill(GROUND);
      await page.getByRole('button', { name: 'Lưu' }).click();
      await page.getByText('Đã lưu.').waitFor();
      await context.close();
      await exchangeNow();
      await desk.keyboard.press('Control+F11');
      const told = words.joined.lookUpBy.province.replace('{{address}}', `${running.address}/tra-cuu`);
      await vi.waitFor(async () => expect(await shown(desk.page)).toBe(told), {
        timeout: 60_000,
        interval: 500,
      });
    });

    test('who scans the paper sees state and due date; who types both codes sees the same', async () => {
      const { dossier, qr } = await received(8);
      const code = dossier.codes[0]?.code ?? '';
      expect(qr).toBe(`${running.address}/tra-cuu?ma=${code}&kt=${dossier.checkValue}`);
      await exchangeNow();
      await vi.waitFor(
        async () => expect((await clerk.exchange.ofDossier({ id: dossier.id })).state).toBe('accepted'),
        { timeout: 60_000, interval: 500 },
      );
      const citizen = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      const [day = '', minute = ''] = (dossier.due?.at ?? '').split('T');
      const seen = async () => {
        await citizen.getByText(describeState('received').label.vi, { exact: true }).waitFor();
        const due = await citizen
          .getByText('Hẹn trả kết quả')
          .locator('xpath=following-sibling::dd[1]')
          .innerText();
        expect(due.replace('\u00a0', ' ')).toBe(
          `${minute.slice(0, 5)} ${day.split('-').reverse().join('/')}`,
        );
        expect(await citizen.content()).not.toContain(dossier.applicant.name);
      };
      await citizen.goto(qr ?? '');
      await seen();
      await citizen.goto(`${running.address}/tra-cuu`);
      await citizen.getByLabel('Mã hồ sơ').fill(code.toLowerCase());
      // As it stands on the paper, in two groups.
      const { checkValue } = dossier;
      await citizen
        .getByLabel('Mã kiểm tra')
        .fill(`${checkValue.slice(0, 4)}-${checkValue.slice(4)}`.toLowerCase());
      await citizen.getByRole('button', { name: 'Tra cứu' }).click();
      await seen();
      await citizen.context().close();
      await desk.close();
      expect(desk.faults).toEqual([]);
    });
  },
);
