import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { OfficeClient } from '#office/index.ts';
import { receive } from '#renderer/i18n/vi/receive.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { hasProgram } from '../../main/office/forms/reading-pdf.oracle.ts';
import { openDesk } from '../e2e/pages/desk.ts';
import { signInPage } from '../e2e/pages/entry.ts';
import { receptionPage } from '../e2e/pages/reception.ts';
import { findBrowser, launchBrowser } from '../fixtures/browser.ts';
import { systemIds } from '../fixtures/office.ts';
import { person } from '../fixtures/people.ts';
import { createRandom } from '../fixtures/random.ts';
import { receptionOf, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { median, quantile, round, say, wholeNumber } from './measure.ts';
import { timePdfMaking } from './reception-pdf.ts';
import { readBack } from './reception-reading.ts';

const MOST_KEYS = 12;
const MOST_PDF_RATIO = 1.5;
const PDF_ROUNDS_AT_LEAST = 30;
const MOST_ARROWS = 4;

type Wanted = { procedure: Procedure; words: string; letters: number };
type Measured = { keys: number; commitMs: number; pdfMs: number; code: string; wanted: Wanted };

/**
 * The proof `reception`. `--n 50` `--seed 1`: a real browser, no mouse, from the card's QR (a scanner's keys) to the
 * committed dossier and its PDF. Keys are counted up to and including F2; every procedure is found by typing its
 * everyday words without diacritics; every applicant has been here before, so that the phone is known.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { n: text, seed: text } });
  const count = wholeNumber('n', values.n ?? '50', 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  if (!hasProgram('pdftotext')) throw new Error('needs pdftotext: sudo apt-get install poppler-utils');
  const browserProgram = await findBrowser();
  const web = await startSampleWebOffice();
  try {
    const procedures = standardProcedures(shippedCatalogue().procedures);
    await receiveEarlier(web, procedures, seed, count);
    const measured = await receiveAll(web, procedures, seed, count);
    const received = measured.map(({ code, wanted: { procedure } }, index) => ({
      code,
      procedure,
      who: person(seed, index),
    }));
    const read = await readBack(await clerkOf(web), received);
    const dossiers = read.dossiers;
    const { office } = await clerkOf(web).then((client) => client.session.state({}));
    if (office === null) throw new Error('the office has no profile');
    const rounds = Math.max(PDF_ROUNDS_AT_LEAST, count);
    const pdf = await timePdfMaking(dossiers, office, rounds);
    const pdfRatio = median(pdf.product) / median(pdf.baseline);
    const keys = measured.map((one) => one.keys);
    const mostKeys = Math.max(...keys);
    const slowest = measured.find((one) => one.keys === mostKeys);
    return {
      ok:
        mostKeys <= MOST_KEYS && pdfRatio <= MOST_PDF_RATIO && read.wrong === 0 && measured.length === count,
      figures: {
        seed,
        n: count,
        browser: browserProgram?.name ?? '',
        proceduresTried: new Set(measured.map(({ wanted: { procedure } }) => procedure.code)).size,
        keysMedian: median(keys),
        keysMost: mostKeys,
        keysMostFor:
          slowest === undefined
            ? ''
            : `${slowest.wanted.procedure.code} “${slowest.wanted.words.slice(0, slowest.wanted.letters)}”`,
        commitMs: timesOf(measured.map((one) => one.commitMs)),
        pdfReadyMs: timesOf(measured.map((one) => one.pdfMs)),
        pdfMakingMs: round(median(pdf.product)),
        pdfmakeMs: round(median(pdf.baseline)),
        pdfRatio: round(pdfRatio),
        pdfRounds: rounds,
        copiesPerPdf: pdf.copies,
        receiptsRead: read.read,
        qrDecoded: read.qr,
        code128Decoded: read.code128,
        receiptsWrong: read.wrong,
      },
    };
  } finally {
    await web.end();
  }
}

function timesOf(values: readonly number[]) {
  return { median: round(median(values)), p95: round(quantile(values, 0.95)) };
}

async function clerkOf(web: SampleWebOffice) {
  const client = web.client();
  await client.session.signIn(web.clerk);
  return client;
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .toLowerCase();

/**
 * The everyday words that reach a procedure with the fewest keys, letters and arrows together, as the list stands now:
 * it puts first what was used last, and who types looks at it.
 */
async function chooseWords(client: OfficeClient, procedure: Procedure): Promise<Wanted> {
  let best: (Omit<Wanted, 'procedure'> & { keys: number }) | undefined;
  for (const words of procedure.everydayWords.map(plain)) {
    for (let letters = 3; letters <= words.length && letters < (best?.keys ?? 99); letters += 1) {
      const { hits } = await client.catalog.search({
        query: words.slice(0, letters),
        limit: MOST_ARROWS + 1,
      });
      const place = hits.findIndex((hit) => hit.code === procedure.code);
      if (place < 0 || letters + place >= (best?.keys ?? 99)) continue;
      best = { words, letters, keys: letters + place };
    }
  }
  if (best === undefined) throw new Error(`${procedure.code}: none of its everyday words finds it`);
  return { procedure, words: best.words, letters: best.letters };
}

/** Everyone was here before, and left a phone number; their papers are printed before anything is measured. */
async function receiveEarlier(
  web: SampleWebOffice,
  procedures: readonly Procedure[],
  seed: number,
  count: number,
) {
  const client = await clerkOf(web);
  const random = createRandom(seed);
  for (let index = 0; index < count; index += 1) {
    const input = receptionOf(random.pick(procedures), person(seed, index), systemIds.id());
    await client.dossiers.receive(input);
  }
  for (;;) {
    const { jobsWaiting } = await client.status.get({});
    if (jobsWaiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

type Moments = { pressed: number; committed: number; pdf: number };

/** Notes in the page when F2 went down, when the code stood there, and when the PDF could be opened. */
function watchMoments([openPdf]: readonly [string]): void {
  const moments: Moments = { pressed: 0, committed: 0, pdf: 0 };
  Object.assign(window, { proofMoments: moments });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'F2') Object.assign(moments, { pressed: performance.now(), committed: 0, pdf: 0 });
    },
    true,
  );
  const look = (): void => {
    if (moments.pressed === 0 || moments.pdf > 0) return;
    const received = document.querySelector('[data-received]');
    const code = received?.querySelector('[data-dossier-code]')?.textContent ?? '';
    if (received === null || code === '') return;
    if (moments.committed === 0) moments.committed = performance.now();
    const buttons = [...received.querySelectorAll('button')];
    if (buttons.some((button) => !button.disabled && button.textContent?.includes(openPdf) === true)) {
      moments.pdf = performance.now();
    }
  };
  const changes = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(look).observe(document.documentElement, changes);
}

function readMoments(page: Page): Promise<Moments> {
  return page.evaluate(() => (window as unknown as { proofMoments: Moments }).proofMoments);
}

async function receiveAll(
  web: SampleWebOffice,
  procedures: readonly Procedure[],
  seed: number,
  count: number,
): Promise<Measured[]> {
  const client = await clerkOf(web);
  const browser = await launchBrowser();
  const measured: Measured[] = [];
  try {
    const { page, keyboard, faults } = await openDesk(browser, web.startAddress());
    await signInPage(page).signIn(web.clerk);
    const reception = receptionPage(page, keyboard);
    await reception.open();
    await page.evaluate(watchMoments, [receive.received.openPdf] as const);
    for (let index = 0; index < count; index += 1) {
      const procedure = procedures[index % procedures.length];
      if (procedure === undefined) throw new Error('no procedure to receive');
      const one = await chooseWords(client, procedure);
      const who = person(seed, index);
      // The scan itself opens the next form; its characters are the scanner's, not the clerk's.
      await reception.scanCard(who);
      keyboard.reset();
      await reception.phoneKnown(who);
      await reception.pick(one.procedure.code, one.words, one.letters);
      await reception.takeRequiredPapers();
      await keyboard.press('F2');
      const keys = keyboard.count();
      await reception.openPdf.waitFor();
      const code = await reception.code.innerText();
      const { pressed, committed, pdf } = await readMoments(page);
      measured.push({ keys, commitMs: committed - pressed, pdfMs: pdf - pressed, code, wanted: one });
      if ((index + 1) % 10 === 0) say(`${index + 1}/${count} received`);
    }
    if (faults.length > 0) throw new Error(`the window complains: ${faults.join('; ')}`);
  } finally {
    await browser.close();
  }
  return measured;
}
