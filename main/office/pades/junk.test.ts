import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SignatureReport } from '#shared/signing/index.ts';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { byHand, foreignPdf } from './foreign.oracle.ts';
import { PdfFileError, prepareSignature, prepareTimestamp, SigningError, verifyPdf } from './index.ts';
import { signAs } from './testing.oracle.ts';

let pki: SigningPki;
let signed: Uint8Array;
const at = Date.now();
beforeAll(async () => {
  pki = await sharedSigningPki();
  const once = await signAs(await foreignPdf('object-streams'), pki.head, { field: 'A', at });
  signed = await signAs(once, pki.clerk, { field: 'B', at });
});

/** Whatever stands in the file: an answer of the right shape, or a refusal by name. */
function takeIn(pdf: Uint8Array): void {
  SignatureReport.parse(verifyPdf(pdf, { roots: [pki.root.der], at }));
  const request = { certificate: pki.head.der, chain: [], appearance: null, at, field: 'C' };
  for (const work of [
    () => prepareSignature(pdf, request),
    () => prepareTimestamp(pdf, { field: null, newField: 'D' }),
  ]) {
    try {
      work();
    } catch (error) {
      if (!(error instanceof PdfFileError) && !(error instanceof SigningError)) throw error;
    }
  }
}

describe('files that were damaged or made to harm', () => {
  it('are answered or refused by name, never with another error (property)', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ maxLength: 12 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), fc.boolean(), (edits, atTheEnd) => {
        const changed = Uint8Array.from(signed);
        for (const { at: share, bytes } of edits) {
          // Half of them near the end, where the objects of the signatures stand.
          const from = atTheEnd
            ? changed.length - 1 - Math.floor(share * 12_000)
            : Math.floor(share * changed.length);
          changed.set(bytes.subarray(0, Math.max(0, changed.length - from)), Math.max(0, from));
        }
        takeIn(changed);
      }),
      { seed: 20261122, numRuns: 150 },
    );
  });

  it('are taken in when cut off anywhere (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (length) => takeIn(signed.subarray(0, length))),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it('do not run in circles or down without end', () => {
    const deep = '['.repeat(100_000);
    const chain = Array.from(
      { length: 3_000 },
      (_, index) => `<</Type/Pages/Kids[${index + 3} 0 R]/Count 1>>`,
    );
    const files = [
      byHand([
        '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>',
        '<</Type/Pages/Kids[2 0 R]>>',
        '<</Kids[3 0 R]/T(a)>>',
      ]),
      byHand(['<</Type/Catalog/Pages 2 0 R/AcroForm 2 0 R>>', '2 0 R']),
      byHand([`<</Type/Catalog/Pages ${deep}`]),
      byHand(['<</Type/Catalog/Pages 2 0 R>>', ...chain]),
      byHand(['<</Type/Catalog/Pages 2 0 R>>', '<</Length 2 0 R>>\nstream\nx\nendstream']),
    ];
    for (const pdf of files) expect(verifyPdf(pdf, { roots: [], at }).signatures).toEqual([]);
    for (const pdf of files) takeIn(pdf);
  });
});
