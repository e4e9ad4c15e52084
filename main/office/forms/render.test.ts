import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { layoutReceipt, receiptValuesOf } from '#shared/forms/index.ts';
import {
  sampleDossier,
  sampleHead,
  samplePapers,
  shippedTemplates,
} from '#shared/forms/sample-receipt.oracle.ts';
import type { PdfLayout } from './definition.ts';
import {
  decodeByZbar,
  decodeQr,
  fontLines,
  hasProgram,
  POPPLER,
  pageImage,
  pageTexts,
  pdfFacts,
  ZBAR,
} from './reading-pdf.oracle.ts';
import { createPdfDrawer } from './render.ts';

const fontsDirectory = path.resolve(import.meta.dirname, '../../../resources/fonts');
const draw = createPdfDrawer(fontsDirectory);
const AT = Date.UTC(2026, 10, 21, 3, 32, 10);
const LOOKUP = 'https://dichvucong.phutho.gov.vn/tra-cuu';
const CODE = 'H28.41.15-261121-0148';
const MARK = 'DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ';
const templates = shippedTemplates();
const LETTERS = 'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ';

function receipt(template: (typeof templates)[number], changes = {}, reprint = 0) {
  return layoutReceipt(template, receiptValuesOf(sampleDossier(changes), sampleHead, reprint), LOOKUP);
}

