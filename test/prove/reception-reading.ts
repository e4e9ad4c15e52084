import type { OfficeClient } from '#office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import {
  decodeByZbar,
  decodeQr,
  hasProgram,
  pageImage,
  pageTexts,
} from '../../main/office/forms/reading-pdf.oracle.ts';
import type { Person } from '../fixtures/people.ts';
import { say } from './measure.ts';

const JSQR_DPIS = [150, 200, 300];
const ZBAR_DPIS = [200, 300, 450];

/**
 * All that zbarimg reads on the pages of one liên, on finer pictures where a coarse one does not show both codes: the
 * bars of a screen's resolution are thinner than any printer's.
 */
function readBars(pdf: Uint8Array, pages: number): string[] {
  const read = new Set<string>();
  for (const dpi of ZBAR_DPIS) {
    for (let page = 1; page <= pages; page += 1)
      for (const line of decodeByZbar(pdf, page, dpi)) read.add(line);
    const kinds = new Set([...read].map((line) => line.split(':')[0]));
    if (kinds.has('QR-Code') && kinds.has('CODE-128')) break;
  }
  return [...read];
}

/**
 * What a reader sees: zbarimg where it is installed, else jsqr on larger and larger pictures. The QR stands beside the
 * signatures, which a long list of papers moves on to a later page.
 */
function readQr(pdf: Uint8Array, pages: number, bars: readonly string[]): string {
  const byZbar = bars.find((line) => line.startsWith('QR-Code:'));
  if (byZbar !== undefined) return byZbar.slice('QR-Code:'.length);
  for (let page = 1; page <= pages; page += 1) {
    for (const dpi of JSQR_DPIS) {
      const read = decodeQr(pageImage(pdf, page, dpi));
      if (read !== null) return read;
    }
  }
  return '';
}

/** Lines break anywhere, and a check value is printed in two groups. */
const squeeze = (text: string) => text.normalize('NFC').replace(/[\s-]+/g, '');

/** Reads every receipt back as a stranger would: text by pdftotext, QR from the picture of the page. */
export async function readBack(
  client: OfficeClient,
  received: readonly { code: string; procedure: Procedure; who: Person }[],
) {
  const dossiers: Dossier[] = [];
  const zbar = hasProgram('zbarimg');
  const result = { dossiers, read: 0, wrong: 0, qr: 0, code128: zbar ? 0 : null };
  for (const { code, procedure, who } of received) {
    const { rows } = await client.dossiers.search({ query: code, cursor: null, limit: 2 });
    const { dossier, papers } = await client.dossiers.get({ id: rows[0]?.id ?? '' });
    dossiers.push(dossier);
    const { pdfBase64 } = await client.dossiers.paperPdf({ paperId: papers[0]?.id ?? '' });
    const pdf = new Uint8Array(Buffer.from(pdfBase64, 'base64'));
    const faults = textFaults(pdf, dossier, who, procedure);
    // The two liên are alike: the pages of the first one tell.
    const pages = pageTexts(pdf).length / 2;
    const bars = zbar ? readBars(pdf, pages) : [];
    const qr = readQr(pdf, pages, bars);
    if (qr.includes(code) && qr.includes(dossier.checkValue)) result.qr += 1;
    else faults.push(`the QR says ${JSON.stringify(qr)}`);
    if (result.code128 !== null) {
      if (bars.includes(`CODE-128:${code}`)) result.code128 += 1;
      else faults.push(`the bars say ${JSON.stringify(bars)}`);
    }
    result.read += 1;
    if (faults.length === 0) continue;
    result.wrong += 1;
    say(`${code}: ${faults.join('; ')}`);
  }
  return result;
}

function textFaults(pdf: Uint8Array, dossier: Dossier, who: Person, procedure: Procedure): string[] {
  const pages = pageTexts(pdf);
  const faults: string[] = [];
  const [date = '', time = ''] = (dossier.due?.at ?? '').split('T');
  const [hour = '', minute = ''] = time.split(':');
  const due = `${hour} giờ ${minute} phút, ngày ${date.split('-').reverse().join('/')}`;
  const required = procedure.cases[0]?.papers.filter((paper) => paper.need === 'required') ?? [];
  const expected: [string, string][] = [
    ['name', who.name],
    ['address', who.address],
    ['code', dossier.codes[0]?.code ?? ''],
    ['check value', dossier.checkValue],
    ['procedure', procedure.name],
    ['due', due],
    ['receiver', dossier.receivedBy.name],
    ...required.map((paper, index): [string, string] => [`paper ${index + 1}`, paper.name]),
  ];
  // Each liên says it all, on as many pages as it needs.
  const half = pages.length / 2;
  for (const [number, liên] of [pages.slice(0, half), pages.slice(half)].entries()) {
    const text = squeeze(liên.join(' '));
    for (const [what, value] of expected) {
      if (value === '' || !text.includes(squeeze(value))) faults.push(`liên ${number + 1} lacks ${what}`);
    }
  }
  if (dossier.applicant.phone !== who.phone) faults.push('the phone of the earlier dossier is not there');
  if (dossier.missingPapers.length > 0) faults.push('papers are missing');
  return faults;
}
