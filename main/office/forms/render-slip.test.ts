import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DossierSlip, SlipKind } from '#shared/dossier/index.ts';
import { layoutSlip, parseReceiptQr, slipValuesOf } from '#shared/forms/index.ts';
import { sampleDossier, sampleHead } from '#shared/forms/sample-receipt.oracle.ts';
import { sampleGaps, sampleSlip, shippedSlipTemplates } from '#shared/forms/sample-slip.oracle.ts';
import type { PdfLayout } from './definition.ts';
import {
  decodeByZbar,
  decodeQr,
  hasProgram,
  POPPLER,
  pageImage,
  pageTexts,
  pdfFacts,
  ZBAR,
} from './reading-pdf.oracle.ts';
import { createPdfDrawer } from './render.ts';

const draw = createPdfDrawer(path.resolve(import.meta.dirname, '../../../resources/fonts'));
const AT = Date.UTC(2026, 10, 21, 3, 32, 10);
const MARK = 'DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ';
const NUMBERS = { supplement: '03/2026/HDHS', refusal: '07/2026/BPTNTKQ' };
const KINDS = ['supplement', 'refusal'] as const;
const SIGNERS = { supplement: 'NGƯỜI HƯỚNG DẪN', refusal: 'NGƯỜI TIẾP NHẬN HỒ SƠ' };
const FORMS = KINDS.flatMap((kind) =>
  shippedSlipTemplates(kind).map((template) => ({ kind, circular: template.circular, template })),
);
const head = { ...sampleHead, hotline: '0218 3824 111' };

