import { degrees, PDFDocument, rgb, StandardFonts } from '@cantoo/pdf-lib';

/** Kinds of PDFs that people bring. */
export const FOREIGN = [
  'plain',
  'object-streams',
  'linearised',
  'rotated-90',
  'rotated-180',
  'rotated-270',
  'cropped',
  'user-unit',
  'form',
  'indirect-lists',
  'no-line-end',
  'carriage-returns',
  'hybrid',
] as const;
export type ForeignKind = (typeof FOREIGN)[number];

/** A PDF of a kind, made by another library or by hand. */
export async function foreignPdf(kind: ForeignKind): Promise<Uint8Array> {
  if (kind === 'linearised') return linearised();
  if (kind === 'indirect-lists') return byHand(INDIRECT);
  if (kind === 'hybrid') return hybrid();
  if (kind === 'carriage-returns') return byHand(INDIRECT, '\r');
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= 2; number += 1) {
    const page = document.addPage([595, 842]);
    page.drawText(`Page ${number} of a foreign file`, { x: 120, y: 500, size: 24, font });
    page.drawRectangle({ x: 60, y: 60, width: 475, height: 722, borderWidth: 1, borderColor: rgb(0, 0, 1) });
    if (kind.startsWith('rotated')) page.setRotation(degrees(Number(kind.slice(8))));
    if (kind === 'cropped') {
      page.setMediaBox(-100, -50, 900, 1000);
      page.setCropBox(50, 200, 420, 500);
    }
    if (kind === 'user-unit') page.node.set(pdfName(document, 'UserUnit'), document.context.obj(2));
  }
  if (kind === 'form') {
    const field = document.getForm().createTextField('ho.ten');
    field.setText('Nguyen Van A');
    const [page] = document.getPages();
    if (page !== undefined) field.addToPage(page, { x: 380, y: 780, width: 180, height: 40 });
  }
  const bytes = await document.save({ useObjectStreams: kind === 'object-streams' });
  if (kind !== 'no-line-end') return bytes;
  return bytes.subarray(0, Buffer.from(bytes).lastIndexOf('%%EOF') + 5);
}

function pdfName(document: PDFDocument, name: string) {
  const dict = document.context.obj({ [name]: 0 });
  const [key] = dict.keys();
  if (key === undefined) throw new Error('no key');
  return key;
}

const STREAM = '<</Length 44>>\nstream\nBT /F1 24 Tf 120 500 Td (Made by hand) Tj ET \nendstream';
const INDIRECT: readonly string[] = [
  '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>',
  '<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots 7 0 R>>',
  STREAM,
  '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  '<</Fields 8 0 R/DA(/Helv 0 Tf 0 g)>>',
  '[9 0 R]',
  '[9 0 R]',
  '<</Type/Annot/Subtype/Widget/FT/Tx/T(ten)/V(x)/Rect[50 50 150 70]/P 3 0 R/F 4>>',
];

/** Objects numbered from 1 with a table of cross-references. */
export function byHand(objects: readonly string[], lineEnd = '\n'): Uint8Array {
  let text = `%PDF-1.7${lineEnd}%\xe2\xe3\xcf\xd3${lineEnd}`;
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj${lineEnd}${object}${lineEnd}endobj${lineEnd}`;
    return at;
  });
  const at = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n${lineEnd.padStart(2)}`);
  text += `xref${lineEnd}0 ${objects.length + 1}${lineEnd}0000000000 65535 f${lineEnd.padStart(2)}${rows.join('')}`;
  text += `trailer${lineEnd}<</Size ${objects.length + 1}/Root 1 0 R>>${lineEnd}startxref${lineEnd}${at}${lineEnd}%%EOF${lineEnd}`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** As a web server sends it: the first page's objects and their cross-references stand in front, the others behind. */
function linearised(): Uint8Array {
  const objects = INDIRECT;
  const row = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const first = [3, 4, 5, 6, 7, 8, 9];
  const body = (numbers: readonly number[], from: number) => {
    let text = '';
    const offsets = numbers.map((number) => {
      const at = from + text.length;
      text += `${number} 0 obj\n${objects[number - 1]}\nendobj\n`;
      return at;
    });
    return { text, offsets };
  };
  const head = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const parameters = `10 0 obj\n<</Linearized 1/L ${'0'.repeat(8)}/H[0 0]/O 3/E 0/N 1/T 0>>\nendobj\n`;
  const frontXref = (offsets: readonly number[], previous: number) =>
    `xref\n3 8\n${offsets.map(row).join('')}trailer\n<</Size 11/Root 1 0 R/Prev ${String(previous).padStart(10, '0')}>>\nstartxref\n0\n%%EOF\n`;
  const xrefAt = head.length + parameters.length;
  const frontLength = frontXref(
    first.concat(0).map(() => 0),
    0,
  ).length;
  const front = body(first, xrefAt + frontLength);
  const back = body([1, 2], xrefAt + frontLength + front.text.length);
  const mainAt = xrefAt + frontLength + front.text.length + back.text.length;
  const main = `xref\n0 3\n0000000000 65535 f \n${back.offsets.map(row).join('')}trailer\n<</Size 3>>\nstartxref\n${xrefAt}\n%%EOF\n`;
  const text = `${head}${parameters}${frontXref([...front.offsets, head.length], mainAt)}${front.text}${back.text}${main}`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** As Word writes it: a table for old readers, and a stream with the same beside it. */
function hybrid(): Uint8Array {
  const plain = Buffer.from(byHand(INDIRECT)).toString('latin1');
  const table = plain.indexOf('xref\n');
  const offsets = INDIRECT.map((_, index) => plain.indexOf(`${index + 1} 0 obj`));
  const rows = Buffer.alloc((offsets.length + 1) * 7);
  rows.writeUInt16BE(65_535, 5);
  offsets.forEach((offset, index) => {
    rows.writeUInt8(1, (index + 1) * 7);
    rows.writeUInt32BE(offset, (index + 1) * 7 + 1);
  });
  const at = plain.length;
  const hex = rows.toString('latin1');
  const stream = `10 0 obj\n<</Type/XRef/Size 10/W[1 4 2]/Root 1 0 R/Length ${rows.length}>>\nstream\n${hex}\nendstream\nendobj\n`;
  const end = `xref\n0 0\ntrailer\n<</Size 11/Root 1 0 R/Prev ${table}/XRefStm ${at}>>\nstartxref\n${at + stream.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(plain + stream + end, 'latin1'));
}
