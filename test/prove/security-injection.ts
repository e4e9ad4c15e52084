import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { OfficeClient } from '#office/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { pageTexts } from '../../main/office/forms/reading-pdf.oracle.ts';
import { findBrowser, launchBrowser } from '../fixtures/browser.ts';
import { call } from '../fixtures/contract.ts';
import { replacedAt } from '../fixtures/junk.ts';
import { exampleReception, exampleSlip, systemIds } from '../fixtures/office.ts';
import { say } from './measure.ts';

const INJECTIONS = [
  '<script>window.injected=1</script>',
  '"><img src=x onerror=window.injected=1>',
  '<svg/onload=window.injected=1>',
  'javascript:window.injected=1',
  '</style><style>*{display:none}</style>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of other languages is what is tried.
  '{{7*7}} ${7*7} <%=7*7%> #{7*7}',
  "'; drop table dossiers; -- ",
  '" OR NEAR(a b) OR 1=1 --',
  ') Tj ET Q /JavaScript (app.alert(1)) BT (',
  '>> /OpenAction << /S /JavaScript /JS (x) >>',
  '=HYPERLINK("http://evil.example","x")',
  '%s%n%x ../../etc/passwd ..\\..\\x',
  '&lt;b&gt; &amp; &#x3c;script&#x3e;',
];

/** Fields into which a person can type words. */
const FIELDS: readonly (readonly string[])[] = [
  ['applicant', 'name'],
  ['applicant', 'address'],
  ['applicant', 'email'],
  ['filer', 'name'],
  ['filer', 'ground'],
  ['papers', '0', 'name'],
  ['delivery', 'address'],
  ['note'],
  ['fee', 'exemptionGround'],
  ['due', 'reason'],
];

/** What runs or leaves a PDF; our papers have none of it. */
const ACTIVE_IN_PDF =
  /\/(?:JavaScript|JS|OpenAction|Launch|AA|EmbeddedFile|SubmitForm|ImportData|RichMedia)\b/;

export type InjectionFigures = {
  strings: number;
  fields: number;
  typed: number;
  refused: number;
  papersRead: number;
  screensRead: number | string;
  /** Cells of the list as a file for spreadsheets. */
  cellsRead: number;
  wrong: number;
};

const squeeze = (text: string) => text.normalize('NFC').replace(/\s+/g, '');

/** A form in which every field that takes words is there. */
function formWithEveryField(): ReceiveDossier {
  const example = exampleReception();
  return {
    ...example,
    filer: { name: 'Bùi Văn Dũng', idKind: 'none', idNumber: null, phone: null, ground: 'Giấy ủy quyền' },
    papers: [{ requirementId: null, name: 'Tờ khai', originals: 1, copies: 0, handling: 'submit' }],
    delivery: { way: 'post', address: 'Xóm Rợn' },
    due: { at: '2027-12-30T16:00', reason: 'Hẹn theo lịch' },
  };
}

/**
 * Puts strings that other programs obey into every field of a reception: what the screen's document says must stand on
 * the paper letter for letter, nothing in the PDF may act, and in a browser nothing of it may run.
 */
export async function inject(
  client: OfficeClient,
  site: { startAddress: string; bearer: string; pagesBuilt: boolean },
): Promise<InjectionFigures> {
  const figures: InjectionFigures = {
    strings: INJECTIONS.length,
    fields: FIELDS.length + SLIP_FIELDS,
    typed: 0,
    refused: 0,
    papersRead: 0,
    screensRead: 0,
    cellsRead: 0,
    wrong: 0,
  };
  const complain = (what: string) => {
    figures.wrong += 1;
    say(what);
  };
  const received: { id: string; texts: string[] }[] = [];
  for (const text of INJECTIONS) {
    let form: unknown = formWithEveryField();
    const typed: string[] = [];
    for (const field of FIELDS) {
      const tried = replacedAt(form, field, text);
      const { requestId: _id, ...draft } = tried as ReceiveDossier;
      const preview = await call(client, 'dossiers.preview', draft);
      const problems = preview.ok ? (preview.output as { problems: { field: string }[] }).problems : [];
      if (preview.ok && problems.length === 0) {
        form = tried;
        typed.push(field.join('.'));
      } else if (!preview.ok && preview.code !== 'invalid-input') {
        complain(`${field.join('.')} with ${text} answers ${preview.code}`);
      }
    }
    figures.typed += typed.length;
    figures.refused += FIELDS.length - typed.length;
    const outcome = await call(client, 'dossiers.receive', {
      ...(form as ReceiveDossier),
      requestId: systemIds.id(),
    });
    if (!outcome.ok) {
      complain(`a form with ${text} answers ${outcome.code}`);
      continue;
    }
    const { dossier } = outcome.output as {
      dossier: { id: string; applicant: { name: string }; note: string };
    };
    received.push({ id: dossier.id, texts: [dossier.applicant.name, dossier.note] });
    const faults = await paperFaults(client, dossier.id, text);
    figures.papersRead += 1;
    for (const fault of faults) complain(`${text}: ${fault}`);
    for (const kind of ['supplement', 'refusal'] as const) {
      const given = await call(client, 'slips.give', slipWith(text, kind));
      if (!given.ok) {
        complain(`a slip with ${text} answers ${given.code}`);
        continue;
      }
      const slip = (given.output as { dossier: { id: string; slip: { reason: { text: string } } } }).dossier;
      figures.typed += SLIP_FIELDS;
      received.push({ id: slip.id, texts: [slip.slip.reason.text] });
      for (const fault of await paperFaults(client, slip.id, text)) complain(`${text}, ${kind}: ${fault}`);
      figures.papersRead += 1;
    }
  }
  figures.screensRead = await readScreens(received, site, complain, (cells) => {
    figures.cellsRead = cells;
  });
  return figures;
}