function slip(
  template: (typeof FORMS)[number]['template'],
  kind: SlipKind,
  content: Partial<DossierSlip> = {},
  changes: Parameters<typeof sampleSlip>[2] = {},
) {
  return layoutSlip(template, slipValuesOf(sampleSlip(kind, content, changes), head));
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

const CASES = FORMS.flatMap((form) =>
  (form.kind === 'supplement' ? [1, 4, 40] : [0]).flatMap((gaps) =>
    (['a5', 'a4-two'] as const).map((layout: PdfLayout) => ({ ...form, gaps, layout })),
  ),
);

describe.skipIf(!hasProgram('pdftotext'))(`a slip on paper (${POPPLER})`, () => {
  it.each(CASES)(
    '$kind, $circular, $gaps gaps, $layout: nothing is lost and every page says whose it is',
    async ({ kind, template, gaps, layout }) => {
      const pdf = await draw([slip(template, kind, { gaps: sampleGaps(gaps) })], { layout, at: AT });
      const pages = pageTexts(pdf);
      const halves = layout === 'a5' ? 1 : 2;
      const perCopy = (pages.length * halves) / 2;
      expect(perCopy).toBe(gaps === 40 ? 3 : 1);
      pages.forEach((page, index) => {
        expect(count(page, `Số: ${NUMBERS[kind]}`)).toBe(halves);
        expect(count(page, template.title)).toBe(halves);
        expect(count(page, MARK)).toBe(halves);
        expect(count(page, `Trang ${(index % perCopy) + 1}/${perCopy}`)).toBe(halves);
      });
      const whole = pages.join(' ');
      for (const text of new Set(sampleGaps(gaps).map((gap) => gap.text))) {
        const wanted = sampleGaps(gaps).filter((gap) => gap.text === text).length;
        expect(count(whole, text)).toBe(wanted * 2);
      }
      expect(count(pages.at(-1) ?? '', SIGNERS[kind])).toBe(halves);
      expect(count(whole, 'Đinh Thị Hồng Nhung')).toBe(2);
      expect(pdfFacts(pdf)['Title']).toBe(NUMBERS[kind]);
      expect(pdfFacts(pdf)['Page size']).toMatch(layout === 'a5' ? /^419.53 x 595.28/ : /^841.89 x 595.28/);
    },
  );

  it.each(FORMS)(
    '$kind, $circular: the longest texts are wrapped, not cut, and the signatures stand on the paper',
    async ({ kind, template }) => {
      const unspaced = 'Ngõ'.repeat(166);
      const text = 'Chờ xác minh '.repeat(38).trim();
      const content = {
        gaps: [
          { requirementId: null, text: 'Bản '.repeat(249).trim(), originals: 0, copies: 0 },
          { requirementId: null, text: 'Sổ'.repeat(500), originals: 1, copies: 0 },
        ],
        reason: { code: 'other', label: 'Lý do khác', text },
      };
      const { procedure, applicant } = sampleDossier();
      const changes = {
        applicant: { ...applicant, name: 'Nguyễn '.repeat(28).trim(), address: unspaced },
        procedure: { ...procedure, code: '', name: 'Việc '.repeat(199).trim() },
      };
      for (const layout of ['a5', 'a4-two'] as const) {
        const pages = pageTexts(await draw([slip(template, kind, content, changes)], { layout, at: AT }));
        const whole = pages.join(' ');
        expect(count(whole.replaceAll(' ', ''), unspaced)).toBe(2);
        expect(count(whole, 'Việc')).toBe(398);
        expect(count(whole, 'Nguyễn')).toBe(56);
        expect(count(whole, 'Chờ')).toBe(76);
        expect(count(whole, SIGNERS[kind])).toBe(2);
        if (kind === 'supplement') {
          expect(count(whole, 'Bản ') - count(whole, 'Bản chính') - count(whole, 'Bản sao')).toBe(498);
          expect(count(whole, 'Sổ')).toBe(1000);
        }
      }
    },
  );

  it('loses no line of a reason that is longer than a page', async () => {
    for (const { kind, template } of FORMS) {
      const text = Array.from({ length: 125 }, (_, line) => `d${line % 10}`).join('\n');
      const reason = { code: 'other', label: 'Lý do khác', text: `${text}\nhết.` };
      const pages = pageTexts(await draw([slip(template, kind, { reason })], { layout: 'a4-two', at: AT }));
      const whole = pages.join(' ');
      expect([...whole.matchAll(/\bd\d\b/g)]).toHaveLength(250);
      expect([count(whole, 'hết.'), count(whole, SIGNERS[kind])]).toEqual([2, 2]);
      for (const page of pages) expect(page).toContain(NUMBERS[kind]);
    }
  });

  it('carries every mark on every page it belongs to', async () => {
    for (const { kind, template } of FORMS) {
      const dossier = sampleSlip(
        kind,
        { gaps: sampleGaps(kind === 'supplement' ? 40 : 0) },
        { clockSuspect: true },
      );
      const document = layoutSlip(template, slipValuesOf(dossier, head, 3));
      const pages = pageTexts(await draw([document], { layout: 'a5', at: AT }));
      for (const page of pages) expect(page).toContain('BẢN IN LẠI 3');
      expect(pages[0]).toContain('Đồng hồ máy có thể sai');
    }
  });

  it.each(FORMS)(
    '$kind, $circular: the QR opens the slip at the counter, at 150 dpi',
    async ({ kind, template }) => {
      for (const layout of ['a5', 'a4-two'] as const) {
        const halves = layout === 'a5' ? 1 : 2;
        const pdf = await draw([slip(template, kind)], { layout, at: AT });
        for (let page = 0; page < 2 / halves; page += 1) {
          for (let half = 0; half < halves; half += 1) {
            const read = decodeQr(pageImage(pdf, page + 1, 150, { number: half, of: halves }));
            expect(parseReceiptQr(read ?? '')).toEqual({
              code: NUMBERS[kind],
              checkValue: '7KQ2M9XD',
              revision: 1,
            });
          }
        }
      }
    },
  );
});

describe.skipIf(!hasProgram('zbarimg') || !hasProgram('pdftoppm'))(
  `codes of a slip by another reader (${ZBAR})`,
  () => {
    it.each(FORMS)(
      '$kind, $circular: bar code and QR, of the longest number too',
      async ({ kind, template }) => {
        for (const number of [NUMBERS[kind], '1203/K7F3QX/2026/BPTNTKQ']) {
          const document = slip(template, kind, {}, { codes: [{ code: number, kind: 'own' }] });
          const pdf = await draw([document], { layout: 'a5', at: AT });
          expect(decodeByZbar(pdf, 2, 300)).toEqual([`CODE-128:${number}`, `QR-Code:${number} 7KQ2M9XD`]);
        }
      },
    );
  },
);

it('a slip has the same bytes for the same input', async () => {
  for (const { kind, template } of FORMS) {
    const first = await draw([slip(template, kind)], { layout: 'a5', at: AT });
    await draw([slip(template, kind, {}, { sample: false })], { layout: 'a4-two', at: AT + 1 });
    expect(Buffer.compare(first, await draw([slip(template, kind)], { layout: 'a5', at: AT }))).toBe(0);
  }
});
