import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { person } from '../fixtures/people.ts';
import { receptionOf, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { dossierPage } from './pages/finding.ts';
import { receptionPage } from './pages/reception.ts';
import { signingPage } from './pages/signing.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

/** The PIN that stands on the label of the training token. */
const TRAINING_PIN = '123456';
/** Enough that a stop by hand comes before the end on any machine. */
const BATCH = 16;

async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  const { violations: found } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe.skipIf(!browserFound)(needsBrowser('signing with the training token'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  let dossierId = '';
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.clerk);
  });
  afterAll(async () => {
    await desk?.close();
    await browser?.close();
    await web?.end();
  });

  test('the receipt is seen and signed right after the reception; a wrong PIN keeps the dialog and is gone from it', async () => {
    const { page, keyboard } = desk;
    const reception = receptionPage(page, keyboard);
    const signing = signingPage(page);
    await reception.open();
    await signing.lamp('training').waitFor();
    await reception.scanCard(person(31, 2));
    await reception.pick('1.000894', 'ket hon');
    await reception.takeRequiredPapers();
    await reception.commit();
    await reception.openPdf.waitFor();
    await keyboard.press('Alt+C');
    await signing.sheet.waitFor();
    await signing.preview.waitFor();
    await signing.signerReady.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F2');
    await signing.pin.tries(5).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.insertText('12345ư');
    await signing.pin.inputMethod.waitFor();
    await page.keyboard.press('Control+A');
    await keyboard.type('654321');
    expect(await signing.pin.field.getAttribute('autocomplete')).toBe('off');
    expect(await signing.pin.field.getAttribute('type')).toBe('password');
    await keyboard.press('Enter');
    await signing.pin.tries(4).waitFor();
    expect(await signing.pin.field.inputValue()).toBe('');
    await eventually(() => signing.pin.field.evaluate((field) => field === document.activeElement), true);
    // Nothing is sent by itself, however long one waits.
    await page.waitForTimeout(1_000);
    await signing.pin.tries(4).waitFor();
    await keyboard.type(TRAINING_PIN);
    await keyboard.press('Enter');
    await signing.batch.done.waitFor();
    expect(await signing.batch.rows('signed').count()).toBe(1);
    await keyboard.press('Enter');
    await signing.sheet.waitFor({ state: 'detached' });
    expect(await pinIsNowhere(page)).toBe(true);
    expect(desk.faults).toEqual([]);
  });

  test('its page shows the signature, the check says in words that it is whole and for training', async () => {
    const { page, keyboard } = desk;
    const client = web.client();
    await client.session.signIn(web.clerk);
    const { rows } = await client.dossiers.search({ query: '', cursor: null, limit: 1 });
    dossierId = rows[0]?.id ?? '';
    await keyboard.press('Alt+H');
    await page.getByRole('option').first().waitFor();
    await keyboard.press('Enter');
    await dossierPage(page).seePdf.waitFor();
    const signing = signingPage(page);
    await signing.check.focus();
    await keyboard.press('Enter');
    await signing.verify.verdict('training').waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Escape');
    expect(desk.faults).toEqual([]);
  });

  test('any file is checked: the signed one, the same with a changed byte, one that is no PDF', async () => {
    const { page, keyboard } = desk;
    const signing = signingPage(page);
    const client = web.client();
    await client.session.signIn(web.clerk);
    const { documents } = await client.signing.ofDossier({ dossierId });
    const signed = documents.find(({ signatures }) => signatures.length > 0);
    if (signed === undefined) throw new Error('nothing was signed');
    const { pdfBase64 } = await client.signing.file({ documentId: signed.id, which: 'newest' });
    const whole = Buffer.from(pdfBase64, 'base64');
    const changed = Buffer.from(whole);
    // In a comment of the first line: the file can be read as before.
    changed[10] = (changed[10] ?? 0) ^ 1;
    await keyboard.press('Control+F2');
    await signing.verify.title.waitFor();
    const mimeType = 'application/pdf';
    await signing.verify.choose([
      { name: 'nguyen-ven.pdf', mimeType, buffer: whole },
      { name: 'bi-sua.pdf', mimeType, buffer: changed },
      { name: 'khong-phai.pdf', mimeType, buffer: Buffer.from('không phải PDF') },
    ]);
    const verdictIn = (name: string) =>
      signing.verify.file(name).locator('article').getAttribute('data-verdict');
    await eventually(() => verdictIn('nguyen-ven.pdf'), 'training');
    await eventually(() => verdictIn('bi-sua.pdf'), 'broken');
    await signing.verify
      .file('khong-phai.pdf')
      .getByText(/không phải tệp PDF/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expect(desk.faults).toEqual([]);
  });

  test('a batch is reviewed, stopped by hand and goes on at exactly that file; nothing is signed twice', async () => {
    const { page, keyboard } = desk;
    const signing = signingPage(page);
    const client = web.client();
    await client.session.signIn(web.clerk);
    const procedures = standardProcedures(shippedCatalogue().procedures);
    for (let n = 0; n < BATCH; n += 1) {
      const procedure = procedures[n % procedures.length];
      if (procedure === undefined) throw new Error('the catalogue has no plain procedure');
      await client.dossiers.receive(receptionOf(procedure, person(32, n), randomUUID()));
    }
    await keyboard.press('Alt+Z');
    // What has a training signature only still waits for a real one.
    await eventually(() => signing.candidates.count(), BATCH + 1);
    // Taken out with Space; the first arrow goes into the list, the next ones from one to the next.
    await keyboard.press('ArrowDown');
    await signing.candidates.first().and(page.locator(':focus')).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F2');
    await signing.sheetOfMany.waitFor();
    await signing.signerReady.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F2');
    await signing.pin.tries(5).waitFor();
    await keyboard.type(TRAINING_PIN);
    await keyboard.press('Enter');
    await signing.batch.stop.press('Enter');
    await signing.batch.paused.waitFor();
    const before = await signing.batch.rows('signed').count();
    expect(before).toBeLessThan(BATCH - 1);
    expect(await page.locator('tr[data-next] td').first().innerText()).toBe(String(before + 1));
    expect(await violations(page)).toEqual([]);
    await keyboard.press('F2');
    await signing.pin.tries(5).waitFor();
    await keyboard.type(TRAINING_PIN);
    await keyboard.press('Enter');
    await signing.batch.done.waitFor();
    await eventually(() => signing.batch.rows('signed').count(), BATCH - 1);
    expect(await signing.batch.rows('skipped').count()).toBe(1);
    expect(await signing.batch.rows('skipped').innerText()).toMatch(/đã được ký/);
    const { rows } = await client.signing.candidates({
      day: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10),
      only: 'all',
      cursor: null,
      limit: 100,
    });
    const counts = rows.map(({ document }) => document.signatures.length).sort();
    expect(counts).toEqual([0, ...Array.from({ length: BATCH }, () => 1)]);
    expect(desk.faults).toEqual([]);
  });

  test('at one try left nothing is sent before the person says that they are sure', async () => {
    const { page, keyboard } = desk;
    const signing = signingPage(page);
    await keyboard.press('Alt+Z');
    await eventually(() => signing.candidates.count(), BATCH + 1);
    await keyboard.press('F2');
    await signing.signerReady.waitFor();
    await keyboard.press('F2');
    for (const left of [5, 4, 3, 2]) {
      await signing.pin.tries(left).waitFor();
      await keyboard.type('000000');
      await keyboard.press('Enter');
    }
    await signing.pin.last.waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.type(TRAINING_PIN);
    await keyboard.press('Enter');
    await page.waitForTimeout(500);
    expect(await signing.pin.field.inputValue()).toBe(TRAINING_PIN);
    await signing.pin.sure.focus();
    await keyboard.press('Space');
    await signing.pin.field.press('Enter');
    await signing.batch.done.waitFor();
    await eventually(() => signing.batch.rows('skipped').count(), BATCH);
    expect(await signing.batch.rows('signed').count()).toBe(1);
    expect(desk.faults).toEqual([]);
  });
});

/** Neither a field, an attribute nor the browser's storage has the PIN once it was sent. */
function pinIsNowhere(page: Page): Promise<boolean> {
  return page.evaluate((pin) => {
    const fields = [...document.querySelectorAll('input')].map(({ value }) => value);
    const stored = [localStorage, sessionStorage].flatMap((storage) => Object.values(storage) as string[]);
    return ![...fields, ...stored].some((text) => text.includes(pin));
  }, TRAINING_PIN);
}
