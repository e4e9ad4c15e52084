import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasProgram, pageTexts } from '../../main/office/forms/reading-pdf.oracle.ts';
import { needsBrowser } from '../fixtures/browser.ts';
import { type DeskHost, deskHosts, type OpenHost } from '../fixtures/desk-hosts.ts';
import { person } from '../fixtures/people.ts';
import type { Desk } from './pages/desk.ts';
import { firstStart, signInPage } from './pages/entry.ts';
import { dossierPage, findPage } from './pages/finding.ts';
import { receptionPage } from './pages/reception.ts';

const hosts = await deskHosts();
const pdftotextFound = hasProgram('pdftotext');

// Where there is no host at all the journey is skipped by name, with what enables it.
const tried: { name: string; open: DeskHost['open'] | undefined }[] =
  hosts.length > 0 ? hosts : [{ name: needsBrowser('no host'), open: undefined }];

describe.each(tried)('the first day at a counter, $name', ({ open }) => {
  let host: OpenHost;
  let desk: Desk;
  beforeAll(async () => {
    if (open === undefined) return;
    host = await open();
    ({ desk } = host);
  });
  beforeEach((context) => {
    if (open === undefined) context.skip();
  });
  afterAll(() => host?.end());

  const who = person(2, 11);
  let clerk = { name: '', login: '', password: '' };
  let code = '';

  test('first start: one button makes the sample and shows its people with their passwords', async () => {
    const start = firstStart(desk.page);
    await start.tree(/Hòa Bình|ba cấp|huyện/i).check();
    await start.trial.click();
    await start.working.waitFor();
    await start.toSignIn.waitFor({ timeout: 60_000 });
    const people = await start.people();
    expect(people.length).toBeGreaterThanOrEqual(2);
    const found = people.find(({ role }) => role.includes('Cán bộ'));
    if (found === undefined) throw new Error('no clerk among the people');
    clerk = found;
    await desk.keyboard.press('Enter');
  });

  test('the clerk signs in and receives a dossier by keyboard alone', async () => {
    await signInPage(desk.page).signIn(clerk);
    const reception = receptionPage(desk.page, desk.keyboard);
    await reception.open();
    await reception.scanCard(who);
    expect(await reception.address.inputValue()).toBe(who.address);
    await reception.pick('1.000894', 'ket hon');
    await reception.takeRequiredPapers();
    ({ code } = await reception.commit());
    expect(code).toMatch(/-\d{6}-\d{4}$/);
    await reception.openPdf.waitFor();
  });

  test('the dossier is found without diacritics, opened, and tells its history', async () => {
    await desk.keyboard.press('Alt+H');
    const find = findPage(desk.page);
    await find.field.waitFor();
    await desk.keyboard.type(plain(who.name).toLowerCase());
    await find.rows.filter({ hasText: code }).waitFor();
    expect(await find.rows.count()).toBe(1);
    await desk.page.waitForTimeout(300);
    await desk.keyboard.press('Enter');
    const dossier = dossierPage(desk.page);
    await dossier.heading(code).waitFor();
    await dossier.seePdf.waitFor();
    expect(await dossier.history.allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining(code)]),
    );
  });

  test.skipIf(!pdftotextFound)(
    'the archived receipt says what was received [needs pdftotext: sudo apt-get install poppler-utils]',
    async () => {
      const pages = pageTexts(await savedPdf());
      expect(pages).toHaveLength(2);
      for (const page of pages) {
        expect(page).toContain(code);
        expect(page).toContain(who.name);
        expect(page).toContain('DỮ LIỆU MẪU');
      }
    },
  );

  test.skipIf(!pdftotextFound)(
    'a reprint is made from the archive, marked and on record [needs pdftotext: sudo apt-get install poppler-utils]',
    async () => {
      const dossier = dossierPage(desk.page);
      await desk.keyboard.press('F4');
      await dossier.confirmReprint.waitFor();
      await dossier.confirmReprint.press('Enter');
      await dossier.reprinted(1).waitFor();
      const pages = pageTexts(await savedPdf('bản in lại 1'));
      for (const page of pages) expect(page).toContain('BẢN IN LẠI 1');
      expect(await dossier.history.allInnerTexts()).toEqual(
        expect.arrayContaining([expect.stringMatching(/in lại/i)]),
      );
    },
  );

  test('nothing went wrong in the window', () => {
    expect(desk.faults).toEqual([]);
  });

  /** The PDF that the dialog shows, as its save button would store it. */
  async function savedPdf(which = 'bản in đầu'): Promise<Uint8Array> {
    const dossier = dossierPage(desk.page);
    await dossier.pdfOf(which).click();
    const save = desk.page.getByRole('dialog').getByRole('link');
    await dossier.pdfFrame.waitFor();
    const [download] = await Promise.all([desk.page.waitForEvent('download'), save.click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    await desk.keyboard.press('Escape');
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    return new Uint8Array(Buffer.concat(chunks));
  }
});

/** As people type without a Vietnamese keyboard. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}
