import { beforeAll, describe, expect, it } from 'vitest';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { buildCms, sha256, signedAttributes } from './cms/build.ts';
import { addField, copyOf } from './field.ts';
import { byHand, foreignPdf } from './foreign.oracle.ts';
import { verifyPdf } from './index.ts';
import { openPdf, type PdfFile } from './pdf/file.ts';
import { fieldsOf, pagesOf } from './pdf/pages.ts';
import {
  bytesString,
  dict,
  isDict,
  isRef,
  isStream,
  name,
  type PdfRef,
  type PdfStream,
  type PdfValue,
  textString,
} from './pdf/values.ts';
import { type PdfUpdate, updatePdf } from './pdf/write.ts';
import { emptySignature, fillPlace, fillRange, rangeDigest, SIGNATURE_ROOM } from './placeholder.ts';
import { markDrawing, markOf, signAs, signDigest } from './testing.oracle.ts';
import { findSignatures } from './verify/signatures.ts';

let pki: SigningPki;
let signed: Uint8Array;
const at = Date.now();
beforeAll(async () => {
  pki = await sharedSigningPki();
  signed = await signAs(await foreignPdf('form'), pki.head, { field: 'A', at });
});

type Change = (file: PdfFile, update: PdfUpdate) => void;

/** The file with somebody's changes behind it. */
function changed(pdf: Uint8Array, change: Change): Uint8Array {
  const file = openPdf(pdf);
  const update = updatePdf(file);
  change(file, update);
  return update.finish().pdf;
}

function withKey(
  file: PdfFile,
  update: PdfUpdate,
  target: PdfValue | undefined,
  key: string,
  value: PdfValue,
) {
  const old = file.dictionary(target);
  if (!isRef(target) || old === undefined) throw new Error('no dictionary of its own');
  const copy = copyOf(old);
  copy.entries.set(key, value);
  update.set(target, copy);
}

const root = (file: PdfFile) => file.trailer.entries.get('Root');
const formOf = (file: PdfFile) => file.catalog.entries.get('AcroForm');
const firstPage = (file: PdfFile): PdfRef => {
  const [page] = pagesOf(file);
  if (page === undefined) throw new Error('no page');
  return page.ref;
};
const pageKey = (file: PdfFile, key: string) => file.dictionary(firstPage(file))?.entries.get(key);
const fieldNamed = (file: PdfFile, wanted: string) => fieldsOf(file).find((field) => field.name === wanted);
const paint: PdfStream = {
  type: 'stream',
  dict: dict({}),
  raw: new Uint8Array(Buffer.from('0 0 100 100 re f')),
};
const note = (update: PdfUpdate) =>
  update.add(
    dict({ Type: name('Annot'), Subtype: name('FreeText'), Rect: [0, 0, 9, 9], Contents: textString('!') }),
  );

/** A small mark on the first page, with what is asked for. */
function addMark(file: PdfFile, update: PdfUpdate, entries: Record<string, PdfValue>): PdfRef {
  const look = update.add({ ...paint, dict: dict({ Subtype: name('Form'), BBox: [0, 0, 100, 100] }) });
  const mark = update.add(
    dict({
      ...{ Type: name('Annot'), Subtype: name('Widget'), P: firstPage(file), Rect: [90, 90, 190, 190] },
      ...{ AP: dict({ N: look }), ...entries },
    }),
  );
  withKey(file, update, firstPage(file), 'Annots', [...file.array(pageKey(file, 'Annots')), mark]);
  return mark;
}