/** The pages of one liên as texts; on A4 both halves are in each page's text. */
async function pagesOf(
  template: (typeof templates)[number],
  papers: number,
  layout: PdfLayout,
): Promise<{ pdf: Uint8Array; pages: string[] }> {
  const document = receipt(template, { papers: samplePapers(papers) });
  const pdf = await draw([document], { layout, at: AT });
  return { pdf, pages: pageTexts(pdf) };
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

const CASES = templates.flatMap((template) =>
  [0, 1, 4, 40, 63].flatMap((papers) =>
    (['a5', 'a4-two'] as const).map((layout) => ({ circular: template.circular, template, papers, layout })),
  ),
);

describe.skipIf(!hasProgram('pdftotext'))(`the receipt on paper (${POPPLER})`, () => {
  it.each(CASES)(
    '$circular, $papers papers, $layout: nothing is lost and every page says whose it is',
    async ({ template, papers, layout }) => {
      const { pdf, pages } = await pagesOf(template, papers, layout);
      const halves = layout === 'a5' ? 1 : 2;
      const perCopy = (pages.length * halves) / 2;
      expect(Number.isInteger(perCopy)).toBe(true);
      pages.forEach((page, index) => {
        expect(count(page, `Mã hồ sơ: ${CODE}`)).toBe(halves);
        expect(count(page, template.title)).toBe(halves);
        expect(count(page, MARK)).toBe(halves);
        expect(count(page, `Trang ${(index % perCopy) + 1}/${perCopy}`)).toBe(halves);
        const first = halves === 2 || index < perCopy;
        expect(page.includes('Liên 1: Lưu')).toBe(first);
        expect(page.includes('Liên 2: Giao người nộp')).toBe(halves === 2 || !first);
      });
      const last = pages.at(-1) ?? '';
      expect(last).toContain('Vào Sổ theo dõi hồ sơ, Quyển số: 01/2026');
      expect(count(last, 'NGƯỜI TIẾP NHẬN HỒ SƠ')).toBe(halves);
      const whole = pages.join(' ');
      for (const number of samplePapers(papers).keys()) {
        const marker = template.circular.includes('2018') ? `(${number + 1}) ` : ` ${number + 1} `;
        expect(count(whole, marker)).toBeGreaterThanOrEqual(2);
      }
      for (const name of new Set(samplePapers(papers).map((paper) => paper.name))) {
        const wanted = samplePapers(papers).filter((paper) => paper.name === name).length;
        expect(count(whole, name)).toBe(wanted * 2);
      }
      expect(pdfFacts(pdf)['Page size']).toMatch(layout === 'a5' ? /^419.53 x 595.28/ : /^841.89 x 595.28/);
      expect(pages.length > (halves === 1 ? 2 : 1)).toBe(papers > 4);
    },
  );

  it('reads back every Vietnamese letter, in every font, embedded as a subset with its text', async () => {
    const [template] = templates;
    if (template === undefined) throw new Error('template missing');
    const document = receipt(template);
    const letters = (bold: boolean, italic: boolean) => ({ text: LETTERS, bold, italic });
    const pdf = await draw(
      [
        {
          ...document,
          notes: [
            letters(false, false),
            letters(true, false),
            letters(false, true),
            letters(true, true),
            { text: LETTERS.toUpperCase(), bold: false, italic: false },
          ],
        },
      ],
      { layout: 'a5', at: AT },
    );
    const text = pageTexts(pdf).join('').replaceAll(' ', '');
    expect(count(text, LETTERS)).toBe(8);
    expect(count(text, LETTERS.toUpperCase())).toBe(2);
    const fonts = fontLines(pdf);
    expect(fonts).toHaveLength(4);
    for (const line of fonts) expect(line).toMatch(/Tinos.* yes yes yes /);
  });

  it('says what it is: code as title, Vietnamese, the time of the dossier', async () => {
    const [template] = templates;
    if (template === undefined) throw new Error('template missing');
    const pdf = await draw([receipt(template)], { layout: 'a5', at: AT });
    const facts = pdfFacts(pdf);
    expect(facts['Title']).toBe(CODE);
    expect(facts['CreationDate']).toContain('2026');
    expect(Buffer.from(pdf).toString('latin1')).toContain('/Lang (vi)');
  });

  it.each([150, 200])('has a QR that is read at %i dpi, on both liên and both layouts', async (dpi) => {
    for (const template of templates) {
      for (const layout of ['a5', 'a4-two'] as const) {
        const { pdf, pages } = await pagesOf(template, 4, layout);
        const halves = layout === 'a5' ? 1 : 2;
        for (const page of pages.keys()) {
          for (let half = 0; half < halves; half += 1) {
            const image = pageImage(pdf, page + 1, dpi, { number: half, of: halves });
            expect(decodeQr(image)).toBe(`${LOOKUP}?ma=${CODE}&kt=7KQ2M9XD`);
          }
        }
      }
    }
  });

  it('has a QR that is read, and the same pages, under the longest address of a look-up', async () => {
    // As long as one that a province tells may be (`ProvinceParcel`), with the longest query.
    const lookup = `https://${'tra-cuu.'.repeat(36)}vn/`;
    expect(lookup).toHaveLength(299);
    for (const template of templates) {
      for (const layout of ['a5', 'a4-two'] as const) {
        const dossier = sampleDossier({ papers: samplePapers(4), revision: 12 });
        const document = layoutReceipt(template, receiptValuesOf(dossier, sampleHead), lookup);
        const pdf = await draw([document], { layout, at: AT });
        expect(pageTexts(pdf)).toEqual((await pagesOf(template, 4, layout)).pages);
        const image = pageImage(pdf, 1, 300, { number: 0, of: layout === 'a5' ? 1 : 2 });
        expect(decodeQr(image)).toBe(`${lookup}?ma=${CODE}&kt=7KQ2M9XD&b=12`);
      }
    }
  });

  it('wraps an address without a single space and the longest reasons, and keeps the signatures', async () => {
    const long = 'Ngõ'.repeat(166);
    for (const template of templates) {
      const changes = {
        applicant: { ...sampleDossier().applicant, name: 'Nguyễn '.repeat(28).trim(), address: long },
        delivery: { way: 'post', address: 'Thôn Đồng Chúi '.repeat(33).trim() },
        due: {
          at: '2026-12-01T10:00',
          basis: 'clerk',
          limit: null,
          steps: [{ code: 'entered', at: null, text: 'Chờ xác minh '.repeat(38).trim() }],
          provisional: true,
        },
      };
      const pages = pageTexts(await draw([receipt(template, changes)], { layout: 'a5', at: AT }));
      const text = pages.join(' ');
      expect(count(text.replaceAll(' ', ''), long)).toBe(2);
      expect(count(text, 'Chúi')).toBe(66);
      expect(count(text, 'Chờ')).toBe(76);
      expect(count(text, 'NGƯỜI NỘP HỒ SƠ')).toBe(2);
    }
  });

  it('carries the reprint mark and the doubt about the clock on the pages', async () => {
    for (const template of templates) {
      const pages = pageTexts(
        await draw([receipt(template, { clockSuspect: true, papers: samplePapers(40) }, 3)], {
          layout: 'a5',
          at: AT,
        }),
      );
      for (const page of pages) expect(page).toContain('BẢN IN LẠI 3');
      expect(pages[0]).toContain('Đồng hồ máy có thể sai');
    }
  });

  it('numbers the pages of several forms in one file apart', async () => {
    const documents = templates.map((template) => receipt(template, { papers: samplePapers(40) }));
    const pages = pageTexts(await draw(documents, { layout: 'a4-two', at: AT }));
    expect(pages.map((page) => /Trang (\d\/\d)/.exec(page)?.[1])).toEqual([
      '1/3',
      '2/3',
      '3/3',
      '1/3',
      '2/3',
      '3/3',
    ]);
  });
});

describe.skipIf(!hasProgram('zbarimg') || !hasProgram('pdftoppm'))(
  `codes by another reader (${ZBAR})`,
  () => {
    it('reads bar code and QR', async () => {
      for (const template of templates) {
        const pdf = await draw([receipt(template)], { layout: 'a5', at: AT });
        expect(decodeByZbar(pdf, 2, 150)).toEqual([
          `CODE-128:${CODE}`,
          `QR-Code:${LOOKUP}?ma=${CODE}&kt=7KQ2M9XD`,
        ]);
      }
    });
  },
);

describe('the bytes', () => {
  it('are the same for the same input, whatever was drawn in between', async () => {
    for (const template of templates) {
      const document = receipt(template, { papers: samplePapers(12) });
      const first = await draw([document], { layout: 'a5', at: AT });
      await draw([receipt(template, { sample: false })], { layout: 'a4-two', at: AT + 1 });
      expect(Buffer.compare(first, await draw([document], { layout: 'a5', at: AT }))).toBe(0);
    }
  });

  it('need their fonts', () => {
    expect(() => createPdfDrawer(import.meta.dirname)).toThrow();
  });
});
