import fc from 'fast-check';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { boxOnPage, placeOfBox, shownSize } from './mark.ts';
import { openPdf } from './pdf/file.ts';
import { boxOf, pagesOf } from './pdf/pages.ts';
import { findText } from './pdf/text.ts';
import { nameOf } from './pdf/values.ts';
import { readPng } from './picture.ts';
import { markDrawing, markOf, outputOf, receiptPdf, signAs, withFiles } from './testing.oracle.ts';

let pki: SigningPki;
const drawing = await markDrawing();
const at = Date.UTC(2026, 10, 22, 8, 54, 20);
beforeAll(async () => {
  pki = await sharedSigningPki();
});

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

function png(width: number, height: number, colourOf: (x: number, y: number) => Colour): PNG {
  const image = new PNG({ width, height });
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) image.data.set(colourOf(x, y), (y * width + x) * 4);
  return image;
}
const red = PNG.sync.write(png(90, 90, () => [255, 0, 0, 255]));

/** Rectangles of the signature marks of the first page, as they are shown. */
function marksOf(pdf: Uint8Array) {
  const file = openPdf(pdf);
  const [page] = pagesOf(file);
  if (page === undefined) throw new Error('no page');
  return file.array(page.dict.entries.get('Annots')).flatMap((item) => {
    const annotation = file.dictionary(item);
    const box = boxOf(file, annotation?.entries.get('Rect'));
    return nameOf(annotation?.entries.get('FT')) === 'Sig' && box !== undefined
      ? [placeOfBox(page, box)]
      : [];
  });
}

const textOf = (pdf: Uint8Array) =>
  withFiles({ 'in.pdf': pdf }, (file) =>
    outputOf('pdftotext', ['-l', '1', '-layout', '-enc', 'UTF-8', file('in.pdf'), '-']),
  );

describe('the mark on a page', () => {
  it('is read back letter by letter, names with every Vietnamese letter among them', async () => {
    const name = 'Đặng Thị Quỳnh Hương – Ổ Ỡ Ự ẵ ặ ậ ể ỗ ợ ữ ỷ ỹ ₫';
    const pdf = await signAs(await receiptPdf(), pki.head, {
      ...{ field: 'A', at },
      appearance: markOf(drawing, { name: name.normalize('NFD'), heading: 'Số: 12/GTN 😀' }),
    });
    const text = (await textOf(pdf)).replaceAll(/\s+/g, ' ');
    expect(text).toContain(`Ký số: ${name}`);
    expect(text).toContain('Thời gian ký: 2026-11-22T15:54:20+07:00');
    // What the font has not is a question mark, never an empty box.
    expect(text).toContain('Số: 12/GTN ?');
  });

  it('of a person stands under the title of the form, above the printed name; the next one elsewhere', async () => {
    const receipt = await receiptPdf();
    const appearance = markOf(drawing, { kind: 'person', name: 'Bùi Thu Hà' });
    const once = await signAs(receipt, pki.clerk, { field: 'A', at, appearance });
    const file = openPdf(once);
    const [page] = pagesOf(file);
    const title = page && findText(file, page, 'NGƯỜI TIẾP NHẬN HỒ SƠ');
    const [mark] = marksOf(once);
    if (page === undefined || title === undefined || mark === undefined) throw new Error('nothing found');
    expect(mark.left + mark.width / 2).toBeCloseTo((title.left + title.right) / 2, 0);
    const below = shownSize(page).height - title.bottom;
    expect(mark.top - below).toBeGreaterThan(10);
    expect(mark.top + mark.height - below).toBeLessThan(60);
    const twice = await signAs(once, pki.head, { field: 'B', at, appearance });
    expect(marksOf(twice)[1]?.top).toBeGreaterThan(mark.top + mark.height);
  });

  it('takes a seal in real size and fits a signature into its block', async () => {
    const receipt = await receiptPdf();
    const sealed = await signAs(receipt, pki.organisation, {
      ...{ field: 'A', at },
      appearance: markOf(drawing, { picture: { png: red, millimetres: 36 } }),
    });
    const [mark] = marksOf(sealed);
    expect(mark?.height).toBeGreaterThan((36 / 25.4) * 72);
    // Counted on paper: 36 mm of red at 50 dots an inch.
    const dots = await withFiles({ 'in.pdf': sealed }, async (file) => {
      await outputOf('pdftoppm', ['-r', '50', '-png', '-singlefile', file('in.pdf'), file('page')]);
      const { readFileSync } = await import('node:fs');
      const { data } = PNG.sync.read(readFileSync(file('page.png')));
      let count = 0;
      for (let dot = 0; dot < data.length; dot += 4)
        if (data[dot] === 255 && data[dot + 1] === 0 && data[dot + 2] === 0) count += 1;
      return count;
    });
    expect(Math.sqrt(dots)).toBeGreaterThan((36 / 25.4) * 50 - 3);
    expect(Math.sqrt(dots)).toBeLessThan((36 / 25.4) * 50 + 3);
  });

  it('refuses pictures that are none, or of foolish size', async () => {
    const receipt = await receiptPdf();
    for (const picture of [
      { png: new Uint8Array([1, 2, 3]), millimetres: 36 },
      { png: red, millimetres: null },
      { png: red, millimetres: 400 },
      { png: red.subarray(0, red.length - 40), millimetres: 36 },
    ])
      await expect(
        signAs(receipt, pki.organisation, { field: 'A', at, appearance: markOf(drawing, { picture }) }),
      ).rejects.toMatchObject({ fault: 'picture-unusable' });
  });
});

describe('pictures', () => {
  it('are read as another reader reads them, in every kind of colour', () => {
    const image = png(23, 17, (x, y) => [x * 11, y * 15, (x * y) % 256, x % 2 === 0 ? 255 : y * 15]);
    for (const colorType of [0, 2, 4, 6] as const) {
      const bytes = PNG.sync.write(image, { colorType });
      const expected = PNG.sync.read(bytes).data;
      const { rgb, alpha, width, height } = readPng(bytes);
      expect([width, height]).toEqual([23, 17]);
      for (let dot = 0; dot < width * height; dot += 1) {
        expect([...rgb.subarray(dot * 3, dot * 3 + 3)]).toEqual([...expected.subarray(dot * 4, dot * 4 + 3)]);
        expect(alpha?.[dot] ?? 255).toBe(expected[dot * 4 + 3]);
      }
    }
  });
});

it('places on a turned or cut page come back as they were (property)', () => {
  const number = fc.double({ min: -500, max: 500, noNaN: true });
  const size = fc.double({ min: 10, max: 900, noNaN: true });
  const pages = fc.record({
    box: fc
      .tuple(number, number, size, size)
      .map(([left, bottom, width, height]) => [left, bottom, left + width, bottom + height] as const),
    rotate: fc.constantFrom(0, 90, 180, 270),
    unit: fc.constantFrom(1, 2, 0.5),
  });
  const places = fc.record({ left: number, top: number, width: size, height: size });
  const [page] = pagesOf(openPdf(receipt));
  fc.assert(
    fc.property(pages, places, (changes, place) => {
      if (page === undefined) throw new Error('no page');
      const turned = { ...page, ...changes };
      const back = placeOfBox(turned, boxOnPage(turned, place));
      for (const key of ['left', 'top', 'width', 'height'] as const)
        expect(back[key]).toBeCloseTo(place[key], 6);
    }),
    { seed: 20261122 },
  );
});
const receipt = await receiptPdf();