const CASES: Record<string, [kinds: string[], change: Change]> = {
  'another content of a page': [
    ['page-content'],
    (file, update) => withKey(file, update, firstPage(file), 'Contents', update.add(paint)),
  ],
  'the same content stream with other bytes': [
    ['page-content'],
    (file, update) => {
      const contents = pageKey(file, 'Contents');
      const [target] = Array.isArray(contents) ? contents : [contents];
      if (isRef(target)) update.set(target, paint);
    },
  ],
  'another font under the same name': [
    ['page-content'],
    (file, update) => {
      const fonts = file.dictionary(file.dictionary(pageKey(file, 'Resources'))?.entries.get('Font'));
      for (const font of fonts?.entries.values() ?? [])
        withKey(file, update, font, 'BaseFont', name('Symbol'));
    },
  ],
  'another size of a page': [
    ['page-content'],
    (file, update) => withKey(file, update, firstPage(file), 'CropBox', [0, 0, 100, 100]),
  ],
  'a page less': [
    ['pages'],
    (file, update) => withKey(file, update, file.catalog.entries.get('Pages'), 'Kids', [firstPage(file)]),
  ],
  'a note on a page': [
    ['annotations'],
    (file, update) => {
      const all = [...file.array(pageKey(file, 'Annots')), note(update)];
      withKey(file, update, firstPage(file), 'Annots', all);
    },
  ],
  'a field filled in': [
    ['form-filled'],
    (file, update) => withKey(file, update, fieldNamed(file, 'ho.ten')?.ref, 'V', textString('Nguyễn Văn B')),
  ],
  'an empty signature field': [
    ['form-fields-added'],
    (file, update) => {
      const field = update.add(dict({ FT: name('Sig'), T: textString('B'), Type: name('Annot') }));
      withKey(file, update, formOf(file), 'Fields', [
        ...file.array(file.dictionary(formOf(file))?.entries.get('Fields')),
        field,
      ]);
    },
  ],
  'a signature field with a value that signs nothing': [
    ['form-fields-added'],
    (file, update) => {
      const value = update.add(
        dict({ Type: name('Sig'), ByteRange: [0, 1, 2, 3], Contents: bytesString(new Uint8Array(4), true) }),
      );
      const field = update.add(dict({ FT: name('Sig'), T: textString('B'), V: value }));
      withKey(file, update, formOf(file), 'Fields', [
        ...file.array(file.dictionary(formOf(file))?.entries.get('Fields')),
        field,
      ]);
    },
  ],
  'a mark that calls a signature its own, which knows nothing of it': [
    ['form-fields-added', 'annotations'],
    (file, update) => addMark(file, update, { Parent: fieldNamed(file, 'A')?.ref ?? null }),
  ],
  'a second field of the same name with the same value': [
    ['form-fields-added'],
    (file, update) => {
      const value = fieldNamed(file, 'A')?.dict.entries.get('V') ?? null;
      const field = addMark(file, update, { FT: name('Sig'), T: textString('A'), V: value });
      withKey(file, update, formOf(file), 'Fields', [
        ...file.array(file.dictionary(formOf(file))?.entries.get('Fields')),
        field,
      ]);
    },
  ],
  'another look of the signature': [
    ['signature-altered'],
    (file, update) => withKey(file, update, fieldNamed(file, 'A')?.ref, 'Rect', [0, 0, 595, 842]),
  ],
  'another picture in the mark of the signature': [
    ['signature-altered'],
    (file, update) => {
      const look = file.dictionary(fieldNamed(file, 'A')?.dict.entries.get('AP'))?.entries.get('N');
      if (isRef(look) && isStream(file.resolve(look))) update.set(look, paint);
    },
  ],
  'other facts about the file': [
    ['metadata'],
    (file, update) => withKey(file, update, file.trailer.entries.get('Info'), 'Title', textString('X')),
  ],
  'something done when it is opened': [
    ['document-structure'],
    (file, update) => withKey(file, update, root(file), 'OpenAction', dict({ S: name('JavaScript') })),
  ],
  'layers that can be switched': [
    ['document-structure'],
    (file, update) => withKey(file, update, root(file), 'OCProperties', dict({})),
  ],
  'nothing at all, written again': [
    [],
    (file, update) => {
      const page = file.dictionary(firstPage(file));
      if (isDict(page ?? null)) update.set(firstPage(file), page ?? null);
    },
  ],
  'an object that nothing shows': [[], (_, update) => void update.add(paint)],
};

const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: [], at });