/** Matter, gap and reason. */
const SLIP_FIELDS = 3;

/** A slip whose own words are the text. */
function slipWith(text: string, kind: 'supplement' | 'refusal') {
  return {
    ...exampleSlip({
      kind,
      procedureCode: null,
      caseId: null,
      matter: text,
      gaps: [{ requirementId: null, text, originals: 0, copies: 0 }],
      reason: { code: 'other', text },
    }),
    requestId: systemIds.id(),
  };
}

/** The paper as a stranger reads it, against the document that the screen draws. */
async function paperFaults(client: OfficeClient, id: string, text: string): Promise<string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const { papers } = await client.dossiers.get({ id });
    const [paper] = papers;
    if (paper === undefined) {
      if (attempt > 300) return ['no paper was made'];
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const { pdfBase64 } = await client.dossiers.paperPdf({ paperId: paper.id });
    const pdf = new Uint8Array(Buffer.from(pdfBase64, 'base64'));
    const faults: string[] = [];
    if (ACTIVE_IN_PDF.test(outsideStreams(pdf))) faults.push('the PDF holds something that acts');
    const printed = squeeze(pageTexts(pdf).join(' '));
    const { document } = await client.dossiers.receipt({ id });
    const marker = squeeze(text);
    const shown = textsIn(document).filter((value) => squeeze(value).includes(marker));
    for (const value of shown) {
      if (!printed.includes(squeeze(value))) faults.push(`the paper does not say ${JSON.stringify(value)}`);
    }
    return faults;
  }
}

/** The objects of a PDF without what they draw; strings are cut out, for what people typed stands there, too. */
function outsideStreams(pdf: Uint8Array): string {
  return Buffer.from(pdf)
    .toString('latin1')
    .replace(/\bstream\r?\n[\s\S]*?\bendstream\b/g, '')
    .replace(/\((?:\\[\s\S]|[^\\()])*\)/g, '()');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Opens every dossier in a real browser: the words stand there as words, nothing runs and nobody is called. */
async function readScreens(
  received: readonly { id: string; texts: string[] }[],
  site: { startAddress: string; bearer: string; pagesBuilt: boolean },
  complain: (what: string) => void,
  onFileRead: (cells: number) => void,
): Promise<number | string> {
  if (!site.pagesBuilt) return 'screens not built';
  if ((await findBrowser()) === undefined) return 'no browser';
  const browser = await launchBrowser();
  try {
    const { origin } = new URL(site.startAddress);
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    await context.addInitScript(`sessionStorage.setItem('tram.session', ${JSON.stringify(site.bearer)})`);
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      complain(`a dialog opened: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(origin) && !/^(blob|data):/.test(address))
        complain(`the screen called ${address}`);
    });
    await page.goto(site.startAddress);
    let read = 0;
    for (const { id, texts } of received) {
      await page.goto(`${origin}/#/find/${id}`);
      for (const text of texts) {
        const wanted = squeeze(text).toLocaleLowerCase('vi');
        const stands = await page
          .waitForFunction(
            (words) =>
              document.body.innerText
                .normalize('NFC')
                .replace(/\s+/g, '')
                .toLocaleLowerCase('vi')
                .includes(words),
            wanted,
            { timeout: 15_000 },
          )
          .then(
            () => true,
            () => false,
          );
        if (!stands) complain(`the screen does not say ${JSON.stringify(text)}`);
      }
      if ((await page.evaluate('window.injected')) !== undefined)
        complain(`something ran in ${texts.join(' ')}`);
      read += 1;
    }
    onFileRead(await readFile(page, origin, received, complain));
    return read;
  } finally {
    await browser.close();
  }
}

/** The list of dossiers as a file for spreadsheets: every name is in it, and no cell is one that a spreadsheet executes. */
async function readFile(
  page: Page,
  origin: string,
  received: readonly { texts: string[] }[],
  complain: (what: string) => void,
): Promise<number> {
  await page.goto(`${origin}/#/find`);
  await page.locator('[role="option"]').first().waitFor();
  const saved = page.waitForEvent('download');
  await page.keyboard.press('Alt+E');
  await page.locator('a[download$=".csv"]').click();
  const text = readFileSync(await (await saved).path(), 'utf8');
  const cells = [...text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
  for (const cell of cells) {
    if (/^[\s\0]*[=+\-@|%]/.test(cell)) complain(`a spreadsheet would execute ${JSON.stringify(cell)}`);
  }
  const told = new Set(cells.flatMap((cell) => [squeeze(cell), squeeze(cell.replace(/^'/, ''))]));
  for (const { texts } of received) {
    const [name = ''] = texts;
    if (!told.has(squeeze(name))) complain(`the file does not say ${JSON.stringify(name)}`);
  }
  return cells.length;
}