describe('what was changed after a signature', () => {
  it.each(Object.entries(CASES))('%s', (_, [kinds, change]) => {
    const found = verify(changed(signed, change)).signatures.find(({ field }) => field === 'A');
    expect(found).toMatchObject({ whole: true, coversWholeFile: false, changes: kinds });
  });

  it('tells what was done to a file of object streams, too', async () => {
    const pdf = await signAs(await foreignPdf('object-streams'), pki.head, { field: 'A', at });
    const [content] = CASES['another content of a page']?.slice(1) ?? [];
    if (typeof content !== 'function') throw new Error('no case');
    expect(verify(changed(pdf, content)).signatures[0]?.changes).toEqual(['page-content']);
  });

  const HEAD = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>'];
  const STREAM = '<</Length 4>>\nstream\nn  n\nendstream';
  const prepared = async (objects: readonly string[], change: Change) => {
    const pdf = await signAs(byHand([...HEAD, ...objects]), pki.head, { field: 'A', at });
    return verify(changed(pdf, change)).signatures[0]?.changes;
  };

  it('tells what fills a place that the signed file kept free for it', async () => {
    const page = '<</Type/Page/Parent 2 0 R/Contents[4 0 R 900 0 R]>>';
    const fill: Change = (_, update) => update.set({ type: 'ref', number: 900, generation: 0 }, paint);
    expect(await prepared([page, STREAM], fill)).toEqual(['page-content']);
  });

  it('tells what only another generation brings to light', async () => {
    const page = '<</Type/Page/Parent 2 0 R/Contents[4 0 R 5 1 R]>>';
    const pdf = await signAs(byHand([...HEAD, page, STREAM, STREAM]), pki.head, { field: 'A', at });
    const start = pdf.length;
    const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(pdf).toString('latin1'))?.[1];
    const again = `5 1 obj\n${STREAM}\nendobj\n`;
    const rest = `xref\n5 1\n${String(start).padStart(10, '0')} 00001 n \ntrailer\n<</Size 20/Root 1 0 R/Prev ${previous}>>\nstartxref\n${start + again.length}\n%%EOF\n`;
    const after = Buffer.concat([pdf, Buffer.from(again + rest, 'latin1')]);
    expect(verify(after).signatures[0]).toMatchObject({ whole: true, changes: ['document-structure'] });
  });

  it('tells what a page inherits from outside the tree', async () => {
    const page = '<</Type/Page/Parent 5 0 R/Contents 4 0 R>>';
    const parent = '<</Type/Pages/Parent 2 0 R/Rotate 0>>';
    expect(
      await prepared([page, STREAM, parent], (file, update) =>
        withKey(file, update, { type: 'ref', number: 5, generation: 0 }, 'Rotate', 180),
      ),
    ).toEqual(['page-content']);
  });

  it('calls a further signature a change where the file was certified against every one', async () => {
    const file = openPdf(await foreignPdf('plain'));
    const [page] = pagesOf(file);
    if (page === undefined) throw new Error('no page');
    const settings = dict({ P: 1 });
    const words = { Reference: [dict({ TransformMethod: name('DocMDP'), TransformParams: settings })] };
    const update = updatePdf(file);
    const entries = { Type: name('Sig'), SubFilter: name('ETSI.CAdES.detached'), ...words };
    const value = update.add(emptySignature(entries, SIGNATURE_ROOM));
    addField(file, update, { field: 'A', mark: null, page, value });
    const { pdf, offsetOf } = update.finish();
    const place = fillRange(pdf, offsetOf(value));
    const attributes = signedAttributes(rangeDigest(place), pki.head.der);
    const signature = await signDigest(pki.head)(sha256(attributes));
    const parts = { certificate: pki.head.der, chain: [], signedAttributes: attributes, signature };
    const certified = fillPlace(place, buildCms(parts));
    expect(verify(certified).signatures).toMatchObject([{ whole: true, changes: [] }]);
    const further = await signAs(certified, pki.clerk, { field: 'B', at });
    expect(verify(further).signatures[0]).toMatchObject({
      whole: true,
      changes: ['signatures-added', 'document-structure'],
    });
  });

  it('reads no file of more signatures than anybody makes', () => {
    const fields = Array.from({ length: 101 }, (_, n) => `<</FT/Sig/T(${n})/V<</Type/Sig>>>>`).join('');
    const catalog = `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields}]>>>>`;
    expect(verify(byHand([catalog, HEAD[1] ?? '', '<</Type/Page/Parent 2 0 R>>']))).toMatchObject({
      problem: 'broken',
    });
  });

  it('reads no object stream that holds an object twice', () => {
    const inside = '3 0 3 60 ';
    const first = '<</Type/Page/Parent 2 0 R>>'.padEnd(60);
    const data = `${inside}${first}<</Type/Page/Parent 2 0 R/Rotate 180>>`;
    const container = `<</Type/ObjStm/N 2/First ${inside.length}/Length ${data.length}>>\nstream\n${data}\nendstream`;
    const text = Buffer.from(byHand([...HEAD, 'null', container])).toString('latin1');
    const rows = Buffer.from([1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 4, 0]);
    rows.writeUInt16BE(text.indexOf('1 0 obj'), 1);
    rows.writeUInt16BE(text.indexOf('2 0 obj'), 5);
    const body = text.slice(0, text.lastIndexOf('xref\n0 '));
    const four = Buffer.alloc(4);
    four.writeUInt8(1);
    four.writeUInt16BE(text.indexOf('4 0 obj'), 1);
    const stream = `5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Index[1 4]/Root 1 0 R/Length 16>>\nstream\n${Buffer.concat([rows, four]).toString('latin1')}\nendstream\nendobj\nstartxref\n${body.length}\n%%EOF\n`;
    expect(verify(new Uint8Array(Buffer.from(body + stream, 'latin1')))).toMatchObject({ problem: 'broken' });
  });

  it('tells a signature that was taken out', async () => {
    const twice = await signAs(signed, pki.clerk, { field: 'B', at });
    const without = changed(twice, (file, update) => {
      const keep = file
        .array(file.dictionary(formOf(file))?.entries.get('Fields'))
        .filter((field) => !(isRef(field) && field.number === fieldNamed(file, 'A')?.ref?.number));
      withKey(file, update, formOf(file), 'Fields', keep);
    });
    expect(verify(without).signatures).toMatchObject([{ field: 'B', changes: ['signature-removed'] }]);
  });

  it('calls a further signature that covers the page more than a signature', async () => {
    const changes = verify(await signAs(signed, pki.clerk, { field: 'B', at })).signatures[0]?.changes;
    expect(changes).toEqual(['signatures-added']);
    const appearance = markOf(await markDrawing(), {
      heading: 'Che hết trang. '.repeat(300),
      place: { page: 1, left: 0, top: 0, width: 595 },
    });
    const covered = await signAs(signed, pki.clerk, { field: 'B', at, appearance });
    expect(verify(covered).signatures[0]?.changes).toEqual(['signatures-added', 'annotations']);
  });

  it('takes a line end behind the file for nothing, and other bytes for something', () => {
    const end = (text: string) => Buffer.concat([signed, Buffer.from(text)]);
    expect(verify(end('\r\n')).signatures[0]).toMatchObject({ coversWholeFile: true, changes: [] });
    expect(verify(end('more than the file')).signatures[0]).toMatchObject({
      coversWholeFile: false,
      changes: ['unreadable'],
    });
    expect(verify(end('x'.repeat(4000)))).toMatchObject({ problem: 'broken', signatures: [] });
  });
});

describe('forged ranges', () => {
  /** The signature's value written anew behind the file, with another range. */
  function rewrapped(range: PdfValue, contents?: PdfValue): Uint8Array {
    return changed(signed, (file, update) => {
      const [found] = findSignatures(file);
      if (found === undefined || !isRef(found.field.value)) throw new Error('not signed');
      const copy = copyOf(found.dict);
      copy.entries.set('ByteRange', range);
      if (contents !== undefined) copy.entries.set('Contents', contents);
      update.set(found.field.value, copy);
    });
  }

  it('are refused: a copy of the value elsewhere, gaps, overlaps, other beginnings, more pieces, nothing', () => {
    const [found] = findSignatures(openPdf(signed));
    const { gapStart = 0, gapEnd = 0, end = 0 } = found?.range ?? {};
    const rest = end - gapEnd;
    const forged: [PdfValue, PdfValue?][] = [
      [[0, gapStart, gapEnd, rest]],
      [[0, gapStart - 100, gapEnd, rest]],
      [[0, gapStart, gapEnd + 50, rest - 50]],
      [[0, gapEnd, gapStart, end - gapStart]],
      [[10, gapStart - 10, gapEnd, rest]],
      [[0, gapStart, gapEnd, rest + 10_000_000]],
      [[0, -1, gapEnd, rest]],
      [[0, gapStart, gapEnd, rest, 0, 0]],
      [[0, gapStart]],
      [[0, 0.5, gapEnd, rest]],
      [[0, gapStart, gapEnd, rest], bytesString(found?.range?.contents ?? new Uint8Array())],
    ];
    for (const [range, contents] of forged)
      expect(verify(rewrapped(range, contents)).signatures[0]).toMatchObject({
        whole: false,
        problem: 'range-forged',
      });
    for (const [range, contents] of [
      [null, undefined],
      [[0, gapStart, gapEnd, rest], null],
    ] as const)
      expect(verify(rewrapped(range === null ? null : [...range], contents)).signatures[0]).toMatchObject({
        whole: false,
        problem: 'unreadable',
      });
  });

  it('says by name what it does not check', () => {
    const text = Buffer.from(signed).toString('latin1');
    const other = text.replace('/SubFilter /ETSI.CAdES.detached', '/SubFilter /adbe.x509.rsa_sha1 ');
    expect(verify(new Uint8Array(Buffer.from(other, 'latin1'))).signatures[0]).toMatchObject({
      whole: false,
      problem: 'format-unknown',
      subFilter: 'adbe.x509.rsa_sha1',
    });
  });
});
